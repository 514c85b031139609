"""From the points of a series to a verdict: what counts, what does not, and the sentence that says so."""

from collections.abc import Sequence

from realign.analyse.trends.types import Checked
from realign.methods.indicators.spc.assurance import Polarity
from realign.methods.indicators.spc.check import check_series
from realign.methods.indicators.spc.options import Options
from realign.methods.indicators.spc.series import Series
from realign.methods.indicators.spc.types import ChartKind, RuleSet
from realign.methods.indicators.spc.words import Verdict, read
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.types import Point

CHARTS = (ChartKind.RUN, ChartKind.I)
_AFTER = {"%": "%", "percentage points": " percentage points", "£": "", "": ""}


def judge(
    points: Sequence[Point],
    polarity: str,
    *,
    unit: str = "",
    target: float | None = None,
    chart: ChartKind = ChartKind.RUN,
    rules: RuleSet = RuleSet.SCOTLAND,
) -> Checked:
    """Check the measured points of a series; imputed and projected ones never count.

    Where periods overlap (three years together, moved on by one), neighbours share most of their children and would
    show signals that are not there: only periods that do not overlap count, reckoned back from the latest.
    """
    measured = tuple(point for point in points if point.is_measured)
    known = [place for place, point in enumerate(measured) if point.value is not None]
    shared = overlapping(measured)
    notes = _notes(points, measured, shared)
    if len(known) - len(shared) < 2:
        return Checked(measured, Verdict.TOO_SHORT, _too_few(measured, known, unit), notes=notes)
    series = Series.of([point.value for point in measured], periods=[point.period for point in measured])
    result = check_series(series, Options(chart=chart, rules=rules, exclude=sorted(shared)))
    reading = read(result, polarity_of(polarity), target=target, unit=after(unit))
    return Checked(
        measured,
        reading.verdict,
        reading.sentence,
        reading.about_target or "",
        result,
        reading,
        (*notes, *result.notes),
    )


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
    """What is written after a number in a sentence."""
    return _AFTER.get(unit, f" {unit}")


def overlapping(points: Sequence[Point]) -> set[int]:
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


def _notes(points: Sequence[Point], measured: Sequence[Point], shared: set[int]) -> tuple[str, ...]:
    notes = []
    if shared:
        notes.append(
            f"The periods overlap, so neighbouring values share children. {len(shared)} of {len(measured)} are drawn but "
            "do not count towards a signal."
        )
    if left := len(points) - len(measured):
        notes.append(
            f"{left} values were imputed or projected; they are left out of this chart and do not count."
        )
    return tuple(notes)


def _too_few(points: Sequence[Point], known: Sequence[int], unit: str) -> str:
    if not known:
        return "No measured value is held."
    last = points[known[-1]]
    return (
        "Too early to say: fewer than two values count. "
        f"The latest value is {last.value:,.6g}{after(unit)} ({last.period})."
    )
