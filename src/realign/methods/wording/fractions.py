"""Shares in words, such as “one in five”, beside the percentage they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from realign.methods.wording.findings import FaultKind, TextFinding
from realign.methods.wording.text import Text

NUMBERS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        start=1,
    )
}
NUMBER = "|".join(NUMBERS) + r"|\d{1,2}"
NAMED = {
    "three quarters": 75.0,
    "three-quarters": 75.0,
    "two thirds": 200 / 3,
    "two-thirds": 200 / 3,
    "half": 50.0,
    "a third": 100 / 3,
    "one third": 100 / 3,
    "a quarter": 25.0,
    "one quarter": 25.0,
    "a fifth": 20.0,
    "one fifth": 20.0,
}
ABOVE, BELOW, ABOUT = (
    {"over", "more than"},
    {"under", "less than", "nearly", "almost"},
    {"about", "around", "roughly"},
)
LED = "|".join(sorted(ABOVE | BELOW | ABOUT))
SHARE = re.compile(
    rf"\b(?:(?:just|slightly|well)\s+)?(?:({LED})\s+)?(?:({NUMBER})\s+in\s+(?:every\s+)?({NUMBER})|({'|'.join(NAMED)}))\b"
    r"[^.;%\d]{0,80}?\(\s*(\d{1,3}(?:\.\d+)?)\s?(?:%|per cent)",
    re.IGNORECASE,
)
CLOSE = 3.0  # points: nearer than this is a round way of saying it
NEAR = 10.0  # points within which “nearly” and “just over” are fair


def check_fractions(text: Text) -> Iterator[TextFinding]:
    """Words and figures that do not say the same. A led share (“over half”) need only be on the right side."""
    for sentence in text.sentences:
        for met in SHARE.finditer(sentence.text):
            led = (met[1] or "").lower()
            meant, printed = _share_meant(met), float(met[5])
            if meant is None or _fair(led, meant, printed):
                continue
            off = printed - meant
            close = not led and abs(off) <= CLOSE
            words = met[0].split("(")[0].strip()
            yield TextFinding(
                FaultKind.FIGURE,
                sentence.line,
                f"“{words}” for {met[5]}%",
                f"The words mean {meant:.3g}%; {met[5]}% is {_side(off, slightly=close)}."
                + (" The words are approximate." if close else ""),
                f"Write “{'just over' if off > 0 else 'just under'}”, or the number alone."
                if close
                else "Correct the words or the percentage.",
            )


def _side(off: float, *, slightly: bool) -> str:
    if off == 0:
        return "exactly that"
    return f"{'slightly ' if slightly else ''}{'over' if off > 0 else 'under'}"


def _share_meant(met: re.Match[str]) -> float | None:
    if met[4]:
        return NAMED[met[4].lower()]
    part, whole = (NUMBERS.get(each.lower()) or int(each) for each in (met[2], met[3]))
    return 100 * part / whole if 0 < part <= whole else None


def _fair(led: str, meant: float, printed: float) -> bool:
    if led in ABOVE:
        return printed > meant
    if led in BELOW:
        return meant - NEAR <= printed < meant
    if led in ABOUT:
        return abs(printed - meant) <= CLOSE
    return abs(printed - meant) <= 0.5
