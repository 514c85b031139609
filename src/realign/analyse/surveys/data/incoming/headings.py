"""The first rows of a file of answers: where the names of columns are, and where the questions."""

import csv
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from realign.analyse.surveys.data.types import HeadingRows

DELIMITERS = ",;\t"
MOST_ROWS = 3
IMPORT_ROW = '{"ImportId"'
ONE_ANSWER = frozenset({"", "response", "open-ended response"})
CODES_BELOW = frozenset({"id", "lastpage", "startlanguage"})
"""Columns that LimeSurvey adds, in the row of names below the questions of a file that it can read again."""


def first_rows(path: Path, encoding: str) -> tuple[str, list[list[str]]]:
    """What stands between the cells of a text file, and its first rows; a quoted cell may hold line breaks and commas."""
    readings = []
    for delimiter in DELIMITERS:
        with path.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="") as stream:
            rows = [list(row) for row in islice(csv.reader(stream, delimiter=delimiter), MOST_ROWS)]
        widths = {len(row) for row in rows[:2]}
        readings.append((len(widths) == 1, max(widths, default=0), delimiter, rows))
    _, _, delimiter, rows = max(readings, key=lambda reading: (reading[0] and reading[1] > 1, reading[1]))
    return delimiter, rows


def suggested_headings(rows: Sequence[Sequence[str]]) -> HeadingRows:
    """How a file seems to name its columns, by what stands in its first rows; a person confirms it."""
    if len(rows) > 2 and any(cell.startswith(IMPORT_ROW) for cell in rows[2]):
        return HeadingRows.NAMES_QUESTIONS_IDENTIFIERS
    if len(rows) > 1:
        names, below = rows[0], rows[1]
        if {cell.strip() for cell in below} >= CODES_BELOW:
            return HeadingRows.QUESTIONS_NAMES
        answers = sum(cell.strip().casefold() in ONE_ANSWER - {""} for cell in below)
        pairs = [(name.strip(), answer.strip()) for name, answer in zip(names, below, strict=False)]
        continued = any(not name and answer for name, answer in pairs)
        # the first column is that of a number or a time, or of a question: never an answer of the question before it
        begins = not pairs or pairs[0][1].casefold() in ONE_ANSWER
        if answers or (begins and continued and any(name and not answer for name, answer in pairs)):
            return HeadingRows.QUESTIONS_ANSWERS
    return HeadingRows.NAMES


def names_of(rows: Sequence[Sequence[str]], headings: HeadingRows) -> tuple[list[str], dict[str, str]]:
    """The names of the columns, and the question behind each where the file has a row of questions."""
    if headings is HeadingRows.QUESTIONS_ANSWERS:
        below = rows[1] if len(rows) > 1 else []
        return _distinct(_of_answers(rows[0], below)), {}
    if headings is HeadingRows.QUESTIONS_NAMES and len(rows) > 1:
        rows = [rows[1], rows[0]]
    names = _distinct(_line(name) for name in rows[0]) if rows else []
    if headings is HeadingRows.NAMES or len(rows) < 2:
        return names, {}
    return names, {name: _line(question) for name, question in zip(names, rows[1], strict=False)}


def _of_answers(questions: Sequence[str], answers: Sequence[str]) -> Iterable[str]:
    """A question spans the columns of its answers: its name stands over the first of them."""
    question = ""
    for place, name in enumerate(questions):
        question = _line(name) or question
        answer = _line(answers[place]) if place < len(answers) else ""
        yield question if answer.casefold() in ONE_ANSWER else f"{question}: {answer}"


def _distinct(names: Iterable[str]) -> list[str]:
    """A name for every column: one without a heading, or with that of another, is told apart by its place."""
    distinct: list[str] = []
    for place, name in enumerate(names, start=1):
        name = name or f"column {place}"
        while name in distinct:
            name = f"{name} ({place})"
        distinct.append(name)
    return distinct


def _line(text: str) -> str:
    return " ".join(text.split())
