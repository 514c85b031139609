"""How unevenly two groups are spread over places."""

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
