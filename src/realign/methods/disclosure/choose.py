"""Choose which further cells to hide (secondary suppression): as few as can be, never fewer than the proof demands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from .polytope import QUIET, Bools, Floats, Ints, set_up
from .proof import (
    ENOUGH_AT_ONCE,
    Cut,
    KnownReach,
    SuppressionProblem,
    narrow_in_fractions,
    narrow_in_whole_numbers,
    only_in_fractions,
    sum_cuts,
)

# ----------------------------------------------------------------
# Hide further cells by size, so that no sum gives a hidden cell away.


def hide_lone_cells(problem: SuppressionProblem, hidden: Bools) -> Bools:
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


def smallest(problem: SuppressionProblem, hidden: Bools, members: Ints) -> int | None:
    """The smallest of these cells that is shown and may be hidden."""
    free = [int(cell) for cell in members if problem.may_hide[cell] and not hidden[cell]]
    return min(free, key=lambda cell: (problem.truth[cell], problem.system.keys[cell]), default=None)


def hide_beside(problem: SuppressionProblem, hidden: Bools, narrow: Iterable[int]) -> Bools:
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


def _nearest(problem: SuppressionProblem, hidden: Bools, cell: int) -> int | None:
    """The smallest free cell in a relation of this cell, or in one reached through hidden cells."""
    visited = np.zeros(len(hidden), dtype=np.bool_)
    visited[cell] = True
    ring = [cell]
    while ring:
        beside = np.unique(
            np.concatenate([problem.system.members[r] for c in ring for r in problem.system.member_of[c]])
        )
        chosen = smallest(problem, hidden, beside)
        if chosen is not None:
            return chosen
        ring = [int(each) for each in beside if hidden[each] and not visited[each]]
        visited[beside] = True
    return None


# ----------------------------------------------------------------
# Choose the fewest further cells to hide, by integer programming with inequalities added as they are found.

TINY, SMALL = 60, 400
"""Free cells up to which a problem is tiny, and solved to the end, or small."""
CLOSE_ENOUGH = {"tiny": 0.0, "small": 0.01, "large": 0.03}
MOST_NODES = {"tiny": 20_000, "small": 500, "large": 200}
ROUNDS_FROM_SCRATCH = {"tiny": 1_000, "small": 4, "large": 1}
TIE_BREAK = 0.5
"""Among patterns that hide equally many cells, prefer the one that hides the fewest people."""


class Unprotectable(Exception):
    """No choice of cells meets the inequalities."""


class Master:
    """The master problem: the decisions to hide or show each cell, under all inequalities known so far."""

    def __init__(self, problem: SuppressionProblem, cuts: Sequence[Cut]) -> None:
        self.problem = problem
        self.free = np.flatnonzero(problem.may_hide & ~problem.forced)
        self._place = np.full(len(problem.truth), -1, dtype=np.int64)
        self._place[self.free] = np.arange(len(self.free))
        self._model = highspy.Highs()  # type: ignore[no-untyped-call]
        self.size = size = (
            "tiny" if len(self.free) <= TINY else "small" if len(self.free) <= SMALL else "large"
        )
        self.rounds_from_scratch = ROUNDS_FROM_SCRATCH[size]
        set_up(self._model, **QUIET, mip_rel_gap=CLOSE_ENOUGH[size], mip_max_nodes=MOST_NODES[size])
        self._model.passModel(self._decisions(cuts))

    def add(self, cuts: Sequence[Cut]) -> None:
        """Add inequalities."""
        for cut in cuts:
            places = self._place[cut.cells].astype(np.int32)
            self._model.addRow(cut.right, highspy.kHighsInf, len(places), places, cut.weights)

    def keep_hidden(self, hidden: Bools) -> None:
        """From now on only add to this pattern."""
        fixed = np.flatnonzero(hidden[self.free]).astype(np.int32)
        ones = np.ones(len(fixed))
        self._model.changeColsBounds(len(fixed), fixed, ones, ones)

    def choose_within(self, hidden: Bools) -> None:
        """From now on hide only cells of this pattern, and not necessarily all of them."""
        places = np.arange(len(self.free), dtype=np.int32)
        self._model.changeColsBounds(
            len(places), places, np.zeros(len(places)), hidden[self.free].astype(np.float64)
        )

    def solve(self) -> tuple[Bools, float]:
        """The best pattern found, and a number of hidden cells that none can go below."""
        if not len(self.free):
            return self.problem.forced.copy(), float(self.problem.forced.sum())
        self._model.run()
        info = self._model.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            raise Unprotectable
        chosen = np.array(self._model.getSolution().col_value) > 0.5
        hidden = self.problem.forced.copy()
        hidden[self.free[chosen]] = True
        further = np.ceil(max(0.0, info.mip_dual_bound - TIE_BREAK) - 1e-6)
        return hidden, float(self.problem.forced.sum() + further)

    def _decisions(self, cuts: Sequence[Cut]) -> highspy.HighsLp:
        count = len(self.free)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = count, len(cuts)
        model.col_cost_ = self._costs()
        model.col_lower_, model.col_upper_ = np.zeros(count), np.ones(count)
        model.row_lower_ = np.array([cut.right for cut in cuts], dtype=np.float64)
        model.row_upper_ = np.full(len(cuts), highspy.kHighsInf)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        ends = np.cumsum([0, *(len(cut.cells) for cut in cuts)])
        model.a_matrix_.start_ = ends.astype(np.int32)
        cells = np.concatenate([cut.cells for cut in cuts]) if cuts else np.array([], dtype=np.int64)
        model.a_matrix_.index_ = self._place[cells].astype(np.int32)
        model.a_matrix_.value_ = np.concatenate([cut.weights for cut in cuts]) if cuts else np.array([])
        model.integrality_ = [highspy.HighsVarType.kInteger] * count
        return model

    def _costs(self) -> Floats:
        size = self.problem.truth[self.free]
        total = float(size.sum())
        return np.ones(len(size)) + (TIE_BREAK * size / total if total else 0.0)


# ----------------------------------------------------------------
# Choose which further cells to hide: as few as can be, and never fewer than the proof demands.

MOST_ROUNDS = 60
TRIMMING_ROUNDS = 8
WORTH_TRIMMING = {"tiny": 0.03, "small": 0.03, "large": 0.08}
"""Patterns that hide more than this share above the best bound are trimmed; of a large one each proof takes long."""


@dataclass(frozen=True)
class SuppressionPattern:
    """The cells to hide, how they were chosen, and a number of hidden cells that no choice can go below.

    `in_fractions` counts the hidden cells that were proved without the use of whole numbers. `narrow` lists
    cells that no choice of cells protects.
    """

    hidden: Bools
    best_bound: float
    method: str
    in_fractions: int = 0
    narrow: tuple[int, ...] = ()


def choose(problem: SuppressionProblem, *, optimal: bool = True) -> SuppressionPattern:
    """Secondary suppression: hide the fewest further cells that protect the primary ones.

    By size alone where ``optimal`` is false, or where the search gets nowhere.
    """
    if optimal:
        try:
            return _fewest(problem)
        except Unprotectable:
            pass
    return _finish(
        problem, problem.forced, KnownReach.start(problem), float(problem.forced.sum()), "smallest first"
    )


def _fewest(problem: SuppressionProblem) -> SuppressionPattern:
    """Solve, attack, add what the attack taught, and solve again.

    Tiny problems are solved from scratch each time. After a few rounds, larger ones only add to their
    pattern, so that what was proved stays proved, and are then trimmed; the best bound is that of the
    rounds from scratch.
    """
    master = Master(problem, sum_cuts(problem))
    bound, hidden, extremes = 0.0, problem.forced, KnownReach.start(problem)
    for turn in range(MOST_ROUNDS):
        pattern, lowest = master.solve()
        if turn < master.rounds_from_scratch:
            bound = max(bound, lowest)
        if np.any(hidden & ~pattern):
            extremes = KnownReach.start(problem)
        hidden = pattern
        narrow = narrow_in_fractions(problem, hidden, extremes, ENOUGH_AT_ONCE)
        cuts = [each.cut for each in narrow if each.cut is not None]
        if not cuts:
            break
        master.add(cuts)
        if turn + 1 >= master.rounds_from_scratch:
            master.keep_hidden(hidden)
    if hidden.sum() > bound * (1 + WORTH_TRIMMING[master.size]):
        hidden, extremes = _trim(problem, master, hidden, extremes)
    return _finish(problem, hidden, extremes, bound, "fewest cells")


def _trim(
    problem: SuppressionProblem, master: Master, hidden: Bools, extremes: KnownReach
) -> tuple[Bools, KnownReach]:
    """Look for a smaller pattern within this one; what adding alone found can hide more than it needs."""
    master.choose_within(hidden)
    for _ in range(TRIMMING_ROUNDS):
        fewer, _ = master.solve()
        if fewer.sum() >= hidden.sum():
            break
        fresh = KnownReach.start(problem)
        narrow = narrow_in_fractions(problem, fewer, fresh, ENOUGH_AT_ONCE)
        if not narrow:
            return fewer, fresh
        master.add([each.cut for each in narrow if each.cut is not None])
    return hidden, extremes


def _finish(
    problem: SuppressionProblem, hidden: Bools, extremes: KnownReach, bound: float, method: str
) -> SuppressionPattern:
    """Widen by size until every cell has room, first in fractions and then in whole numbers."""
    hidden, in_whole = hide_lone_cells(problem, hidden), KnownReach.start(problem)
    while narrow := (
        narrow_in_fractions(problem, hidden, extremes) or narrow_in_whole_numbers(problem, hidden, in_whole)
    ):
        wider = hide_beside(problem, hidden, [each.cell for each in narrow])
        if np.array_equal(wider, hidden):
            break
        hidden = wider
    fractions = only_in_fractions(problem, hidden)
    return SuppressionPattern(hidden, bound, method, fractions, tuple(each.cell for each in narrow))
