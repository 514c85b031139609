"""Reading the data location map and the register of linkages."""

from django.db import models
from django.db.models import Count, Prefetch, Q

from realign.foundations.partnerships.models import Partnership
from realign.registers.gaps.models import Gap
from realign.registers.sources.models import Holding, Linkage


def holdings(partnership: Partnership) -> models.QuerySet[Holding]:
    """Everything that some system holds, with its open gaps in ``open_gaps``."""
    open_gaps = Gap.objects.filter(ending="").select_related("partnership").order_by("due_on", "slug")
    return (
        Holding.objects.filter(partnership=partnership)
        .select_related("holder", "changed_by", "partnership")
        .prefetch_related(Prefetch("gaps", queryset=open_gaps, to_attr="open_gaps"))
        .annotate(gap_count=Count("gaps", filter=Q(gaps__ending=""), distinct=True))
    )


def holding(partnership: Partnership, slug: str) -> Holding:
    """One entry of the data location map; raises Holding.DoesNotExist."""
    return holdings(partnership).get(slug=slug)


def linkages(partnership: Partnership) -> models.QuerySet[Linkage]:
    """Every linkage with what it joins."""
    return (
        Linkage.objects.filter(partnership=partnership)
        .select_related("changed_by", "partnership")
        .prefetch_related("holdings__holder")
        .order_by("title")
    )


def linkage(partnership: Partnership, slug: str) -> Linkage:
    """One linkage; raises Linkage.DoesNotExist."""
    return linkages(partnership).get(slug=slug)


def counts(partnership: Partnership) -> dict[str, int]:
    """How much of the map is known: systems, those that can be joined, those with an open gap. One query."""
    return Holding.objects.filter(partnership=partnership).aggregate(
        held=Count("pk", distinct=True),
        joinable=Count("pk", filter=Q(joins=Holding.Joins.YES), distinct=True),
        unknown=Count("pk", filter=Q(joins=Holding.Joins.UNKNOWN), distinct=True),
        with_gap=Count("pk", filter=Q(gaps__ending=""), distinct=True),
    )
