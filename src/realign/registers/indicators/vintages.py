"""Which values of a file are new, which say otherwise than what is held, and which say the same."""

from collections.abc import Mapping, Sequence
from typing import Any

from realign.registers.indicators.models import Indicator
from realign.registers.indicators.types import Definition, Found

FILLED = ("code", "unit", "producer", "definition", "numerator", "denominator", "frequency", "caveats")
"""What a file may fill in where nobody wrote anything; it never overwrites."""

Held = Mapping[tuple[Any, ...], tuple[int, tuple[Any, ...]]]


def compare(found: Sequence[Found], held: Held) -> tuple[list[Found], list[tuple[int, Found]], int]:
    """New values, changed values each with the number of the one it replaces, and how many are the same."""
    new: list[Found] = []
    changed: list[tuple[int, Found]] = []
    for value in found:
        match held.get(value.key):
            case None:
                new.append(value)
            case (number, content) if content != value.content:
                changed.append((number, value))
    return new, changed, len(found) - len(new) - len(changed)


def missing_parts(indicator: Indicator, definition: Definition) -> dict[str, str]:
    """What a definition says that the indicator does not say yet."""
    parts = {
        name: getattr(definition, name)
        for name in FILLED
        if getattr(definition, name) and not getattr(indicator, name)
    }
    neither = Indicator.Polarity.NEITHER
    if definition.polarity != neither and indicator.polarity == neither and indicator.revision == 1:
        parts["polarity"] = definition.polarity
    return parts
