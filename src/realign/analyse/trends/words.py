"""Trends as sentences: what moved, what is and is not different, who stands where."""

from collections import Counter
from collections.abc import Callable, Iterable

from realign.analyse.trends.types import (
    Basis,
    Beside,
    FamilyRanking,
    Gradient,
    JudgedSeries,
    SinceFirst,
    TrendVerdict,
)
from realign.foundations.design.types import Status, Tone
from realign.foundations.design.words import in_kinds, plural
from realign.methods.indicators.compare import Comparison, Ranked
from realign.methods.indicators.progress import Progress, TowardsTarget
from realign.methods.indicators.spc.types import ChartKind, Direction, RuleSet
from realign.methods.indicators.spc.words import ENOUGH_POINTS, ChartVerdict
from realign.methods.percentages import is_percentage, percentage
from realign.methods.units import standard_unit
from realign.registers.indicators.presenters.words import gap_unit
from realign.registers.indicators.presenters.words import missing_words as why_missing
from realign.registers.indicators.types import SeriesPoint

VERDICTS = {
    TrendVerdict.WORSENING: Status("Signal of worsening", Tone.BAD),
    TrendVerdict.MIXED: Status("Mixed signals", Tone.ATTENTION),
    TrendVerdict.CHANGING: Status("Signal of change", Tone.INFO),
    TrendVerdict.WORSE: Status("Worse than at first", Tone.BAD),
    TrendVerdict.DIFFERENT: Status("Different from the first value", Tone.INFO),
    TrendVerdict.BETTER: Status("Better than at first", Tone.GOOD),
    TrendVerdict.IMPROVING: Status("Signal of improvement", Tone.GOOD),
    TrendVerdict.STEADY: Status("No recent signal", Tone.NEUTRAL),
    TrendVerdict.TOO_SHORT: Status("Too few values", Tone.NEUTRAL),
}
"""In the order in which they need attention."""

CHART_WORDS = {
    ChartKind.RUN: "Run chart",
    ChartKind.I: "Individuals chart with limits (XmR)",
    ChartKind.MR: "Moving range: how much it jumps",
    ChartKind.P: "p chart: proportions of children, with limits that follow the numbers",
    ChartKind.U: "u chart: events in a changing number of children",
    ChartKind.C: "c chart: events, where the number of children stays the same",
}
RULE_WORDS = {
    RuleSet.SCOTLAND: "Scottish improvement practice",
    RuleSet.NHS: "NHS England, Making Data Count",
    RuleSet.WESTERN_ELECTRIC: "Western Electric",
    RuleSet.ANHOEJ: "Anhøj",
}


def missing_words(point: SeriesPoint | None) -> str:
    """Why a point has no number: held back, or what its symbol stands for."""
    return why_missing(point.symbol, point.held_back) if point else why_missing("")


def figure(value: float, unit: str) -> str:
    """A value with its unit as people write it.

    >>> figure(41.0, "%"), figure(-2.345, "£"), figure(85.5, "£"), figure(8.5, "weeks"), figure(58.04, "")
    ('41%', '−£2.35', '£85.50', '8.5 weeks', '58')
    """
    if is_percentage(unit):
        return percentage(value)
    unit = standard_unit(unit)
    size = abs(value)
    places = 0 if size >= 1000 else 1 if size >= 10 and unit != "£" else 2
    number = f"{size:,.{places}f}"
    if unit == "£":
        number = number.removesuffix(".00")  # pounds have pence in twos, or none
    elif places:
        number = number.rstrip("0").rstrip(".")
    sign = "−" if value < 0 else ""
    match unit:
        case "£":
            return f"{sign}£{number}"
        case "£000s":
            return f"{sign}£{number} thousand"
        case "":
            return f"{sign}{number}"
        case _:
            return f"{sign}{number} {unit}"


def gap_words(gap: float, unit: str) -> str:
    """A difference: percentages differ by percentage points.

    >>> gap_words(-2.5, "%")
    '2.5 percentage points below'
    """
    side = "above" if gap > 0 else "below"
    return f"{figure(abs(gap), gap_unit(unit))} {side}"


def beside_words(beside: Beside | None, unit: str) -> str:
    """How far from Scotland, in a few words for a list."""
    if beside is None:
        return ""
    if beside.verdict is Comparison.SIMILAR:
        return f"Not clearly different ({beside.period})"
    if beside.gap == 0:
        return f"The same ({beside.period})"
    clearly = "Clearly, " if beside.verdict else ""
    words = f"{clearly}{gap_words(beside.gap, unit)}"
    return f"{words} ({beside.period})"


def beside_sentence(place: str, beside: Beside | None, unit: str) -> str:
    """What is and is not different from Scotland, and how far that can be known."""
    if beside is None:
        return f"There is no period in which both {place} and Scotland have a measured value."
    values = f"{figure(beside.own, unit)} against {figure(beside.other, unit)} in {beside.period}"
    match beside.verdict:
        case Comparison.HIGHER | Comparison.LOWER:
            return f"{place} is {beside.verdict} than Scotland: {values}.{_difference(beside, unit)}"
        case Comparison.SIMILAR:
            return f"{place} is not clearly different from Scotland: {values}.{_difference(beside, unit)}"
        case None:
            how = "the same as" if beside.gap == 0 else gap_words(beside.gap, unit)
            return (
                f"{place} is {how} Scotland: {values}. These figures have no intervals, so the "
                "difference may be chance."
            )


def _difference(beside: Beside, unit: str) -> str:
    """How large the difference is, and how small or large it may be."""
    gap = beside.difference
    if gap is None:
        return ""
    size = gap_unit(unit)
    span = f"{figure(gap.lower, size)} to {figure(gap.upper, size)}"
    return f" The difference is {figure(gap.estimate, size)} (95% interval {span})."


def headline(checked: JudgedSeries, unit: str, write: Callable[[float, str], str] | None = None) -> str:
    """A series in one line, the same on every page: level, direction since the first value, latest signal.

    A direction is called clear where the difference is more than its interval allows for, and none is given where it is
    not; without intervals the values are put beside each other, and ``chance_words`` says that chance is not ruled out.
    """
    write = write or figure
    last = next((point for point in reversed(checked.points) if point.value is not None), None)
    if last is None or last.value is None:
        return "No measured value"
    return f"{write(last.value, unit)} in {last.period}{_direction(checked.since, unit, write)}; {signal_words(checked)}"


def _direction(since: SinceFirst | None, unit: str, write: Callable[[float, str], str]) -> str:
    if since is None or since.first.value is None or since.last.value is None:
        return ", with no earlier value to compare it with"
    first = f"{write(since.first.value, unit)} in {since.first.period}"
    first += ", when the method changed" if since.after_break else ""
    if since.verdict is Comparison.SIMILAR:
        return f", not clearly different from {first}"
    if write(since.first.value, unit) == write(since.last.value, unit):
        return f", the same as in {since.first.period}"
    side = "up" if since.last.value > since.first.value else "down"
    return f", {'clearly ' if since.is_clear else ''}{side} from {first}"


def signal_words(checked: JudgedSeries) -> str:
    """The latest signal, or that there is none and whether one could show."""
    pointed = [signal for signal in checked.signals if signal.direction is not Direction.NONE]
    last = max((signal.end for signal in pointed), default=None)
    latest = "; ".join(signal.text for signal in pointed if signal.end == last)
    match checked.verdict:
        case ChartVerdict.IMPROVING:
            return f"signal of improvement: {latest}"
        case ChartVerdict.WORSENING:
            return f"signal of worsening: {latest}"
        case ChartVerdict.CHANGING:
            return f"signal of change: {latest}"
        case ChartVerdict.MIXED:
            return f"signals that point both ways: {latest}"
        case ChartVerdict.STEADY:
            return "no signal of a recent change"
        case ChartVerdict.TOO_SHORT:
            few = f"{checked.counting or 'no'} {plural(checked.counting, 'counts,count')}"
            return f"too few values for a signal ({few}; at least {ENOUGH_POINTS} are needed)"


def chance_words(checked: JudgedSeries) -> str:
    """What a reader must know of the direction in a headline: whether chance is ruled out; nothing where none is given."""
    since = checked.since
    if since is None:
        return ""
    if since.verdict is None:
        return "These figures have no intervals, so the difference since the first value may be chance."
    return "The first and the latest value are compared by the 95% interval of their difference."


def headline_sentences(checked: JudgedSeries, unit: str) -> str:
    """The headline as a sentence, with which way is better and whether chance is ruled out."""
    if not any(point.value is not None for point in checked.points):
        return checked.sentence
    better = ""
    if checked.verdict in (ChartVerdict.IMPROVING, ChartVerdict.WORSENING):
        better = f"Chance alone seldom does this, and {checked.better} is better here."
    return " ".join(part for part in (f"{headline(checked, unit)}.", better, chance_words(checked)) if part)


def in_verdicts(verdicts: Iterable[TrendVerdict], forms: str) -> str:
    """How many series there are of each kind, in the order in which they need attention; the kinds add up to the total."""
    count = Counter(verdicts)
    return in_kinds([(count[verdict], verdict.value) for verdict in TrendVerdict], forms)


def signals_sentence(checked: JudgedSeries) -> str:
    """The signals named; where there are none, whether that means anything."""
    if checked.signals:
        return f"Signals: {'; '.join(signal.text for signal in checked.signals)}."
    if checked.verdict is ChartVerdict.TOO_SHORT:
        return "There are too few points for a signal to show."
    return "No signal: the ups and downs can be chance."


def standing_sentence(standing: FamilyRanking, unit: str) -> str:
    """Where an area stands among councils like it, with the range of places that its doubt allows."""
    place, count = standing.place, len(standing.ranked)
    words = (
        f"{standing.own} is {ordinal(place.rank)} highest of {count} similar councils in {standing.period}, "
        f"at {figure(place.value, unit)}."
    )
    if standing.basis is Basis.NONE:
        return f"{words} No range is available for these figures, so its true position may differ."
    if place.best_rank == 1 and place.worst_rank == count:
        return f"{words} Allowing for chance, it could be in any position: none of them is clearly different from it."
    if place.best_rank == place.worst_rank:
        return f"{words} Its position is clear: {_clear(place)}."
    span = f"its position is between {ordinal(place.best_rank)} and {ordinal(place.worst_rank)}"
    return f"{words} Allowing for chance, {span}: {_clear(place)}."


def _clear(place: Ranked) -> str:
    def councils(count: int) -> str:
        return f"{count or 'no'} {'council is' if count == 1 else 'councils are'}"

    return (
        f"{councils(place.clearly_higher)} clearly higher and {councils(place.clearly_lower)} clearly lower"
    )


def gradient_sentence(place: str, gradient: Gradient, unit: str) -> str:
    """How far apart the most and the least deprived are, and whether the slope is clear."""
    most, least = gradient.fifths[0].point.value or 0.0, gradient.fifths[-1].point.value or 0.0
    ends = f"In {place} in {gradient.period} the most deprived fifth is at {figure(most, unit)}"
    if gradient.gap:
        words = f"{ends}, {gap_words(gradient.gap, unit)} the least deprived at {figure(least, unit)}."
    else:
        words = f"{ends}, like the least deprived."
    if gradient.slope is None:
        return f"{words} Only the gap is given: {gradient.basis}."
    sii = gradient.slope.sii
    size = gap_unit(unit)
    span = f"{figure(sii.lower, size)} to {figure(sii.upper, size)}"
    if sii.lower <= 0 <= sii.upper:
        index = f"slope index {figure(sii.estimate, size)}, 95% interval {span}"
        return f"{words} Across all five the slope is not clear ({index})."
    more = "more" if sii.estimate > 0 else "less"
    return (
        f"{words} Across all five there is clearly {more} towards the deprived end "
        f"(slope index {figure(sii.estimate, size)}, 95% interval {span})."
    )


def progress_sentence(towards_target: TowardsTarget, unit: str, period: str) -> str:
    """How far towards its target a value has come, beside a straight line from where it stood to where it should be."""
    size = gap_unit(unit)
    value = towards_target.progress.value
    where = f"{value[:1].upper()}{value[1:]} in {period}"
    if towards_target.progress is Progress.DETERIORATION:
        words = f"{where}. "
    else:
        words = f"{where}: {100 * towards_target.distance_covered:.0f}% of the way. "
    words += f"On a straight line it would be at {figure(towards_target.expected_now, unit)} by then. "
    if towards_target.pace_needed_from_now is not None:
        side = "rise" if towards_target.pace_needed_from_now > 0 else "fall"
        words += (
            f"From there it must {side} by {figure(abs(towards_target.pace_needed_from_now), size)} a year. "
        )
    if towards_target.sure is False:
        words += "Allowing for chance, this could be otherwise."
    return words.strip()


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th.

    >>> [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 22)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '22nd']
    """
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
