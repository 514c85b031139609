"""Seats in the work of whoever holds them."""

from datetime import date

from django.db.models import Q

from realign.foundations.partnerships.registry import NAMED_PARTS, NamedPart
from realign.registers.groups.models import Seat


def _still_sits(today: date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gte=today)


NAMED_PARTS.add(
    NamedPart(
        Seat,
        "holder_account",
        part=lambda seat: f"{seat.get_role_display()} ({seat.post})",
        view="groups.view",
        lasts=_still_sits,
        title=lambda seat: seat.group.name,
        url=lambda seat: seat.group.get_absolute_url(),
        joined=("group",),
    )
)
