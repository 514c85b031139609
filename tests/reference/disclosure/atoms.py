"""An attacker who thinks of pupils, not of tables, and shares no code or method with the one under test.

Every pupil is at one level of every dimension, so each combination of levels holds some number of pupils, none or
more. A published number is the number of pupils in all combinations that it covers. What the least and the most of a
hidden cell can be is then a question for a general solver (scipy's), without any talk of sums between cells.
"""

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

Cell = tuple[tuple[str, str], ...]
Table = Sequence[Mapping[str, object]]


def cell_of(row: Mapping[str, object]) -> Cell:
    """A cell by its levels, totals left out; what a row says besides its value are levels."""
    return tuple(
        sorted((dim, str(level)) for dim, level in row.items() if dim != "value" and level != "Total")
    )


class Attacker:
    """Everything published, as numbers of pupils in combinations of levels."""

    def __init__(
        self,
        tables: Sequence[Table],
        levels: Mapping[str, Sequence[str]] | None = None,
        round_to: int = 0,
        hidden_is_at_least: int = 1,
    ) -> None:
        """`levels` are all that there are; without them, those that appear anywhere are.

        `hidden_is_at_least` is what the rules tell of a hidden count: 1 where a nought is always shown.
        """
        levels = {dim: list(held) for dim, held in (levels or {}).items()}
        for row in (row for table in tables for row in table):
            for dim, level in row.items():
                if dim != "value" and level not in ("Total", *levels.setdefault(dim, [])):
                    levels[dim].append(str(level))
        self.dims = sorted(levels)
        self.atoms = list(product(*(levels[dim] for dim in self.dims)))
        self.hidden: set[Cell] = set()
        shown: dict[Cell, float] = {}
        for row in (row for table in tables for row in table):
            cell = cell_of(row)
            if row["value"] == "[c]":
                self.hidden.add(cell)
            else:
                shown[cell] = float(str(row["value"]))
        self.hidden -= set(shown)
        matrix = np.array([self.covers(cell) for cell in shown]).reshape(len(shown), len(self.atoms))
        values = np.array(list(shown.values()))
        self.matrix, self.low, self.high = matrix, values - round_to / 2, values + max(round_to - 1, 0) / 2
        if self.hidden and hidden_is_at_least:
            self.matrix = np.vstack([self.matrix, *(self.covers(cell) for cell in sorted(self.hidden))])
            self.low = np.append(self.low, np.full(len(self.hidden), hidden_is_at_least))
            self.high = np.append(self.high, np.full(len(self.hidden), np.inf))

    def covers(self, cell: Cell) -> np.ndarray:
        """1 for each combination of levels that a cell counts."""
        wanted = dict(cell)
        return np.array(
            [
                all(wanted.get(dim, level) == level for dim, level in zip(self.dims, atom, strict=True))
                for atom in self.atoms
            ],
            dtype=float,
        )

    def interval(self, cell: Cell, *, whole: bool = True) -> tuple[float, float]:
        """The least and the most pupils that a cell can hold; `whole` says that pupils come in whole numbers."""
        return self._extreme(cell, 1.0, whole), -self._extreme(cell, -1.0, whole)

    def _extreme(self, cell: Cell, sign: float, whole: bool) -> float:
        cost = sign * self.covers(cell)
        if whole:
            rules = [LinearConstraint(self.matrix, self.low, self.high)] if len(self.low) else []
            found = milp(cost, constraints=rules, bounds=Bounds(0, np.inf), integrality=np.ones(len(cost)))
        else:
            both = np.vstack([self.matrix, -self.matrix]), np.concatenate([self.high, -self.low])
            limited = np.isfinite(both[1])
            found = linprog(
                cost, A_ub=both[0][limited], b_ub=both[1][limited], bounds=(0, None), method="highs"
            )
        if found.status == 3 or (whole and found.status == 4):
            return -np.inf
        assert found.success, f"{cell}: {found.message}"
        return round(float(found.fun), 6)
