"""An XLSForm read by pyxform in a child process: what it asks, or every fault by sheet, row and column."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from realign.analyse.surveys.questionnaires.xlsform.faults import add_fault
from realign.analyse.surveys.questionnaires.xlsform.form import QUESTIONS, Sheets
from realign.foundations.files.isolated import UnreadableFileError, run_reader
from realign.foundations.files.types import Problems

CHILD = Path(__file__).with_name("reading_child.py")

NumberedRows = Mapping[str, Sequence[tuple[int, dict[str, str]]]]
"""The rows of each sheet that hold anything, with their number in it."""


def read_form(
    rows: NumberedRows, columns: Mapping[str, Sequence[str]], problems: Problems
) -> dict[str, Any] | None:
    """What the form asks, as JSON holds it; nothing where it has problems."""
    given = {"sheets": {name: _with_gaps(numbered) for name, numbered in rows.items()}, "columns": columns}
    try:
        answer = json.loads(run_reader(CHILD, given=json.dumps(given).encode()))
    except UnreadableFileError as error:
        problems.add(0, "", error.fault, "an XLSForm", error.what_to_do)
        return None
    for fault in sorted(answer["faults"], key=lambda fault: (fault["sheet"] != "survey", fault["row"])):
        add_fault(problems, fault)
    form: dict[str, Any] | None = answer["form"]
    if form is not None and not any(row["kind"] in QUESTIONS for row in form["rows"]):
        problems.add(0, "survey", "no question", "at least one question")
    return None if problems else form


def read_again(content: Mapping[str, Any], problems: Problems) -> dict[str, Any] | None:
    """What a form asks whose sheets were kept without it; nothing where it has problems."""
    sheets = Sheets.kept(content)
    rows = {
        "survey": list(enumerate(sheets.survey, start=2)),
        "choices": list(enumerate(sheets.choices, start=2)),
        "settings": [(2, sheets.settings)] if sheets.settings else [],
    }
    return read_form(rows, sheets.columns, problems)


def _with_gaps(numbered: Sequence[tuple[int, dict[str, str]]]) -> list[dict[str, str]]:
    """The rows with an empty one for each that holds nothing, so that each stands where its number says."""
    by_number = dict(numbered)
    return [by_number.get(number, {}) for number in range(2, max(by_number, default=1) + 1)]
