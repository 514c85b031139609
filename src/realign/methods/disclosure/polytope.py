"""Everything that the hidden cells could be: all sums as one sparse system, quick bounds, and linear programmes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from .keys import Key, disagreement
from .relations import Relation

# ----------------------------------------------------------------
# All the sums over all the tables as one sparse system: for each relation, whole - parts = 0.

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Equations:
    """Cells and relations by number. `row`, `col`, `sign` list the entries: +1 for a whole, -1 for a part."""

    keys: tuple[Key, ...]
    relations: tuple[Relation, ...]
    row: Ints
    col: Ints
    sign: Floats

    @classmethod
    def build(cls, keys: Iterable[Key], relations: Iterable[Relation]) -> Equations:
        """Number the cells, and keep each relation once."""
        first_of_its_cells: dict[tuple[Key, frozenset[Key]], Relation] = {}
        for relation in relations:
            first_of_its_cells.setdefault((relation.whole, frozenset(relation.parts)), relation)
        kept = tuple(first_of_its_cells.values())
        place = {key: number for number, key in enumerate(dict.fromkeys(keys))}
        for relation in kept:
            for key in (relation.whole, *relation.parts):
                place.setdefault(key, len(place))
        entries = [
            (number, place[key], 1.0 if at == 0 else -1.0)
            for number, relation in enumerate(kept)
            for at, key in enumerate((relation.whole, *relation.parts))
        ]
        table = np.array(entries, dtype=np.float64).reshape(-1, 3)
        return cls(
            tuple(place), kept, table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), table[:, 2].copy()
        )

    @cached_property
    def place(self) -> dict[Key, int]:
        """The number of each cell."""
        return {key: number for number, key in enumerate(self.keys)}

    @cached_property
    def members(self) -> tuple[Ints, ...]:
        """The cells of each relation, the whole first."""
        return _group(self.row, self.col, len(self.relations))

    @cached_property
    def member_of(self) -> tuple[Ints, ...]:
        """The relations that each cell is in."""
        return _group(self.col, self.row, len(self.keys))

    def components(self, open_cells: Bools) -> list[Ints]:
        """Groups of open cells that share relations; what is known in one says nothing about another."""
        cells, relations = len(self.keys), len(self.relations)
        live = open_cells[self.col]
        shape = (cells + relations, cells + relations)
        links = coo_matrix((np.ones(int(live.sum())), (self.col[live], cells + self.row[live])), shape=shape)
        label = connected_components(links, directed=False)[1][:cells]
        cells_open = np.flatnonzero(open_cells)
        order = cells_open[np.argsort(label[cells_open], kind="stable")]
        breaks = np.flatnonzero(np.diff(label[order])) + 1
        return [np.asarray(group, dtype=np.int64) for group in np.split(order, breaks)] if len(order) else []


def _group(by: Ints, values: Ints, groups: int) -> tuple[Ints, ...]:
    order = np.argsort(by, kind="stable")
    ends = np.cumsum(np.bincount(by, minlength=groups))[:-1] if groups else np.array([], dtype=np.int64)
    split: Sequence[Ints] = np.split(values[order], ends)
    return tuple(split[:groups])


# ----------------------------------------------------------------
# Quick bounds: what a reader can work out with sums alone, relation by relation, until nothing changes.

CLOSE = 1e-7
MOST_PASSES = 100


def tighten(system: Equations, lower: Floats, upper: Floats, whole: Bools) -> tuple[Floats, Floats]:
    """Narrow the bounds of every cell as far as single relations allow.

    Each relation says that its terms come to nothing, so a term is at most what the least of the others
    leaves. `whole` marks the cells that hold whole numbers. The bounds are always true, not always the
    narrowest.
    """
    lower, upper = lower.copy(), upper.copy()
    for _ in range(MOST_PASSES):
        least, most = _implied(system, lower, upper)
        least, most = np.maximum(lower, least), np.minimum(upper, most)
        least = np.where(whole, np.ceil(least - CLOSE), least)
        most = np.where(whole, np.floor(most + CLOSE), most)
        _check(system, least, most)
        changed = bool(np.any(least > lower + CLOSE) or np.any(most < upper - CLOSE))
        lower, upper = least, np.maximum(most, least)
        if not changed:
            break
    return lower, upper


def _implied(system: Equations, lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
    """The bounds on each cell that each relation implies, the tightest over all relations."""
    row, col, sign = system.row, system.col, system.sign
    least_term = np.where(sign > 0, lower[col], -upper[col])
    most_term = np.where(sign > 0, upper[col], -lower[col])
    at_most = -_others(row, least_term, len(system.relations))
    at_least = -_others(row, most_term, len(system.relations))
    least = np.full(len(lower), -np.inf)
    most = np.full(len(upper), np.inf)
    np.maximum.at(least, col, np.where(sign > 0, at_least, -at_most))
    np.minimum.at(most, col, np.where(sign > 0, at_most, -at_least))
    return least, most


def _others(row: np.ndarray, term: Floats, rows: int) -> Floats:
    """For each entry, the sum of the other terms in its relation; infinite when one of them is."""
    endless = ~np.isfinite(term)
    sign = np.sign(term[endless][0]) if endless.any() else 1.0
    finite = np.where(endless, 0.0, term)
    total = np.bincount(row, finite, rows)
    count = np.bincount(row, endless.astype(np.float64), rows)
    others_endless = (count[row] - endless) > 0
    return np.where(others_endless, sign * np.inf, total[row] - finite)


def _check(system: Equations, lower: Floats, upper: Floats) -> None:
    wrong = np.flatnonzero(lower > upper + 1e-6)
    if len(wrong) == 0:
        return
    key = system.keys[int(wrong[0])]
    bounds = f"at least {lower[wrong[0]] + 0.0:g} and at most {upper[wrong[0]] + 0.0:g}"
    raise disagreement(str(key), bounds)


# ----------------------------------------------------------------
# Everything that the hidden cells could be: a linear programme set up once and asked many times.

WHOLE_ENOUGH = 1e-6
DUAL_SIMPLEX, PRIMAL_SIMPLEX = 1, 4


@dataclass(frozen=True)
class Optimum:
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


QUIET: dict[str, bool | float | str] = {"output_flag": False, "random_seed": 0}
"""No messages, and the same answer each time."""
EXACT: dict[str, bool | float | str] = {**QUIET, "solver": "simplex", "mip_rel_gap": 0.0}


def set_up(model: highspy.Highs, /, **options: bool | float | str) -> None:
    """Set options of the solver, which by itself passes over a name or a value that it does not know."""
    for option, value in options.items():
        if model.setOptionValue(option, value) != highspy.HighsStatus.kOk:
            raise ValueError(f"The solver has no option {option} that can be {value!r}.")


class Polytope:
    """One group of linked hidden cells: all values that fit everything published.

    The simplex method starts each question from the last answer: only the objective changes, so the last
    answer still fits. Where the limits of many cells change as well it does not, and `afresh` is faster.
    """

    def __init__(
        self, system: Equations, cells: Ints, lower: Floats, upper: Floats, *, whole: Bools | None = None
    ):
        self.cells = cells
        self.first = system.keys[int(cells[0])]
        self._model = highspy.Highs()  # type: ignore[no-untyped-call]
        set_up(self._model, **EXACT)
        self._fractions = whole is None
        self.afresh(False)
        self._rows = np.unique(np.concatenate([system.member_of[cell] for cell in cells]))
        self._model.passModel(_programme(system, cells, self._rows, lower, upper, whole))
        self._numbers = np.arange(len(cells), dtype=np.int32)

    def most(self, costs: Floats) -> Optimum:
        """The largest value of the weighted sum of the cells."""
        self._model.changeColsCost(len(costs), self._numbers, costs)
        self._model.run()
        status = self._model.getModelStatus()
        if status == highspy.HighsModelStatus.kSolutionLimit and not self._has_solution():
            return Optimum(-np.inf, None)
        if status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kSolutionLimit):
            solution = np.array(self._model.getSolution().col_value, dtype=np.float64)
            return Optimum(float(costs @ solution) + 0.0, solution)
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return Optimum(np.inf, None)
        if status == highspy.HighsModelStatus.kInfeasible:
            raise disagreement(str(self.first))
        raise ArithmeticError(f"the solver stopped with {self._model.modelStatusToString(status)}")

    def _has_solution(self) -> bool:
        status = self._model.getInfo().primal_solution_status
        return bool(status == highspy.SolutionStatus.kSolutionStatusFeasible)

    def limit(self, lower: Floats, upper: Floats) -> None:
        """Ask the next questions between these limits."""
        self._model.changeColsBounds(len(lower), self._numbers, lower, upper)

    def afresh(self, yes: bool) -> None:
        """Whether the next questions are each simplified and solved from nothing, or start from the last answer.

        Questions in whole numbers always start from nothing.
        """
        if self._fractions and yes:
            set_up(self._model, presolve="on", simplex_strategy=DUAL_SIMPLEX)
        elif self._fractions:
            set_up(self._model, presolve="off", simplex_strategy=PRIMAL_SIMPLEX)

    def prices(self) -> tuple[Ints, Floats]:
        """What each relation contributed to the last answer: relations by number, and their dual values."""
        return self._rows, np.array(self._model.getSolution().row_dual, dtype=np.float64)

    def settle_for(self, gap: float, nodes: int) -> None:
        """Accept answers in whole numbers that may fall short of the largest by this share."""
        set_up(self._model, mip_rel_gap=gap, mip_max_nodes=nodes)

    def extreme(self, at: int, sign: float) -> Optimum:
        """The largest (`sign` 1) or least (`sign` -1, negated) value of one cell, numbered in this group."""
        costs = np.zeros(len(self.cells))
        costs[at] = sign
        return self.most(costs)


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
