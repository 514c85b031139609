"""Cells that hold a number or a symbol, and what sort of number an indicator is: which values it cannot have."""

import re
from dataclasses import dataclass

from realign.methods.numbers import DecimalMark, figure_of
from realign.methods.percentages import is_percentage
from realign.methods.signs import Sign
from realign.registers.indicators.types import CONFIDENTIAL, NOT_APPLICABLE, NOT_AVAILABLE, NumberKind, Status

# what files write in place of a number; a blank is never zero
_SYMBOLS = {
    "*": CONFIDENTIAL,
    "c": CONFIDENTIAL,
    Sign.CONFIDENTIAL: CONFIDENTIAL,
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
    Sign.NOT_AVAILABLE: NOT_AVAILABLE,
    "z": NOT_APPLICABLE,
    Sign.NOT_APPLICABLE: NOT_APPLICABLE,
}
_MARKS = {"p": Status.PROVISIONAL, "r": Status.REVISED}
_NUMBER = re.compile(
    r"(?P<sign>[-−]?)(?P<pounds>£?)(?P<digits>[0-9.,]*[0-9][0-9,.]*(?:e[-+]?[0-9]+)?)(?P<percent>%?)"
    r"\s*(?:\[?(?P<mark>[pr])\]?)?"
)


@dataclass(frozen=True)
class NumberCell:
    """A number with £ or % if it stands beside it, or a symbol in its place; and whether it is provisional or revised."""

    value: float | None
    symbol: str = ""
    status: str = Status.OBSERVED
    unit: str = ""

    def fits(self, unit: str, measure: NumberKind) -> bool:
        """Whether the sign beside the number is one of the unit, or of the sort of number where no unit is known."""
        match self.unit:
            case "%":
                fitting = {NumberKind.PERCENT, NumberKind.SIGNED, NumberKind.OTHER}
                return unit == "percentage points" or is_percentage(unit) or (not unit and measure in fitting)
            case "£":
                fitting = {NumberKind.MONEY, NumberKind.SIGNED, NumberKind.OTHER}
                return unit.startswith("£") or (not unit and measure in fitting)
            case _:
                return True


def parse_cell(text: str, *, decimal: DecimalMark = ".") -> NumberCell:
    """What a cell says; ValueError when it is neither a number nor a known symbol.

    >>> parse_cell("1,234.5 [p]").value, parse_cell("*").symbol, parse_cell("").symbol
    (1234.5, '[c]', '[x]')
    >>> parse_cell("12,5%", decimal=",").value, parse_cell("12,5%", decimal=",").unit
    (12.5, '%')
    """
    text = text.strip().lower()
    if text in _SYMBOLS:
        return NumberCell(None, _SYMBOLS[text])
    match = _NUMBER.fullmatch(text)
    value = figure_of(match["digits"], decimal=decimal) if match else None
    if match is None or value is None or (match["pounds"] and match["percent"]):
        raise ValueError("not a number")
    status = _MARKS.get(match["mark"] or "", Status.OBSERVED)
    return NumberCell(-value if match["sign"] else value, "", status, match["pounds"] or match["percent"])


_SIGNED = re.compile(r"\b(gap|change|difference|growth|depopulation|net|inequality)\b", re.IGNORECASE)
_PERCENT = re.compile(r"%|\bper ?cent(age)?\b|\bproportion\b", re.IGNORECASE)
_RATE = re.compile(r"\bper (1,?000|10,?000|100,?000)\b|\brate\b", re.IGNORECASE)
_COUNT = re.compile(r"\b(no\.?|number|count) of\b|^(number|count)$", re.IGNORECASE)
_MONEY = re.compile(r"£|\bcosts?\b|\bexpenditure\b|\bearnings\b", re.IGNORECASE)

UNIT_DOUBTED = "The file calls these percentages"
"""How the caveat of an indicator begins whose values are called percentages and cannot be any."""


def measure_of(title: str, unit: str = "") -> NumberKind:
    """What sort of number this is, from its title and unit.

    >>> measure_of("% of Pupils Gaining 5+ Awards"), measure_of("Attainment gap", "Percentage")
    (<NumberKind.PERCENT: 'percent'>, <NumberKind.SIGNED: 'signed'>)
    """
    if _SIGNED.search(title):
        return NumberKind.SIGNED
    for text in (unit, title):
        for pattern, measure in (
            (_PERCENT, NumberKind.PERCENT),
            (_RATE, NumberKind.RATE),
            (_COUNT, NumberKind.COUNT),
            (_MONEY, NumberKind.MONEY),
        ):
            if pattern.search(text):
                return measure
    return NumberKind.OTHER


def why_impossible(measure: NumberKind, value: float | None) -> str:
    """What was expected instead of a value that cannot be; empty when it can."""
    if value is None:
        return ""
    match measure:
        case NumberKind.PERCENT if not 0 <= value <= 100:
            return "a percentage from 0 to 100"
        case NumberKind.RATE | NumberKind.COUNT | NumberKind.MONEY if value < 0:
            return f"a {measure} that is not negative"
        case _:
            return ""
