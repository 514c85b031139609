"""Signals in words that a committee can read, and a sentence on whether a series gets better for a person to edit."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from realign.methods.indicators.spc.assurance import Assurance, Polarity, assurance_of
from realign.methods.indicators.spc.limits import MR_LIMIT, XMR_LIMIT, MovingRanges
from realign.methods.indicators.spc.rules import SignalPattern
from realign.methods.indicators.spc.types import (
    ChartKind,
    ChartPoint,
    ChartResult,
    Direction,
    Signal,
    SignalRule,
)
from realign.methods.percentages import is_percentage, percentage

ENOUGH_POINTS = 10
_UP = (Direction.ABOVE, Direction.UP)
_DOWN = (Direction.BELOW, Direction.DOWN)


class ChartVerdict(StrEnum):
    """What the latest points say. Shown in words and with a shape, never by colour alone."""

    IMPROVING = "getting better"
    WORSENING = "getting worse"
    CHANGING = "changing"
    MIXED = "mixed signals"
    STEADY = "no sign of change"
    TOO_SHORT = "too early to say"


@dataclass(frozen=True)
class ChartReading:
    """The verdict, its sentence, and a second sentence about the target where there is one."""

    verdict: ChartVerdict
    sentence: str
    about_target: str | None = None


def read(
    result: ChartResult, polarity: Polarity, *, target: float | None = None, unit: str = ""
) -> ChartReading:
    """Answer "is it getting better?" from the signals that reach the latest point.

    Earlier signals are mentioned only when the latest points show none. `unit` is put after values.

    >>> from realign.methods.indicators.spc.check import check_series
    >>> from realign.methods.indicators.spc.series import PeriodSeries
    >>> values = [12, 15, 11, 14, 13, 16, 12, 10, 14, 13, 12, 15, 18, 17, 19, 16, 18, 20, 17]
    >>> reading = read(check_series(PeriodSeries.of(values)), Polarity.HIGHER)
    >>> reading.sentence[:54], reading.verdict.value
    ('Yes: 8 points in a row above the median, from 12 to 19', 'getting better')
    """
    current = tuple(s for s in result.signals if _reaches_end(s, result))
    verdict = _verdict(result, current, polarity)
    sentence = f"{_answer(verdict, result, current, polarity)} {_latest(result, unit)}"
    return ChartReading(verdict, sentence, _about_target(result, polarity, target, unit))


def _reaches_end(signal: Signal, result: ChartResult) -> bool:
    """Latest points on the median of a run chart do not count, so they do not end a shift either."""
    if signal.direction is Direction.NONE:
        return False
    run_chart = result.chart is ChartKind.RUN
    last = next(
        (p for p in reversed(result.points) if _counts(p) and not (run_chart and p.value == p.centre)),
        result.latest,
    )
    return last.index in signal.points


def _counts(point: ChartPoint) -> bool:
    return point.value is not None and not point.excluded


def _verdict(result: ChartResult, current: tuple[Signal, ...], polarity: Polarity) -> ChartVerdict:
    up = any(s.direction in _UP for s in current)
    down = any(s.direction in _DOWN for s in current)
    if up and down:
        return ChartVerdict.MIXED
    if up or down:
        if polarity is Polarity.NEUTRAL:
            return ChartVerdict.CHANGING
        return ChartVerdict.IMPROVING if up is (polarity is Polarity.HIGHER) else ChartVerdict.WORSENING
    known = sum(_counts(p) for p in result.points)
    return ChartVerdict.STEADY if known >= ENOUGH_POINTS else ChartVerdict.TOO_SHORT


def _answer(
    verdict: ChartVerdict, result: ChartResult, current: tuple[Signal, ...], polarity: Polarity
) -> str:
    signals, better = _join([s.text for s in current]), f"and {polarity} is better here"
    match verdict:
        case ChartVerdict.IMPROVING:
            return f"Yes: {signals}. Chance alone seldom does this, {better}."
        case ChartVerdict.WORSENING:
            return f"No, it is getting worse: {signals}. Chance alone seldom does this, {better}."
        case ChartVerdict.CHANGING:
            return f"It is changing: {signals}. Whether that is better is for people to judge."
        case ChartVerdict.MIXED:
            return f"The signals point both ways: {signals}. Look at what changed and when."
        case ChartVerdict.TOO_SHORT:
            return f"Too early to say: with fewer than {ENOUGH_POINTS} points, chance and change look alike."
        case ChartVerdict.STEADY:
            return f"There is no sign of change in the latest points.{_earlier(result)}"


def _earlier(result: ChartResult) -> str:
    pointed = [s for s in result.signals if s.rule is not SignalRule.HUGGING]
    return f" Earlier: {_join([s.text for s in pointed])}." if pointed else ""


def _latest(result: ChartResult, unit: str) -> str:
    point, centre = result.latest, "a median" if result.chart is ChartKind.RUN else "an average"
    value, middle = _figure(point.value or 0.0, unit), _figure(point.centre, unit)
    return f"The latest value is {value} against {centre} of {middle}."


def _about_target(result: ChartResult, polarity: Polarity, target: float | None, unit: str) -> str | None:
    if target is None:
        return None
    now, wanted = "As things run now, the target of", _figure(target, unit)
    match assurance_of(result, target, polarity):
        case Assurance.PASS:
            return f"{now} {wanted} can be expected to be met every time."
        case Assurance.FAIL:
            return f"{now} {wanted} cannot be expected to be met; the way things are done must change."
        case Assurance.HIT_OR_MISS:
            return f"{now} {wanted} will be met some times and missed at others, by chance."
        case None:
            return f"The target is {wanted}."


def _figure(value: float, unit: str) -> str:
    if is_percentage(unit):
        return percentage(value)
    return f"{value:,.4g}{unit}" if abs(value) < 10_000 else f"{value:,.0f}{unit}"


def _join(clauses: list[str]) -> str:
    return "; ".join(clauses)


def direction_of(pattern: SignalPattern) -> Direction:
    """Which way a pattern points; nowhere where it has no side."""
    if pattern.streak.side == 0:
        return Direction.NONE
    if pattern.rule is SignalRule.TREND:
        return Direction.UP if pattern.streak.side > 0 else Direction.DOWN
    return Direction.ABOVE if pattern.streak.side > 0 else Direction.BELOW


def describe(pattern: SignalPattern, chart: ChartKind, start: str, end: str, useful: int) -> str:
    """One clause, without a full stop, that says what was seen and when."""
    centre = "median" if chart is ChartKind.RUN else "average"
    side = direction_of(pattern).value
    when = f"from {start} to {end}"
    match pattern.rule:
        case SignalRule.SHIFT | SignalRule.LONG_RUN:
            return f"{pattern.count} points in a row {side} the {centre}, {when}"
        case SignalRule.TREND:
            return f"{pattern.count} points in a row going {side}, {when}"
        case SignalRule.OUTSIDE:
            limit = "upper" if pattern.streak.side > 0 else "lower"
            return f"{start} is {side} the {limit} limit"
        case SignalRule.TWO_OF_THREE:
            return f"at least two of three points close to the limit {side} the {centre}, {when}"
        case SignalRule.FOUR_OF_FIVE:
            return f"at least four of five points well {side} the {centre}, {when}"
        case SignalRule.HUGGING:
            return f"{pattern.count} points in a row unusually close to the {centre}, {when}"
        case SignalRule.FEW_RUNS:
            return f"only {pattern.count} runs either side of the {centre} in {useful} points: they keep together"
        case SignalRule.MANY_RUNS:
            return f"{pattern.count} runs either side of the {centre} in {useful} points: they zigzag"
        case SignalRule.FEW_CROSSINGS:
            return f"the line crosses the {centre} only {pattern.count} times in {useful} points"
        case SignalRule.ASTRONOMICAL:
            return judged(start)


def judged(period: str) -> str:
    """A point that people marked."""
    return f"{period} was judged to be blatantly different from the rest"


def ranges_words(phases: Sequence[MovingRanges], *, screened: bool) -> str:
    """On which moving ranges the limits rest; empty where they rest on none.

    >>> ranges_words([MovingRanges(1.6, 17, 19)], screened=True)[:76]
    'Limits lie 2.66 × the mean moving range from the average, with screening: 2 '
    """
    known, used = sum(ranges.known for ranges in phases), sum(ranges.used for ranges in phases)
    if not known:
        return ""
    limits = f"Limits lie {XMR_LIMIT} × the mean moving range from the average"
    if not screened:
        return f"{limits}, without screening: all {known} moving ranges count."
    outlying = f"{MR_LIMIT} × their mean or more"
    if used == known:
        return f"{limits}, with screening: none of the {known} moving ranges is {outlying}, so all count."
    were = "was" if known - used == 1 else "were"
    return (
        f"{limits}, with screening: {known - used} of the {known} moving ranges, {outlying}, {were} left out."
    )
