"""References to sections, chapters, tables and appendices that the text does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from realign.methods.wording.contents import contents_lines
from realign.methods.wording.findings import FaultKind, TextFinding
from realign.methods.wording.numbering import numbered
from realign.methods.wording.text import Text

COUNT_WORDS = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
DIGITS = {word: str(number) for number, word in enumerate(COUNT_WORDS, start=1)}
LABEL = r"[A-Z]\b|\d{1,2}\b|" + "|".join(word.title() + r"\b" for word in COUNT_WORDS)
PART = re.compile(rf"\b(Chapter|Appendix|Annex|Table|Figure)\s+({LABEL})", re.IGNORECASE)
SECTION = re.compile(
    r"\b(?:section|paragraph|para\.?)s?\s+(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)\b(.{0,30})", re.IGNORECASE
)
ELSEWHERE = re.compile(
    r"\bof (?:the|that|its|this) (?:\w+ ){0,4}(?:Act|guidance|report|plan|minute)", re.IGNORECASE
)


def check_references(text: Text) -> Iterator[TextFinding]:
    """Every reference whose target is not there. References into other documents are left aside."""
    yield from _sections(text)
    yield from _parts(text)


def _sections(text: Text) -> Iterator[TextFinding]:
    numbers = {".".join(map(str, number)) for _, number in numbered(text)}
    if not numbers:
        return
    for sentence in text.sentences:
        for met in SECTION.finditer(sentence.text):
            if met[1] not in numbers and not ELSEWHERE.search(met[2]):
                yield _broken(sentence.line, met[0][: met.end(1) - met.start()])


def _parts(text: Text) -> Iterator[TextFinding]:
    listed = contents_lines(text)
    headings = {
        _named(met)
        for line in text.lines
        if line.number not in listed and not line.item and (met := PART.match(line.text))
    }
    reported: set[tuple[str, str]] = set()
    for sentence in text.sentences:
        for met in PART.finditer(sentence.text):
            named = _named(met)
            if (
                met.start() == 0
                or named in headings
                or named in reported
                or ELSEWHERE.match(sentence.text[met.end() :].lstrip())
            ):
                continue
            reported.add(named)
            yield _broken(sentence.line, met[0])


def _named(met: re.Match[str]) -> tuple[str, str]:
    label = met[2].lower()
    return met[1].lower(), DIGITS.get(label, label)


def _broken(line: int, reference: str) -> TextFinding:
    return TextFinding(
        FaultKind.REFERENCE,
        line,
        f"“{reference}”",
        "Nothing in this text has that number or heading.",
        "Correct the reference, or say which document it is in.",
    )
