"""The charts of a trend: the series with its signals, the places together, the family group, the gradient."""

from collections.abc import Sequence
from datetime import date

from realign.analyse.trends.models import Mark
from realign.analyse.trends.queries import InFull
from realign.analyse.trends.types import Basis, FamilyRanking, Gradient, NamedArea
from realign.analyse.trends.words import headline, missing_words, signals_sentence
from realign.foundations.design.charts.bars import bar_with_interval
from realign.foundations.design.charts.dots import dot_interval_by_group
from realign.foundations.design.charts.line import line_chart
from realign.foundations.design.charts.process import ProcessPoint, process_chart
from realign.foundations.design.charts.types import Chart, ChartSeries, ChartValue, Unit
from realign.methods.indicators.spc.types import ChartKind, SignalRule
from realign.methods.units import standard_unit
from realign.registers.indicators.types import SeriesPoint

WHOLE = (SignalRule.FEW_RUNS, SignalRule.MANY_RUNS, SignalRule.FEW_CROSSINGS)
"""Signals about the whole series: told in words, not at each of its points."""

_ENDS = {1: "1, most deprived", 5: "5, least deprived"}


def unit_of(unit: str, values: Sequence[float | None]) -> Unit:
    """How numbers of this unit are written on a chart."""
    known = [value for value in values if value is not None]
    whole = all(float(value).is_integer() for value in known) or max(map(abs, known), default=0) >= 1000
    decimals = 0 if whole else 1
    match standard_unit(unit):
        case "%":
            return Unit("Percentage", after="%", decimals=decimals)
        case "£":
            return Unit("Pounds", before="£", decimals=decimals)
        case "£000s":
            return Unit("Thousands of pounds", before="£", decimals=decimals)
        case _:
            return Unit(unit[:1].upper() + unit[1:] or "Value", decimals=decimals)


def run_picture(full: InFull) -> Chart | None:
    """The measured series with centre and limits by phase, signals named at their points, marks and the target."""
    trend, result = full.trend, full.trend.checked.result
    if result is None:
        return None
    points = trend.checked.points
    unit = unit_of(trend.indicator.unit, [point.value for point in result.points])
    if result.chart is ChartKind.C:
        unit = Unit("Number of events", decimals=unit.decimals)
    marks = marks_by_day(full)
    begins = {point.starts_on: marks[point.starts_on] for point in points if point.starts_on in marks}
    use = full.use if result.chart not in (ChartKind.MR, ChartKind.C) else None
    steps = [
        ProcessPoint(
            point=_measured(point, drawn.value, drawn.excluded, full),
            centre=drawn.centre,
            lower=drawn.lower,
            upper=drawn.upper,
            signal=next(
                (rule.value for rule in drawn.signals if rule not in WHOLE and drawn.value is not None), ""
            ),
            begins=begins.get(point.starts_on, ""),
            left_out=drawn.excluded,
            phase=drawn.phase,
        )
        for point, drawn in zip(points, result.points, strict=True)
    ]
    return process_chart(
        title=f"{trend.place.name} over time",
        sentence=f"{headline(trend.checked, trend.indicator.unit)}. {signals_sentence(trend.checked)}",
        steps=steps,
        unit=unit,
        centre="Median" if result.chart is ChartKind.RUN else "Average",
        target=(f"Target for {use.goal_words}", use.goal) if use else None,
    )


def marks_by_day(full: InFull) -> dict[date, str]:
    """Where the series begins anew or breaks, with the reason, by the first day of the period."""
    words = {Mark.Kind.REBASE: "change in practice", Mark.Kind.BREAK: "change of method"}
    return {
        mark.starts_on: f"{words[Mark.Kind(mark.kind)]} ({mark.reason})"
        for mark in full.marks
        if mark.stands and mark.starts_on and mark.kind in words
    }


def _measured(point: SeriesPoint, value: float | None, excluded: bool, full: InFull) -> ChartValue:
    if value is None:
        return ChartValue(point.period, None, note=missing_words(point))
    boosted = any(
        mark.kind == Mark.Kind.BOOST and mark.stands and mark.starts_on == point.starts_on
        for mark in full.marks
    )
    notes = [
        "" if point.status in ("observed", "revised") else str(point.status),
        "local boost sample" if boosted else "",
        _why_left_out(point, full) if excluded else "",
    ]
    return ChartValue(point.period, value, note=", ".join(note for note in notes if note))


def _why_left_out(point: SeriesPoint, full: InFull) -> str:
    reasons = (
        mark.reason
        for mark in full.marks
        if mark.kind == Mark.Kind.EXCLUDE and mark.stands and mark.starts_on == point.starts_on
    )
    reason = next(reasons, "")
    return f"left out: {reason}" if reason else "overlaps, not counted"


def _estimate(point: SeriesPoint | None, label: str = "") -> ChartValue:
    """A point with its interval; imputed, projected and provisional values carry a note and are drawn hollow."""
    name = label or (point.period if point else "")
    if point is None or point.value is None:
        return ChartValue(name, None, note=missing_words(point))
    note = "" if point.status in ("observed", "revised") else str(point.status)
    if point.lower is None or point.upper is None or not point.lower <= point.value <= point.upper:
        return ChartValue(name, point.value, note=note)
    return ChartValue(name, point.value, point.lower, point.upper, note)


def places_picture(full: InFull, sentence: str) -> Chart | None:
    """One line for each place and Scotland; nothing for one period, or for one place without intervals."""
    lines = full.lines[:6]
    order = {
        (point.ends_on, point.starts_on): point.period
        for _, points in lines
        for point in points
        if point.value is not None
    }
    with_intervals = any(point.lower is not None for _, points in lines for point in points)
    if len(order) < 2 or (len(lines) < 2 and not with_intervals):
        return None
    spans = sorted(order)
    return line_chart(
        title="The places together" if len(lines) > 1 else "The values with their intervals",
        sentence=sentence,
        series=[ChartSeries(place.name, _along(points, spans, order)) for place, points in lines],
        unit=unit_of(full.trend.indicator.unit, [point.value for _, points in lines for point in points]),
        from_zero=False,
    )


def _along(
    points: Sequence[SeriesPoint], spans: Sequence[tuple[date, date]], names: dict[tuple[date, date], str]
) -> tuple[ChartValue, ...]:
    by_span = {(point.ends_on, point.starts_on): point for point in points}
    return tuple(_estimate(by_span.get(span), names[span]) for span in spans)


def family_picture(standing: FamilyRanking, unit: str, sentence: str) -> Chart:
    """Every council of the group from highest to lowest, the area itself with a mark of its own."""
    names = [row.area for row in standing.ranked]
    doubt = standing.basis is not Basis.NONE

    def marks(own: bool) -> tuple[ChartValue, ...]:
        return tuple(
            _mark(standing, name, doubt)
            if (name == standing.own) is own
            else ChartValue(name, None, note="see the other mark")
            for name in names
        )

    return dot_interval_by_group(
        title=f"Similar councils in {standing.period}",
        sentence=sentence,
        series=[
            ChartSeries(standing.own, marks(True)),
            ChartSeries("Others in the family group", marks(False)),
        ],
        unit=unit_of(unit, [row.value for row in standing.ranked]),
        interval=_interval_name(standing.basis),
    )


def _mark(standing: FamilyRanking, name: str, doubt: bool) -> ChartValue:
    interval = standing.ranges[name]
    if not doubt:
        return ChartValue(name, interval.estimate)
    return ChartValue(name, interval.estimate, interval.lower, interval.upper)


def _interval_name(basis: Basis) -> str:
    match basis:
        case Basis.PUBLISHED | Basis.COUNTS:
            return "95% confidence interval"
        case Basis.USUAL_CHANGE:
            return "the range of its usual change"
        case Basis.NONE:
            return "no range available"


def gradient_picture(place: NamedArea, gradient: Gradient, unit: str, sentence: str) -> Chart:
    """A bar for each fifth, the most deprived first."""
    bars = [_estimate(fifth.point, _ENDS.get(fifth.number, str(fifth.number))) for fifth in gradient.fifths]
    return bar_with_interval(
        title=f"By deprivation fifth: {place.name}, {gradient.period}",
        sentence=sentence,
        bars=bars,
        unit=unit_of(unit, [fifth.point.value for fifth in gradient.fifths]),
    )
