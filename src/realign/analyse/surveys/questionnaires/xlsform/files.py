"""XLSForm workbooks: read with every problem by sheet, row and column; written with the columns they came with."""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import IO, Any

from openpyxl import Workbook

from realign.analyse.surveys.questionnaires.xlsform.form import ENDS, KNOWN, STARTS, Sheets, kind_of, list_of
from realign.foundations.files.isolated import UnreadableFileError
from realign.foundations.files.tables import open_workbook
from realign.foundations.files.types import Problems

MAX_BYTES = 20 * 1024 * 1024


REQUIRED = {"survey": ("type", "name"), "choices": ("list_name", "name")}


NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


REFERENCE = re.compile(r"\$\{([^}]*)\}")


SETTINGS_ROW = 2


def read_workbook(stream: IO[bytes], problems: Problems) -> Sheets | None:
    """The sheets of a form; nothing where the file is no workbook or lacks its survey sheet."""
    try:
        with open_workbook(stream, most=MAX_BYTES) as opened:
            sheets_by_name = {
                sheet.title.strip().lower(): [list(row) for row in sheet.rows()] for sheet in opened
            }
    except UnreadableFileError as error:
        problems.add(0, "", error.fault, "an XLSForm: an Excel workbook", error.what_to_do)
        return None
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
        name: _rows(name, sheets_by_name.get(name, []), columns, problems)
        for name in ("survey", "choices", "settings")
    }
    sheets = Sheets(
        [row for _, row in rows["survey"]],
        [row for _, row in rows["choices"]],
        rows["settings"][0][1] if rows["settings"] else {},
        columns,
    )
    if not problems:
        _check(rows, sheets, problems)
    return sheets


def write_workbook(sheets: Sheets) -> bytes:
    """The form as a workbook again."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in (
        ("survey", sheets.survey),
        ("choices", sheets.choices),
        ("settings", [sheets.settings]),
    ):
        columns = sheets.columns.get(name) or list(dict.fromkeys(column for row in rows for column in row))
        sheet = book.create_sheet(name)
        sheet.append(columns)
        for row in rows:
            sheet.append([row.get(column) or None for column in columns])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _rows(
    sheet: str, cells: list[list[Any]], columns: dict[str, list[str]], problems: Problems
) -> list[tuple[int, dict[str, str]]]:
    """Rows that hold anything, by their number in the sheet; columns without a name are left out."""
    header = [_text(cell) for cell in cells[0]] if cells else []
    columns[sheet] = [name for name in header if name]
    for needed in REQUIRED.get(sheet, ()):
        if cells and needed not in header:
            problems.add(
                1,
                f"{sheet}: {needed}",
                f"columns {', '.join(columns[sheet]) or 'none'}",
                f"a column “{needed}”",
            )
    rows = []
    for number, row in enumerate(cells[1:], start=2):
        values = {
            name: text for name, cell in zip(header, row, strict=False) if name and (text := _text(cell))
        }
        if values:
            rows.append((number, values))
    return rows


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


def _check(rows: dict[str, list[tuple[int, dict[str, str]]]], sheets: Sheets, problems: Problems) -> None:
    lists = {row.get("list_name", "") for row in sheets.choices}
    names: dict[str, int] = {}
    depth: list[tuple[int, str]] = []
    for number, row in rows["survey"]:
        kind = kind_of(row)
        if kind not in KNOWN:
            problems.add(number, "survey: type", row.get("type", ""), f"one of {', '.join(sorted(KNOWN))}")
            continue
        if kind in STARTS:
            depth.append((number, kind.removeprefix("begin_")))
        if kind in ENDS:
            _close(number, kind.removeprefix("end_"), depth, problems)
            continue
        _check_name(number, row, names, problems)
        if kind in {"select_one", "select_multiple", "rank"} and list_of(row) not in lists:
            problems.add(
                number,
                "survey: type",
                row["type"],
                f"a list of the choices sheet: {', '.join(sorted(lists))}",
            )
    for number, kind in depth:
        problems.add(number, "survey: type", f"begin_{kind} without its end", f"an end_{kind} further down")
    _check_references(rows["survey"], set(names), problems)
    _check_choices(rows["choices"], problems)


def _close(number: int, kind: str, depth: list[tuple[int, str]], problems: Problems) -> None:
    if not depth or depth[-1][1] != kind:
        problems.add(number, "survey: type", f"end_{kind}", f"a begin_{kind} before it")
    else:
        depth.pop()


def _check_name(number: int, row: dict[str, str], names: dict[str, int], problems: Problems) -> None:
    name = row.get("name", "")
    if not NAME.fullmatch(name):
        problems.add(
            number, "survey: name", name, "a name of letters, numbers and underscores", "It becomes a column."
        )
    elif name in names:
        problems.add(number, "survey: name", name, "each name once", f"It is in row {names[name]} as well.")
    names.setdefault(name, number)


def _check_references(
    rows: Iterable[tuple[int, dict[str, str]]], names: set[str], problems: Problems
) -> None:
    for number, row in rows:
        for column in ("relevant", "constraint", "calculation"):
            for name in REFERENCE.findall(row.get(column, "")):
                if name not in names:
                    problems.add(
                        number, f"survey: {column}", f"${{{name}}}", "the name of a question of this form"
                    )


def _check_choices(rows: Iterable[tuple[int, dict[str, str]]], problems: Problems) -> None:
    met: set[tuple[str, str]] = set()
    for number, row in rows:
        key = (row.get("list_name", ""), row.get("name", ""))
        if not all(key):
            problems.add(number, "choices", "a row without list_name or name", "both")
        elif key in met:
            problems.add(number, "choices: name", f"{key[1]} in {key[0]}", "each answer of a list once")
        met.add(key)
