"""Questions that the figures raise and cannot answer, for people to ask each other."""

from collections import defaultdict

from django.utils.text import get_text_list

from realign.analyse.fit.types import NeedFit
from realign.foundations.design import words
from realign.registers.services.models import Service


def questions(fit: NeedFit) -> list[str]:
    """What to ask next about one need."""
    next_questions = [*_overlaps(fit), *_full(fit), *_silent(fit), *_families(fit)]
    levels = {contribution.service.tier for contribution in fit.contributions}
    early = {Service.Tier.UNIVERSAL, Service.Tier.JUST_COPING}
    if levels and not levels & early:
        next_questions.append("No service at an early level answers this need. Could help come earlier?")
    if fit.coverage and fit.coverage.unmet.upper == 0:
        next_questions.append(
            "More children are reached than are thought to have the need. Are others reached, or is the need larger?"
        )
    return next_questions


def _overlaps(fit: NeedFit) -> list[str]:
    """Services at one level in one place: perhaps the same work twice."""
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    for given in fit.contributions:
        for area in given.service.areas.all():
            together[given.service.get_tier_display(), area.name].append(given.service.name)
    places: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for (tier, place), names in together.items():
        if len(names) > 1:
            places[tier, tuple(names)].append(place)
    return [
        f"{get_text_list(list(services), 'and')} all work at the level “{tier}” in {get_text_list(where, 'and')}. "
        "Do they see the same children?"
        for (tier, services), where in places.items()
    ]


def _full(fit: NeedFit) -> list[str]:
    """Places that stay empty while children are missed, and queues."""
    open_questions = []
    if fit.waiting:
        open_questions.append(
            f"{words.counted(fit.waiting, 'child is waiting,children are waiting')}. "
            "How many left the list before they were seen?"
        )
    for contribution in fit.contributions:
        if (
            contribution.capacity
            and contribution.reached is not None
            and contribution.reached < 0.85 * contribution.capacity
        ):
            open_questions.append(
                f"{contribution.service.name} has places that were not used. Do families know of it "
                "and can they get there?"
            )
    return open_questions


def _silent(fit: NeedFit) -> list[str]:
    names = [service.name for service in fit.not_counted]
    return [f"How many children does {name} reach? No figure is recorded." for name in names]


def _families(fit: NeedFit) -> list[str]:
    names = [
        contribution.service.name
        for contribution in fit.contributions
        if contribution.service.unit == Service.Unit.FAMILIES
    ]
    return [
        f"{name} counts families, here taken as one child each. How many children are in them?"
        for name in names
    ]
