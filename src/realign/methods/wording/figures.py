"""Printed percentages worked out again from the counts beside them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from realign.methods.wording.findings import FaultKind, TextFinding
from realign.methods.wording.text import Text

PERCENT = r"(\d{1,3}(?:\.\d+)?)\s?(?:%|per cent)"
COUNT = r"(\d{1,3}(?:,\d{3})+|\d+)"
OF = rf"{COUNT}\s+(?:out\s+)?of\s+(?:the\s+|all\s+)?{COUNT}\b"
SENTENCE = re.compile(rf"\b{OF}[^.;()]{{0,60}}\(\s*{PERCENT}|\b{PERCENT}\s*\(\s*{OF}", re.IGNORECASE)
ROW = re.compile(rf"^\|?\s*(\S.*?)[\s|\t]+{COUNT}[\s|\t]+{PERCENT}\s*\|?$", re.IGNORECASE)
LONGEST_ROW = 300  # letters
TOTAL = re.compile(r"^(?:total|all|base|overall)\b", re.IGNORECASE)
SILENT = re.compile(
    r"^(?:no (?:response|answer|reply)|not answered|did not (?:answer|respond))\b", re.IGNORECASE
)


@dataclass(frozen=True)
class CountsRow:
    """One row of a table of counts, as printed."""

    line: int
    label: str
    count: int
    percent: str


def check_sentences(text: Text) -> Iterator[TextFinding]:
    """“27 of 48 (56%)” and “56% (27 of 48)”."""
    for sentence in text.sentences:
        for met in SENTENCE.finditer(sentence.text):
            first, second, printed = (met[1], met[2], met[3]) if met[1] else (met[5], met[6], met[4])
            part, whole = _count(first), _count(second)
            if whole and not rounds_to(part, whole, printed):
                yield _wrong(sentence.line, part, whole, printed)


def check_tables(text: Text) -> Iterator[TextFinding]:
    """Tables with counts, percentages and a total: every row, both sums, and whom the percentages are of."""
    for rows in _tables(text):
        *parts, total = rows
        for row in parts:
            if total.count and not rounds_to(row.count, total.count, row.percent):
                yield _wrong(row.line, row.count, total.count, row.percent)
        counted = sum(row.count for row in parts)
        if counted != total.count:
            yield TextFinding(
                FaultKind.FIGURE,
                total.line,
                f"the rows make {counted}, the total says {total.count}",
                "Either a row or the total is wrong, or people were counted twice.",
                "Check the counts; say so if people could give several answers.",
            )
        yield from _shares(parts, total)
        yield from _silent(parts, total)


def rounds_to(part: int, whole: int, printed: str) -> bool:
    """Whether the share, rounded as printed, is what is printed; half may go either way.

    >>> rounds_to(27, 48, "56"), rounds_to(27, 48, "57"), rounds_to(1, 8, "12"), rounds_to(1, 8, "13")
    (True, False, True, True)
    """
    places = len(printed.partition(".")[2])
    step: float = 10.0**-places
    return abs(100 * part / whole - float(printed)) <= step / 2 + 1e-9


def _tables(text: Text) -> Iterator[list[CountsRow]]:
    """Runs of rows that end in a total."""
    rows: list[CountsRow] = []
    for line in text.lines:
        met = ROW.match(line.text) if len(line.text) <= LONGEST_ROW else None
        if met:
            rows.append(CountsRow(line.number, met[1].strip(" |"), _count(met[2]), met[3]))
            if TOTAL.match(rows[-1].label):
                if len(rows) > 2:
                    yield rows
                rows = []
        elif line.text:
            rows = []


def _shares(parts: list[CountsRow], total: CountsRow) -> Iterator[TextFinding]:
    shares = math.fsum(float(row.percent) for row in parts)
    places = max(len(row.percent.partition(".")[2]) for row in parts)
    if abs(shares - float(total.percent)) > 0.5 * len(parts) * 10**-places + 1e-9:
        yield TextFinding(
            FaultKind.FIGURE,
            total.line,
            f"the percentages make {shares:g}%, the total says {total.percent}%",
            "Rounding alone does not explain the difference.",
            "Work the percentages out again from the counts.",
        )


def _silent(parts: list[CountsRow], total: CountsRow) -> Iterator[TextFinding]:
    for row in parts:
        if SILENT.match(row.label) and 0 < row.count < total.count:
            yield TextFinding(
                FaultKind.FIGURE,
                row.line,
                f"the percentages are of all {total.count}, with the {row.count} who gave no answer",
                f"Of the {total.count - row.count} who answered the shares are larger.",
                "Say beside the figures whom they are of.",
            )


def _count(printed: str) -> int:
    return int(printed.replace(",", ""))


def _wrong(line: int, part: int, whole: int, printed: str) -> TextFinding:
    return TextFinding(
        FaultKind.FIGURE,
        line,
        f"{printed}% for {part} of {whole}",
        f"{part} of {whole} is {100 * part / whole:.2f}%.",
        "Correct the percentage or the counts.",
    )
