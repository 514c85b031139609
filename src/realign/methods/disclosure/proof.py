"""Prove that every hidden cell has room: what is to be protected, and what must be hidden for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .polytope import Bools, Equations, Floats, Ints, Optimum, Polytope, tighten

# ----------------------------------------------------------------
# The question of which further cells to hide, in numbers.


@dataclass(frozen=True)
class SuppressionProblem:
    """Cells by number, as in `system`.

    `truth` is the value of each cell; where nobody here knows it (hidden in an earlier release), one value
    that fits. `floor` and `ceiling` are what a reader knows of a cell that is hidden now, from the rules and
    from earlier releases, 0 and endless when they tell nothing. `forced` cells are hidden already. `may_hide`
    cells can be hidden as well. Nothing else can be. `judged` cells, when hidden, must have a feasibility
    interval at least as wide as their `protection_level`.
    `watched` cells are in no table and nobody here knows them: a reader must not be able to tell that they
    lie from 1 to `threshold` - 1.
    """

    system: Equations
    truth: Floats
    floor: Floats
    ceiling: Floats
    forced: Bools
    may_hide: Bools
    judged: Bools
    watched: Bools
    whole: Bools
    protection_level: Floats
    threshold: int

    @property
    def slack(self) -> Floats:
        """How far each cell could fall without a reader who knows the rules being able to rule that out."""
        return self.truth - self.floor

    def bounds(self, hidden: Bools) -> tuple[Floats, Floats]:
        """What a reader knows of each cell before any sum is done, when these cells are hidden."""
        return np.where(hidden, self.floor, self.truth), np.where(hidden, self.ceiling, self.truth)


# ----------------------------------------------------------------
# What must be hidden for a cell to have room, as inequalities in hide-or-show decisions.
#
# A linear programme that pins a cell down prices every relation. Those prices bound the room of the cell
# under any other pattern too, so they say which further cells could give it room (Fischetti and Salazar,
# 2001, Management Science 47:1008).

TINY = 1e-9


@dataclass(frozen=True)
class Cut:
    """The hidden cells among `cells`, weighted, must come to `right` or more."""

    cells: Ints
    weights: Floats
    right: float


def cut_from(
    problem: SuppressionProblem, hidden: Bools, cell: int, prices: Sequence[tuple[float, Ints, Floats]]
) -> Cut | None:
    """The inequality that a cell with too little room breaks; none where rounding errors blur it."""
    system = problem.system
    room = np.zeros(len(system.keys))
    for sign, relations, dual in prices:
        price = np.zeros(len(system.relations))
        price[relations] = dual
        left = np.zeros(len(room)) - np.bincount(system.col, system.sign * price[system.row], len(room))
        left[cell] += sign
        room += np.where(
            left > TINY, _upward(problem, hidden, left, float(problem.protection_level[cell])), 0.0
        )
        room += np.where(left < -TINY, -left * (problem.truth - problem.floor), 0.0)
    return _as_decision(problem, cell, room)


def _upward(problem: SuppressionProblem, hidden: Bools, left: Floats, enough: float) -> Floats:
    """What each cell adds by going up: without a ceiling all that is needed, unless it is hidden already."""
    above = np.where(np.isfinite(problem.ceiling), problem.ceiling - problem.truth, 0.0)
    unlimited = np.where(hidden, 0.0, enough)
    return np.where(np.isfinite(problem.ceiling), np.maximum(left, 0.0) * above, unlimited)


def _as_decision(problem: SuppressionProblem, cell: int, room: Floats) -> Cut | None:
    """Every hidden cell adds its `room`; together they must reach the least width if `cell` is hidden."""
    missing = float(problem.protection_level[cell] - room[problem.forced].sum())
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


def sum_cuts(problem: SuppressionProblem) -> list[Cut]:
    """What every relation asks for on its own: never one hidden cell alone, and enough hidden among the parts."""
    free = problem.may_hide & ~problem.forced
    cuts: list[Cut] = []
    for members in problem.system.members:
        cuts += _never_alone(problem, members, free)
        cuts += _enough_parts(problem, members, free)
    return cuts


def _never_alone(problem: SuppressionProblem, members: Ints, free: Bools) -> list[Cut]:
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


def _enough_parts(problem: SuppressionProblem, members: Ints, free: Bools) -> list[Cut]:
    """While the whole is shown, no hidden part can rise by more than what all of them lie above their floors."""
    whole, parts = members[0], members[1:]
    inside = parts[problem.forced[parts]]
    choices = members[free[members]]
    if problem.forced[whole]:
        return []
    if len(inside):
        needed = problem.protection_level[inside[problem.judged[inside]]].max(initial=0.0)
        missing = float(needed - problem.slack[inside].sum())
        if missing <= 0:
            return []
        return [Cut(choices, _weights(problem, choices, whole, missing), missing)]
    cuts = []
    for part in choices[choices != whole]:
        missing = float(problem.protection_level[part] - problem.slack[part])
        if missing > 0 and problem.judged[part]:
            weights = _weights(problem, choices, whole, missing)
            cuts.append(Cut(choices, np.where(choices == part, -missing, weights), 0.0))
    return cuts


def _weights(problem: SuppressionProblem, choices: Ints, whole: int, missing: float) -> Floats:
    return np.where(choices == whole, missing, np.minimum(problem.slack[choices], missing))


# ----------------------------------------------------------------
# Prove that every hidden cell has room: show values that fit everything published and differ enough.

NEARLY = 1e-6
BULK_ROUNDS = 24
STRIDE = 16
MOST_NODES = 2000
LARGEST_IN_WHOLE_NUMBERS = 1500
"""Larger groups of linked cells are proved in fractions only: integer programmes take too long on them."""
ENOUGH_AT_ONCE = 150
"""While a pattern is looked for, so many cells without room say enough about it; the next pattern is asked afresh."""
SLOW_PROGRESS = 0.03
"""Bulk rounds stop when one of them settles less than this share of the open cells."""


@dataclass
class KnownReach:
    """How far each cell was seen to go. Hiding more cells never takes room away, so this only grows."""

    low: Floats
    high: Floats

    @classmethod
    def start(cls, problem: SuppressionProblem) -> KnownReach:
        """Every cell at its value."""
        return cls(problem.truth.copy(), problem.truth.copy())

    def learn(self, cells: Ints, answer: Optimum) -> None:
        """Widen by one set of values that fits."""
        if answer.cells is not None:
            self.low[cells] = np.minimum(self.low[cells], answer.cells)
            self.high[cells] = np.maximum(self.high[cells], answer.cells)

    def endless(self, cell: int, sign: float) -> None:
        """Note that nothing limits this cell."""
        if sign > 0:
            self.high[cell] = np.inf

    def short_of_room(self, problem: SuppressionProblem, hidden: Bools) -> Bools:
        """The hidden cells that were not yet seen to have room."""
        narrow = problem.judged & (self.high - self.low < problem.protection_level - NEARLY)
        small = problem.watched & (self.low > 1 - NEARLY) & (self.high < problem.threshold - NEARLY)
        return hidden & (narrow | small)


@dataclass(frozen=True)
class Narrow:
    """A hidden cell without enough room, and the inequality that says so, where linear programming found it."""

    cell: int
    cut: Cut | None


def narrow_in_fractions(
    problem: SuppressionProblem, hidden: Bools, extremes: KnownReach, enough: int | None = None
) -> list[Narrow]:
    """Cells that even an attacker who allows fractions of people could pin down; no more than `enough` of them."""
    lower, upper = problem.bounds(hidden)
    least, most = tighten(problem.system, lower, upper, problem.whole)
    hopeless = most - least < problem.protection_level - NEARLY
    narrow: list[Narrow] = []
    for cells in problem.system.components(hidden):
        if not extremes.short_of_room(problem, hidden)[cells].any():
            continue
        programme = Polytope(problem.system, cells, lower, upper)
        _in_bulk(problem, hidden & ~hopeless, programme, extremes, lower, upper)
        for at in _spread(np.flatnonzero(extremes.short_of_room(problem, hidden)[cells])):
            if enough is not None and len(narrow) >= enough:
                return narrow
            if extremes.short_of_room(problem, hidden)[cells[at]]:
                narrow += _ask_alone(problem, hidden, programme, int(at), extremes)
    return narrow


def _spread(numbers: Ints) -> Ints:
    """The same numbers in an order in which the first few come from all over."""
    return np.asarray(np.concatenate([numbers[start::STRIDE] for start in range(STRIDE)]), dtype=np.int64)


def _ask_alone(
    problem: SuppressionProblem, hidden: Bools, programme: Polytope, at: int, extremes: KnownReach
) -> list[Narrow]:
    """How far one cell can go up and down; the two answers' prices make a cut when that is not far enough."""
    cell, prices = int(programme.cells[at]), []
    for sign in (1.0, -1.0):
        answer = programme.extreme(at, sign)
        if answer.endless:
            extremes.endless(cell, sign)
            return []
        extremes.learn(programme.cells, answer)
        if not extremes.short_of_room(problem, hidden)[cell]:
            return []
        prices.append((sign, *programme.prices()))
    return [Narrow(cell, cut_from(problem, hidden, cell, prices) if problem.judged[cell] else None)]


def narrow_in_whole_numbers(problem: SuppressionProblem, hidden: Bools, extremes: KnownReach) -> list[Narrow]:
    """Cells that an attacker who knows that people are whole could pin down."""
    lower, upper = problem.bounds(hidden)
    narrow: list[Narrow] = []
    for cells in problem.system.components(hidden):
        settled = not extremes.short_of_room(problem, hidden)[cells].any()
        if settled or len(cells) > LARGEST_IN_WHOLE_NUMBERS or not problem.whole[cells].all():
            continue
        programme = Polytope(problem.system, cells, lower, upper, whole=problem.whole)
        programme.settle_for(gap=0.2, nodes=50)
        _in_bulk(problem, hidden, programme, extremes, lower, upper)
        programme.settle_for(gap=0.0, nodes=MOST_NODES)
        for at in np.flatnonzero(extremes.short_of_room(problem, hidden)[cells]):
            if extremes.short_of_room(problem, hidden)[cells[at]] and not _has_room(
                problem, programme, int(at), extremes
            ):
                narrow.append(Narrow(int(cells[at]), None))
    return narrow


def only_in_fractions(problem: SuppressionProblem, hidden: Bools) -> int:
    """How many hidden cells are in groups too large to be proved in whole numbers."""
    sizes = [len(cells) for cells in problem.system.components(hidden)]
    return sum(size for size in sizes if size > LARGEST_IN_WHOLE_NUMBERS)


def _has_room(problem: SuppressionProblem, programme: Polytope, at: int, extremes: KnownReach) -> bool:
    for sign in (1.0, -1.0):
        answer = programme.extreme(at, sign)
        if answer.endless:
            return True
        extremes.learn(programme.cells, _rounded(answer))
    everywhere = np.ones(len(problem.truth), dtype=np.bool_)
    return not extremes.short_of_room(problem, everywhere)[programme.cells[at]]


def _in_bulk(
    problem: SuppressionProblem,
    wanted: Bools,
    programme: Polytope,
    extremes: KnownReach,
    lower: Floats,
    upper: Floats,
) -> None:
    """Push many cells at once, some up and some down, inside a box that stops any from going further than needed."""
    cells = programme.cells
    level = problem.protection_level[cells]
    open_before = len(cells) + 1
    programme.afresh(True)
    for turn in range(BULK_ROUNDS):
        todo = extremes.short_of_room(problem, wanted)[cells]
        count = int(todo.sum())
        if not count or (count > open_before * (1 - SLOW_PROGRESS) and turn > 3):
            break
        open_before = count
        programme.limit(
            np.maximum(lower[cells], np.minimum(problem.truth[cells], extremes.high[cells] - level)),
            np.minimum(upper[cells], np.maximum(problem.truth[cells], extremes.low[cells] + level)),
        )
        extremes.learn(cells, _rounded(programme.most(np.where(todo, _signs(len(cells), turn), 0.0))))
    programme.limit(lower[cells], upper[cells])
    programme.afresh(False)


def _signs(count: int, turn: int) -> Floats:
    """A fixed mixture of pushes up and down that differs from turn to turn; odd turns undo even ones."""
    step = 0.5 + 0.3819660112501051 * (turn // 2)
    up = np.modf(np.arange(count) * step)[0] < 0.5
    return np.where(up, 1.0, -1.0) * (1.0 if turn % 2 == 0 else -1.0)


def _rounded(answer: Optimum) -> Optimum:
    """The same answer without the solver's last digits."""
    if answer.cells is None:
        return answer
    near = np.round(answer.cells)
    return Optimum(answer.value, np.where(np.abs(near - answer.cells) < 1e-5, near, answer.cells))
