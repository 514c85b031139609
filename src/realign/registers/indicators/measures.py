"""What sort of number an indicator is, told from its words, and which values it cannot have."""

import re

from realign.registers.indicators.types import Measure

_SIGNED = re.compile(r"\b(gap|change|difference|growth|depopulation|net|inequality)\b", re.IGNORECASE)
_PERCENT = re.compile(r"%|\bper ?cent(age)?\b|\bproportion\b", re.IGNORECASE)
_RATE = re.compile(r"\bper (1,?000|10,?000|100,?000)\b|\brate\b", re.IGNORECASE)
_COUNT = re.compile(r"\b(no\.?|number|count) of\b|^(number|count)$", re.IGNORECASE)
_MONEY = re.compile(r"£|\bcosts?\b|\bexpenditure\b|\bearnings\b", re.IGNORECASE)

UNIT_DOUBTED = "The file calls these percentages"
"""How the caveat of an indicator begins whose values are called percentages and cannot be any."""


def measure_of(title: str, unit: str = "") -> Measure:
    """What sort of number this is, from its title and unit.

    >>> measure_of("% of Pupils Gaining 5+ Awards"), measure_of("Attainment gap", "Percentage")
    (<Measure.PERCENT: 'percent'>, <Measure.SIGNED: 'signed'>)
    """
    if _SIGNED.search(title):
        return Measure.SIGNED
    for text in (unit, title):
        for pattern, measure in (
            (_PERCENT, Measure.PERCENT),
            (_RATE, Measure.RATE),
            (_COUNT, Measure.COUNT),
            (_MONEY, Measure.MONEY),
        ):
            if pattern.search(text):
                return measure
    return Measure.OTHER


def why_impossible(measure: Measure, value: float | None) -> str:
    """What was expected instead of a value that cannot be; empty when it can."""
    if value is None:
        return ""
    match measure:
        case Measure.PERCENT if not 0 <= value <= 100:
            return "a percentage from 0 to 100"
        case Measure.RATE | Measure.COUNT | Measure.MONEY if value < 0:
            return f"a {measure} that is not negative"
        case _:
            return ""
