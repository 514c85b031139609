"""Simple gaps: most against least deprived, and what would be saved if all were like the least."""

import math
from dataclasses import dataclass

from numpy.typing import ArrayLike

from realign.methods.inequality.ranks import complete, shares
from realign.methods.intervals import Interval, RatioInterval, difference, ratio_interval


@dataclass(frozen=True)
class InequalityGap:
    """Most deprived against least deprived group. Easily understood, but blind to the groups between."""

    absolute: Interval
    ratio: RatioInterval | None


def gap(most_deprived: Interval, least_deprived: Interval) -> InequalityGap:
    """The absolute range (most - least) and the ratio range (most ÷ least), with intervals.

    The ratio's interval squares and adds the arms on the log scale (Zou and Donner 2008); None where the
    least deprived value is zero or an arm reaches it. A limit that no number can hold is None: unknown.

    >>> difference = gap(Interval(20, 18.8, 21.2), Interval(8.8571, 8, 9.8))
    >>> round(difference.absolute.estimate, 4), round(difference.ratio.estimate, 3)
    (11.1429, 2.258)
    """
    if min(most_deprived.lower, least_deprived.lower) <= 0:
        return InequalityGap(difference(most_deprived, least_deprived), None)
    logs = difference(_log(most_deprived), _log(least_deprived))
    return InequalityGap(difference(most_deprived, least_deprived), ratio_interval(logs))


def attributable_percent(values: ArrayLike, populations: ArrayLike) -> float:
    """Population attributable risk: the per cent that would not be there if all were as the least deprived.

    Below zero where the least deprived group has more than the average. Source: ScotPHO, deprivation
    analysis code.

    >>> import numpy as np
    >>> rates = np.array([840, 640, 560, 480, 310]) / np.array([4200, 3900, 4100, 4300, 3500])
    >>> round(attributable_percent(rates, [4200, 3900, 4100, 4300, 3500]), 4)
    37.4054
    """
    y, share = complete(values, populations), shares(populations)
    if y[-1] <= 0:
        raise ValueError("The least deprived group has a value of zero, so nothing can be compared with it.")
    excess = float(share @ (y / y[-1] - 1))
    return 100 * excess / (excess + 1)


def _log(interval: Interval) -> Interval:
    return Interval(
        math.log(interval.estimate), math.log(interval.lower), math.log(interval.upper), interval.level
    )
