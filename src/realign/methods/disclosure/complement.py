"""Hide further cells by size, so that no sum gives a hidden cell away."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from .equations import Bools, Ints
from .problem import Problem


def hide_lone_cells(problem: Problem, hidden: Bools) -> Bools:
    """Repeat: in each relation with exactly one hidden cell, hide its smallest member that may be hidden.

    Relations are taken in order, and again until none is left with a lone hidden cell.
    """
    hidden = hidden.copy()
    waiting = list(range(len(problem.system.relations)))
    while waiting:
        again: dict[int, None] = {}
        for relation in waiting:
            members = problem.system.members[relation]
            alone = members[hidden[members]]
            if len(alone) != 1 or not problem.judged[alone[0]]:
                continue
            chosen = smallest(problem, hidden, members)
            if chosen is not None:
                hidden[chosen] = True
                again.update(dict.fromkeys(int(each) for each in problem.system.member_of[chosen]))
        waiting = sorted(again)
    return hidden


def smallest(problem: Problem, hidden: Bools, members: Ints) -> int | None:
    """The smallest of these cells that is shown and may be hidden."""
    free = [int(cell) for cell in members if problem.may_hide[cell] and not hidden[cell]]
    return min(free, key=lambda cell: (problem.truth[cell], problem.system.keys[cell]), default=None)


def hide_beside(problem: Problem, hidden: Bools, narrow: Iterable[int]) -> Bools:
    """Give each cell that is too narrow one more hidden neighbour; no change when nothing is left to hide."""
    wider = hidden.copy()
    helped = np.zeros(len(problem.system.relations), dtype=np.bool_)
    for cell in narrow:
        if helped[problem.system.member_of[cell]].any():
            continue
        chosen = _nearest(problem, wider, cell)
        if chosen is not None:
            wider[chosen] = True
            helped[problem.system.member_of[chosen]] = True
    return hide_lone_cells(problem, wider)


def _nearest(problem: Problem, hidden: Bools, cell: int) -> int | None:
    """The smallest free cell in a relation of this cell, or in one reached through hidden cells."""
    seen = np.zeros(len(hidden), dtype=np.bool_)
    seen[cell] = True
    ring = [cell]
    while ring:
        beside = np.unique(
            np.concatenate([problem.system.members[r] for c in ring for r in problem.system.member_of[c]])
        )
        chosen = smallest(problem, hidden, beside)
        if chosen is not None:
            return chosen
        ring = [int(each) for each in beside if hidden[each] and not seen[each]]
        seen[beside] = True
    return None
