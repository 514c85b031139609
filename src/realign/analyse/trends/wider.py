"""What stands round a trend: the funnel of councils, deprivation over small areas, what may come, and real terms."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models

from realign.analyse.trends.ahead import NoAhead, ProjectedTrend, look_ahead
from realign.analyse.trends.choices import choices_of
from realign.analyse.trends.funnels import CouncilFunnel, NoFunnel, funnel_of
from realign.analyse.trends.gradient import EDITION, FEWEST, zone_gradient
from realign.analyse.trends.inequality import Index, indices
from realign.analyse.trends.money import DEFLATOR, NoReal, Real, in_real_terms
from realign.analyse.trends.queries import InFull
from realign.analyse.trends.rules import is_total
from realign.analyse.trends.types import Gradient, Zone
from realign.registers.indicators import queries as indicators
from realign.registers.indicators.models import Indicator, Observation
from realign.registers.indicators.numbers import measure_of
from realign.registers.indicators.types import MEASURED, NumberKind, SeriesPoint
from realign.registers.places import queries as areas
from realign.registers.places.models import Area, Deprivation, Population
from realign.registers.places.types import CHILDREN


@dataclass(frozen=True)
class Wider:
    """What stands round a trend; each part, or the reason why it is not there."""

    funnel: CouncilFunnel | NoFunnel | None
    gradient: Gradient | None
    indices: tuple[Index, ...]
    ahead: ProjectedTrend | NoAhead
    real: Real | NoReal | None


def wider(full: InFull) -> Wider:
    """All of it for one trend. The number of queries does not depend on how much is held."""
    trend = full.trend
    measure = measure_of(trend.indicator.title, trend.indicator.unit)
    gradient: Gradient | None = full.gradient
    zones: tuple[Zone, ...] = ()
    if gradient is None:
        gradient, zones = small_areas(trend.indicator, trend.place.area)
    choices = choices_of(mark for mark in full.marks if mark.stands)
    return Wider(
        funnel=funnel(trend.indicator)
        if trend.indicator.is_national and not is_total(trend.indicator)
        else None,
        gradient=gradient,
        indices=indices(gradient, trend.indicator.unit, zones, out_of=trend.indicator.denominator)
        if gradient
        else (),
        ahead=look_ahead(trend.points, measure, choices),
        real=real(trend.indicator, trend.points) if measure is NumberKind.MONEY else None,
    )


def funnel(indicator: Indicator) -> CouncilFunnel | NoFunnel:
    """All councils of Scotland against their average."""
    councils = list(areas.areas(Area.Kind.COUNCIL))
    return funnel_of(indicators.series(indicator, councils, statuses=MEASURED), indicator.unit)


def real(indicator: Indicator, points: Sequence[SeriesPoint]) -> Real | NoReal:
    """Money in the prices of one year, by the price index that the partnership holds."""
    deflator = Indicator.objects.filter(partnership=indicator.partnership_id, slug=DEFLATOR).first()
    if deflator is None:
        return in_real_terms(points, (), "", "")
    rows = Observation.objects.filter(indicator=deflator, is_current=True, breakdown="").order_by("ends_on")
    return in_real_terms(
        points, [indicators.point_of(row) for row in rows], deflator.title, deflator.producer
    )


def small_areas(indicator: Indicator, area: Area) -> tuple[Gradient | None, tuple[Zone, ...]]:
    """The gradient over fifths of children by the deprivation of their small area, at the latest period held for enough."""
    rows = (
        Observation.objects.filter(
            _inside(area),
            indicator=indicator,
            area__kind=Area.Kind.INTERMEDIATE_ZONE,
            breakdown="",
            is_current=True,
            value__isnull=False,
            status__in=MEASURED,
        )
        .select_related("area")
        .order_by("-ends_on", "-starts_on", "area__code")
    )
    by_span: dict[tuple[object, object], list[Observation]] = defaultdict(list)
    for row in rows:
        by_span[row.ends_on, row.starts_on].append(row)
    latest = next((group for group in by_span.values() if len(group) >= FEWEST), None)
    if latest is None:
        return None, ()
    place = _places([row.area_id for row in latest])
    zones = tuple(
        Zone(row.area.name, *place[row.area_id], row.value or 0.0, row.numerator, row.denominator)
        for row in latest
        if row.area_id in place
    )
    first = latest[0]
    by_fifth = zone_gradient(zones, period=first.period, starts_on=first.starts_on, ends_on=first.ends_on)
    return by_fifth, zones if by_fifth else ()


def _inside(area: Area) -> models.Q:
    match area.kind:
        case Area.Kind.COUNTRY:
            return models.Q()
        case Area.Kind.HEALTH_BOARD:
            return models.Q(area__health_board=area)
        case _:
            return models.Q(area__parent=area)


def _places(zones: Sequence[int]) -> dict[int, tuple[float, float]]:
    """Each intermediate zone's average rank of deprivation, weighted by children, and its number of children."""
    inside = Area.objects.filter(kind=Area.Kind.DATA_ZONE, parent__in=zones)
    ranks = dict(Deprivation.objects.filter(edition=EDITION, area__in=inside).values_list("area", "rank"))
    latest = Population.objects.filter(
        area__in=inside, age_from=CHILDREN[0], age_to=CHILDREN[1]
    ).order_by("year").values_list("area", "area__parent", "persons")  # fmt: skip
    children = {zone: (parent, persons) for zone, parent, persons in latest}
    total: dict[int, float] = defaultdict(float)
    weighted: dict[int, float] = defaultdict(float)
    for zone, (parent, persons) in children.items():
        if parent is not None and zone in ranks and persons:
            total[parent] += persons
            weighted[parent] += persons * ranks[zone]
    return {parent: (weighted[parent] / count, count) for parent, count in total.items()}
