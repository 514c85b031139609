"""Reading trends: every series of a partnership, one in full, and what stands beside it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db import models

from realign.analyse.trends.choices import PLAIN, Choices, choices_of
from realign.analyse.trends.family import at, difference_of, standing
from realign.analyse.trends.gradient import fifth_of, gradient, stem_and_fifth
from realign.analyse.trends.judging import judge
from realign.analyse.trends.models import Mark
from realign.analyse.trends.registry import uses_of
from realign.analyse.trends.rules import is_total
from realign.analyse.trends.types import Beside, FamilyRanking, Gradient, NamedArea, Trend, Use
from realign.foundations.files.models import Import
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Refusal
from realign.methods.indicators.compare import verdict_of
from realign.methods.indicators.spc.types import ChartKind, RuleSet
from realign.registers.frameworks import queries as frameworks
from realign.registers.frameworks.models import FrameworkVersion
from realign.registers.indicators import queries as indicators
from realign.registers.indicators.models import Indicator, Observation
from realign.registers.indicators.presenters.words import is_percent
from realign.registers.indicators.types import IndicatorSeries, SeriesPoint
from realign.registers.places import queries as areas
from realign.registers.places.models import Area

FAMILY = "lgbf-people"  # children's indicators are about people, so councils are alike by deprivation
_POINT = tuple(field.name for field in fields(SeriesPoint))


def places(partnership: Partnership) -> list[NamedArea]:
    """The whole partnership where a health board holds just its councils, each council by name, and Scotland."""
    councils = list(areas.councils_of(partnership))
    whole = areas.whole_of(partnership)
    board = []
    if whole is not None and whole.kind == Area.Kind.HEALTH_BOARD:
        board = [NamedArea(whole, partnership.known_as, is_ours=True)]
    country = [NamedArea(area, area.name) for area in areas.areas(Area.Kind.COUNTRY)]
    named = [NamedArea(council, council.name, is_ours=True) for council in councils]
    return [*board, *named, *country]


# ---------------------------------------------------------------- every series


def trends(partnership: Partnership) -> list[Trend]:
    """Every indicator in each of the partnership’s places, judged and set beside Scotland.

    Scotland has a row of its own only where no place of the partnership has a value. The number of queries is the
    same however many series there are.
    """
    where = places(partnership)
    everything = _everything(partnership, where)
    recorded = standing_marks(partnership)
    judged = []
    every = list(indicators.indicators(partnership))
    uses = uses_of([indicator.pk for indicator in every])
    for indicator in every:
        ours = [place for place in where if (indicator.pk, place.area.pk) in everything]
        chosen = [place for place in ours if not place.is_country] or ours
        country = next((everything[indicator.pk, place.area.pk][0] for place in ours if place.is_country), ())
        for place in chosen:
            points, invented = everything[indicator.pk, place.area.pk]
            choices = choices_of(recorded.get((indicator.pk, place.area.pk), ()))
            goal = _goal(uses.get(indicator.pk, ()), place)
            judged.append(_trend(indicator, place, points, country, invented, goal, choices=choices))
    return judged


def trends_in(partnership: Partnership, area: Area, *, public: bool) -> list[Trend]:
    """Every indicator with a value in one area, judged and set beside Scotland, by title.

    ``public`` reads only what everybody may: public indicators and their published values. The number of queries is
    the same however many there are.
    """
    place = NamedArea(area, area.name, is_ours=areas.is_ours(partnership, area))
    country = [NamedArea(row, row.name) for row in areas.areas(Area.Kind.COUNTRY)]
    everything = _everything(
        partnership, [place, *(row for row in country if row.area != area)], public=public
    )
    recorded = standing_marks(partnership)
    every = (
        [indicator.row for indicator in indicators.public_indicators(partnership)]
        if public
        else list(indicators.indicators(partnership))
    )
    here = [row for row in every if (row.pk, area.pk) in everything]
    uses = uses_of([indicator.pk for indicator in here], public=public)
    judged = []
    for indicator in here:
        points, invented = everything[indicator.pk, area.pk]
        scotland = next(
            (
                everything[indicator.pk, row.area.pk][0]
                for row in country
                if (indicator.pk, row.area.pk) in everything
            ),
            (),
        )
        choices = choices_of(recorded.get((indicator.pk, area.pk), ()))
        goal = _goal(uses.get(indicator.pk, ()), place)
        judged.append(_trend(indicator, place, points, scotland, invented, goal, choices=choices))
    return sorted(judged, key=lambda trend: trend.indicator.title)


def imports_of(points: Iterable[SeriesPoint]) -> dict[int, Import]:
    """The imports that brought these points, by number; one query."""
    return Import.objects.in_bulk({point.brought_by_id for point in points if point.brought_by_id})


def _everything(
    partnership: Partnership, where: Sequence[NamedArea], *, public: bool = False
) -> dict[tuple[int, int], tuple[tuple[SeriesPoint, ...], bool]]:
    """Values for everybody, by indicator and area, with whether any of them is invented; one query."""
    rows = (
        Observation.objects.filter(
            indicators.which(public=public),
            indicator__partnership=partnership,
            area__in=[place.area.pk for place in where],
            breakdown="",
        )
        .order_by("ends_on", "starts_on")
        .values_list("indicator_id", "area_id", "brought_by__invented", *_POINT)
    )
    points: dict[tuple[int, int], list[SeriesPoint]] = defaultdict(list)
    invented = set()
    for indicator, area, is_invented, *values in rows:
        points[indicator, area].append(SeriesPoint(*values))
        if is_invented:
            invented.add((indicator, area))
    return {key: (tuple(series), key in invented) for key, series in points.items()}


def _trend(
    indicator: Indicator,
    place: NamedArea,
    points: Sequence[SeriesPoint],
    country: Sequence[SeriesPoint],
    invented: bool,
    target: float | None = None,
    *,
    choices: Choices = PLAIN,
) -> Trend:
    checked = judge(points, indicator.polarity, unit=indicator.unit, target=target, choices=choices)
    alone = place.is_country or is_total(indicator)
    aside = None if alone else beside(points, country, is_percent=is_percent(indicator.unit))
    return Trend(indicator, place, tuple(points), checked, aside, invented)


def _goal(uses: Sequence[Use], place: NamedArea) -> float | None:
    """The target for a place of the partnership, or for the partnership as a whole; none for a place beyond it."""
    if not place.is_ours:
        return None
    return next((use.goal for use in uses if use.area_id in (None, place.area.pk)), None)


def beside(
    own: Iterable[SeriesPoint], country: Sequence[SeriesPoint], *, is_percent: bool = False
) -> Beside | None:
    """The latest measured value against Scotland’s of the same period; nothing where there is no such period."""
    for point in reversed(list(own)):
        if point.value is None or not point.is_measured:
            continue
        other = at(country, point)
        if other is None or other.value is None:
            continue
        gap = difference_of(point, other, is_percent=is_percent)
        return Beside(point.period, point.value, other.value, verdict_of(gap) if gap else None, gap)
    return None


# ---------------------------------------------------------------- one in full


@dataclass(frozen=True)
class InFull:
    """One indicator in one place, with all that stands beside it."""

    trend: Trend
    places: tuple[NamedArea, ...]
    lines: tuple[tuple[NamedArea, tuple[SeriesPoint, ...]], ...]
    standing: FamilyRanking | None
    gradient: Gradient | None
    uses: tuple[Use, ...]
    marks: tuple[Mark, ...] = ()

    @property
    def use(self) -> Use | None:
        """The target that the chart shows."""
        if not self.trend.place.is_ours:
            return None
        wanted = (None, self.trend.place.area.pk)
        return next((use for use in self.uses if use.area_id in wanted), None)


def in_full(
    partnership: Partnership,
    slug: str,
    area_code: str = "",
    *,
    chart: ChartKind | None = None,
    rules: RuleSet | None = None,
    screen: bool | None = None,
    public: bool = False,
) -> InFull:
    """One indicator in the place asked for, or in the first that has values; raises Indicator.DoesNotExist.

    ``public`` reads only what everybody may: published values, with words and targets as they were published.
    """
    indicator = _indicator(partnership, slug, public=public)
    where = places(partnership)
    if not where:
        raise Refusal(
            "There are no areas yet.",
            "Ask whoever runs this site to import the places.",
        )
    series = indicators.series(indicator, [place.area for place in where], public=public)
    lines = tuple(
        (place, line.points) for place, line in zip(where, series, strict=True) if _has_value(line.points)
    )
    with_values = [place for place, _ in lines]
    chosen = next((place for place in with_values if place.area.code == area_code), None)
    chosen = chosen or next(iter(with_values), where[0])
    uses = tuple(uses_of([indicator.pk], public=public).get(indicator.pk, ()))
    points = dict(lines).get(chosen, ())
    marks = tuple(marks_of(indicator, chosen.area))
    standing = [mark for mark in marks if mark.stands]
    country = next((points for place, points in lines if place.is_country), ())
    trend = _trend(
        indicator,
        chosen,
        points,
        country,
        _is_invented(indicator),
        _goal(uses, chosen),
        choices=choices_of(standing).with_chart(chart, rules, screen),
    )
    return InFull(
        trend=trend,
        places=tuple(with_values),
        lines=lines,
        standing=None if public else family(indicator, chosen, points),
        gradient=None if public else deprivation(indicator, chosen.area),
        uses=uses,
        # the words beside a mark were published by nobody
        marks=() if public else marks,
    )


def _indicator(partnership: Partnership, slug: str, *, public: bool) -> Indicator:
    if not public:
        return indicators.indicator(partnership, slug)
    published = indicators.public_indicator(partnership, slug)
    if published is None:
        raise Indicator.DoesNotExist(f"No public indicator is called “{slug}”.")
    return published.row


def marks_of(indicator: Indicator, area: Area) -> models.QuerySet[Mark]:
    """Everything that was recorded about the chart of an indicator in one place, what was taken off included."""
    marks = Mark.objects.filter(indicator=indicator, area=area)
    return marks.select_related("changed_by", "indicator", "area").order_by("-stands", "starts_on", "pk")


def measured_points(indicator: Indicator, area: Area) -> list[SeriesPoint]:
    """The measured values of an indicator in one area, earliest first."""
    (series,) = indicators.series(indicator, [area])
    return [point for point in series.points if point.is_measured]


def standing_marks(partnership: Partnership) -> dict[tuple[int, int], list[Mark]]:
    """The marks that stand, by indicator and area; one query."""
    by_place: dict[tuple[int, int], list[Mark]] = defaultdict(list)
    for mark in Mark.objects.filter(partnership=partnership, stands=True):
        by_place[mark.indicator_id, mark.area_id].append(mark)
    return by_place


def mark(partnership: Partnership, pk: int) -> Mark:
    """One mark; raises Mark.DoesNotExist."""
    marks = Mark.objects.select_related("indicator", "area", "partnership")
    return marks.get(partnership=partnership, pk=pk)


def in_brief(partnership: Partnership, wanted: Sequence[Indicator]) -> list[InFull]:
    """Some indicators, each in the first of the partnership's places that has values, without what stands round them.

    The number of queries is the same however many are asked for.
    """
    where = [place for place in places(partnership) if not place.is_country]
    everything = _everything(partnership, where)
    recorded = standing_marks(partnership)
    targets = uses_of([indicator.pk for indicator in wanted])
    briefs = []
    for indicator in Indicator.objects.filter(pk__in=[chosen.pk for chosen in wanted]).order_by("title"):
        place = next((place for place in where if (indicator.pk, place.area.pk) in everything), None)
        if place is None:
            continue
        points, invented = everything[indicator.pk, place.area.pk]
        marks = recorded.get((indicator.pk, place.area.pk), [])
        uses = tuple(targets.get(indicator.pk, ()))
        trend = _trend(indicator, place, points, (), invented, _goal(uses, place), choices=choices_of(marks))
        briefs.append(
            InFull(
                trend,
                (place,),
                (),
                None,
                None,
                uses,
                tuple(marks),
            )
        )
    return briefs


def _has_value(points: Iterable[SeriesPoint]) -> bool:
    return any(point.value is not None for point in points)


def _is_invented(indicator: Indicator) -> bool:
    return Observation.objects.filter(
        indicator=indicator, is_current=True, brought_by__invented=True
    ).exists()


def family(indicator: Indicator, place: NamedArea, points: Sequence[SeriesPoint]) -> FamilyRanking | None:
    """A council among those like it; nothing for other areas, totals, or where no other council has a value."""
    if place.area.kind != Area.Kind.COUNCIL or not points or is_total(indicator):
        return None
    group = next(
        (family_group for family_group in areas.family_groups(place.area) if family_group.scheme == FAMILY),
        None,
    )
    if group is None:
        return None
    others = indicators.series(indicator, list(areas.family_of(place.area, FAMILY)))
    return standing(
        IndicatorSeries(place.area, tuple(points)),
        others,
        is_percent=is_percent(indicator.unit),
        group=str(group.group),
        source=group.source,
    )


def deprivation(indicator: Indicator, area: Area) -> Gradient | None:
    """The gradient from breakdowns of the indicator, or from series that measure the same for each fifth."""
    fifths: dict[int, list[SeriesPoint]] = defaultdict(list)
    rows = Observation.objects.filter(indicator=indicator, area=area, is_current=True).exclude(breakdown="")
    for row in rows.order_by("ends_on", "starts_on"):
        if number := fifth_of(row.breakdown):
            fifths[number].append(indicators.point_of(row))
    if not fifths:
        fifths = _sibling_fifths(indicator, area)
    return gradient(fifths, equal_sizes=area.kind == Area.Kind.COUNTRY)


def _sibling_fifths(indicator: Indicator, area: Area) -> dict[int, list[SeriesPoint]]:
    """Files such as the benchmarking framework's give each fifth a series of its own, told by its title."""
    title = indicator.title.casefold()
    numbers: dict[int, int] = {}
    siblings = Indicator.objects.filter(
        partnership=indicator.partnership_id, scheme=indicator.scheme, title__icontains="quintile"
    )
    for sibling in siblings:
        match = stem_and_fifth(sibling.title)
        own = stem_and_fifth(indicator.title)
        if match and (title.endswith(match[0]) or (own and own[0] == match[0])):
            numbers[sibling.pk] = match[1]
    fifths: dict[int, list[SeriesPoint]] = defaultdict(list)
    rows = Observation.objects.filter(indicator__in=numbers, area=area, breakdown="", is_current=True)
    for row in rows.order_by("ends_on", "starts_on"):
        fifths[numbers[row.indicator_id]].append(indicators.point_of(row))
    return fifths


def unmeasured(partnership: Partnership, on: date) -> list[str]:
    """The wellbeing indicators (SHANARRI) to which no indicator here speaks."""
    try:
        wanted = {item.code: item.label for item in frameworks.items("shanarri", on)}
    except FrameworkVersion.DoesNotExist:
        return []
    tagged = Indicator.objects.filter(partnership=partnership, tags__version__framework__slug="shanarri")
    spoken = set(tagged.values_list("tags__code", flat=True))
    return [label for code, label in wanted.items() if code not in spoken]
