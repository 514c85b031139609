"""What a cell is called, how a published value is read, and how an error is worded."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from realign.methods.numbers import figure_of
from realign.methods.signs import Sign

# ----------------------------------------------------------------
# Errors that say what was expected, what was found and what to do.


class DisclosureError(ValueError):
    """Input that cannot be used.

    >>> print(DisclosureError("row 3, column n", "a whole number", "'many'", "Correct the file."))
    row 3, column n: expected a whole number, found 'many'. Correct the file.
    """

    def __init__(self, where: str, expected: str, found: str, cure: str = "") -> None:
        self.where, self.expected, self.found, self.cure = where, expected, found, cure
        advice = f" {cure}" if cure else ""
        super().__init__(f"{where}: expected {expected}, found {found}.{advice}")


class Contradiction(DisclosureError):
    """Figures that cannot all be true: in one table, or between a table and those before it."""


def disagreement(cell: str, figures: str = "figures around it that no counts could give") -> Contradiction:
    """Published figures that cannot all be true."""
    cure = (
        "The figures do not add up, or one key names two different quantities: "
        "say how they were rounded, or give each wave or population its own `where`."
    )
    return Contradiction(cell, "figures that agree with each other", figures, cure)


# ----------------------------------------------------------------
# How a published value is read: a number, or the sign that stands where a number does not.


Shown = int | float | Sign
"""What stands in a published cell: a number or a sign, never nothing."""


def read_shown(text: object, where: str) -> Shown:
    """Read one published value; `where` names it in the error.

    >>> read_shown("1,204", "row 2"), read_shown("[c]", "row 3"), read_shown(7, "row 4")
    (1204, <Sign.CONFIDENTIAL: '[c]'>, 7)
    """
    if isinstance(text, bool) or text is None:
        raise DisclosureError(where, "a number or one of " + _signs(), repr(text))
    if isinstance(text, int):
        return text
    if isinstance(text, float):
        return _tidy(text, where)
    words = str(text).strip()
    if words in set(Sign):
        return Sign(words)
    number = figure_of(words)
    if number is None:
        raise DisclosureError(where, "a number or one of " + _signs(), repr(text))
    return _tidy(number, where)


def _tidy(number: float, where: str) -> int | float:
    if not math.isfinite(number):
        raise DisclosureError(where, "a finite number or one of " + _signs(), repr(number))
    return int(number) if number == int(number) else number


def _signs() -> str:
    return ", ".join(Sign)


# ----------------------------------------------------------------
# What a cell is called, so that the same cell in two tables is one number and not two.

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
