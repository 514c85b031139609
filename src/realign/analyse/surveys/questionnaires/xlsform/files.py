"""XLSForm workbooks: opened within limits, read with every problem by sheet, row and column; written as they came."""

import json
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook

from realign.analyse.surveys.questionnaires.xlsform.form import Sheets, is_unnamed, unnamed
from realign.analyse.surveys.questionnaires.xlsform.reading import READ_TOO, read_form, with_gaps
from realign.foundations.files.isolated import UnreadableFileError, run_reader
from realign.foundations.files.reading.workbooks import CellFault, Sheet, cell_text, open_workbook, place_of
from realign.foundations.files.tables import CONTROL
from realign.foundations.files.types import Problems
from realign.methods.cells import writable

MAX_BYTES = 20 * 1024 * 1024

MAX_ROWS = 10_000
"""No questionnaire has more rows in a sheet."""

MAX_LETTERS = 10_000
"""No cell of a questionnaire holds more."""

SHEETS = ("survey", "choices", "settings")

OLD_WORKBOOK = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a workbook of Excel 97 to 2003 begins."""

OLD_CHILD = Path(__file__).with_name("xls_child.py")

Lines = list[list[str]]


def read_workbook(stream: IO[bytes], problems: Problems) -> tuple[Sheets, dict[str, Any]] | None:
    """The sheets of a form and what it asks; nothing where the file is no workbook, no form or has a problem."""
    try:
        sheets = _texts(stream, problems)
    except UnreadableFileError as error:
        problems.add(0, "", error.fault, "an XLSForm: an Excel workbook", error.what_to_do)
        return None
    by_name = {title.strip().lower(): lines for title, lines in sheets}
    if len(by_name) == 1:  # as in pyxform: a workbook of one sheet is its survey
        by_name = dict.fromkeys(["survey"], next(iter(by_name.values())))
    if "survey" not in by_name:
        problems.add(
            0,
            "",
            f"sheets {', '.join(by_name) or 'none'}",
            "a sheet called “survey”",
            "Check that it is an XLSForm.",
        )
        return None
    columns: dict[str, list[str]] = {}
    rows = {name: _rows(name, by_name.get(name, []), columns, problems) for name in (*SHEETS, *READ_TOO)}
    more = [(title, lines) for title, lines in sheets if title.strip().lower() not in SHEETS]
    if len(by_name) == 1:
        more = []
    for title, lines in more:
        if title.strip().lower() not in READ_TOO:
            _check_sheet(title, lines, problems)
    form = None if problems else read_form(rows, columns, problems)
    if form is None:
        return None
    settings, *more_settings = [row for _, row in rows["settings"]] or [{}]
    survey, choices = (with_gaps(rows[name]) for name in ("survey", "choices"))
    for name in READ_TOO:
        columns.pop(name)
    return Sheets(survey, choices, settings, columns, more, more_settings), form


def _texts(stream: IO[bytes], problems: Problems) -> list[tuple[str, Lines]]:
    """Each sheet with the texts of its cells; a cell whose value cannot be read is a problem."""
    stream.seek(0)
    if stream.read(len(OLD_WORKBOOK)) == OLD_WORKBOOK:
        stream.seek(0)
        sheets = json.loads(run_reader(OLD_CHILD, str(MAX_ROWS), given=stream.read()))
        return [(title, lines) for title, lines in sheets]
    with open_workbook(stream, most=MAX_BYTES) as opened:
        return [(sheet.title, _lines(sheet, problems)) for sheet in opened]


def _lines(sheet: Sheet, problems: Problems) -> Lines:
    """The rows up to the last that holds anything, and none beyond the first of too many."""
    lines: Lines = []
    for row in sheet.numbered():
        for place, cell in enumerate(row.cells, start=1):
            if isinstance(cell, CellFault):
                where = place_of(place, row.number)
                problems.add(
                    row.number, sheet.title, f"{cell.words} in {where}", "the text of a form", cell.todo
                )
        texts = [cell_text(cell).strip() for cell in row.cells]
        if any(texts):
            lines += [[]] * (row.number - 1 - len(lines))  # rows without anything in them
            lines.append(texts)
            if row.number > MAX_ROWS:
                break
    return lines


def write_workbook(sheets: Sheets) -> bytes:
    """The form as a workbook again; every cell is text, so that no label turns into a formula."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in (
        ("survey", sheets.survey),
        ("choices", sheets.choices),
        ("settings", [sheets.settings, *sheets.more_settings]),
    ):
        columns = sheets.columns.get(name) or list(dict.fromkeys(column for row in rows for column in row))
        sheet = book.create_sheet(name)
        _write_row(sheet, 1, ["" if is_unnamed(column) else column for column in columns])
        for number, row in enumerate(rows, start=2):
            _write_row(sheet, number, [row.get(column, "") for column in columns])
    for title, lines in sheets.more:
        sheet = book.create_sheet(title)
        for number, texts in enumerate(lines, start=1):
            _write_row(sheet, number, texts)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_row(sheet: Any, number: int, texts: Iterable[str]) -> None:
    for place, text in enumerate(map(writable, texts), start=1):
        if text:
            sheet.cell(number, place, text).data_type = "s"


def _rows(
    name: str, lines: Lines, columns: dict[str, list[str]], problems: Problems
) -> list[tuple[int, dict[str, str]]]:
    """Rows that hold anything, by their number in the sheet; a cell that cannot be kept is a problem."""
    width = max((place for texts in lines for place, text in enumerate(texts, start=1) if text), default=0)
    headings = [*(lines[0] if lines else []), *[""] * width][:width]
    header = [heading or unnamed(place) for place, heading in enumerate(headings, start=1)]
    columns[name] = header
    _check_header(name, header, problems)
    _check_sheet(name, lines, problems)
    return [
        (number, {heading: text for heading, text in zip(header, texts, strict=False) if text})
        for number, texts in enumerate(lines[1:], start=2)
        if any(texts)
    ]


def _check_sheet(name: str, lines: Lines, problems: Problems) -> None:
    """A cell that cannot be kept is a problem, and so is a sheet of too many rows."""
    if len(lines) > MAX_ROWS:
        problems.add(MAX_ROWS + 1, name, "more rows", f"at most {MAX_ROWS:,} rows in a sheet")
    header = lines[0] if lines else []
    for number, texts in enumerate(lines[:MAX_ROWS], start=1):
        _check_cells(name, number, header, texts, problems)


def _check_header(name: str, headings: list[str], problems: Problems) -> None:
    for heading in sorted({heading for heading in headings if headings.count(heading) > 1}):
        problems.add(1, f"{name}: {heading}", "the same column twice", "each column once")


def _check_cells(name: str, number: int, header: list[str], texts: list[str], problems: Problems) -> None:
    for place, text in enumerate(texts):
        heading = header[place] if place < len(header) else ""
        if len(text) > MAX_LETTERS:
            problems.add(number, f"{name}: {heading}", f"{len(text):,} letters", f"at most {MAX_LETTERS:,}")
        elif CONTROL.search(text):
            problems.add(
                number,
                f"{name}: {heading}",
                f"a control character in “{CONTROL.sub('', text)}”",
                "letters, figures and signs",
                "Type the text of this cell again.",
            )
