"""An area beside others: better, worse, or not clearly different; and a rank that admits its doubt."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from realign.methods.intervals import Interval, difference


class Comparison(StrEnum):
    """In words, for people to read; which is better depends on the indicator's polarity."""

    HIGHER = "clearly higher"
    LOWER = "clearly lower"
    SIMILAR = "not clearly different"


@dataclass(frozen=True)
class Ranked:
    """One area's place in its group. Rank 1 is the highest value; the true rank may lie in the range."""

    area: str
    value: float
    rank: int
    best_rank: int
    worst_rank: int
    against_median: float
    clearly_higher: int
    clearly_lower: int


def compare(first: Interval, second: Interval) -> tuple[Comparison, Interval]:
    """Compare two independent estimates by the interval of their difference (not by overlap).

    >>> compare(Interval(60, 55, 65), Interval(50, 46, 54))[0].value
    'clearly higher'
    """
    gap = difference(first, second)
    return verdict_of(gap), gap


def verdict_of(gap: Interval) -> Comparison:
    """What the interval of a difference says: one that reaches zero says that the two are not clearly different.

    >>> verdict_of(Interval(2, 0, 4)).value
    'not clearly different'
    """
    if gap.lower > 0:
        return Comparison.HIGHER
    return Comparison.LOWER if gap.upper < 0 else Comparison.SIMILAR


def rank_in_group(values: Mapping[str, Interval]) -> tuple[Ranked, ...]:
    """Rank areas from highest to lowest, each with the range of ranks its uncertainty allows.

    The range comes from comparing each pair: an area cannot rank above those clearly higher, or below those
    clearly lower. Each pair is compared at the level of the intervals, without allowance for the number of
    pairs. Equal values share the better rank.

    >>> group = {"A": Interval(30, 28, 32), "B": Interval(29, 27, 31), "C": Interval(20, 18, 22)}
    >>> [(r.area, r.rank, r.best_rank, r.worst_rank) for r in rank_in_group(group)]
    [('A', 1, 1, 2), ('B', 2, 1, 2), ('C', 3, 3, 3)]
    """
    if len(values) < 2:
        raise ValueError(f"A group needs at least two areas with a value; found {len(values)}.")
    middle = median(v.estimate for v in values.values())
    ranked = [_ranked(area, values, middle) for area in values]
    return tuple(sorted(ranked, key=lambda r: (r.rank, r.area)))


def _ranked(area: str, values: Mapping[str, Interval], middle: float) -> Ranked:
    own = values[area]
    verdicts = [compare(other, own)[0] for name, other in values.items() if name != area]
    higher, lower = verdicts.count(Comparison.HIGHER), verdicts.count(Comparison.LOWER)
    return Ranked(
        area=area,
        value=own.estimate,
        rank=1 + sum(other.estimate > own.estimate for other in values.values()),
        best_rank=1 + higher,
        worst_rank=len(values) - lower,
        against_median=own.estimate - middle,
        clearly_higher=higher,
        clearly_lower=lower,
    )
