"""Everything that the hidden cells could be: a linear programme set up once and asked many times."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from .equations import Bools, Equations, Floats, Ints
from .errors import disagreement

WHOLE_ENOUGH = 1e-6
PRIMAL_SIMPLEX = 4


@dataclass(frozen=True)
class Answer:
    """The largest value of what was asked, and cells that give it; none when endless or when none was found."""

    value: float
    cells: Floats | None

    @property
    def endless(self) -> bool:
        """Whether nothing limits the value."""
        return bool(np.isposinf(self.value))

    @property
    def in_whole_numbers(self) -> bool:
        """Whether the cells found are whole, so that knowing that counts are whole would not narrow them."""
        return self.cells is not None and bool(
            np.all(np.abs(self.cells - np.round(self.cells)) < WHOLE_ENOUGH)
        )


class Polytope:
    """One group of linked hidden cells: all values that fit everything published.

    The simplex method starts each question from the last answer: only the objective changes, so the last
    answer still fits.
    """

    def __init__(
        self, system: Equations, cells: Ints, lower: Floats, upper: Floats, *, whole: Bools | None = None
    ):
        self.cells = cells
        self.first = system.keys[int(cells[0])]
        self._model = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in _OPTIONS:
            self._model.setOptionValue(option, value)
        if whole is None:
            self._model.setOptionValue("presolve", "off")
            self._model.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX)
        self._rows = np.unique(np.concatenate([system.member_of[cell] for cell in cells]))
        self._model.passModel(_programme(system, cells, self._rows, lower, upper, whole))
        self._numbers = np.arange(len(cells), dtype=np.int32)

    def most(self, costs: Floats) -> Answer:
        """The largest value of the weighted sum of the cells."""
        self._model.changeColsCost(len(costs), self._numbers, costs)
        self._model.run()
        status = self._model.getModelStatus()
        if status == highspy.HighsModelStatus.kSolutionLimit and not self._found():
            return Answer(-np.inf, None)
        if status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kSolutionLimit):
            solution = np.array(self._model.getSolution().col_value, dtype=np.float64)
            return Answer(float(costs @ solution) + 0.0, solution)
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return Answer(np.inf, None)
        if status == highspy.HighsModelStatus.kInfeasible:
            raise disagreement(str(self.first))
        raise ArithmeticError(f"the solver stopped with {self._model.modelStatusToString(status)}")

    def _found(self) -> bool:
        status = self._model.getInfo().primal_solution_status
        return bool(status == highspy.SolutionStatus.kSolutionStatusFeasible)

    def limit(self, lower: Floats, upper: Floats) -> None:
        """Ask the next questions between these limits."""
        self._model.changeColsBounds(len(lower), self._numbers, lower, upper)

    def prices(self) -> tuple[Ints, Floats]:
        """What each relation contributed to the last answer: relations by number, and their dual values."""
        return self._rows, np.array(self._model.getSolution().row_dual, dtype=np.float64)

    def settle_for(self, gap: float, nodes: int) -> None:
        """Accept answers in whole numbers that may fall short of the largest by this share."""
        self._model.setOptionValue("mip_rel_gap", gap)
        self._model.setOptionValue("mip_max_nodes", nodes)

    def extreme(self, at: int, sign: float) -> Answer:
        """The largest (`sign` 1) or least (`sign` -1, negated) value of one cell, numbered in this group."""
        costs = np.zeros(len(self.cells))
        costs[at] = sign
        return self.most(costs)


_OPTIONS: tuple[tuple[str, bool | int | float | str], ...] = (
    ("output_flag", False),
    ("solver", "simplex"),
    ("random_seed", 0),
    ("mip_rel_gap", 0.0),
)


def _programme(
    system: Equations, cells: Ints, rows: Ints, lower: Floats, upper: Floats, whole: Bools | None
) -> highspy.HighsLp:
    """Rows for the relations that these cells are in; the known cells move to the right-hand side."""
    inside = np.full(len(system.keys), -1, dtype=np.int64)
    inside[cells] = np.arange(len(cells))
    row_number = np.full(len(system.relations), -1, dtype=np.int64)
    row_number[rows] = np.arange(len(rows))
    entries = row_number[system.row] >= 0
    row, col, sign = row_number[system.row[entries]], system.col[entries], system.sign[entries]
    known = inside[col] < 0
    right = np.zeros(len(rows)) - np.bincount(row[known], sign[known] * lower[col[known]], len(rows))
    row, col, sign = row[~known], inside[col[~known]], sign[~known]
    order = np.argsort(row, kind="stable")

    model = highspy.HighsLp()
    model.sense_ = highspy.ObjSense.kMaximize
    model.num_col_, model.num_row_ = len(cells), len(rows)
    model.col_cost_ = np.zeros(len(cells), dtype=np.float64)
    model.col_lower_, model.col_upper_ = lower[cells], upper[cells]
    model.row_lower_, model.row_upper_ = right, right.copy()
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(rows)))])
    model.a_matrix_.start_ = starts.astype(np.int32)
    model.a_matrix_.index_, model.a_matrix_.value_ = col[order].astype(np.int32), sign[order]
    if whole is not None:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[int(whole[cell])] for cell in cells]
    return model
