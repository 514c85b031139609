"""The concentration index: whether something is gathered among the deprived (below 0) or the well off (above 0)."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from realign.methods.inequality.ranks import complete, deprivation_ranks, shares
from realign.methods.intervals import Floats, Interval, z_value


@dataclass(frozen=True)
class Concentration:
    """The index and its two corrections for things that have a largest possible value.

    `index` runs from -1 to 1. `erreygers` does not change when presence is counted instead of absence, apart
    from its sign; `wagstaff` is for yes-or-no things only and None otherwise.
    """

    index: Interval
    erreygers: float
    wagstaff: float | None
    mean: float
    curve: tuple[tuple[float, float], ...]


def concentration_index(
    values: ArrayLike,
    populations: ArrayLike,
    *,
    bounds: tuple[float, float] = (0.0, 1.0),
    level: float = 0.95,
) -> Concentration:
    """Index of group means or shares. With bounds of 0 and 1 values are shares of yes.

    The standard error of shares takes the spread within groups as binomial; for other bounds the spread is
    unknown and groups are the observations. Sources: Kakwani, Wagstaff and van Doorslaer (1997), J
    Econometrics 77, 87-103; Erreygers (2009), J Health Economics 28, 504-515; Wagstaff (2005), Health
    Economics 14, 429-432.

    >>> people, events = np.array([4200, 3900, 4100, 4300, 3500]), np.array([840, 640, 560, 480, 310])
    >>> result = concentration_index(events / people, people)
    >>> round(result.index.estimate, 6), round(result.erreygers, 5), round(result.wagstaff, 6)
    (-0.154435, -0.08741, -0.179889)
    """
    y, share, rank = complete(values, populations), shares(populations), deprivation_ranks(populations)
    low, high = bounds
    if not low < high or y.min() < low or y.max() > high:
        raise ValueError(
            f"Values must lie within the bounds {low} to {high}; found {y.min():g} to {y.max():g}. "
            "Divide per cent by 100, or give the bounds of the measure."
        )
    mean = float(share @ y)
    if mean <= 0:
        raise ValueError("The index needs an overall value above zero.")
    index = float(2 / mean * (share @ ((y - mean) * (rank - 0.5))))
    yes_or_no = bounds == (0.0, 1.0)
    people = float(np.asarray(populations, float).sum())
    error = _standard_error(
        y, share, rank, index, within=y * (1 - y) if yes_or_no else np.zeros_like(y),
        observations=people if yes_or_no else len(y),
    )  # fmt: skip
    half = z_value(level) * error
    return Concentration(
        index=Interval(index, index - half, index + half, level),
        erreygers=4 * mean / (high - low) * index,
        wagstaff=index / (1 - mean) if yes_or_no and mean < 1 else None,
        mean=mean,
        curve=_curve(y, share),
    )


def _standard_error(
    y: Floats, share: Floats, rank: Floats, index: float, *, within: Floats, observations: float
) -> float:
    """Equations 14 and 15 of Kakwani and others (1997)."""
    mean = float(share @ y)
    ends = np.cumsum(share * y) / mean
    starts = np.concatenate([[0.0], ends[:-1]])
    a = y / mean * (2 * rank - 1 - index) + 2 - starts - ends
    between = float(share @ a**2) - (1 + index) ** 2
    inside = float(share @ (within * (2 * rank - 1 - index) ** 2)) / mean**2
    return sqrt(max(0.0, between + inside) / observations)


def _curve(y: Floats, share: Floats) -> tuple[tuple[float, float], ...]:
    """The concentration curve: share of people, and share of the thing they hold, most deprived first."""
    people, amounts = np.cumsum(share), np.cumsum(share * y) / float(share @ y)
    return ((0.0, 0.0), *zip(people.tolist(), amounts.tolist(), strict=True))
