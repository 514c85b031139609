"""Tranches, and the slots of a round with who is in them."""

from datetime import date

from django.db import models
from django.db.models import Prefetch

from realign.analyse.programme.models import Round, Tranche
from realign.analyse.programme.queries.areas import places_now
from realign.analyse.programme.rules.capacity import slots
from realign.analyse.programme.types import SlotPlan
from realign.foundations.design.words import month_words
from realign.foundations.partnerships.models import Partnership


def tranches(partnership: Partnership) -> models.QuerySet[Tranche]:
    """Every tranche with its areas, latest slot first."""
    return (
        Tranche.objects.filter(partnership=partnership)
        .select_related("round__partnership", "survey", "changed_by", "partnership")
        .prefetch_related(Prefetch("places", places_now().select_related("site").order_by("site__name")))
        .order_by("-slot_on", "-pk")
    )


def tranche(partnership: Partnership, slug: str) -> Tranche:
    """One tranche; raises Tranche.DoesNotExist."""
    return tranches(partnership).get(slug=slug)


def slot_plan(round: Round, on: date) -> list[SlotPlan]:
    """Each slot of a round in order of time, with who is in it; those whose month is over by a day are past."""
    taken = {tranche.slot_on: tranche for tranche in tranches(round.partnership).filter(round=round)}
    days = set(slots(round.starts_on, round.funded_years, round.slot_months)) | set(taken)
    return [
        SlotPlan(
            on=day,
            name=taken[day].name if day in taken else month_words(day),
            areas=[place.site.name for place in taken[day].places.all()] if day in taken else (),
            most=round.areas_per_slot,
            slug=taken[day].slug if day in taken else "",
            before=day < round.starts_on,
            past=day < on.replace(day=1),
        )
        for day in sorted(days)
    ]
