"""Inverse care: whether those who need help most get it least."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from realign.methods.inequality.concentration import concentration_index
from realign.methods.intervals import Interval, difference


class Equity(StrEnum):
    """What use given need says."""

    INVERSE_CARE = "for the same need, the better off use it more"
    PRO_DEPRIVED = "for the same need, the more deprived use it more"
    NO_CLEAR_GRADIENT = "no clear gradient of use given need"


@dataclass(frozen=True)
class UseAndNeed:
    """Concentration of need, of use, and of use given need, with use per child in need of each group."""

    need: Interval
    use: Interval
    use_given_need: Interval
    use_less_need: Interval
    use_per_need: tuple[float, ...]
    equity: Equity


def use_given_need(
    users: ArrayLike, in_need: ArrayLike, populations: ArrayLike, level: float = 0.95
) -> UseAndNeed:
    """Compare who needs a service with who uses it, most deprived group first.

    `use_given_need` ranks children in need by deprivation and looks at the share of them who use the service:
    above 0 the better off get more for the same need. Users are taken to have the need; where there may be
    more users than children in need, look at `use_less_need`, the index of use minus that of need.
    Intervals treat need as counted, and that of `use_less_need` is on the wide side, because use and need
    usually go together. Source: Wagstaff and van Doorslaer (2000), in Handbook of Health
    Economics 1, 1803-1862.

    >>> use = use_given_need([100, 90, 95], [400, 300, 200], [2000, 2000, 2000])
    >>> use.equity.value
    'for the same need, the better off use it more'
    """
    u, n, p = (np.asarray(column, float) for column in (users, in_need, populations))
    if not u.shape == n.shape == p.shape:
        raise ValueError(
            f"Give users, need and population for each group; found {u.size}, {n.size}, {p.size}."
        )
    if (n > p).any() or (u > n).any():
        raise ValueError(
            "In every group users must be no more than children in need, and those no more than the "
            "population. Count only users who have the need."
        )
    need, use = (
        concentration_index(n / p, p, level=level).index,
        concentration_index(u / p, p, level=level).index,
    )
    given = concentration_index(u / n, n, level=level).index
    return UseAndNeed(
        need=need,
        use=use,
        use_given_need=given,
        use_less_need=difference(use, need),
        use_per_need=tuple((u / n).tolist()),
        equity=_verdict(given),
    )


def _verdict(index: Interval) -> Equity:
    if index.lower > 0:
        return Equity.INVERSE_CARE
    return Equity.PRO_DEPRIVED if index.upper < 0 else Equity.NO_CLEAR_GRADIENT
