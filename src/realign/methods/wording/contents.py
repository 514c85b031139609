"""The contents list against the headings of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from realign.methods.wording.findings import FaultKind, TextFinding
from realign.methods.wording.text import Text, TextLine, words

ENTRY = re.compile(r"^(.*?\S)(?:\t+|\s*\.{3,}\s*|\s{2,}|\s*\|\s*)(\d{1,4})\s*\|?$")
TITLE = re.compile(r"^(?:table of )?contents$", re.IGNORECASE)
LONGEST_HEADING = 200
ALIKE = 0.72  # of the letters of two headings, to be called one heading in two wordings


@dataclass(frozen=True)
class ContentsEntry:
    """One line of a contents list."""

    line: int
    title: str
    page: int


def entries(text: Text) -> list[ContentsEntry]:
    """The lines of the contents list that end in a page number."""
    starts = [index for index, line in enumerate(text.lines) if TITLE.match(line.text)]
    listed: list[ContentsEntry] = []
    for line in text.lines[starts[0] + 1 :] if starts else ():
        met = ENTRY.match(line.text) if len(line.text) <= LONGEST_HEADING else None
        if met:
            listed.append(ContentsEntry(line.number, met[1].strip(" |"), int(met[2])))
        elif not line.blank:
            break
    return listed


def contents_lines(text: Text) -> frozenset[int]:
    """The numbers of the lines that belong to the contents list."""
    return frozenset(entry.line for entry in entries(text))


def check_contents(text: Text) -> Iterator[TextFinding]:
    """Entries without a heading, entries whose heading reads differently, and page numbers that go back."""
    listed = entries(text)
    after = listed[-1].line if listed else 0
    short = [line for line in text.lines if line.number > after and 0 < len(line.text) <= LONGEST_HEADING]
    body = [(line, words(line.text)) for line in short]
    # a heading may run over two lines
    body += [(first, words(f"{first.text} {second.text}")) for first, second in pairwise(short)]
    page = 0
    for entry in listed:
        yield from _against_headings(entry, body)
        if entry.page < page:
            yield TextFinding(
                FaultKind.CONTENTS,
                entry.line,
                f"“{entry.title}” is on page {entry.page}, after an entry on page {page}",
                "Page numbers in a contents list do not go back.",
                "Check the page numbers.",
            )
        page = entry.page


def _against_headings(
    entry: ContentsEntry, body: list[tuple[TextLine, tuple[str, ...]]]
) -> Iterator[TextFinding]:
    wanted = words(entry.title)
    if any(heading == wanted for _, heading in body):
        return
    joined = " ".join(wanted)
    close = [
        (SequenceMatcher(None, joined, " ".join(heading)).ratio(), line)
        for line, heading in body
        if heading[:1] == wanted[:1] and not line.item
    ]
    ratio, line = max(close, key=lambda pair: pair[0], default=(0.0, None))
    if line is not None and ratio >= ALIKE:
        yield TextFinding(
            FaultKind.CONTENTS,
            entry.line,
            f"contents: “{entry.title}”; heading: “{line.text}”",
            "The contents list and the heading should read the same.",
            "Use one of the two in both places.",
            other=line.number,
        )
    elif not any(" ".join(heading).startswith(joined) for _, heading in body):
        yield TextFinding(
            FaultKind.CONTENTS,
            entry.line,
            f"“{entry.title}” has no heading in the text",
            "A reader who looks for it finds nothing.",
            "Add the part or its heading, or take the entry out.",
        )
