"""Confidence intervals for counts, proportions and differences that several method packages share.

Every function with `_limits` in its name takes arrays and returns arrays; its partner without takes one
number and returns an `Interval`.
"""

import math
import sys
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Interval:
    """An estimate and the range that a confidence level puts round it, all in the same unit.

    >>> Interval(0.4, 0.3, 0.5).times(200)
    Interval(estimate=80.0, lower=60.0, upper=100.0, level=0.95)
    """

    estimate: float
    lower: float
    upper: float
    level: float = 0.95

    def __post_init__(self) -> None:
        if not self.lower <= self.estimate <= self.upper:
            raise ValueError(
                "An interval must hold its own estimate. Expected lower ≤ estimate ≤ upper, found "
                f"{self.lower} ≤ {self.estimate} ≤ {self.upper}. Check the order of the three numbers."
            )

    def times(self, factor: float) -> "Interval":
        """The same interval in another unit: multiply all three numbers by a positive factor."""
        if not factor >= 0:
            raise ValueError(f"Multiply an interval by a number of zero or more; found {factor}.")
        return Interval(self.estimate * factor, self.lower * factor, self.upper * factor, self.level)

    def complement(self) -> "Interval":
        """The interval of one minus a share: coverage becomes the share not covered."""
        return Interval(1 - self.estimate, 1 - self.upper, 1 - self.lower, self.level)


@dataclass(frozen=True)
class RatioInterval:
    """A ratio and its limits, which are worked on the logarithm; None is a limit that no number can hold: unknown.

    Unlike an end at 0 or at infinity, an unknown limit says nothing of how large or small the ratio may be.
    """

    estimate: float
    lower: float | None
    upper: float | None
    level: float = 0.95


def ratio_interval(log: Interval) -> RatioInterval:
    """The ratio whose logarithm lies in an interval.

    >>> ratio_interval(Interval(0, -1, 1)).upper
    2.718281828459045
    >>> ratio_interval(Interval(0, -800, 800)).upper is None
    True
    """
    estimate, lower, upper = (_exponential(number) for number in (log.estimate, log.lower, log.upper))
    if estimate is None:
        raise ValueError("The ratio is too large or too small for a number, so nothing is worked.")
    return RatioInterval(estimate, lower, upper, log.level)


def _exponential(number: float) -> float | None:
    try:
        value = math.exp(number)
    except OverflowError:
        return None
    return value if value >= sys.float_info.min else None


def z_value(level: float) -> float:
    """The normal multiplier of a two-sided level: 1.96 for 0.95.

    >>> round(z_value(0.998), 4)
    3.0902
    """
    if not 0 < level < 1:
        raise ValueError(
            f"A confidence level lies between 0 and 1; found {level}. Write 95 per cent as 0.95."
        )
    return NormalDist().inv_cdf(0.5 + level / 2)


def wilson_limits(successes: ArrayLike, n: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Lower and upper Wilson limits of proportions; not-a-number where n is zero.

    Successes may be fractional (weighted). Source: Wilson (1927), J Am Stat Assoc 22, 209-212.
    """
    x, total = np.broadcast_arrays(np.asarray(successes, float), np.asarray(n, float))
    if np.any(x < 0) or np.any(total < x):
        raise ValueError(
            "A proportion needs 0 ≤ successes ≤ n. Found a count below zero or larger than its total; "
            "check that numerator and denominator were not swapped."
        )
    z = z_value(level)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = x / total
        centre = (p + z**2 / (2 * total)) / (1 + z**2 / total)
        half = z * np.sqrt(p * (1 - p) / total + z**2 / (4 * total**2)) / (1 + z**2 / total)
    lower = np.where(x == 0, np.where(total > 0, 0.0, np.nan), centre - half)
    upper = np.where(x == total, np.where(total > 0, 1.0, np.nan), centre + half)
    return lower, upper


def wilson(successes: float, n: float, level: float = 0.95) -> Interval:
    """The Wilson interval of one proportion: sound for small samples and for 0 and 100 per cent.

    >>> ci = wilson(27, 48)
    >>> round(100 * ci.lower, 4), round(100 * ci.upper, 4)
    (42.275, 69.2987)
    """
    if n <= 0:
        raise ValueError(f"A proportion needs at least one observation; found n = {n}.")
    lower, upper = wilson_limits(successes, n, level)
    return Interval(successes / n, float(lower), float(upper), level)


def byar_limits(events: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Lower and upper Byar limits of counts of events (0 gives a lower limit of 0).

    Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, page 69.
    """
    o = np.asarray(events, float)
    if np.any(o < 0):
        raise ValueError("A count of events cannot be negative; check the numerator.")
    z = z_value(level)
    safe = np.where(o > 0, o, 1.0)
    lower = np.where(o > 0, safe * (1 - 1 / (9 * safe) - z / (3 * np.sqrt(safe))) ** 3, 0.0)
    up = o + 1
    upper = up * (1 - 1 / (9 * up) + z / (3 * np.sqrt(up))) ** 3
    return np.maximum(lower, 0.0), upper


def exact_poisson_limits(events: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Exact limits of counts of events, from the chi-squared distribution.

    Source: Garwood (1936), Biometrika 28, 437-442.
    """
    o = np.asarray(events, float)
    if np.any(o < 0):
        raise ValueError("A count of events cannot be negative; check the numerator.")
    tail = (1 - level) / 2
    lower = np.where(o > 0, stats.chi2.ppf(tail, 2 * np.maximum(o, 0.5)) / 2, 0.0)
    upper = stats.chi2.isf(tail, 2 * o + 2) / 2
    return lower, np.asarray(upper, float)


def newcombe_difference(x1: float, n1: float, x2: float, n2: float, level: float = 0.95) -> Interval:
    """The difference p1 - p2 of two independent proportions, by Newcombe's hybrid score interval.

    Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.

    >>> d = newcombe_difference(1050, 5000, 1200, 5000)
    >>> round(d.estimate, 4), round(d.lower, 5), round(d.upper, 5)
    (-0.03, -0.04635, -0.01363)
    """
    return difference(wilson(x1, n1, level), wilson(x2, n2, level))


def difference(first: Interval, second: Interval) -> Interval:
    """First minus second, for two independent estimates whose intervals need not be symmetric.

    Each arm is squared and added (MOVER). Source: Zou and Donner (2008), Stat Med 27, 1693-1702.
    """
    _same_level(first, second)
    d = first.estimate - second.estimate
    down = math.hypot(first.estimate - first.lower, second.upper - second.estimate)
    up = math.hypot(first.upper - first.estimate, second.estimate - second.lower)
    return Interval(d, d - down, d + up, first.level)


def product(first: Interval, second: Interval) -> Interval:
    """First times second, for two independent estimates of zero or more (first order, arms kept apart).

    Exact when one of the two is known without error. Source: as `difference`, applied to
    d(ab) = b da + a db.

    >>> product(Interval(0.25, 0.2, 0.3), Interval(1000, 1000, 1000))
    Interval(estimate=250.0, lower=200.0, upper=300.0, level=0.95)
    """
    _same_level(first, second)
    a, b = first.estimate, second.estimate
    down = math.hypot(b * (a - first.lower), a * (b - second.lower))
    up = math.hypot(b * (first.upper - a), a * (second.upper - b))
    return Interval(a * b, max(0.0, a * b - down), a * b + up, first.level)


def _same_level(first: Interval, second: Interval) -> None:
    if first.level != second.level:
        raise ValueError(
            f"Two intervals can be combined at one confidence level only; found {first.level} and "
            f"{second.level}. Recalculate one of them."
        )
