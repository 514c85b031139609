"""The only thing that may leave: a table that was protected and proved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import InitVar, dataclass
from types import MappingProxyType

from .errors import DisclosureError
from .keys import Key
from .profiles import Profile
from .relations import Layout, Levels, Relation
from .rules import Cell
from .symbols import Shown, Symbol

SEAL = object()
"""Held by `release.protect` alone."""


@dataclass(frozen=True)
class Proof:
    """How the protection was found and shown to hold.

    `sensitive` cells are hidden for what they are, `complementary` ones to protect them. No pattern that
    protects hides fewer than `best_bound` cells in all, as far as the search could show; `gap` is the share
    above that.
    `in_fractions` counts hidden cells in groups so large that the proof did not use that people are whole.
    """

    sensitive: int
    complementary: int
    best_bound: float
    method: str
    in_fractions: int = 0

    @property
    def hidden(self) -> int:
        """How many cells are hidden in all."""
        return self.sensitive + self.complementary

    @property
    def gap(self) -> float:
        """The share by which the hidden cells exceed the best bound found."""
        return self.hidden / self.best_bound - 1 if self.best_bound else 0.0


@dataclass(frozen=True)
class SafeTable:
    """Tables protected together. Only `protect` can make one; it never holds a hidden number."""

    profile: Profile
    cells: Mapping[Key, Cell]
    relations: tuple[Relation, ...]
    tables: Mapping[str, tuple[Layout, tuple[Levels, ...]]]
    proof: Proof
    notes: tuple[str, ...]
    amounts: frozenset[str]
    rounded_additively: bool
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not SEAL:
            raise DisclosureError(
                "SafeTable", "to be made by protect()", "a call of its own", "Call protect()."
            )
        object.__setattr__(self, "cells", MappingProxyType(dict(self.cells)))
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))

    @property
    def shown(self) -> Mapping[Key, Shown]:
        """What stands in each published cell."""
        return {key: cell.shown for key, cell in self.cells.items()}

    @property
    def round_to(self) -> int:
        """The width of the range that each rounded number stands for, 0 when they were not rounded.

        Rounding that keeps sums can move a number by nearly a whole base either way, not half of one.
        """
        return self.profile.round_to * (2 if self.rounded_additively else 1)

    def value(self, key: Key) -> Shown:
        """What stands in one cell."""
        if key not in self.cells:
            raise DisclosureError(f"cell {key}", "a cell of the protected tables", "none of that name")
        return self.cells[key].shown

    def hidden(self) -> list[Key]:
        """Every cell that is hidden."""
        return [key for key, cell in self.cells.items() if cell.shown is Symbol.CONFIDENTIAL]

    def rows(
        self, table: str | None = None, *, value: str = "value", reasons: bool = False
    ) -> list[dict[str, Shown | str]]:
        """The rows to publish, totals included; `reasons` adds rule and sentence, for the checkers only."""
        found: list[dict[str, Shown | str]] = []
        for name, (layout, cells) in self.tables.items():
            if table not in (None, name):
                continue
            for levels in cells:
                cell = self.cells[layout.key(levels)]
                row: dict[str, Shown | str] = dict(zip(layout.dims, levels, strict=True))
                row[value] = str(cell.shown) if isinstance(cell.shown, Symbol) else cell.shown
                found.append({**row, "rule": str(cell.rule), "why": cell.why} if reasons else row)
        return found
