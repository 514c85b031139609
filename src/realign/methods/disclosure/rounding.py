"""Rounding, the same for the same cell in every table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import highspy
import numpy as np

from .keys import DisclosureError, Key
from .polytope import QUIET, Equations, set_up
from .relations import Relation


def round_half_up(number: float, base: int) -> int:
    """The nearest multiple of the base, halves going up.

    >>> [round_half_up(n, 5) for n in (2, 3, 7, 8, 12, 13)]
    [0, 5, 5, 10, 10, 15]
    """
    if base < 1:
        raise DisclosureError("rounding", "a base of 1 or more", str(base))
    return int(np.floor(number / base + 0.5)) * base


def controlled_rounding(
    counts: Mapping[Key, int], relations: Iterable[Relation], base: int
) -> dict[Key, int]:
    """Round so that every sum still adds up, changing as little as possible.

    Each number goes to the multiple of the base just below or just above it, and one that is a multiple
    stays. Among the ways to do so, the one with the least total change is taken. In tables of three and
    more dimensions there may be none: an error then says so.
    """
    system = Equations.build(counts, relations)
    if missing := [str(key) for key in system.keys if key not in counts]:
        raise DisclosureError(
            "controlled rounding", "a count for every cell of every sum", f"none for {missing[0]}"
        )
    true = np.array([counts[key] for key in system.keys])
    below = true // base
    up = _which_go_up(system, true / base - below, below)
    if up is None:
        cure = "Round each number on its own and say that totals may not add up."
        raise DisclosureError("controlled rounding", "a way to round that adds up", "none", cure)
    return {key: int(base * (low + more)) for key, low, more in zip(system.keys, below, up, strict=True)}


def _which_go_up(system: Equations, part: np.ndarray, below: np.ndarray) -> np.ndarray | None:
    """One integer programme: 1 where a number goes up; each sum must hold for the rounded numbers."""
    count, rows = len(system.keys), len(system.relations)
    right = np.zeros(rows) - np.bincount(system.row, system.sign * below[system.col], rows)
    order = np.argsort(system.row, kind="stable")
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count, rows
    model.col_cost_ = 1.0 - 2.0 * part
    model.col_lower_, model.col_upper_ = np.zeros(count), (part > 0).astype(np.float64)
    model.row_lower_, model.row_upper_ = right, right.copy()
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = np.concatenate([[0], np.cumsum(np.bincount(system.row, minlength=rows))])
    model.a_matrix_.start_ = starts.astype(np.int32)
    model.a_matrix_.index_ = system.col[order].astype(np.int32)
    model.a_matrix_.value_ = system.sign[order]
    model.integrality_ = [highspy.HighsVarType.kInteger] * count
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    set_up(solver, **QUIET)
    solver.passModel(model)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return np.round(np.array(solver.getSolution().col_value)).astype(np.int64)
