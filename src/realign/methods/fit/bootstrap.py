"""Unmet need with an interval by resampling whole schools or classes, the way they were sampled."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from realign.methods.intervals import Floats, Interval


def unmet_need_bootstrap(
    *,
    unmet: ArrayLike,
    children: ArrayLike,
    strata: ArrayLike,
    population: float,
    rng: np.random.Generator,
    replicates: int = 2000,
    level: float = 0.95,
) -> Interval:
    """Children with unmet need in the population, from weighted totals of each primary sampling unit.

    `unmet` and `children` hold one weighted total per unit (school), `strata` its stratum. Units are drawn
    again with replacement, one fewer than there are, and rescaled, so that the spread of the replicates is
    the design-based variance. The interval is the percentile one. The generator is passed in, so the same
    seed gives the same answer.

    Source: Rao and Wu (1988), J Am Stat Assoc 83, 231-241.

    >>> unmet_need_bootstrap(unmet=[10, 10], children=[40, 40], strata=["P", "P"], population=2000,
    ...                      rng=np.random.default_rng(1), replicates=10)
    Interval(estimate=500.0, lower=500.0, upper=500.0, level=0.95)
    """
    y, x, group = np.asarray(unmet, float), np.asarray(children, float), np.asarray(strata)
    if not y.shape == x.shape == group.shape or y.ndim != 1:
        raise ValueError(
            "Give one unmet total, one total of children and one stratum for each sampling unit; "
            f"found {y.shape}, {x.shape} and {group.shape}."
        )
    if np.any(y < 0) or np.any(y > x):
        raise ValueError("Unmet totals must lie between 0 and the total of children of the same unit.")
    factors = _replicate_factors(group, replicates, rng)
    shares = (factors @ y) / (factors @ x)
    tail = (1 - level) / 2
    estimate = float(population * y.sum() / x.sum())
    lower, upper = population * np.quantile(shares, [tail, 1 - tail])
    return Interval(estimate, min(float(lower), estimate), max(float(upper), estimate), level)


def _replicate_factors(strata: NDArray[Any], replicates: int, rng: np.random.Generator) -> Floats:
    """How often each unit counts in each replicate: rows are replicates, columns are units."""
    factors = np.zeros((replicates, len(strata)))
    for stratum in np.unique(strata):
        columns = np.flatnonzero(strata == stratum)
        size = len(columns)
        if size < 2:
            raise ValueError(
                f"Stratum {stratum!s} has one sampling unit, so its spread cannot be estimated. "
                "Join it to a similar stratum."
            )
        draws = rng.multinomial(size - 1, np.full(size, 1 / size), size=replicates)
        factors[:, columns] = draws * size / (size - 1)
    return factors
