"""What an indicator needs before it may stand, what a story or a decision needs, and which values of a file are new."""

from collections.abc import Mapping, Sequence
from typing import Any

from realign.foundations.partnerships.rules import check_slug_free
from realign.foundations.partnerships.types import Refusal
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.types import Definition, FileValue

# short names that are addresses of other pages of the register
PAGES = ("new", "core", "quality", "export")


def check_name_free(slug: str, taken: bool) -> None:
    """Refuse a title that leaves no short name for an address, one of another page, or one that is taken."""
    if not slug:
        raise Refusal("No address can be made from this title.", "Give it a title with letters a to z.")
    check_slug_free(slug, PAGES)
    if taken:
        raise Refusal("There is already an indicator with this title.", "Give it another, or edit that one.")


def check_usable(use_for: str) -> None:
    """Refuse an indicator without a note on its use: figures alone do not say what they are good for."""
    if not use_for.strip():
        raise Refusal(
            "An indicator needs a note on what it can be used for.",
            "Say what a reader may conclude from it, and what not.",
        )


def check_story(behind: str) -> None:
    """Refuse a story that says nothing about why."""
    if not behind.strip():
        raise Refusal(
            "A story begins with why it is as it is.", "Say what people think lies behind the figures."
        )


def check_decided(reason: str) -> None:
    """Refuse a decision about a finding without its reason."""
    if not reason.strip():
        raise Refusal(
            "A decision about a finding needs its reason.", "Say why, so that nobody has to ask again."
        )


FILLED = ("code", "unit", "producer", "definition", "numerator", "denominator", "frequency", "caveats")
"""What a file may fill in where nobody wrote anything; it never overwrites."""

Held = Mapping[tuple[Any, ...], tuple[int, tuple[Any, ...]]]


def compare(
    founds: Sequence[FileValue], standing: Held
) -> tuple[list[FileValue], list[tuple[int, FileValue]], int]:
    """New values, changed values each with the number of the one it replaces, and how many are the same."""
    new: list[FileValue] = []
    changed: list[tuple[int, FileValue]] = []
    for value in founds:
        match standing.get(value.key):
            case None:
                new.append(value)
            case (number, content) if content != value.content:
                changed.append((number, value))
    return new, changed, len(founds) - len(new) - len(changed)


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
