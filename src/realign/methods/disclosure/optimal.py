"""Choose the fewest further cells to hide, by integer programming with inequalities added as they are found."""

from __future__ import annotations

from collections.abc import Sequence

import highspy
import numpy as np

from .cuts import Cut
from .equations import Bools, Floats
from .problem import Problem

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
    """The decisions to hide or show, under all inequalities known so far."""

    def __init__(self, problem: Problem, cuts: Sequence[Cut]) -> None:
        self.problem = problem
        self.free = np.flatnonzero(problem.may_hide & ~problem.forced)
        self._place = np.full(len(problem.truth), -1, dtype=np.int64)
        self._place[self.free] = np.arange(len(self.free))
        self._model = highspy.Highs()  # type: ignore[no-untyped-call]
        self._model.setOptionValue("output_flag", False)
        self._model.setOptionValue("random_seed", 0)
        size = "tiny" if len(self.free) <= TINY else "small" if len(self.free) <= SMALL else "large"
        self.rounds_from_scratch = ROUNDS_FROM_SCRATCH[size]
        self._model.setOptionValue("mip_rel_gap", CLOSE_ENOUGH[size])
        self._model.setOptionValue("mip_max_nodes", MOST_NODES[size])
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
