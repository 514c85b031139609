"""From the points of a series to a verdict: what counts, what does not, and the sentence that says so."""

import re
from collections.abc import Sequence
from dataclasses import replace

from realign.analyse.trends.choices import PLAIN, Choices, options_for
from realign.analyse.trends.types import JudgedSeries
from realign.methods.indicators.spc.assurance import Polarity
from realign.methods.indicators.spc.check import check_series
from realign.methods.indicators.spc.series import PeriodSeries
from realign.methods.indicators.spc.types import ChartKind, ChartResult
from realign.methods.indicators.spc.words import ENOUGH_POINTS, ChartReading, ChartVerdict, read
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
    if len(known) - len(shared) < 2:
        return JudgedSeries(measured, ChartVerdict.TOO_SHORT, _too_few(measured, known, unit), notes=notes)
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
    )


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
    match = re.search(r"per ([\d,]+)", unit)
    return float(match[1].replace(",", "")) if match else 1.0


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
    return _AFTER.get(unit, f" {unit}")


def overlapping(points: Sequence[SeriesPoint]) -> set[int]:
    """The places of points whose period overlaps one that counts, reckoned back from the latest."""
    shared = set()
    begins = None
    for place in range(len(points) - 1, -1, -1):
        point = points[place]
        if point.value is None:
            continue
        if begins is not None and point.ends_on >= begins:
            shared.add(place)
        else:
            begins = point.starts_on
    return shared


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
        notes.append(f"{left} values were imputed or projected; they are not used in this chart.")
    return tuple(notes)


def _too_few(points: Sequence[SeriesPoint], known: Sequence[int], unit: str) -> str:
    if not known:
        return "There are no measured values."
    last = points[known[-1]]
    return (
        "Too early to say: fewer than two values count. "
        f"The latest value is {last.value:,.6g}{after(unit)} ({last.period})."
    )
