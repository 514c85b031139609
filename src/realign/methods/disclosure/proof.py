"""Prove that every hidden cell has room: show values that fit everything published and differ enough."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .bounds import tighten
from .cuts import Cut, cut_from
from .equations import Bools, Floats, Ints
from .polytope import Answer, Polytope
from .problem import Problem

NEARLY = 1e-6
BULK_ROUNDS = 24
MOST_NODES = 2000
LARGEST_IN_WHOLE_NUMBERS = 1500
"""Larger groups of linked cells are proved in fractions only: integer programmes take too long on them."""
SLOW_PROGRESS = 0.03
"""Bulk rounds stop when one of them settles less than this share of the open cells."""


@dataclass
class Seen:
    """How far each cell was seen to go. Hiding more cells never takes room away, so this only grows."""

    low: Floats
    high: Floats

    @classmethod
    def start(cls, problem: Problem) -> Seen:
        """Every cell at its value."""
        return cls(problem.truth.copy(), problem.truth.copy())

    def learn(self, cells: Ints, answer: Answer) -> None:
        """Widen by one set of values that fits."""
        if answer.cells is not None:
            self.low[cells] = np.minimum(self.low[cells], answer.cells)
            self.high[cells] = np.maximum(self.high[cells], answer.cells)

    def endless(self, cell: int, sign: float) -> None:
        """Note that nothing limits this cell."""
        if sign > 0:
            self.high[cell] = np.inf

    def short_of_room(self, problem: Problem, hidden: Bools) -> Bools:
        """The hidden cells that were not yet seen to have room."""
        narrow = problem.judged & (self.high - self.low < problem.room - NEARLY)
        small = problem.watched & (self.low > 1 - NEARLY) & (self.high < problem.threshold - NEARLY)
        return hidden & (narrow | small)


@dataclass(frozen=True)
class Narrow:
    """A hidden cell without enough room, and the inequality that says so, where linear programming found it."""

    cell: int
    cut: Cut | None


def narrow_in_fractions(problem: Problem, hidden: Bools, seen: Seen) -> list[Narrow]:
    """Cells that even an attacker who allows fractions of people could pin down."""
    lower, upper = problem.bounds(hidden)
    least, most = tighten(problem.system, lower, upper, problem.whole)
    hopeless = most - least < problem.room - NEARLY
    found: list[Narrow] = []
    for cells in problem.system.components(hidden):
        if not seen.short_of_room(problem, hidden)[cells].any():
            continue
        programme = Polytope(problem.system, cells, lower, upper)
        _in_bulk(problem, hidden & ~hopeless, programme, seen, lower, upper)
        for at in np.flatnonzero(seen.short_of_room(problem, hidden)[cells]):
            if seen.short_of_room(problem, hidden)[cells[at]]:
                found += _ask_alone(problem, hidden, programme, int(at), seen)
    return found


def _ask_alone(problem: Problem, hidden: Bools, programme: Polytope, at: int, seen: Seen) -> list[Narrow]:
    """How far one cell can go up and down; the two answers' prices make a cut when that is not far enough."""
    cell, prices = int(programme.cells[at]), []
    for sign in (1.0, -1.0):
        answer = programme.extreme(at, sign)
        if answer.endless:
            seen.endless(cell, sign)
            return []
        seen.learn(programme.cells, answer)
        prices.append((sign, *programme.prices()))
    if not seen.short_of_room(problem, hidden)[cell]:
        return []
    return [Narrow(cell, cut_from(problem, hidden, cell, prices) if problem.judged[cell] else None)]


def narrow_in_whole_numbers(problem: Problem, hidden: Bools, seen: Seen) -> list[Narrow]:
    """Cells that an attacker who knows that people are whole could pin down."""
    lower, upper = problem.bounds(hidden)
    found: list[Narrow] = []
    for cells in problem.system.components(hidden):
        settled = not seen.short_of_room(problem, hidden)[cells].any()
        if settled or len(cells) > LARGEST_IN_WHOLE_NUMBERS or not problem.whole[cells].all():
            continue
        programme = Polytope(problem.system, cells, lower, upper, whole=problem.whole)
        programme.settle_for(gap=0.2, nodes=50)
        _in_bulk(problem, hidden, programme, seen, lower, upper)
        programme.settle_for(gap=0.0, nodes=MOST_NODES)
        for at in np.flatnonzero(seen.short_of_room(problem, hidden)[cells]):
            if seen.short_of_room(problem, hidden)[cells[at]] and not _has_room(
                problem, programme, int(at), seen
            ):
                found.append(Narrow(int(cells[at]), None))
    return found


def only_in_fractions(problem: Problem, hidden: Bools) -> int:
    """How many hidden cells are in groups too large to be proved in whole numbers."""
    sizes = [len(cells) for cells in problem.system.components(hidden)]
    return sum(size for size in sizes if size > LARGEST_IN_WHOLE_NUMBERS)


def _has_room(problem: Problem, programme: Polytope, at: int, seen: Seen) -> bool:
    for sign in (1.0, -1.0):
        answer = programme.extreme(at, sign)
        if answer.endless:
            return True
        seen.learn(programme.cells, _rounded(answer))
    everywhere = np.ones(len(problem.truth), dtype=np.bool_)
    return not seen.short_of_room(problem, everywhere)[programme.cells[at]]


def _in_bulk(
    problem: Problem, wanted: Bools, programme: Polytope, seen: Seen, lower: Floats, upper: Floats
) -> None:
    """Push many cells at once, some up and some down, inside a box that stops any from going further than needed."""
    cells = programme.cells
    reach = 2 * problem.room[cells]
    programme.limit(
        np.maximum(lower[cells], problem.truth[cells] - reach),
        np.minimum(upper[cells], problem.truth[cells] + reach),
    )
    open_before = len(cells) + 1
    for turn in range(BULK_ROUNDS):
        todo = seen.short_of_room(problem, wanted)[cells]
        count = int(todo.sum())
        if not count or (count > open_before * (1 - SLOW_PROGRESS) and turn > 3):
            break
        open_before = count
        seen.learn(cells, _rounded(programme.most(np.where(todo, _signs(len(cells), turn), 0.0))))
    programme.limit(lower[cells], upper[cells])


def _signs(count: int, turn: int) -> Floats:
    """A fixed mixture of pushes up and down that differs from turn to turn; odd turns undo even ones."""
    step = 0.5 + 0.3819660112501051 * (turn // 2)
    up = np.modf(np.arange(count) * step)[0] < 0.5
    return np.where(up, 1.0, -1.0) * (1.0 if turn % 2 == 0 else -1.0)


def _rounded(answer: Answer) -> Answer:
    """The same answer without the solver's last digits."""
    if answer.cells is None:
        return answer
    near = np.round(answer.cells)
    return Answer(answer.value, np.where(np.abs(near - answer.cells) < 1e-5, near, answer.cells))
