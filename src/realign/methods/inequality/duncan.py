"""How unevenly two groups are spread over places: the index of dissimilarity, and the other index that is called Duncan’s.

Duncan and Duncan (1955) compare several indexes. Who says “the Duncan index” means their index of dissimilarity as a rule;
the Community Planning Outcomes Profile (CPOP) means the one that follows the order of the places.
"""

import numpy as np
from numpy.typing import ArrayLike

from realign.methods.intervals import Floats, Interval


def dissimilarity(group: ArrayLike, others: ArrayLike) -> float:
    """The share of either group that would have to move for both to be spread alike, from 0 to 1.

    One count for each place. Source: Duncan and Duncan (1955), American Sociological Review 20, 210-217.

    >>> dissimilarity([30, 10], [50, 50])
    0.25
    """
    a, b = _counts(group, others)
    return float(np.abs(a / a.sum() - b / b.sum()).sum() / 2)


def ordered_segregation(group: ArrayLike, others: ArrayLike, order: ArrayLike) -> float:
    """How far a group is gathered in the places with low values of an outcome, from -1 to 1: CPOP’s “Duncan index”.

    ``order`` is the outcome of each place, by which places are ranked from low to high; ``group`` are those whose
    disadvantage is asked about (in CPOP people who are income deprived), ``others`` the rest, one count for each place.
    Above 0 the group lives where the outcome is low, below 0 where it is high, 0 where neither. Where two places have the
    same outcome, the one given first goes first, as in R’s ``order``. Sources: Improvement Service, code of CPOP’s
    inequality over time; the formula is that of the Gini index in Duncan and Duncan (1955), with places ranked by the
    outcome.

    >>> round(ordered_segregation([30, 10], [50, 50], [1, 2]), 3), round(ordered_segregation([30, 10], [50, 50], [2, 1]), 3)
    (0.25, -0.25)
    """
    a, b = _counts(group, others)
    values = np.asarray(order, float)
    if values.shape != a.shape or not np.isfinite(values).all():
        raise ValueError("Give the outcome of each place; without one it cannot be ranked.")
    ranked = np.argsort(values, kind="stable")
    first, second = np.cumsum(a[ranked]) / a.sum(), np.cumsum(b[ranked]) / b.sum()
    return float((first[:-1] * second[1:]).sum() - (first[1:] * second[:-1]).sum())


def dissimilarity_interval(
    group: ArrayLike,
    others: ArrayLike,
    *,
    rng: np.random.Generator,
    replicates: int = 2000,
    level: float = 0.95,
) -> Interval:
    """The index with a bootstrap interval and without the bias that chance adds where places are small.

    The estimate is twice the index less the mean of its replicates, and never below 0. Source: Allen,
    Burgess, Davidson and Windmeijer (2015), Econometrics Journal 18, 40-66.
    """
    a, b = _counts(group, others)
    first = _redrawn(a, replicates, rng)
    second = _redrawn(b, replicates, rng)
    drawn = np.abs(first - second).sum(axis=1) / 2
    observed = dissimilarity(a, b)
    bias = float(drawn.mean()) - observed
    tail = (1 - level) / 2
    lower, upper = np.quantile(drawn, [tail, 1 - tail]) - 2 * bias
    estimate = max(0.0, observed - bias)
    return Interval(estimate, min(max(0.0, float(lower)), estimate), max(float(upper), estimate), level)


def _redrawn(counts: Floats, replicates: int, rng: np.random.Generator) -> Floats:
    total = int(counts.sum().round())
    shares: Floats = rng.multinomial(total, counts / counts.sum(), size=replicates) / total
    return shares


def _counts(group: ArrayLike, others: ArrayLike) -> tuple[Floats, Floats]:
    a, b = np.asarray(group, float), np.asarray(others, float)
    if a.shape != b.shape or a.ndim != 1 or (a < 0).any() or (b < 0).any():
        raise ValueError("Give a count of zero or more of both groups for each place.")
    if a.sum() <= 0 or b.sum() <= 0:
        raise ValueError("Both groups need at least one member.")
    return a, b
