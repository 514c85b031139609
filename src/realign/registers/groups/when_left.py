"""Whoever leaves a partnership leaves their seats."""

from realign.foundations.partnerships.registry import WHEN_LEFT, Leaving
from realign.registers.groups.actions import vacate_seats_of


def empty_seats(leaving: Leaving) -> None:
    """Empty every seat that they hold, on the day on which they leave."""
    vacate_seats_of(by=leaving.by, user=leaving.user, on=leaving.on)


WHEN_LEFT.add(empty_seats)
