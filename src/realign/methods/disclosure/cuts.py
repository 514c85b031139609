"""What must be hidden for a cell to have room, as inequalities in hide-or-show decisions.

A linear programme that pins a cell down prices every relation. Those prices bound the room of the cell
under any other pattern too, so they say which further cells could give it room (Fischetti and Salazar,
2001, Management Science 47:1008).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .equations import Bools, Floats, Ints
from .problem import Problem

TINY = 1e-9


@dataclass(frozen=True)
class Cut:
    """The hidden cells among `cells`, weighted, must come to `right` or more."""

    cells: Ints
    weights: Floats
    right: float


def cut_from(
    problem: Problem, hidden: Bools, cell: int, prices: Sequence[tuple[float, Ints, Floats]]
) -> Cut | None:
    """The inequality that a cell with too little room breaks; none where rounding errors blur it."""
    system = problem.system
    room = np.zeros(len(system.keys))
    for sign, relations, dual in prices:
        price = np.zeros(len(system.relations))
        price[relations] = dual
        left = np.zeros(len(room)) - np.bincount(system.col, system.sign * price[system.row], len(room))
        left[cell] += sign
        room += np.where(left > TINY, _upward(problem, hidden, left, float(problem.room[cell])), 0.0)
        room += np.where(left < -TINY, -left * (problem.truth - problem.floor), 0.0)
    return _as_decision(problem, cell, room)


def _upward(problem: Problem, hidden: Bools, left: Floats, enough: float) -> Floats:
    """What each cell adds by going up: without a ceiling all that is needed, unless it is hidden already."""
    above = np.where(np.isfinite(problem.ceiling), problem.ceiling - problem.truth, 0.0)
    unlimited = np.where(hidden, 0.0, enough)
    return np.where(np.isfinite(problem.ceiling), np.maximum(left, 0.0) * above, unlimited)


def _as_decision(problem: Problem, cell: int, room: Floats) -> Cut | None:
    """Every hidden cell adds its `room`; together they must reach the least width if `cell` is hidden."""
    missing = float(problem.room[cell] - room[problem.forced].sum())
    if not problem.forced[cell]:
        missing -= float(room[cell])
    if missing < 1e-4:
        return None
    weights = np.minimum(room, missing)
    useful = problem.may_hide & ~problem.forced & (weights > 1e-7)
    useful[cell] = False
    cells = np.flatnonzero(useful)
    if problem.forced[cell]:
        return Cut(cells, weights[cells], missing)
    return Cut(np.append(cells, cell), np.append(weights[cells], -missing), 0.0)


def sum_cuts(problem: Problem) -> list[Cut]:
    """What every relation asks for on its own: never one hidden cell alone, and enough hidden among the parts."""
    free = problem.may_hide & ~problem.forced
    found: list[Cut] = []
    for members in problem.system.members:
        found += _never_alone(problem, members, free)
        found += _enough_parts(problem, members, free)
    return found


def _never_alone(problem: Problem, members: Ints, free: Bools) -> list[Cut]:
    hidden = int(problem.forced[members].sum())
    choices = members[free[members]]
    if hidden > 1:
        return []
    if hidden == 1:
        alone = members[problem.forced[members]][0]
        return [Cut(choices, np.ones(len(choices)), 1.0)] if problem.judged[alone] else []
    others = np.ones(len(choices))
    return [
        Cut(choices, np.where(choices == each, -1.0, others), 0.0) for each in choices if problem.judged[each]
    ]


def _enough_parts(problem: Problem, members: Ints, free: Bools) -> list[Cut]:
    """While the whole is shown, no hidden part can exceed what the hidden parts come to."""
    whole, parts = members[0], members[1:]
    inside = parts[problem.forced[parts]]
    choices = members[free[members]]
    if problem.forced[whole]:
        return []
    if len(inside):
        needed = problem.room[inside[problem.judged[inside]]].max(initial=0.0)
        missing = float(needed - problem.truth[inside].sum())
        if missing <= 0:
            return []
        return [Cut(choices, _weights(problem, choices, whole, missing), missing)]
    found = []
    for part in choices[choices != whole]:
        missing = float(problem.room[part] - problem.truth[part])
        if missing > 0 and problem.judged[part]:
            weights = _weights(problem, choices, whole, missing)
            found.append(Cut(choices, np.where(choices == part, -missing, weights), 0.0))
    return found


def _weights(problem: Problem, choices: Ints, whole: int, missing: float) -> Floats:
    return np.where(choices == whole, missing, np.minimum(problem.truth[choices], missing))
