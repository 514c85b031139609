"""Sections, paragraphs and lists whose numbers skip, repeat or start late."""

from __future__ import annotations

import re
from collections.abc import Iterator

from realign.methods.wording.contents import contents_lines
from realign.methods.wording.findings import FaultKind, TextFinding
from realign.methods.wording.text import NUMBERED, Text, TextLine

LISTED = re.compile(r"^(\d{1,3})[.)]\s+\S")


def numbered(text: Text) -> Iterator[tuple[TextLine, tuple[int, ...]]]:
    """Lines that begin with a number such as 4.3, outside the contents list."""
    listed = contents_lines(text)
    for line in text.lines:
        met = NUMBERED.match(line.text)
        if met and line.number not in listed:
            yield line, tuple(int(part) for part in met[1].split("."))


def check_sections(text: Text) -> Iterator[TextFinding]:
    """Numbers such as 4.3 that skip, come twice or do not start at 1. ``4.0`` is the heading of 4."""
    last: dict[tuple[int, ...], int] = {}
    for line, number in numbered(text):
        above, own = number[:-1], number[-1]
        before = last.get(above, 0)
        last[above] = own
        if own > before + 1:
            yield _missing(
                line, [_dotted((*above, each)) for each in range(before + 1, own)], _dotted(number)
            )
        elif own == before and own:
            yield _twice(line, _dotted(number))
        elif own < before and own > 1:
            yield _backwards(line, _dotted(number), _dotted((*above, before)))


def check_lists(text: Text) -> Iterator[TextFinding]:
    """Lists numbered 1, 2, 3 that skip a number or start late."""
    before = 0
    for line in text.lines:
        met = LISTED.match(line.text)
        if not met:
            continue
        own = int(met[1])
        if own > before + 1:
            yield _missing(line, [str(each) for each in range(before + 1, own)], met[1])
        elif own == before and own > 1:
            yield _twice(line, met[1])
        elif 1 < own < before:
            yield _missing(line, [str(each) for each in range(1, own)], met[1])
        before = own


def _dotted(number: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in number)


def _missing(line: TextLine, gone: list[str], here: str) -> TextFinding:
    names = gone[0] if len(gone) == 1 else f"{', '.join(gone[:-1])} and {gone[-1]}"
    return TextFinding(
        FaultKind.NUMBERING,
        line.number,
        f"“{here}” comes without {names}",
        "A number is skipped: a paragraph may be missing, or stand before this one without its number.",
        f"Look above line {line.number} for text without a number; number it, or renumber from here.",
    )


def _twice(line: TextLine, here: str) -> TextFinding:
    return TextFinding(
        FaultKind.NUMBERING,
        line.number,
        f"“{here}” comes twice in a row",
        "Two parts with one number cannot be told apart when somebody refers to them.",
        "Give one of them another number.",
    )


def _backwards(line: TextLine, here: str, before: str) -> TextFinding:
    return TextFinding(
        FaultKind.NUMBERING,
        line.number,
        f"“{here}” comes after “{before}”",
        "The numbers run backwards.",
        "Check whether a part was moved, or a number mistyped.",
    )
