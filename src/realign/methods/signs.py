"""The signs of statistical tables: the one home of which there are, what they mean, and the key beneath a table.

They are those of the Government Statistical Service (docs/methods/signs-in-tables.md). A sign stands where a figure does
not, or beside a figure; whoever shows or exports figures takes sign and key from here::

    a table ── signs_in ──▶ the signs that stand in it ── key_of ──▶ each with its meaning, and no other
"""

import re
from collections.abc import Iterable
from enum import StrEnum

HIDDEN = "hidden to protect people"
TOO_UNCERTAIN = "too uncertain to show"
LOW_RELIABILITY = "low reliability"


class Sign(StrEnum):
    """A sign in square brackets, in the order in which a key lists them."""

    CONFIDENTIAL = "[c]"
    UNRELIABLE = "[u]"
    NOT_AVAILABLE = "[x]"
    NOT_APPLICABLE = "[z]"
    ALMOST_NOUGHT = "[low]"
    """Met in tables of others, where it stands beside a 0 that was rounded down to it; never written here."""

    @property
    def words(self) -> str:
        """What a picture, a sentence or a screen reader says in its place.

        >>> Sign.CONFIDENTIAL.words, Sign.UNRELIABLE.words
        ('hidden to protect people', 'low reliability')
        """
        return WORDS[self]

    @property
    def meaning(self) -> str:
        """What the key says of it."""
        return MEANINGS.get(self, self.words)


WORDS = {
    Sign.CONFIDENTIAL: HIDDEN,
    Sign.UNRELIABLE: LOW_RELIABILITY,
    Sign.NOT_AVAILABLE: "not available",
    Sign.NOT_APPLICABLE: "not applicable",
    Sign.ALMOST_NOUGHT: "rounds to 0 but is not 0",
}
MEANINGS = {
    Sign.CONFIDENTIAL: f"confidential: {HIDDEN}",
    Sign.UNRELIABLE: f"{LOW_RELIABILITY}: read the figure beside it with care; without a figure, {TOO_UNCERTAIN}",
}
WRITTEN = tuple(sign for sign in Sign if sign is not Sign.ALMOST_NOUGHT)
"""The signs that tables of this product hold."""
_SIGN = re.compile("|".join(re.escape(sign) for sign in Sign))


def signs_in(cells: Iterable[object]) -> list[Sign]:
    """The signs that stand in these cells, in the order of the key.

    >>> signs_in(["20% [u]", 14, "[c]"])
    [<Sign.CONFIDENTIAL: '[c]'>, <Sign.UNRELIABLE: '[u]'>]
    """
    written = {sign for cell in cells if isinstance(cell, str) for sign in _SIGN.findall(cell)}
    return [sign for sign in Sign if sign in written]


def key_of(cells: Iterable[object]) -> list[tuple[str, str]]:
    """The signs that stand in these cells, each with its meaning: the key of their table.

    >>> key_of(["[x]", "41%"])
    [('[x]', 'not available')]
    """
    return [(str(sign), sign.meaning) for sign in signs_in(cells)]


def key_words(cells: Iterable[object]) -> str:
    """The key as a sentence; empty where no sign stands.

    >>> key_words(["[c]", "[z]"])
    '[c] confidential: hidden to protect people; [z] not applicable.'
    """
    key = "; ".join(f"{sign} {meaning}" for sign, meaning in key_of(cells))
    return f"{key}." if key else ""
