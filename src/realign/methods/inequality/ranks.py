"""Where each group lies on the line from the most deprived child (0) to the least deprived (1)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from realign.methods.intervals import Floats

FEWEST_GROUPS = 3


def deprivation_ranks(populations: ArrayLike) -> Floats:
    """The middle of each group's stretch of the population, most deprived first.

    >>> deprivation_ranks([50, 25, 25]).tolist()
    [0.25, 0.625, 0.875]
    """
    share = shares(populations)
    ranks: Floats = np.cumsum(share) - share / 2
    return ranks


def shares(populations: ArrayLike) -> Floats:
    """Each group's share of all people."""
    people = np.asarray(populations, float)
    if people.ndim != 1 or not np.isfinite(people).all() or (people <= 0).any():
        raise ValueError(f"Every group needs a population of more than zero; found {people.tolist()}.")
    share: Floats = people / people.sum()
    return share


def complete(values: ArrayLike | Sequence[float | None], populations: ArrayLike) -> Floats:
    """The values as an array, refused where a group is missing: an index over some of the groups misleads."""
    numbers: Floats = np.array(values, np.float64)  # None becomes not-a-number
    if len(numbers) != len(np.asarray(populations)) or len(numbers) < FEWEST_GROUPS:
        raise ValueError(
            f"Expected a value and a population for each of at least {FEWEST_GROUPS} groups, most deprived "
            f"first; found {len(numbers)} values and {len(np.asarray(populations))} populations."
        )
    absent = [str(i + 1) for i in np.flatnonzero(~np.isfinite(numbers))]
    if absent:
        raise ValueError(
            f"No value for group {', '.join(absent)}, so no index is worked. Combine years, or use fewer, larger groups."
        )
    return numbers
