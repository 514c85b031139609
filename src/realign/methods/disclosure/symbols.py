"""The signs that stand where a number does not, and how a published value is read."""

from __future__ import annotations

import math
from enum import StrEnum

from .errors import DisclosureError


class Symbol(StrEnum):
    """Shorthand used across United Kingdom official statistics (StatsWales shorthand page)."""

    CONFIDENTIAL = "[c]"
    NOT_AVAILABLE = "[x]"
    NOT_APPLICABLE = "[z]"
    LOW = "[low]"


Shown = int | float | Symbol
"""What stands in a published cell: a number or a sign, never nothing."""


def read_shown(text: object, where: str) -> Shown:
    """Read one published value; `where` names it in the error.

    >>> read_shown("1,204", "row 2"), read_shown("[c]", "row 3"), read_shown(7, "row 4")
    (1204, <Symbol.CONFIDENTIAL: '[c]'>, 7)
    """
    if isinstance(text, bool) or text is None:
        raise DisclosureError(where, "a number or one of " + _signs(), repr(text))
    if isinstance(text, int):
        return text
    if isinstance(text, float):
        return _tidy(text, where)
    words = str(text).strip()
    if words in set(Symbol):
        return Symbol(words)
    try:
        return _tidy(float(words.replace(",", "")), where)
    except ValueError:
        raise DisclosureError(where, "a number or one of " + _signs(), repr(text)) from None


def _tidy(number: float, where: str) -> int | float:
    if not math.isfinite(number):
        raise DisclosureError(where, "a finite number or one of " + _signs(), repr(number))
    return int(number) if number == int(number) else number


def _signs() -> str:
    return ", ".join(Symbol)
