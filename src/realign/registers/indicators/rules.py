"""What an indicator needs before it may stand, what a story or a decision needs, and which values of a file are new."""

from collections.abc import Mapping
from typing import Any

from realign.foundations.partnerships.rules import check_says, check_slug_free
from realign.foundations.partnerships.types import Refusal
from realign.methods.percentages import percentage
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.types import Definition, FileValue, Recorded, ValueComparison

# short names that are addresses of other pages of the register
PAGES = ("new", "value", "compare", "core", "quality", "export")


def check_name_free(slug: str, taken: bool) -> None:
    """Refuse a title that leaves no short name for an address, one of another page, or one that is taken."""
    if not slug:
        raise Refusal("This title cannot be used in an address.", "Give it a title with letters a to z.")
    check_slug_free(slug, PAGES)
    if taken:
        raise Refusal("There is already an indicator with this title.", "Give it another, or edit that one.")


def check_usable(use_for: str) -> None:
    """Refuse an indicator without a note on its use: figures alone do not say what they are good for."""
    check_says(
        use_for,
        "An indicator needs a note on what it can be used for.",
        "Say what readers can conclude from it, and what they cannot.",
    )


def check_story(behind: str) -> None:
    """Refuse a story that says nothing about why."""
    check_says(behind, "The commentary needs a reason.", "Say what lies behind the figures.")


def check_decided(reason: str) -> None:
    """Refuse a decision about a finding without its reason."""
    check_says(reason, "A decision about a finding needs its reason.", "Give the reason.")


def check_counts_given(row: Recorded, *, needed: bool) -> None:
    """Refuse a share or a rate of people without the number behind it, and one whose numbers cannot be."""
    if not needed:
        return
    if row.numerator is None or row.denominator is None:
        raise Refusal(
            "This is a share or a rate of people, so it needs the numbers that it is made of.",
            "Give both: how many are counted, and out of how many. Values with few people behind them are held back.",
        )
    if row.numerator > row.denominator:
        raise Refusal("More are counted than there are.", "Check the two numbers that the value is made of.")


def check_share_agrees(row: Recorded, *, is_percent: bool) -> None:
    """Refuse a percentage that is not that of its own numbers, as far as rounding to whole ones explains."""
    if not is_percent or row.value is None or row.numerator is None or not row.denominator:
        return
    share = 100 * row.numerator / row.denominator
    if abs(share - row.value) > ROUNDED_BY:
        raise Refusal(
            f"{row.numerator:g} out of {row.denominator:g} is {percentage(share)}, and not {percentage(row.value)}.",
            "Check the value and the two numbers.",
        )


def check_corrected_with_reason(changed: int, reason: str) -> None:
    """Refuse a value that takes the place of another without saying why."""
    if changed:
        check_says(
            reason,
            "There is another value for this place and period already.",
            "Say why it is corrected. What was said before stays readable.",
        )


ROUNDED_BY = 0.51
"""Percentage points by which a percentage may differ from its numbers, as it may be rounded to a whole one."""

FILLED = ("code", "unit", "producer", "definition", "numerator", "denominator", "frequency", "caveats")
"""What a file may fill in where nobody wrote anything; it never overwrites."""

Held = Mapping[tuple[Any, ...], tuple[int, tuple[Any, ...]]]


def compare(founds: list[FileValue], standing: Held) -> ValueComparison:
    """Which values are new, and which say otherwise than the one that is held, by ``FileValue.key``."""
    new: list[FileValue] = []
    changed: list[tuple[int, FileValue]] = []
    for value in founds:
        match standing.get(value.key):
            case None:
                new.append(value)
            case (number, content) if content != value.content:
                changed.append((number, value))
    return ValueComparison(founds, new, changed)


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
