"""Values of indicators as people read them."""

from realign.foundations.design.types import Caveat
from realign.registers.indicators.types import CONFIDENTIAL, NOT_APPLICABLE, Point, Status

SYMBOLS = {CONFIDENTIAL: "hidden to protect people", NOT_APPLICABLE: "does not apply"}
CAVEATS = {
    Status.IMPUTED: Caveat.IMPUTED,
    Status.PROJECTED: Caveat.PROJECTED,
    Status.PROVISIONAL: Caveat.PROVISIONAL,
}
SCHEMES = {
    "lgbf": "Local Government Benchmarking Framework",
    "cpop": "Community Planning Outcomes Profile",
    "scotpho": "ScotPHO profiles",
    "statistics-gov-scot": "statistics.gov.scot",
    "core": "Core wellbeing indicators",
    "local": "Local",
}


def scheme_words(scheme: str) -> str:
    """A scheme by its name."""
    return SCHEMES.get(scheme, scheme)


def missing_words(symbol: str, held_back: str = "") -> str:
    """Why there is no number."""
    return f"held back: {held_back}" if held_back else SYMBOLS.get(symbol, "not available")


def value_words(value: float | None, unit: str, symbol: str = "", held_back: str = "") -> str:
    """A value as a reader sees it, with its unit; the reason where there is none."""
    if value is None:
        return missing_words(symbol, held_back)
    decimals = 0 if abs(value) >= 1000 else 1 if unit == "%" or abs(value) >= 10 else 2
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
