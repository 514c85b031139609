"""Rounds, their terms, and the national lists that they go by."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import models
from django.db.models import Count, Q

from realign.analyse.programme.models import Round
from realign.analyse.programme.rules.capacity import capacity
from realign.analyse.programme.types import Capacity
from realign.foundations.partnerships.models import Partnership
from realign.registers.frameworks import queries as frameworks
from realign.registers.frameworks.models import FrameworkItem, FrameworkVersion


@dataclass(frozen=True)
class Lists:
    """The national lists that a round goes by, as they stood when it began."""

    on: date

    def choices(self, slug: str) -> models.QuerySet[FrameworkItem]:
        """The entries of one list; none where the national lists are not loaded."""
        try:
            return frameworks.items(slug, self.on).prefetch_related(None)
        except FrameworkVersion.DoesNotExist:
            pass
        try:
            return frameworks.entries(frameworks.newest(slug)).prefetch_related(None)
        except FrameworkVersion.DoesNotExist:
            return FrameworkItem.objects.none()

    def of(self, slug: str) -> list[FrameworkItem]:
        """The entries of one national list, in its order, as the round goes by it."""
        return list(self.choices(slug))

    @cached_property
    def conditions(self) -> list[FrameworkItem]:
        """The conditions of readiness."""
        return self.of("readiness-conditions")

    @cached_property
    def sectors(self) -> list[FrameworkItem]:
        """The sectors that sign for an area."""
        return self.of("sign-off-sectors")

    @cached_property
    def purposes(self) -> list[FrameworkItem]:
        """The purposes that each sector signs for."""
        return self.of("sign-off-purposes")

    @cached_property
    def elements(self) -> list[FrameworkItem]:
        """The elements of the programme."""
        return self.of("programme-elements")


def rounds(partnership: Partnership) -> models.QuerySet[Round]:
    """Every round, newest first."""
    return (
        Round.objects.filter(partnership=partnership)
        .select_related("partnership", "changed_by")
        .annotate(area_count=Count("sites", filter=Q(sites__withdrawn_on__isnull=True)))
        .order_by("-starts_on", "-pk")
    )


def round_called(partnership: Partnership, slug: str) -> Round:
    """One round; raises Round.DoesNotExist."""
    return rounds(partnership).get(slug=slug)


def round_on(partnership: Partnership, on: date) -> Round | None:
    """The newest round that has begun by a day; the first to come where none has."""
    newest_first = list(rounds(partnership))
    return next(
        (round for round in newest_first if round.starts_on <= on), newest_first[-1] if newest_first else None
    )


def listed_terms(on: date) -> dict[str, object]:
    """The terms of the national list as a new round may begin with them; empty where it is not loaded."""
    terms = {item.code: item for item in Lists(on).of("programme-capacity")}
    fields = {
        code.replace("-", "_"): item.extra.get("values", item.extra.get("value"))
        for code, item in terms.items()
    }
    return {**fields, "source": next(iter(terms.values())).version.source[:300]} if terms else {}


def capacity_of(round: Round) -> Capacity:
    """How many areas a round can take by its terms."""
    return capacity(
        slots_a_year=len(round.slot_months),
        areas_per_slot=round.areas_per_slot,
        years=round.funded_years,
        before=round.areas_before,
    )
