"""Values of indicators as people read them."""

from realign.foundations.design.types import Caveat
from realign.registers.indicators.types import CONFIDENTIAL, NOT_APPLICABLE, Point, Status

SYMBOLS = {CONFIDENTIAL: "hidden to protect people", NOT_APPLICABLE: "does not apply"}
CAVEATS = {
    Status.IMPUTED: Caveat.IMPUTED,
    Status.PROJECTED: Caveat.PROJECTED,
    Status.PROVISIONAL: Caveat.PROVISIONAL,
}


def is_percent(unit: str) -> bool:
    """Whether values are percentages, from 0 to 100."""
    return unit == "%"


def sign_of(unit: str) -> str:
    """What stands right beside a number where its column or heading names the unit: the sign for per cent, or nothing."""
    return "%" if is_percent(unit) else ""


def gap_unit(unit: str) -> str:
    """The unit of the difference of two values: percentage points between percentages."""
    return "percentage points" if is_percent(unit) else unit


def missing_words(symbol: str, held_back: str = "") -> str:
    """Why there is no number."""
    return f"held back: {held_back}" if held_back else SYMBOLS.get(symbol, "not available")


def value_words(value: float | None, unit: str, symbol: str = "", held_back: str = "") -> str:
    """A value as a reader sees it, with its unit; the reason where there is none."""
    if value is None:
        return missing_words(symbol, held_back)
    decimals = 0 if abs(value) >= 1000 else 1 if is_percent(unit) or abs(value) >= 10 else 2
    number = f"{abs(value):,.{decimals}f}"
    if decimals:
        number = number.rstrip("0").rstrip(".")
    sign = "−" if value < 0 else ""
    match unit:
        case "%":
            return f"{sign}{number}%"
        case "£":
            return f"{sign}£{number}"
        case "£000s":
            return f"{sign}£{number} thousand"
        case "" | "Number" | "Mean":
            return f"{sign}{number}"
        case _:
            return f"{sign}{number} {unit}"


def point_words(point: Point, unit: str) -> str:
    """A point in words."""
    return value_words(point.value, unit, point.symbol, point.held_back)
