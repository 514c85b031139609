"""An XLSForm read by pyxform in a child process: what it asks, or every fault by sheet, row and column."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from realign.analyse.surveys.questionnaires.xlsform.faults import add_fault
from realign.analyse.surveys.questionnaires.xlsform.form import Sheets, is_unnamed
from realign.foundations.files.isolated import UnreadableFileError, run_reader
from realign.foundations.files.types import Problems

CHILD = Path(__file__).with_name("reading_child.py")

NumberedRows = Mapping[str, Sequence[tuple[int, dict[str, str]]]]
"""The rows of each sheet that hold anything, with their number in it."""


def read_form(
    rows: NumberedRows, columns: Mapping[str, Sequence[str]], problems: Problems
) -> dict[str, Any] | None:
    """What the form asks, as JSON holds it; nothing where it has problems."""
    given = {
        "sheets": {name: _with_headings(with_gaps(numbered)) for name, numbered in rows.items()},
        "columns": {
            name: [column for column in header if not is_unnamed(column)] for name, header in columns.items()
        },
    }
    try:
        answer = json.loads(run_reader(CHILD, given=json.dumps(given).encode()))
    except UnreadableFileError as error:
        problems.add(0, "", error.fault, "an XLSForm", error.what_to_do)
        return None
    for fault in sorted(answer["faults"], key=lambda fault: (fault["sheet"] != "survey", fault["row"])):
        add_fault(problems, fault)
    form: dict[str, Any] | None = answer["form"]
    return None if problems else form


def read_again(content: Mapping[str, Any], problems: Problems) -> dict[str, Any] | None:
    """What a form asks whose sheets were kept without it; nothing where it has problems."""
    sheets = Sheets.kept(content)
    rows = {
        "survey": list(enumerate(sheets.survey, start=2)),
        "choices": list(enumerate(sheets.choices, start=2)),
        "settings": [(2, sheets.settings)] if sheets.settings else [],
    }
    columns = dict(sheets.columns)
    for title, lines in sheets.more:
        if (name := title.strip().lower()) in READ_TOO:
            columns[name], rows[name] = named_rows(lines)
    return read_form(rows, columns, problems)


READ_TOO = ("external_choices", "entities", "osm")
"""Sheets of an XLSForm that pyxform reads beside the three."""


def named_rows(lines: Sequence[Sequence[str]]) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """The headings of a sheet and its rows that hold anything, by their number, without columns that have no heading."""
    header = list(lines[0]) if lines else []
    rows = [
        (number, {name: text for name, text in zip(header, texts, strict=False) if name and text})
        for number, texts in enumerate(lines[1:], start=2)
        if any(texts)
    ]
    return [heading for heading in header if heading], rows


def with_gaps(numbered: Sequence[tuple[int, dict[str, str]]]) -> list[dict[str, str]]:
    """The rows with an empty one for each that holds nothing, so that each stands where its number says.

    Pyxform names a note without a name by its row, so that a gap that is lost renames it.
    """
    by_number = dict(numbered)
    return [by_number.get(number, {}) for number in range(2, max(by_number, default=1) + 1)]


def _with_headings(rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """The rows without what stands under no heading, which pyxform does not read."""
    return [{column: text for column, text in row.items() if not is_unnamed(column)} for row in rows]
