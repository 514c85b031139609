"""What a cell is called, so that the same cell in two tables is one number and not two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TOTAL = "Total"
"""The level that stands for everybody, in any dimension."""

DEFAULT_MEASURE = "count"


@dataclass(frozen=True, order=True, slots=True)
class Key:
    """One quantity: what is counted, and among whom.

    Dimensions at `Total` are left out, so that the council total of one table and the council total of
    another are the same key.

    >>> Key.of({"council": "Angus", "sex": "Total"}) == Key.of({"council": "Angus", "stage": "Total"})
    True
    >>> print(Key.of({"stage": "S2", "council": "Angus"}))
    council Angus, stage S2
    >>> print(Key.of({"council": "Total"}))
    everybody
    """

    measure: str
    where: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, levels: Mapping[str, str], measure: str = DEFAULT_MEASURE) -> Key:
        """The key for these levels; the order of the dimensions does not matter."""
        named = ((dim, level) for dim, level in levels.items() if level != TOTAL)
        return cls(measure, tuple(sorted(named)))

    def level(self, dim: str) -> str:
        """The level in one dimension, `Total` when the key does not restrict it."""
        return next((level for name, level in self.where if name == dim), TOTAL)

    def __str__(self) -> str:
        place = ", ".join(f"{dim} {level}" for dim, level in self.where) or "everybody"
        return place if self.measure == DEFAULT_MEASURE else f"{self.measure}: {place}"
