"""An attacker written straight from the definition, sharing nothing with the code under test.

It reads rows as published, makes one unknown for every distinct cell over all tables, writes down every
sum along every dimension that has a `Total`, and asks scipy for the least and the most of each hidden cell.
"""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

Rows = list[dict]


def name(row: dict, dims: tuple[str, ...]) -> frozenset:
    """The same cell has the same name in every table."""
    return frozenset((dim, row[dim]) for dim in dims if row[dim] != "Total")


def sums(
    rows: Rows, dims: tuple[str, ...], parents: dict[str, str]
) -> list[tuple[frozenset, list[frozenset]]]:
    """Every total with its parts, found by comparing every row with every other.

    `parents` names the level above a level; the level above any other is `Total`.
    """
    found = []
    for whole in rows:
        for dim in dims:
            others = [each for each in dims if each != dim]
            parts = [
                row
                for row in rows
                if row[dim] != "Total"
                and parents.get(row[dim], "Total") == whole[dim]
                and all(row[o] == whole[o] for o in others)
            ]
            if parts:
                found.append((name(whole, dims), [name(part, dims) for part in parts]))
    return found


class Attacker:
    """Everything published, as a system of equations."""

    def __init__(
        self,
        *tables: tuple[Rows, tuple[str, ...]],
        parents: dict[str, str] | None = None,
        hidden_is_at_least: int = 1,
    ) -> None:
        """`hidden_is_at_least` is what the rules tell of a hidden count: 1 where a nought is always shown."""
        self.cells: dict[frozenset, int] = {}
        self.known: dict[frozenset, float] = {}
        relations = []
        for rows, dims in tables:
            for row in rows:
                cell = name(row, dims)
                self.cells.setdefault(cell, len(self.cells))
                if row["value"] != "[c]":
                    self.known[cell] = float(row["value"])
            relations += sums(rows, dims, parents or {})
        self.hidden = [name(row, dims) for rows, dims in tables for row in rows if row["value"] == "[c]"]
        self.matrix = np.zeros((len(relations), len(self.cells)))
        for number, (whole, parts) in enumerate(relations):
            self.matrix[number, self.cells[whole]] += 1
            for part in parts:
                self.matrix[number, self.cells[part]] -= 1
        self.lower = np.zeros(len(self.cells))
        self.upper = np.full(len(self.cells), np.inf)
        for cell in self.hidden:
            self.lower[self.cells[cell]] = hidden_is_at_least
        for cell, number in self.known.items():
            self.lower[self.cells[cell]] = self.upper[self.cells[cell]] = number

    def real_interval(self, cell: frozenset) -> tuple[float, float]:
        """The interval for an attacker who allows fractions of people."""
        return -self._linear(cell, 1.0), self._linear(cell, -1.0)

    def whole_interval(self, cell: frozenset) -> tuple[float, float]:
        """The interval for an attacker who also uses that counts are whole."""
        return -self._whole(cell, 1.0), self._whole(cell, -1.0)

    def _linear(self, cell: frozenset, sign: float) -> float:
        cost = np.zeros(len(self.cells))
        cost[self.cells[cell]] = sign
        zeros = np.zeros(len(self.matrix))
        bounds = list(zip(self.lower, self.upper, strict=True))
        equal = {"A_eq": self.matrix, "b_eq": zeros} if len(zeros) else {}
        answer = linprog(cost, bounds=bounds, method="highs", **equal)
        return np.inf if answer.status == 3 else _solved(answer)

    def _whole(self, cell: frozenset, sign: float) -> float:
        cost = np.zeros(len(self.cells))
        cost[self.cells[cell]] = sign
        limits = [LinearConstraint(self.matrix, 0, 0)] if len(self.matrix) else []
        answer = milp(
            cost, integrality=np.ones(len(cost)), bounds=Bounds(self.lower, self.upper), constraints=limits
        )
        endless = answer.status == 4 and np.isinf(self._linear(cell, sign))
        return np.inf if answer.status == 3 or endless else _solved(answer)


def _solved(answer) -> float:
    assert answer.status == 0, answer.message
    return -answer.fun
