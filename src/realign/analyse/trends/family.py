"""An area among councils like it: ranks that admit their doubt."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import fmean

from realign.analyse.trends.choices import overlapping
from realign.analyse.trends.types import Basis, FamilyRanking
from realign.methods.indicators.compare import rank_in_group
from realign.methods.indicators.rates import crude_rate, proportion
from realign.methods.intervals import Interval, difference, newcombe_difference
from realign.registers.indicators.types import IndicatorSeries, SeriesPoint

ENOUGH = 6  # values from which a usual change may be told
_RANGE_TO_SIGMA = 1.128  # mean moving range of two ÷ standard deviation (Montgomery, appendix VI)


def standing(
    own: IndicatorSeries, others: Sequence[IndicatorSeries], *, is_percent: bool, group: str, source: str
) -> FamilyRanking | None:
    """Rank an area in its family group at the latest period for which it and another council have values.

    The range round each value is the published one, else Wilson’s from the counts, else twice the spread of its usual
    change from one period to the next; where any member has none, ranks come without a range and say so.
    """
    for point in reversed(own.points):
        if point.value is None or not point.is_measured:
            continue
        members = {own.area.name: (own.points, point)}
        for other in others:
            if (reached := at(other.points, point)) is not None:
                members[other.area.name] = (other.points, reached)
        if len(members) > 1:
            ranges, basis = _ranges(members, is_percent)
            return FamilyRanking(
                point.period, own.area.name, rank_in_group(ranges), ranges, basis, group, source
            )
    return None


def at(points: Sequence[SeriesPoint], wanted: SeriesPoint) -> SeriesPoint | None:
    """The point measured for the same period as another; None where nothing was measured then."""
    for point in points:
        same = (point.starts_on, point.ends_on) == (wanted.starts_on, wanted.ends_on)
        if same and point.value is not None and point.is_measured:
            return point
    return None


def interval_of(point: SeriesPoint) -> Interval | None:
    """The confidence interval published with a value; None where there is none, or it does not hold the value."""
    if point.value is None or point.lower is None or point.upper is None:
        return None
    if not point.lower <= point.value <= point.upper:
        return None
    return Interval(point.value, point.lower, point.upper)


_MULTIPLIERS = (100.0, 1_000.0, 10_000.0, 100_000.0)
_ROUNDING = 0.02  # a value printed to few figures may be this far from its counts, as a share of itself


def doubt_of(point: SeriesPoint) -> Interval | None:
    """The interval published with a value; else Wilson’s for a share or Byar’s for a rate, where its counts give the value.

    Source: Public Health England, technical guide on confidence intervals (2018).
    """
    published = interval_of(point)
    if published is not None or point.value is None or not point.numerator or not point.denominator:
        return published
    reckoned = point.numerator / point.denominator
    for per in _MULTIPLIERS:
        if abs(per * reckoned - point.value) <= _ROUNDING * point.value:
            if per == 100.0 and reckoned <= 1.0:
                return proportion(point.numerator, point.denominator, per).interval
            return crude_rate(point.numerator, point.denominator, per).interval
    return None


def difference_of(first: SeriesPoint, second: SeriesPoint, *, is_percent: bool) -> Interval | None:
    """The first value minus the second, with the interval that chance puts round it; None where it is not known.

    Two shares whose counts are held, and whose intervals nobody published: Newcombe's interval. Otherwise the difference
    of the two intervals, taken as independent of each other.
    """
    counts = [(point.numerator, point.denominator) for point in (first, second)]
    published = any(interval_of(point) for point in (first, second))
    intervals = [doubt_of(point) for point in (first, second)]
    if None in intervals:
        return None
    if is_percent and not published and all(top is not None and bottom for top, bottom in counts):
        (x1, n1), (x2, n2) = counts
        return newcombe_difference(x1 or 0.0, n1 or 0.0, x2 or 0.0, n2 or 0.0).times(100)
    ours, theirs = intervals
    return difference(ours, theirs) if ours and theirs else None


Members = Mapping[str, tuple[Sequence[SeriesPoint], SeriesPoint]]


def _ranges(members: Members, is_percent: bool) -> tuple[dict[str, Interval], Basis]:
    for basis in (Basis.PUBLISHED, Basis.COUNTS, Basis.USUAL_CHANGE):
        intervals = {
            name: _range(basis, points, point, is_percent) for name, (points, point) in members.items()
        }
        whole = {name: interval for name, interval in intervals.items() if interval is not None}
        if len(whole) == len(members):
            return whole, basis
    bare = {
        name: Interval(point.value or 0.0, point.value or 0.0, point.value or 0.0)
        for name, (_, point) in members.items()
    }
    return bare, Basis.NONE


def _range(
    basis: Basis, points: Sequence[SeriesPoint], point: SeriesPoint, is_percent: bool
) -> Interval | None:
    match basis:
        case Basis.PUBLISHED:
            return interval_of(point)
        case Basis.COUNTS if is_percent and point.numerator is not None and point.denominator:
            return proportion(point.numerator, point.denominator, 100).interval
        case Basis.USUAL_CHANGE:
            return _usual(points, point)
        case _:
            return None


def _usual(points: Sequence[SeriesPoint], point: SeriesPoint) -> Interval | None:
    measured = [measured_point for measured_point in points if measured_point.is_measured]
    values = [measured_point.value for measured_point in measured if measured_point.value is not None]
    if len(values) < ENOUGH or overlapping(measured) or point.value is None:
        return None
    half = 1.96 * fmean(abs(later - first) for first, later in pairwise(values)) / _RANGE_TO_SIGMA
    return Interval(point.value, point.value - half, point.value + half)
