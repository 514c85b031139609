"""Excel and OpenDocument workbooks: which sheets there are, which are hidden, and the cells of each with what they are.

The file itself is read in a child process (``workbook_child.py``) that has a limit of time, memory and cells.
"""

import datetime
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from django.conf import settings
from django.utils.text import get_text_list

from realign.foundations.files.isolated import UnreadableFileError, run_reader

CHILD = Path(__file__).with_name("workbook_child.py")
ENDINGS = (".xlsx", ".xlsm", ".ods")

MEGABYTE = 1024 * 1024
MAX_UNPACKED = 500 * MEGABYTE
MAX_TEXTS = 100 * MEGABYTE
MAX_OTHER_PARTS = 20 * MEGABYTE
"""A workbook is a zip archive, refused by what it says it unpacks to: sheets are read as a stream, but its texts, and lists
of styles and sheets, are in memory at once."""

MAX_COLUMNS = 5_000
"""A few bytes may claim 16,384 cells in each of a million rows."""

MAX_CELLS = 5_000_000
"""Cells of the sheets that are read, empty ones within a row too: what reading costs depends on them and not on bytes."""

MAX_WRITTEN = 200 * MEGABYTE
"""Texts of cells: one long text may stand in every cell and be kept once."""

MAX_LETTERS = 32_767
"""No cell of Excel holds more."""

MAX_MEMORY = 500
"""Megabytes for the child process, whatever other readers may take."""

FIRST_VISIBLE, EVERY, NO_ROWS = "first", "all", "none"
"""Which sheets are read: the first one that is not hidden, every one, or only their names."""


@dataclass(frozen=True)
class Percent:
    """A number whose cell shows it as a percentage: 92.3 where the file keeps 0.923."""

    figure: str

    def __str__(self) -> str:
        return f"{self.figure}%"


@dataclass(frozen=True)
class CellFault:
    """A cell without a value that could be read: an error, or a formula whose result was not stored."""

    words: str
    todo: str

    def __str__(self) -> str:
        return self.words


Cell = None | str | bool | int | float | datetime.date | datetime.datetime | Percent | CellFault
"""What a cell holds. A time of day, or how long something took, is text such as 9:30:00."""


@dataclass(frozen=True)
class SheetRow:
    """One row that is not empty: its number as a spreadsheet shows it, its cells up to the last that holds anything."""

    number: int
    cells: tuple[Cell, ...]
    is_hidden: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook. Rows are read from a file, each time anew, so that a large sheet never fills the memory."""

    title: str
    is_hidden: bool = False
    hidden_columns: tuple[tuple[int, int], ...] = ()
    """First and last place of columns that are not shown."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """First row and column and last row and column of cells that are merged: only the first has the value."""
    _file: Path | None = None

    def numbered(self) -> Iterator[SheetRow]:
        """The rows that hold anything, in their order."""
        if self._file is None:
            return
        with self._file.open(encoding="utf-8") as stream:
            for line in stream:
                number, is_hidden, cells = json.loads(line)
                yield SheetRow(number, tuple(map(_cell, cells)), bool(is_hidden))

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """The cells of each row, the empty ones too."""
        last = 0
        for row in self.numbered():
            for _ in range(last + 1, row.number):
                yield ()
            last = row.number
            yield row.cells

    def merged_in(self, first_row: int, last_row: int) -> list[str]:
        """Which merged cells begin in these rows, such as A1:B1."""
        return [
            f"{place_of(left, top)}:{place_of(right, bottom)}"
            for top, left, bottom, right in self.merged
            if first_row <= top <= last_row
        ]


def is_workbook(path: Path, name: str) -> bool:
    """True for a workbook under its own name: a zip archive that arrived as .xlsx, .xlsm or .ods."""
    with path.open("rb") as stream:
        return name.lower().endswith(ENDINGS) and stream.read(2) == b"PK"


def sheets_of(path: Path) -> list[Sheet]:
    """The sheets of a workbook, hidden ones too, without their rows; UnreadableFileError where it is damaged."""
    with open_workbook(path, wanted=NO_ROWS) as sheets:
        return sheets


@contextmanager
def open_workbook(
    source: Path | IO[bytes], *, most: int = MAX_UNPACKED, wanted: str | Sequence[str] = EVERY
) -> Iterator[list[Sheet]]:
    """The sheets of a workbook, in their order; UnreadableFileError where it is damaged or too large in any way.

    ``wanted`` says of which sheets the rows are read: ``EVERY``, ``FIRST_VISIBLE``, ``NO_ROWS``, or a list of titles.
    """
    with TemporaryDirectory(prefix="realign-workbook-") as name:
        folder = Path(name)
        if isinstance(source, Path):
            path = source
        else:
            path = folder / "workbook"
            with path.open("wb") as copy:
                source.seek(0)
                shutil.copyfileobj(source, copy)
        yield _read(path, folder, most, wanted)


def _read(path: Path, folder: Path, most: int, wanted: str | Sequence[str]) -> list[Sheet]:
    order = {
        "wanted": wanted if isinstance(wanted, str) else list(wanted),
        "unpacked": most,
        "texts": MAX_TEXTS,
        "other": MAX_OTHER_PARTS,
        "columns": MAX_COLUMNS,
        "cells": MAX_CELLS,
        "written": MAX_WRITTEN,
        "letters": MAX_LETTERS,
        "seconds": settings.REALIGN_READING_SECONDS,
    }
    answer = json.loads(
        run_reader(CHILD, str(path.resolve()), str(folder), json.dumps(order), most_megabytes=MAX_MEMORY)
    )
    if "refused" in answer:
        raise UnreadableFileError(*answer["refused"])
    return [
        Sheet(
            sheet["title"],
            sheet["hidden"],
            tuple((first, last) for first, last in sheet.get("hidden_columns", ())),
            tuple((top, left, bottom, right) for top, left, bottom, right in sheet.get("merged", ())),
            folder / sheet["file"] if sheet["file"] else None,
        )
        for sheet in answer["sheets"]
    ]


def _cell(value: Any) -> Cell:
    """A cell from how the child process writes it."""
    if not isinstance(value, dict):
        return value  # type: ignore[no-any-return]
    [(kind, inside)] = value.items()
    match kind:
        case "p":
            return Percent(inside)
        case "d":
            return datetime.date.fromisoformat(inside)
        case "t":
            return datetime.datetime.fromisoformat(inside)
        case "e":
            return CellFault(f"the error {inside}", "Correct the formula, or leave the cell empty.")
        case "f":
            return CellFault(
                "a formula without a stored value",
                "Open the workbook in Excel, let it calculate, and save it.",
            )
        case "x":
            return CellFault(inside, "Correct the cell.")
        case _:
            return str(inside)


def cell_text(cell: Cell) -> str:
    """A cell as text: whole numbers without a point, days as 2022-03-31, percentages as 92.3%, true as TRUE."""
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).upper()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)


def place_of(column: int, row: int) -> str:
    """A cell as a spreadsheet calls it.

    >>> place_of(4, 2), place_of(28, 1)
    ('D2', 'AB1')
    """
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row}"


def hidden_note(sheet: Sheet, hidden_rows: Sequence[int]) -> list[str]:
    """What is said of rows and columns that a person who looks at the sheet does not see: they are read all the same."""
    notes = []
    if hidden_rows:
        numbers = [f"{number:,}" for number in hidden_rows[:10]]
        if more := len(hidden_rows) - len(numbers):
            numbers.append(f"{more:,} more")
        listed = get_text_list(numbers, "and")
        notes.append(f"Rows that are hidden in “{sheet.title}” were read too: {listed}.")
    if sheet.hidden_columns:
        spans = [
            place_of(first, 1)[:-1]
            if first == last
            else f"{place_of(first, 1)[:-1]}:{place_of(last, 1)[:-1]}"
            for first, last in sheet.hidden_columns[:10]
        ]
        notes.append(
            f"Columns that are hidden in “{sheet.title}” were read too: {get_text_list(spans, 'and')}."
        )
    return notes
