"""Choose which further cells to hide."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .attack import intervals
from .bounds import CLOSE
from .complement import hide_beside, hide_lone_cells
from .equations import Bools
from .knowledge import Knowledge
from .problem import Problem


@dataclass(frozen=True)
class Choice:
    """The cells to hide, how they were chosen, and a number of hidden cells that no choice can go below."""

    hidden: Bools
    best_bound: float
    method: str


def choose(problem: Problem) -> Choice:
    """Hide by size, then widen until every judged cell has room."""
    hidden = hide_lone_cells(problem, problem.forced)
    while len(narrow := narrow_cells(problem, hidden)):
        wider = hide_beside(problem, hidden, narrow)
        if np.array_equal(wider, hidden):
            break
        hidden = wider
    return Choice(hidden, float(problem.forced.sum()), "smallest first")


def narrow_cells(problem: Problem, hidden: Bools) -> list[int]:
    """The judged hidden cells whose interval is too narrow, under this pattern."""
    lower = np.where(hidden, 0.0, problem.truth)
    upper = np.where(hidden, np.inf, problem.truth)
    least, most = intervals(Knowledge(problem.system, lower, upper, problem.whole, frozenset()))
    return [
        int(cell)
        for cell in np.flatnonzero(hidden & problem.judged & (most - least <= problem.wider_than + CLOSE))
    ]
