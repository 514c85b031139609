"""Quick bounds: what a reader can work out with sums alone, relation by relation, until nothing changes."""

from __future__ import annotations

import numpy as np

from .equations import Bools, Equations, Floats
from .errors import disagreement

CLOSE = 1e-7
MOST_PASSES = 100


def tighten(system: Equations, lower: Floats, upper: Floats, whole: Bools) -> tuple[Floats, Floats]:
    """Narrow the bounds of every cell as far as single relations allow.

    Each relation says that its terms come to nothing, so a term is at most what the least of the others
    leaves. `whole` marks the cells that hold whole numbers. The bounds are always true, not always the
    narrowest.
    """
    lower, upper = lower.copy(), upper.copy()
    for _ in range(MOST_PASSES):
        least, most = _implied(system, lower, upper)
        least, most = np.maximum(lower, least), np.minimum(upper, most)
        least = np.where(whole, np.ceil(least - CLOSE), least)
        most = np.where(whole, np.floor(most + CLOSE), most)
        _check(system, least, most)
        changed = bool(np.any(least > lower + CLOSE) or np.any(most < upper - CLOSE))
        lower, upper = least, np.maximum(most, least)
        if not changed:
            break
    return lower, upper


def _implied(system: Equations, lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
    """The bounds on each cell that each relation implies, the tightest over all relations."""
    row, col, sign = system.row, system.col, system.sign
    least_term = np.where(sign > 0, lower[col], -upper[col])
    most_term = np.where(sign > 0, upper[col], -lower[col])
    at_most = -_others(row, least_term, len(system.relations))
    at_least = -_others(row, most_term, len(system.relations))
    least = np.full(len(lower), -np.inf)
    most = np.full(len(upper), np.inf)
    np.maximum.at(least, col, np.where(sign > 0, at_least, -at_most))
    np.minimum.at(most, col, np.where(sign > 0, at_most, -at_least))
    return least, most


def _others(row: np.ndarray, term: Floats, rows: int) -> Floats:
    """For each entry, the sum of the other terms in its relation; infinite when one of them is."""
    endless = ~np.isfinite(term)
    sign = np.sign(term[endless][0]) if endless.any() else 1.0
    finite = np.where(endless, 0.0, term)
    total = np.bincount(row, finite, rows)
    count = np.bincount(row, endless.astype(np.float64), rows)
    others_endless = (count[row] - endless) > 0
    return np.where(others_endless, sign * np.inf, total[row] - finite)


def _check(system: Equations, lower: Floats, upper: Floats) -> None:
    wrong = np.flatnonzero(lower > upper + 1e-6)
    if len(wrong) == 0:
        return
    key = system.keys[int(wrong[0])]
    found = f"at least {lower[wrong[0]]:g} and at most {upper[wrong[0]]:g}"
    raise disagreement(str(key), found)
