"""From the points of a series to a verdict: what counts, what does not, and the sentence that says so."""

import re
from collections.abc import Sequence
from dataclasses import replace

from realign.analyse.trends.choices import PLAIN, Choices, options_for, overlapping
from realign.analyse.trends.family import difference_of
from realign.analyse.trends.types import JudgedSeries, SinceFirst, TrendVerdict
from realign.foundations.design.words import plural
from realign.methods.indicators.compare import Comparison, verdict_of
from realign.methods.indicators.spc.assurance import Polarity
from realign.methods.indicators.spc.check import check_series
from realign.methods.indicators.spc.series import PeriodSeries
from realign.methods.indicators.spc.types import ChartKind, ChartResult
from realign.methods.indicators.spc.words import ENOUGH_POINTS, ChartReading, ChartVerdict, read
from realign.methods.numbers import figure_of
from realign.methods.units import standard_unit
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.presenters.words import is_percent
from realign.registers.indicators.types import SeriesPoint

CHARTS = (ChartKind.RUN, ChartKind.I, ChartKind.MR)
"""Charts for values as they are published; the others need counts."""

_AFTER = {"%": "%", "percentage points": " percentage points", "£": "", "": ""}


def judge(
    points: Sequence[SeriesPoint],
    polarity: str,
    *,
    unit: str = "",
    target: float | None = None,
    choices: Choices = PLAIN,
) -> JudgedSeries:
    """Check the measured points of a series; imputed and projected ones never count.

    Where periods overlap (three years together, moved on by one), neighbours share most of their children and would
    show signals that are not there: only periods that do not overlap count, reckoned back from the latest. Marks that no
    longer fit the series are left aside, and a note says so.
    """
    measured = tuple(point for point in points if point.is_measured)
    known = [place for place, point in enumerate(measured) if point.value is not None]
    shared = overlapping(measured)
    notes = _notes(points, measured, shared)
    since = since_first(measured, choices, is_percent=is_percent(unit))
    counting = len(known) - len(shared)
    if counting < 2:
        return JudgedSeries(
            measured,
            ChartVerdict.TOO_SHORT,
            _too_few(measured, known, unit),
            notes=notes,
            since=since,
            trend=_trend_of(ChartVerdict.TOO_SHORT, since, polarity),
            counting=counting,
        )
    result, aside = _checked(measured, choices, shared, unit)
    if result.chart in (ChartKind.MR, ChartKind.C):  # neither is in the unit of the target
        target = None
    if result.chart is ChartKind.MR:
        polarity = Indicator.Polarity.NEITHER
    reading = read(result, polarity_of(polarity), target=target, unit=after(unit))
    return JudgedSeries(
        measured,
        reading.verdict,
        reading.sentence,
        _about_target(result, reading, measured, choices, polarity, target, unit),
        result,
        reading,
        (*aside, *notes, *result.notes),
        since,
        _trend_of(reading.verdict, since, polarity),
        sum(point.value is not None and not point.excluded for point in result.points),
        polarity,
    )


def since_first(measured: Sequence[SeriesPoint], choices: Choices, *, is_percent: bool) -> SinceFirst | None:
    """The latest value beside the first that shares no time with it, and no change of method lies between them.

    Values that a person left out are not compared.
    """
    known = [point for point in measured if point.value is not None]
    if not known or known[-1].starts_on in choices.exclude:
        return None
    last = known[-1]
    begins = max((day for day in choices.breaks if day <= last.starts_on), default=None)
    same_method = [point for point in known if begins is None or point.starts_on >= begins]
    earlier = (
        point
        for point in same_method
        if point.ends_on < last.starts_on and point.starts_on not in choices.exclude
    )
    first = next(earlier, None)
    if first is None:
        return None
    gap = difference_of(last, first, is_percent=is_percent)
    return SinceFirst(first, last, verdict_of(gap) if gap else None, len(same_method) < len(known))


_FROM_SIGNALS = {
    ChartVerdict.WORSENING: TrendVerdict.WORSENING,
    ChartVerdict.MIXED: TrendVerdict.MIXED,
    ChartVerdict.CHANGING: TrendVerdict.CHANGING,
    ChartVerdict.IMPROVING: TrendVerdict.IMPROVING,
}


def _trend_of(verdict: ChartVerdict, since: SinceFirst | None, polarity: str) -> TrendVerdict:
    """The latest signal; without one, whether the latest value clearly differs from the first."""
    if verdict in _FROM_SIGNALS:
        return _FROM_SIGNALS[verdict]
    if since is None or not since.is_clear:
        return TrendVerdict.STEADY if verdict is ChartVerdict.STEADY else TrendVerdict.TOO_SHORT
    match polarity_of(polarity):
        case Polarity.NEUTRAL:
            return TrendVerdict.DIFFERENT
        case wanted:
            higher = since.verdict is Comparison.HIGHER
            return TrendVerdict.BETTER if higher is (wanted is Polarity.HIGHER) else TrendVerdict.WORSE


def _checked(
    measured: Sequence[SeriesPoint], choices: Choices, shared: set[int], unit: str
) -> tuple[ChartResult, tuple[str, ...]]:
    """The result as chosen; without marks, then as a run chart, where the series cannot hold what was chosen."""
    aside: tuple[str, ...] = ()
    for tried in (choices, choices.plain()):
        try:
            options = options_for(tried, measured, shared)
            return in_unit(check_series(counted(measured, tried.chart), options), unit), aside
        except ValueError as error:
            aside = (f"The chart as chosen cannot be drawn, so a plainer one is shown. {error}",)
    plain = PeriodSeries.of([point.value for point in measured], periods=[point.period for point in measured])
    return in_unit(check_series(plain, options_for(PLAIN, measured, shared)), unit), aside


def _about_target(
    result: ChartResult,
    reading: ChartReading,
    measured: Sequence[SeriesPoint],
    choices: Choices,
    polarity: str,
    target: float | None,
    unit: str,
) -> str:
    """What the target says. A run chart has no limits, so those of an individuals chart of its points are used."""
    if (
        target is None
        or result.chart is not ChartKind.RUN
        or sum(not p.excluded for p in result.points) < ENOUGH_POINTS
    ):
        return reading.about_target or ""
    shared = {p.index for p in result.points if p.excluded}
    try:
        options = options_for(replace(choices, chart=ChartKind.I), measured, shared)
        limits = check_series(counted(measured, ChartKind.I), options)
    except ValueError:
        return reading.about_target or ""
    return read(limits, polarity_of(polarity), target=target, unit=after(unit)).about_target or ""


def charts_for(points: Sequence[SeriesPoint]) -> tuple[ChartKind, ...]:
    """The charts that a series can be drawn as: those of counts only where counts are held."""
    known = [point for point in points if point.value is not None and point.is_measured]
    tops = [point.numerator for point in known]
    if not known or any(top is None or top < 0 for top in tops):
        return CHARTS
    bottoms = [point.denominator for point in known]
    if any(bottom is None or bottom <= 0 for bottom in bottoms):
        return (*CHARTS, ChartKind.C)
    pairs = zip(tops, bottoms, strict=True)
    parts = all((top or 0) <= (bottom or 0) for top, bottom in pairs)
    return (*CHARTS, *((ChartKind.P,) if parts else ()), ChartKind.U, ChartKind.C)


def counted(points: Sequence[SeriesPoint], chart: ChartKind) -> PeriodSeries:
    """The series as the chart needs it: values, or counts with what they are out of."""
    periods = [point.period for point in points]
    hidden = [point.value is None for point in points]
    if chart in (ChartKind.P, ChartKind.U, ChartKind.C):
        tops = [None if gone else point.numerator for gone, point in zip(hidden, points, strict=True)]
        bottoms = None if chart is ChartKind.C else [point.denominator for point in points]
        return PeriodSeries.of(tops, denominators=bottoms, periods=periods)
    return PeriodSeries.of([point.value for point in points], periods=periods)


def in_unit(result: ChartResult, unit: str) -> ChartResult:
    """Shares in per cent where the indicator is, so that they read like its values; rates likewise for “per 1,000”."""
    by = multiplier(result.chart, unit)
    if by == 1:
        return result

    def times(value: float | None) -> float | None:
        return None if value is None else value * by

    return replace(
        result,
        centre=result.centre * by,
        lower=times(result.lower),
        upper=times(result.upper),
        points=tuple(
            replace(p, value=times(p.value), centre=p.centre * by, lower=times(p.lower), upper=times(p.upper))
            for p in result.points
        ),
        phases=tuple(replace(phase, centre=phase.centre * by) for phase in result.phases),
    )


def multiplier(chart: ChartKind, unit: str) -> float:
    """By how much a share or rate is multiplied to be in the unit of the indicator.

    >>> multiplier(ChartKind.U, "per 1,000"), multiplier(ChartKind.I, "%")
    (1000.0, 1.0)
    """
    if chart not in (ChartKind.P, ChartKind.U):
        return 1.0
    if is_percent(unit):
        return 100.0
    match = re.search(r"per ([0-9,]*[0-9])", unit)
    return (figure_of(match[1]) or 1.0) if match else 1.0


def polarity_of(polarity: str) -> Polarity:
    """Which way is better, in the words of the methods."""
    match polarity:
        case Indicator.Polarity.HIGHER:
            return Polarity.HIGHER
        case Indicator.Polarity.LOWER:
            return Polarity.LOWER
        case _:
            return Polarity.NEUTRAL


def after(unit: str) -> str:
    """How a unit is written after a number in a sentence, with the space it needs."""
    return _AFTER.get(standard_unit(unit), f" {unit}")


def _notes(
    points: Sequence[SeriesPoint], measured: Sequence[SeriesPoint], shared: set[int]
) -> tuple[str, ...]:
    notes = []
    if shared:
        notes.append(
            f"The periods overlap, so neighbouring values share children. {len(shared)} of "
            f"{len(measured)} are drawn but "
            "do not count towards a signal."
        )
    if left := len(points) - len(measured):
        notes.append(
            f"{left} {plural(left, 'value was,values were')} imputed or projected; "
            f"{plural(left, 'it is,they are')} not used in this chart."
        )
    return tuple(notes)


def _too_few(points: Sequence[SeriesPoint], known: Sequence[int], unit: str) -> str:
    if not known:
        return "There are no measured values."
    last = points[known[-1]]
    return (
        "Too early to say: fewer than two values count. "
        f"The latest value is {last.value:,.6g}{after(unit)} ({last.period})."
    )
