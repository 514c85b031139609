"""Footnotes: numbers used twice or skipped, and marks without a note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from realign.methods.wording.findings import FaultKind, TextFinding
from realign.methods.wording.text import Text

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
DIGITS = str.maketrans(RAISED, "0123456789")
NOTE = re.compile(rf"^(?:([{RAISED}]+)|\[\^(\d+)\]:)\s*\S")
MARK = re.compile(rf"(?<=[A-Za-z.,;:!?)'’”\"])(?:([{RAISED}]+)|\[\^(\d+)\])(?!:)")
UNIT = re.compile(r"(?:^|[\s\d])(?:m|cm|km|R|r)$")


def check_footnotes(text: Text) -> Iterator[TextFinding]:
    """Notes whose number is used twice or skipped, and marks in the text that lead to no note."""
    notes: dict[int, int] = {}
    before = 0
    for line in text.lines:
        met = NOTE.match(line.text)
        if not met:
            continue
        own = _number(met)
        if own in notes:
            yield TextFinding(
                FaultKind.FOOTNOTE,
                notes[own],
                f"footnote {own} stands twice",
                "Two notes with one number: a reader cannot tell which is meant.",
                "Renumber the notes from the second one on.",
                other=line.number,
            )
        elif own > before + 1:
            yield TextFinding(
                FaultKind.FOOTNOTE,
                line.number,
                f"footnote {own} follows footnote {before}" if before else f"the first footnote is {own}",
                "A note is missing, or its number was lost.",
                "Look for the missing note.",
            )
        notes.setdefault(own, line.number)
        before = own
    yield from _marks(text, notes)


def _marks(text: Text, notes: dict[int, int]) -> Iterator[TextFinding]:
    if not notes:
        return
    for line in text.lines:
        for met in MARK.finditer(line.text):
            own = _number(met)
            if own not in notes and not UNIT.search(line.text[: met.start()]):
                yield TextFinding(
                    FaultKind.FOOTNOTE,
                    line.number,
                    f"mark {own} leads to no footnote",
                    "The note is missing, or the number is wrong.",
                    "Add the note or correct the mark.",
                )


def _number(met: re.Match[str]) -> int:
    return int((met[1] or met[2]).translate(DIGITS))
