"""Reading pathways with everything placed on them."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Prefetch

from realign.analyse.pathways.models import Pathway, Placement, Stop
from realign.analyse.pathways.types import LANES, PathwayShown, StopShown
from realign.foundations.partnerships.models import Partnership
from realign.registers.services import queries as services


def pathways(partnership: Partnership) -> models.QuerySet[Pathway]:
    """Every map with its stops and what is placed on them."""
    placed = (
        Placement.objects.select_related("finding", "finding__release", "indicator", "lead")
        .prefetch_related(Prefetch("service", queryset=services.services(partnership)))
        .order_by("pk")
    )
    stops = Stop.objects.prefetch_related(Prefetch("placements", queryset=placed)).order_by("number", "pk")
    return (
        Pathway.objects.filter(partnership=partnership)
        .select_related("partnership", "need", "keeper", "changed_by")
        .prefetch_related(Prefetch("stops", queryset=stops))
    )


def stop(partnership: Partnership, pk: int) -> Stop:
    """One stop; raises Stop.DoesNotExist."""
    return Stop.objects.select_related("pathway", "changed_by").get(partnership=partnership, pk=pk)


def placement(partnership: Partnership, pk: int) -> Placement:
    """One thing placed; raises Placement.DoesNotExist."""
    return Placement.objects.select_related(
        "stop__pathway", "service", "finding", "indicator", "lead", "changed_by"
    ).get(partnership=partnership, pk=pk)


def shown(held: Pathway, on: date) -> PathwayShown:
    """A pathway read through ``pathways``, as it stands on a day. A service that has ended is no longer there."""
    return PathwayShown(held, tuple(_stop(one, LANES[held.kind], on) for one in held.stops.all()))


def _stop(one: Stop, kinds: Iterable[str], on: date) -> StopShown:
    placed = [(_lane(held, on), held) for held in one.placements.all() if _is_there(held, on)]
    lanes = {kind: tuple(held for lane, held in placed if lane == kind) for kind in kinds}
    reach = [held.service.last_reached for held in lanes["service"]]
    known = [number for number in reach if number is not None]
    return StopShown(one, lanes, sum(known) if known else None, len(reach) - len(known))


def _lane(held: Placement, on: date) -> str:
    """A service that has not begun is planned, whatever it is placed as."""
    if held.service is not None and held.service.starts_on is not None and held.service.starts_on > on:
        return Placement.Kind.PLANNED
    return held.kind


def _is_there(held: Placement, on: date) -> bool:
    if held.finding is not None:
        return held.finding.stands
    return held.service is None or held.service.ended_on is None or held.service.ended_on > on
