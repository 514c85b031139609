"""XLSForm workbooks: opened within limits, read with every problem by sheet, row and column; written as they came."""

from collections.abc import Iterable
from io import BytesIO
from typing import IO, Any

from openpyxl import Workbook

from realign.analyse.surveys.questionnaires.xlsform.form import Sheets
from realign.analyse.surveys.questionnaires.xlsform.reading import read_form
from realign.foundations.files.isolated import UnreadableFileError
from realign.foundations.files.reading.workbooks import CellFault, Sheet, open_workbook, place_of
from realign.foundations.files.tables import CONTROL
from realign.foundations.files.types import Problems
from realign.methods.cells import writable

MAX_BYTES = 20 * 1024 * 1024

MAX_ROWS = 10_000
"""No questionnaire has more rows in a sheet."""

MAX_LETTERS = 10_000
"""No cell of a questionnaire holds more."""

SHEETS = ("survey", "choices", "settings")

NOT_KEPT = ("external_choices", "entities", "osm")
"""Sheets of an XLSForm that are not kept. A form that has one is refused: without it the form would ask something else."""


def read_workbook(stream: IO[bytes], problems: Problems) -> tuple[Sheets, dict[str, Any]] | None:
    """The sheets of a form and what it asks; nothing where the file is no workbook, no form or has a problem."""
    try:
        with open_workbook(stream, most=MAX_BYTES) as opened:
            sheets_by_name = {sheet.title.strip().lower(): sheet for sheet in opened}
            if "survey" not in sheets_by_name:
                problems.add(
                    0,
                    "",
                    f"sheets {', '.join(sheets_by_name) or 'none'}",
                    "a sheet called “survey”",
                    "Check that it is an XLSForm.",
                )
                return None
            columns: dict[str, list[str]] = {}
            rows = {
                name: _rows(name, sheets_by_name.get(name), columns, problems)
                for name in (*SHEETS, *NOT_KEPT)
            }
    except UnreadableFileError as error:
        problems.add(0, "", error.fault, "an XLSForm: an Excel workbook", error.what_to_do)
        return None
    for name in NOT_KEPT:
        columns.pop(name)
        for number, _ in rows.pop(name)[:1]:
            problems.add(number, name, f"a sheet {name}", "the sheets survey, choices and settings only")
    for number, _ in rows["settings"][1:]:
        problems.add(number, "settings", "a second row of settings", "one row")
    form = None if problems else read_form(rows, columns, problems)
    if form is None:
        return None
    settings = rows["settings"][0][1] if rows["settings"] else {}
    survey, choices = ([row for _, row in rows[name]] for name in ("survey", "choices"))
    return Sheets(survey, choices, settings, columns), form


def write_workbook(sheets: Sheets) -> bytes:
    """The form as a workbook again; every cell is text, so that no label turns into a formula."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in (
        ("survey", sheets.survey),
        ("choices", sheets.choices),
        ("settings", [sheets.settings]),
    ):
        columns = sheets.columns.get(name) or list(dict.fromkeys(column for row in rows for column in row))
        sheet = book.create_sheet(name)
        _write_row(sheet, 1, columns)
        for number, row in enumerate(rows, start=2):
            _write_row(sheet, number, [row.get(column, "") for column in columns])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_row(sheet: Any, number: int, texts: Iterable[str]) -> None:
    for place, text in enumerate(map(writable, texts), start=1):
        if text:
            sheet.cell(number, place, text).data_type = "s"


def _rows(
    name: str, sheet: Sheet | None, columns: dict[str, list[str]], problems: Problems
) -> list[tuple[int, dict[str, str]]]:
    """Rows that hold anything, by their number in the sheet; a cell that cannot be kept is a problem."""
    columns[name], header = [], []
    rows: list[tuple[int, dict[str, str]]] = []
    for number, cells in enumerate(sheet.rows() if sheet else (), start=1):
        texts = [_text(cell) for cell in cells]
        for place, cell in enumerate(cells, start=1):
            if isinstance(cell, CellFault):
                where = place_of(place, number)
                problems.add(number, name, f"{cell.words} in {where}", "the text of a form", cell.todo)
        if number == 1:
            header = texts
            columns[name] = [heading for heading in header if heading]
            _check_header(name, columns[name], problems)
        elif any(texts):
            if number > MAX_ROWS:
                problems.add(number, name, "more rows", f"at most {MAX_ROWS:,} rows in a sheet")
                break
            _check_cells(name, number, header, texts, problems)
            values = {heading: text for heading, text in zip(header, texts, strict=False) if heading and text}
            rows.append((number, values))
    return rows


def _check_header(name: str, headings: list[str], problems: Problems) -> None:
    for heading in sorted({heading for heading in headings if headings.count(heading) > 1}):
        problems.add(1, f"{name}: {heading}", "the same column twice", "each column once")


def _check_cells(name: str, number: int, header: list[str], texts: list[str], problems: Problems) -> None:
    for place, text in enumerate(texts):
        heading = header[place] if place < len(header) else ""
        if text and not heading:
            problems.add(number, name, f"“{text}” under no heading", "a heading in the first row")
        elif len(text) > MAX_LETTERS:
            problems.add(number, f"{name}: {heading}", f"{len(text):,} letters", f"at most {MAX_LETTERS:,}")
        elif CONTROL.search(text):
            problems.add(
                number,
                f"{name}: {heading}",
                f"a control character in “{CONTROL.sub('', text)}”",
                "letters, figures and signs",
                "Type the text of this cell again.",
            )


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell).strip()
