"""Cells that hold a number, a symbol in place of one, or a mark beside it."""

import math
import re
from dataclasses import dataclass

from realign.registers.indicators.types import CONFIDENTIAL, NOT_APPLICABLE, NOT_AVAILABLE, Status

# what files write in place of a number; a blank is never zero
_SYMBOLS = {
    "*": CONFIDENTIAL,
    "c": CONFIDENTIAL,
    "[c]": CONFIDENTIAL,
    "suppressed": CONFIDENTIAL,
    "": NOT_AVAILABLE,
    "na": NOT_AVAILABLE,
    "n/a": NOT_AVAILABLE,
    "nan": NOT_AVAILABLE,
    "null": NOT_AVAILABLE,
    "-": NOT_AVAILABLE,
    "..": NOT_AVAILABLE,
    ":": NOT_AVAILABLE,
    "x": NOT_AVAILABLE,
    "[x]": NOT_AVAILABLE,
    "z": NOT_APPLICABLE,
    "[z]": NOT_APPLICABLE,
}
_MARKS = {"p": Status.PROVISIONAL, "r": Status.REVISED}
_NUMBER = re.compile(
    r"(?P<sign>[-−]?)£?(?P<digits>\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?|\.\d+)%?\s*(?:\[?(?P<mark>[pr])\]?)?"
)


@dataclass(frozen=True)
class Cell:
    """A number, or the symbol that stands for it; and whether it was marked provisional or revised."""

    value: float | None
    symbol: str = ""
    status: str = Status.OBSERVED


def parse_cell(text: str) -> Cell:
    """What a cell says; ValueError when it is neither a number nor a known symbol.

    >>> parse_cell("1,234.5 [p]").value, parse_cell("*").symbol, parse_cell("").symbol
    (1234.5, '[c]', '[x]')
    """
    text = text.strip().lower()
    if text in _SYMBOLS:
        return Cell(None, _SYMBOLS[text])
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise ValueError("not a number")
    value = float(found["digits"].replace(",", ""))
    if not math.isfinite(value):
        raise ValueError("too large")
    return Cell(-value if found["sign"] else value, "", _MARKS.get(found["mark"] or "", Status.OBSERVED))
