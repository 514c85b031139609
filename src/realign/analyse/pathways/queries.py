"""Reading pathways with everything placed on them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

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


def pathway_on(pathway: Pathway, on: date) -> PathwayShown:
    """A pathway read through ``pathways``, as it stands on a day. A service that has ended is no longer there."""
    return PathwayShown(pathway, tuple(_stop(stop, LANES[pathway.kind], on) for stop in pathway.stops.all()))


def _stop(stop: Stop, kinds: Iterable[str], on: date) -> StopShown:
    placed = [
        (_lane(placement, on), placement) for placement in stop.placements.all() if _is_there(placement, on)
    ]
    lanes = {kind: tuple(placement for lane, placement in placed if lane == kind) for kind in kinds}
    reach = [_reached(placement) for placement in lanes["service"]]
    known = [number for number in reach if number is not None]
    return StopShown(stop, lanes, sum(known) if known else None, len(reach) - len(known))


def _lane(placement: Placement, on: date) -> str:
    """A service that has not begun is planned, whatever it is placed as."""
    if (
        placement.service is not None
        and placement.service.starts_on is not None
        and placement.service.starts_on > on
    ):
        return Placement.Kind.PLANNED
    return placement.kind


def _is_there(placement: Placement, on: date) -> bool:
    if placement.finding is not None:
        return placement.finding.stands
    return placement.service is None or placement.service.ended_on is None or placement.service.ended_on > on


def _reached(placement: Placement) -> int | None:
    # `services` adds the figures of its latest year to a service, and the type of a model does not say so
    service: Any = placement.service
    return service.last_reached if service is not None else None
