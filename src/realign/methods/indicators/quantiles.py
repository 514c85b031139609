"""Areas put into equal groups by value: fifths, tenths."""

from collections.abc import Sequence

import numpy as np
from scipy import stats


def quantile_groups(
    values: Sequence[float | None], groups: int = 10, *, highest_first: bool = True
) -> tuple[int | None, ...]:
    """The group of each value, from 1. Equal values share a group; gaps have none.

    With `highest_first`, group 1 holds the highest values. Where there are fewer values than groups nothing
    is grouped. Same allocation as Public Health England's published quantiles.

    >>> quantile_groups([10, 40, 30, 20], groups=2)
    (2, 1, 1, 2)
    """
    if groups < 2:
        raise ValueError(f"Two groups or more make sense; found {groups}.")
    known = [i for i, value in enumerate(values) if value is not None]
    if len(known) < groups:
        return (None,) * len(values)
    sign = -1.0 if highest_first else 1.0
    ranks = stats.rankdata([sign * float(values[i] or 0.0) for i in known], method="min")
    # integers only, so that a rank on a boundary falls on the right side of it
    placed = groups + 1 + (-((len(known) + 1 - ranks.astype(np.int64)) * groups) // len(known))
    found: list[int | None] = [None] * len(values)
    for i, group in zip(known, placed.tolist(), strict=True):
        found[i] = group
    return tuple(found)
