"""Tables from files, checked as they are read: CSV (comma, semicolon or tab) and the first sheet of an Excel workbook."""

import csv
import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from realign.foundations.files.content import check_text
from realign.foundations.files.isolated import UnreadableFileError
from realign.foundations.files.types import Column, Problems
from realign.foundations.files.workbooks import is_workbook, open_workbook


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet shows it, its known columns by name, and the others."""

    number: int
    values: dict[str, str]
    extra: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


@dataclass
class Table:
    """The rows of a file, with what was wrong and what is worth knowing."""

    rows: list[Row] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    notes: list[str] = field(default_factory=list)


def fold(name: str) -> str:
    """A column’s name for comparison: case, spaces, hyphens and underscores do not matter."""
    return re.sub(r"[\s_\-]+", "", name).casefold()


def header_of(path: Path, name: str) -> list[str]:
    """The column names of a file, or nothing when it cannot be read as a table."""
    problems = Problems()
    return next(_cells(path, name, problems), (0, []))[1]


def fits(path: Path, columns: Sequence[Column]) -> bool:
    """True when the file has every column that the format requires."""
    held = {fold(name) for name in header_of(path, path.name)}
    return all(
        not column.required or held & {fold(name) for name in (column.name, *column.aliases)}
        for column in columns
    )


def read_table(path: Path, name: str, columns: Sequence[Column], *, keep_extra: bool = False) -> Table:
    """Read every row of a file. Columns may come in any order and case; unknown ones are noted and left out."""
    table = Table()
    rows = _cells(path, name, table.problems)
    _, header = next(rows, (0, []))
    if table.problems:
        return table
    known, unknown = _match(header, columns, table)
    if table.problems:
        return table
    if unknown and not keep_extra:
        table.notes.append(f"Columns not used: {', '.join(header[place] for place in unknown)}.")
    for number, cells in rows:
        while len(cells) > len(header) and not cells[-1].strip():
            cells.pop()
        if len(cells) != len(header):
            _note_width(table, number, cells, header)
            continue
        table.rows.append(
            Row(
                number,
                {column: cells[place].strip() for column, place in known.items()},
                {header[place].strip(): cells[place].strip() for place in unknown} if keep_extra else {},
            )
        )
    if not table.rows and not table.problems:
        table.problems.add(2, "", "no rows", "at least one row under the header", "Check the export.")
    return table


def _match(header: list[str], columns: Sequence[Column], table: Table) -> tuple[dict[str, int], list[int]]:
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        if fold(name) and fold(name) in places:
            table.problems.add(
                1, name, "the same column name twice", "each column once", "Rename or remove one of them."
            )
        places.setdefault(fold(name), place)
    known: dict[str, int] = {}
    for column in columns:
        found = [places[fold(name)] for name in (column.name, *column.aliases) if fold(name) in places]
        if found:
            known[column.name] = found[0]
        elif column.required:
            table.problems.add(
                1,
                column.name,
                "columns " + ", ".join(name for name in header if name),
                f"a column “{column.name}”{': ' + column.help if column.help else ''}",
                "Check that the file is of the format chosen, or name the column so.",
            )
    unknown = [place for place, name in enumerate(header) if name.strip() and place not in known.values()]
    return known, unknown


def _note_width(table: Table, number: int, cells: list[str], header: list[str]) -> None:
    table.problems.add(
        number,
        "",
        f"{len(cells)} cells",
        f"{len(header)}, as in the header",
        "A value that holds a comma must be in double quotes.",
    )


def _cells(path: Path, name: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    if is_workbook(path, name):
        return _workbook_cells(path, problems)
    problem = check_text(path)
    if problem is not None:
        problems.add(problem.row, problem.column, problem.found, problem.expected, problem.todo)
        return iter(())
    return _csv_cells(path, problems)


def _csv_cells(path: Path, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        first = stream.readline()
        stream.seek(0)
        delimiter = max(",;\t", key=first.count)
        number = 0
        try:
            for cells in csv.reader(stream, delimiter=delimiter, strict=True):
                number += 1
                if any(cell.strip() for cell in cells):
                    yield number, cells
        except csv.Error as error:
            problems.add(
                number + 1,
                "",
                f"a row that cannot be read ({error})",
                "cells between commas, quotes closed",
                "Look for a double quote that is opened and not closed.",
            )


def _workbook_cells(path: Path, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    width = 0
    try:
        with open_workbook(path) as sheets:
            for number, cells in enumerate(sheets[0].rows(), start=1):
                if any(cell not in (None, "") for cell in cells):
                    texts = [_as_text(cell) for cell in cells]
                    yield number, texts + [""] * (width - len(texts))
                    width = width or len(texts)
    except UnreadableFileError as error:
        problems.add(0, "", error.found, "an Excel workbook", error.what_to_do)


def _as_text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime.datetime() if cell.time() == datetime.time():
            return cell.date().isoformat()
        case _:
            return str(cell)
