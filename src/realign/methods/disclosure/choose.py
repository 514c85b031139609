"""Choose which further cells to hide: as few as can be, and never fewer than the proof demands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .complement import hide_beside, hide_lone_cells
from .cuts import sum_cuts
from .equations import Bools
from .optimal import Master, Unprotectable
from .problem import Problem
from .proof import Seen, narrow_in_fractions, narrow_in_whole_numbers, only_in_fractions

MOST_ROUNDS = 60
TRIMMING_ROUNDS = 8
WORTH_TRIMMING = 0.03
"""Patterns that hide more than this share above the best bound are trimmed."""


@dataclass(frozen=True)
class Choice:
    """The cells to hide, how they were chosen, and a number of hidden cells that no choice can go below.

    `in_fractions` counts the hidden cells that were proved without the use of whole numbers. `narrow` lists
    cells that no choice of cells protects.
    """

    hidden: Bools
    best_bound: float
    method: str
    in_fractions: int = 0
    narrow: tuple[int, ...] = ()


def choose(problem: Problem, *, optimal: bool = True) -> Choice:
    """Hide the fewest cells that protect; by size alone when asked, or when the search gets nowhere."""
    if optimal:
        try:
            return _fewest(problem)
        except Unprotectable:
            pass
    return _finish(
        problem, problem.forced, Seen.start(problem), float(problem.forced.sum()), "smallest first"
    )


def _fewest(problem: Problem) -> Choice:
    """Solve, attack, add what the attack taught, and solve again.

    Tiny problems are solved from scratch each time. After a few rounds, larger ones only add to their
    pattern, so that what was proved stays proved, and are then trimmed; the best bound is that of the
    rounds from scratch.
    """
    master = Master(problem, sum_cuts(problem))
    bound, hidden, seen = 0.0, problem.forced, Seen.start(problem)
    for turn in range(MOST_ROUNDS):
        pattern, lowest = master.solve()
        if turn < master.rounds_from_scratch:
            bound = max(bound, lowest)
        if np.any(hidden & ~pattern):
            seen = Seen.start(problem)
        hidden = pattern
        narrow = narrow_in_fractions(problem, hidden, seen)
        cuts = [each.cut for each in narrow if each.cut is not None]
        if not cuts:
            break
        master.add(cuts)
        if turn + 1 >= master.rounds_from_scratch:
            master.keep_hidden(hidden)
    if hidden.sum() > bound * (1 + WORTH_TRIMMING):
        hidden, seen = _trim(problem, master, hidden, seen)
    return _finish(problem, hidden, seen, bound, "fewest cells")


def _trim(problem: Problem, master: Master, hidden: Bools, seen: Seen) -> tuple[Bools, Seen]:
    """Look for a smaller pattern within this one; what adding alone found can hide more than it needs."""
    master.choose_within(hidden)
    for _ in range(TRIMMING_ROUNDS):
        fewer, _ = master.solve()
        if fewer.sum() >= hidden.sum():
            break
        fresh = Seen.start(problem)
        narrow = narrow_in_fractions(problem, fewer, fresh)
        if not narrow:
            return fewer, fresh
        master.add([each.cut for each in narrow if each.cut is not None])
    return hidden, seen


def _finish(problem: Problem, hidden: Bools, seen: Seen, bound: float, method: str) -> Choice:
    """Widen by size until every cell has room, first in fractions and then in whole numbers."""
    hidden, in_whole = hide_lone_cells(problem, hidden), Seen.start(problem)
    while narrow := (
        narrow_in_fractions(problem, hidden, seen) or narrow_in_whole_numbers(problem, hidden, in_whole)
    ):
        wider = hide_beside(problem, hidden, [each.cell for each in narrow])
        if np.array_equal(wider, hidden):
            break
        hidden = wider
    fractions = only_in_fractions(problem, hidden)
    return Choice(hidden, bound, method, fractions, tuple(each.cell for each in narrow))
