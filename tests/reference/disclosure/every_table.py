"""Every table that could stand behind a publication, listed one by one; no sums, no programmes.

A reader who knows the rules need not be clever, only patient: for a tiny table he writes down all tables of counts
up to some largest count, publishes each by the rules, and keeps those that come out as what he reads. What a hidden
cell holds in any of them is what it may be.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

Cell = tuple[str, ...]


@dataclass(frozen=True)
class Rules:
    """What a reader knows of how a table is made public."""

    threshold: int
    noughts_shown: bool = True
    same_answer: bool = False
    round_to: int = 0


class EveryTable:
    """All tables of these levels in which no finest cell exceeds `largest`, and which of them fit what is shown."""

    def __init__(
        self,
        shown: Mapping[Cell, int | str],
        levels: Sequence[Sequence[str]],
        rules: Rules,
        largest: int,
        answers: Sequence[int] = (),
    ) -> None:
        self.shown, self.rules, self.answers = shown, rules, tuple(answers)
        self.finest = list(product(*levels))
        grid = np.indices((largest + 1,) * len(self.finest)).reshape(len(self.finest), -1)
        self.counts = {cell: self._sum(cell, grid) for cell in shown}
        self.hidden = [cell for cell, value in shown.items() if value == "[c]"]
        self.fits = np.logical_and.reduce([self._looks_alike(cell) for cell in shown])

    def _sum(self, cell: Cell, grid: np.ndarray) -> np.ndarray:
        inside = [
            all(level in ("Total", own) for level, own in zip(cell, each, strict=True))
            for each in self.finest
        ]
        return grid[inside].sum(axis=0)

    def _looks_alike(self, cell: Cell) -> np.ndarray:
        """Which tables would show or hide this cell as it is shown or hidden."""
        count, value = self.counts[cell], self.shown[cell]
        if value == "[c]":
            may_be_nought = not self.rules.noughts_shown or (
                self.rules.same_answer and any(cell[place] != "Total" for place in self.answers)
            )
            return np.ones_like(count, dtype=bool) if may_be_nought else count > 0
        base = self.rules.round_to or 1
        return ((2 * count + base) // (2 * base) * base == value) & ~self.must_be_hidden(cell)

    def must_be_hidden(self, cell: Cell) -> np.ndarray:
        """In which tables the rules hide this cell for what it is."""
        count = self.counts[cell]
        small = (count < self.rules.threshold) & ((count > 0) | (not self.rules.noughts_shown))
        if self.rules.same_answer:
            for place in self.answers:
                small = small | self._everybody(cell, place)
        return small

    def _everybody(self, cell: Cell, place: int) -> np.ndarray:
        """In which tables this cell holds everybody of its group, where more than one answer was possible."""
        count = self.counts[cell]
        if cell[place] == "Total":
            return np.zeros_like(count, dtype=bool)
        whole = self.counts[(*cell[:place], "Total", *cell[place + 1 :])]
        return (count > 0) & (count == whole)

    def with_reasons(self) -> np.ndarray:
        """The tables that fit and in which something is hidden for what it is wherever hidden cells are linked."""
        fits = self.fits
        for group in self._linked():
            fits = fits & np.logical_or.reduce([self.must_be_hidden(cell) for cell in group])
        return fits

    def _linked(self) -> list[set[Cell]]:
        groups: list[set[Cell]] = []
        for cell in self.hidden:
            near = [group for group in groups if any(self._in_one_sum(cell, other) for other in group)]
            groups = [group for group in groups if group not in near] + [{cell}.union(*near)]
        return groups

    @staticmethod
    def _in_one_sum(cell: Cell, other: Cell) -> bool:
        return sum(a != b for a, b in zip(cell, other, strict=True)) == 1

    def values(self, cell: Cell, fits: np.ndarray) -> list[int]:
        """All that a cell holds in these tables."""
        return sorted(set(self.counts[cell][fits].tolist()))
