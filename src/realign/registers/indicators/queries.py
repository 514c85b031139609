"""Reading indicators: lists with latest values, series by area, earlier vintages, and where each value came from."""

import datetime
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import models
from django.db.models.functions import RowNumber

from realign.foundations.files.models import Import
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.queries import why_it_stays
from realign.foundations.partnerships.types import Refusal
from realign.foundations.publishing import queries as publishing
from realign.methods.on_disk import RowsByKey
from realign.registers.indicators.models import Indicator, Observation
from realign.registers.indicators.rules import compare
from realign.registers.indicators.types import (
    INDICATOR,
    MEASURED,
    FileValue,
    IndicatorCoverage,
    IndicatorSeries,
    PublicIndicator,
    SeriesPoint,
    ValueComparison,
)
from realign.registers.places import queries as places
from realign.registers.places.models import Area


def indicators(partnership: Partnership) -> models.QuerySet[Indicator]:
    """Every indicator of a partnership, by title, with its owner and tags."""
    return Indicator.objects.filter(partnership=partnership).select_related("owner").prefetch_related("tags")


def indicator(partnership: Partnership, slug: str) -> Indicator:
    """One indicator; raises Indicator.DoesNotExist."""
    return indicators(partnership).get(slug=slug)


def indicators_for_everybody(partnership: Partnership) -> models.QuerySet[Indicator]:
    """Indicators with published values that are meant for everybody, as they are kept now.

    They are national, or local and a measure of a target. Targets live on a higher floor and are only read.
    """
    in_plan = models.Exists(Indicator.objects.filter(pk=models.OuterRef("pk"), targets__isnull=False))
    values = Observation.objects.filter(which(public=True), indicator=models.OuterRef("pk"))
    meant = indicators(partnership).filter(models.Q(is_national=True) | in_plan)
    return meant.filter(models.Exists(values)).order_by("title", "pk")


def public_indicators(partnership: Partnership, *, slug: str = "") -> list[PublicIndicator]:
    """The indicators that anybody may read, in the words that were published last, by title; or the one of this name.

    Values and words are published each for themselves: an indicator with only one of them is not among these.
    """
    versions = publishing.versions(partnership, INDICATOR).standing()
    words = {int(version.key): version for version in (versions.filter(slug=slug) if slug else versions)}
    rows = indicators_for_everybody(partnership).filter(pk__in=words)
    public = [PublicIndicator.of(row, words[row.pk]) for row in rows]
    return sorted(public, key=lambda indicator: (indicator.row.title, indicator.row.pk))


def public_indicator(partnership: Partnership, slug: str) -> PublicIndicator | None:
    """One indicator that anybody may read, in the words that were published last; nothing where there is none."""
    return next(iter(public_indicators(partnership, slug=slug)), None)


def public_titles(partnership: Partnership) -> dict[int, str]:
    """What the indicators that anybody may read are called in public, by their number; two queries."""
    return {indicator.row.pk: indicator.row.title for indicator in public_indicators(partnership)}


def values_brought(partnership: Partnership) -> models.QuerySet[Import]:
    """Every file of values that was taken in, with how many values it brought and the days that they cover."""
    return (
        Import.objects.filter(partnership=partnership, state=Import.State.ACCEPTED)
        .filter(models.Exists(Observation.objects.filter(brought_by=models.OuterRef("pk"))))
        .select_related("upload", "partnership")
        .annotate(
            many_values=models.Count("observations"),
            first_day=models.Min("observations__starts_on"),
            last_day=models.Max("observations__ends_on"),
        )
        .order_by("pk")
    )


def titles_brought(imports: Iterable[Import]) -> dict[int, list[str]]:
    """The titles of the indicators of which each file brought values; one query."""
    titles: dict[int, list[str]] = defaultdict(list)
    rows = Observation.objects.filter(brought_by__in=[row.pk for row in imports])
    for brought_by, title in (
        rows.order_by("indicator__title").values_list("brought_by", "indicator__title").distinct()
    ):
        titles[brought_by].append(title)
    return titles


def which(*, public: bool) -> models.Q:
    """The values that everybody reads, or those that members do."""
    return models.Q(is_public=True) if public else models.Q(is_current=True)


def schemes(partnership: Partnership) -> list[str]:
    """The schemes from which the partnership holds indicators."""
    own = Indicator.objects.filter(partnership=partnership).order_by("scheme")
    return list(own.values_list("scheme", flat=True).distinct())


def series(
    indicator: Indicator,
    areas: Sequence[Area],
    *,
    breakdown: str = "",
    statuses: Iterable[str] | None = None,
    public: bool = False,
) -> list[IndicatorSeries]:
    """The current values of an indicator in each area, in the order of the areas; one query.

    ``public`` gives what everybody reads: of each value the newest that was published.
    All statuses come unless some are named: show only ``types.MEASURED`` as what happened, and tag the others.
    """
    observations = Observation.objects.filter(
        which(public=public), indicator=indicator, area__in=[area.pk for area in areas], breakdown=breakdown
    ).order_by("ends_on", "starts_on")
    if statuses is not None:
        observations = observations.filter(status__in=list(statuses))
    points: dict[int, list[SeriesPoint]] = defaultdict(list)
    for row in observations:
        points[row.area_id].append(point_of(row))
    return [IndicatorSeries(area, tuple(points[area.pk]), breakdown) for area in areas]


def point_of(row: Observation) -> SeriesPoint:
    """A stored observation as a point of a series, without the database."""
    return SeriesPoint(
        period=row.period,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        value=row.value,
        lower=row.lower,
        upper=row.upper,
        status=row.status,
        symbol=row.symbol,
        numerator=row.numerator,
        denominator=row.denominator,
        brought_by_id=row.brought_by_id,
        held_back=row.held_back,
    )


def breakdowns(indicator: Indicator) -> list[str]:
    """The groups for which an indicator is held; the empty one is everybody."""
    observations = Observation.objects.filter(indicator=indicator, is_current=True).order_by("breakdown")
    return list(observations.values_list("breakdown", flat=True).distinct())


def comparison_areas(partnership: Partnership) -> list[Area]:
    """The partnership’s councils by name, then Scotland."""
    country = places.areas(Area.Kind.COUNTRY)
    return [*places.councils_of(partnership), *country]


def areas_of_values(partnership: Partnership) -> list[Area]:
    """The places that a typed value may be about: the councils, their health boards, and Scotland."""
    councils = list(places.councils_of(partnership).select_related("health_board"))
    boards = {council.health_board for council in councils if council.health_board is not None}
    country = places.areas(Area.Kind.COUNTRY)
    return [*councils, *sorted(boards, key=lambda board: board.name), *country]


def coverage_of(partnership: Partnership, public: Sequence[PublicIndicator]) -> dict[int, IndicatorCoverage]:
    """Where and when each indicator has published measured values: in our councils and boards, and in Scotland."""
    rows = (
        Observation.objects.filter(
            indicator__in=[indicator.row.pk for indicator in public],
            area__in=areas_of_values(partnership),
            is_public=True,
            status__in=MEASURED,
        )
        .order_by("area__name")
        .values_list("indicator", "area__name", "ends_on__year", "brought_by__invented")
        .distinct()
    )
    areas: dict[int, dict[str, None]] = defaultdict(dict)
    years: dict[int, set[int]] = defaultdict(set)
    invented: set[int] = set()
    for indicator, area, year, is_invented in rows:
        areas[indicator][area] = None
        years[indicator].add(year)
        invented |= {indicator} if is_invented else set()
    return {
        indicator: IndicatorCoverage(tuple(names), tuple(sorted(years[indicator])), indicator in invented)
        for indicator, names in areas.items()
    }


def typed_values_waiting(indicator: Indicator) -> models.QuerySet[Import]:
    """Typed values of an indicator that wait for a second person, oldest first."""
    waiting = Import.objects.filter(
        partnership=indicator.partnership_id, kind="indicators", format="typed", state=Import.State.READY
    )
    return waiting.filter(upload__name=f"{indicator.slug}.csv").order_by("started_at")


def why_indicator_stays(indicator: Indicator) -> Refusal | None:
    """Why an indicator cannot be removed: it has values, or waits for one, or something else uses it."""
    if typed_values_waiting(indicator).exists():
        return Refusal(
            f"A typed value of “{indicator}” waits for a second person.",
            "Have it imported or discarded first.",
        )
    return why_it_stays(indicator, "Edit its definition instead.")


def latest(indicators: Iterable[Indicator], areas: Sequence[Area]) -> dict[int, dict[int, Observation]]:
    """The last measured value of each indicator in each area: ``{indicator: {area: observation}}``; one query."""
    alias = Observation.objects.filter(
        indicator__in=[row.pk for row in indicators],
        area__in=[area.pk for area in areas],
        breakdown="",
        is_current=True,
        value__isnull=False,
        status__in=MEASURED,
    ).alias(
        place=models.Window(
            RowNumber(),
            partition_by=[models.F("indicator"), models.F("area")],
            order_by=[models.F("ends_on").desc(), models.F("starts_on").desc()],
        )
    )
    newest: dict[int, dict[int, Observation]] = defaultdict(dict)
    for row in alias.filter(place=1):
        newest[row.indicator_id][row.area_id] = row
    return newest


def values(indicator: Indicator, areas: Sequence[Area]) -> models.QuerySet[Observation]:
    """Current values in these areas, latest period first, with the import that brought each."""
    return (
        Observation.objects.filter(indicator=indicator, area__in=[area.pk for area in areas], is_current=True)
        .select_related("area", "brought_by")
        .order_by("-ends_on", "area__name", "breakdown")
    )


def open_values(
    indicator: Indicator,
    *,
    area: str = "",
    status: str = "",
    since: datetime.date | None = None,
    with_replaced: bool = False,
) -> models.QuerySet[Observation]:
    """Published values of one indicator for programmes, latest period first, with what brought each."""
    observations = Observation.objects.filter(indicator=indicator, public_since__isnull=False)
    if not with_replaced:
        observations = observations.filter(which(public=True))
    if area:
        observations = observations.filter(area__code=area)
    if status:
        observations = observations.filter(status=status)
    if since is not None:
        observations = observations.filter(ends_on__gte=since)
    return observations.select_related("area", "brought_by").order_by(
        "-ends_on", "area__code", "breakdown", "-is_public", "-brought_by__started_at", "pk"
    )


def earlier_vintages(indicator: Indicator, areas: Sequence[Area]) -> models.QuerySet[Observation]:
    """Values that a later file replaced, latest period first."""
    return (
        Observation.objects.filter(
            indicator=indicator, area__in=[area.pk for area in areas], is_current=False
        )
        .select_related("area", "brought_by")
        .order_by("-ends_on", "area__name", "-brought_by__started_at")
    )


def replacements_of(earlier: Sequence[Observation]) -> dict[int, Observation]:
    """What is said now in place of each of these values, by the number of the earlier one; one query."""
    if not earlier:
        return {}
    now = Observation.objects.filter(
        indicator__in={row.indicator_id for row in earlier},
        area__in={row.area_id for row in earlier},
        is_current=True,
    )
    current = {(row.area_id, row.starts_on, row.ends_on, row.breakdown): row for row in now}
    replacements = {
        row.pk: current.get((row.area_id, row.starts_on, row.ends_on, row.breakdown)) for row in earlier
    }
    return {pk: row for pk, row in replacements.items() if row is not None}


def provenance(
    indicator: Indicator, *, public: bool = False, imports: Iterable[int] | None = None
) -> list[Mapping[str, Any]]:
    """Each import that brought values of an indicator, latest first, with how many still stand; or what is public of it.

    ``imports`` names those that brought the values of a figure, so that its source names no other.
    """
    observations = Observation.objects.filter(
        which(public=True) if public else models.Q(), indicator=indicator
    )
    if imports is not None:
        observations = observations.filter(brought_by__in=set(imports))
    brought = observations.values(
        "brought_by",
        "brought_by__title",
        "brought_by__producer",
        "brought_by__licence",
        "brought_by__published",
        "brought_by__decided_at",
        "brought_by__invented",
    ).annotate(brought=models.Count("pk"), current=models.Count("pk", filter=models.Q(is_current=True)))
    return list(brought.order_by("-brought_by"))


HeldValue = tuple[tuple[Any, ...], int, tuple[Any, ...]]
"""A value that is held: its ``FileValue.key``, its number, and what it says as in ``FileValue.content``."""


def held_values(
    partnership: Partnership, slugs: Iterable[str], keys: Container[tuple[Any, ...]] | None = None
) -> dict[tuple[Any, ...], tuple[int, tuple[Any, ...]]]:
    """What is held now of these indicators, by ``FileValue.key``; of those keys only, where they are given.

    A value that is held back says what was brought.
    """
    rows = _held_rows(partnership, slugs)
    return {key: (number, content) for key, number, content in rows if keys is None or key in keys}


def compared(
    partnership: Partnership, slugs: Iterable[str], values: RowsByKey[FileValue]
) -> Iterator[ValueComparison]:
    """The values of a file beside those that are held now, in lots that fit into memory."""
    if not values.is_large:
        for part in values.parts():
            yield compare(part, held_values(partnership, slugs, {value.key for value in part}))
        return
    standing = RowsByKey(_key_of_row, _packed, _unpacked, is_large=True)
    for row in _held_rows(partnership, slugs):
        standing.append(row)
    for part, before in zip(values.parts(), standing.parts(), strict=True):
        yield compare(part, {key: (number, content) for key, number, content in before})


def _held_rows(partnership: Partnership, slugs: Iterable[str]) -> Iterator[HeldValue]:
    content = ("value", "numerator", "denominator", "lower", "upper", "status", "symbol")
    rows = Observation.objects.filter(
        indicator__partnership=partnership, indicator__slug__in=list(slugs), is_current=True
    ).values_list(
        "pk", "indicator__slug", "area_id", "starts_on", "ends_on", "breakdown", "as_brought", *content
    )
    for row in rows.iterator(chunk_size=5000):
        yield row[1:6], row[0], _brought(content, row[7:], row[6])


def _key_of_row(row: HeldValue) -> tuple[Any, ...]:
    return row[0]


def _packed(row: HeldValue) -> tuple[Any, ...]:
    (slug, area, starts_on, ends_on, breakdown), number, content = row
    return (slug, area, starts_on.toordinal(), ends_on.toordinal(), breakdown, number, content)


def _unpacked(packed: tuple[Any, ...]) -> HeldValue:
    slug, area, starts_on, ends_on, breakdown, number, content = packed
    day = datetime.date.fromordinal
    return (slug, area, day(starts_on), day(ends_on), breakdown), number, content


def _brought(
    names: Sequence[str], figures: tuple[Any, ...], apart: Mapping[str, Any] | None
) -> tuple[Any, ...]:
    if apart is None:
        return figures
    return tuple(apart.get(name, figure) for name, figure in zip(names, figures, strict=True))


def current_values(
    partnership: Partnership,
    *,
    scheme: str = "",
    slugs: Iterable[str] = (),
    councils_only: bool = False,
    since: datetime.date | None = None,
    public: bool = False,
) -> models.QuerySet[Observation]:
    """Every current value of a partnership’s indicators, for files given out; or those that everybody reads."""
    observations = Observation.objects.filter(which(public=public), indicator__partnership=partnership)
    if scheme:
        observations = observations.filter(indicator__scheme=scheme)
    if wanted := list(slugs):
        observations = observations.filter(indicator__slug__in=wanted)
    if councils_only:
        observations = observations.filter(area__code__in=[*partnership.council_codes, "S92000003"])
    if since is not None:
        observations = observations.filter(ends_on__gte=since)
    return observations.select_related("indicator", "area", "brought_by").order_by(
        "indicator__title", "area__code", "ends_on", "breakdown"
    )
