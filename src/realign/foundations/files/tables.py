"""Tables out of CSV files and workbooks: what kind of file it is by its bytes, its header, and its rows."""

import codecs
import csv
import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from realign.foundations.files.isolated import UnreadableFileError
from realign.foundations.files.reading.workbooks import (
    FIRST_VISIBLE,
    CellFault,
    Sheet,
    cell_text,
    hidden_note,
    is_workbook,
    open_workbook,
    place_of,
)
from realign.foundations.files.storage import pieces
from realign.foundations.files.types import FileColumn, Problem, Problems
from realign.methods.cells import UNWRITABLE, as_given, unwritable_in

SAVE_AS = "In Excel choose “Save as” and “CSV UTF-8 (comma delimited)”, then upload that file."

# the first bytes of files that are sometimes saved or renamed as .csv
SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"PK", "an Excel workbook or zip archive (it starts with PK)", SAVE_AS),
    (
        b"\xd0\xcf\x11\xe0",
        "an old Excel workbook (.xls), or a workbook with a password",
        "In Excel choose “Save as” and “Excel workbook (.xlsx)” without a password, or “CSV UTF-8 (comma delimited)”, "
        "then upload that file.",
    ),
    (b"%PDF", "a PDF document", "Ask its producer for the figures as CSV."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (b"\xff\xfe", "text in UTF-16", SAVE_AS),
    (b"\xfe\xff", "text in UTF-16", SAVE_AS),
    (b"<!DOCTYPE", "a web page", "Download the data itself: the address may lead to a page about it."),
    (b"<html", "a web page", "Download the data itself: the address may lead to a page about it."),
)
EXPECTED = "a text file in UTF-8"
WINDOWS, UTF_16 = "cp1252", "utf-16"

# what no page shows and no Excel workbook may hold
CONTROL = UNWRITABLE


def check_text(path: Path) -> Problem | None:
    """The first thing that keeps a file from being UTF-8 text, with its row and byte; nothing when it is."""
    start = _start(path)
    if not start.strip():
        return Problem(
            0, "", "an empty file", EXPECTED, "Check that the export finished, and upload it again."
        )
    for signature, what, todo in SIGNATURES:
        if start.startswith(signature):
            return Problem(0, "", what, EXPECTED, todo)
    return _first_bad_byte(pieces(path))


def other_encoding(path: Path) -> str:
    """How a text that is not UTF-8 was saved: by Excel as “CSV” or as “Unicode text”; nothing where it is neither."""
    start = _start(path)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return UTF_16 if _is_text(path, UTF_16) else ""
    if not start.strip() or start.startswith(tuple(signature for signature, _, _ in SIGNATURES)):
        return ""
    return WINDOWS if _is_text(path, WINDOWS) else ""


def _is_text(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        controls = any(CONTROL.search(decoder.decode(chunk)) for chunk in pieces(path))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return not controls


def _start(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(512)


def _first_bad_byte(chunks: Iterator[bytes]) -> Problem | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    read = rows = line_start = 0
    for chunk in chunks:
        pending = len(decoder.getstate()[0])
        bad, what = chunk.find(b"\0"), "a NUL byte (0x00)"
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            start = max(error.start - pending, 0)
            if bad < 0 or start < bad:
                bad, what = start, f"byte 0x{chunk[start]:02X}, which is not UTF-8"
        if bad >= 0:
            rows += chunk.count(b"\n", 0, bad)
            if (last := chunk.rfind(b"\n", 0, bad)) >= 0:
                line_start = read + last + 1
            place = read + bad - line_start + 1
            return Problem(
                rows + 1,
                "",
                f"{what} at byte {place} of the row (byte {read + bad + 1} of the file)",
                EXPECTED,
                SAVE_AS,
            )
        if (last := chunk.rfind(b"\n")) >= 0:
            line_start = read + last + 1
        rows += chunk.count(b"\n")
        read += len(chunk)
    if decoder.getstate()[0]:
        return Problem(rows + 1, "", f"an unfinished letter at byte {read} of the file", EXPECTED, SAVE_AS)
    return None


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row: its number as a spreadsheet shows it, its known columns by name, and the others."""

    number: int
    cells: tuple[str, ...]
    columns: Mapping[str, int]
    """The place of each known column; the same for all rows, as is ``others``."""
    others: Mapping[str, int]
    dates: tuple[int, ...] = ()
    """Places of cells that a workbook keeps as days: what was typed may have been something else."""

    def __getitem__(self, column: str) -> str:
        place = self.columns.get(column)
        return "" if place is None else self.cells[place]

    @property
    def values(self) -> dict[str, str]:
        """The cells of known columns, by the name of the column."""
        return {column: self.cells[place] for column, place in self.columns.items()}

    @property
    def extra(self) -> dict[str, str]:
        """The cells of other columns, by their heading; nothing unless they were asked for."""
        return {heading: self.cells[place] for heading, place in self.others.items()}

    def is_date(self, column: str) -> bool:
        """Whether a workbook keeps this cell as a day."""
        return self.columns.get(column, -1) in self.dates


@dataclass
class Table:
    """The rows of a file, with what was wrong and what is worth knowing."""

    rows: list[FileRow] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class TablePart:
    """Where in a file the table is: the sheet of a workbook (the first that is not hidden), and the row of headings."""

    sheet: str = ""
    header_row: int = 1
    """Its number as a spreadsheet shows it; 1 also means the first row that holds anything."""


WHOLE = TablePart()


@dataclass(frozen=True, slots=True)
class _RawRow:
    number: int
    cells: list[str]
    faults: Mapping[int, CellFault] = field(default_factory=dict)
    dates: tuple[int, ...] = ()


def fold(name: str) -> str:
    """A column’s name for comparison: case, spaces, hyphens and underscores do not matter."""
    return re.sub(r"[\s_\-]+", "", name).casefold()


def header_of(path: Path, name: str, part: TablePart = WHOLE) -> list[str]:
    """The column names of a file, or nothing when it cannot be read as a table."""
    return next(_rows(path, name, Table(), part), _RawRow(0, [])).cells


def first_rows(
    path: Path, name: str, part: TablePart = WHOLE, *, most: int = 20
) -> list[tuple[int, list[str]]]:
    """The first rows that hold anything, with their numbers, as text; nothing when the file cannot be read as a table."""
    rows = []
    for row in _rows(path, name, Table(), part):
        rows.append((row.number, row.cells))
        if len(rows) == most:
            break
    return rows


def fits(path: Path, columns: Sequence[FileColumn]) -> bool:
    """True when the file has every column that the format requires."""
    header = {fold(name) for name in header_of(path, path.name)}
    return all(
        not column.required or header & {fold(name) for name in (column.name, *column.aliases)}
        for column in columns
    )


MAX_TABLE_CELLS = 20_000_000
"""Cells of a file whose rows are checked one by one. Larger files are imported in several parts."""


def read_table(
    path: Path,
    name: str,
    columns: Sequence[FileColumn],
    *,
    keep_extra: bool = False,
    part: TablePart = WHOLE,
) -> Table:
    """Read every row of a file. Columns may come in any order and case; unknown ones are noted and left out."""
    table = Table()
    rows = _rows(path, name, table, part)
    first = next(rows, _RawRow(0, []))
    header = first.cells
    for place, fault in first.faults.items():
        _note_fault(table, first.number, place, "", fault)
    if table.problems:
        return table
    known, unknown = _match(header, columns, table)
    if table.problems:
        return table
    if unknown and not keep_extra:
        table.notes.append(f"Columns not used: {', '.join(header[place] for place in unknown)}.")
    others = {header[place].strip(): place for place in unknown} if keep_extra else {}
    used = {*known.values(), *others.values()}
    nameless = {place for place, heading in enumerate(header) if not heading.strip()}
    texts: dict[str, str] = {}
    count = 0
    last = None
    for row in rows:
        cells, number = row.cells, row.number
        while len(cells) > len(header) and not cells[-1].strip():
            cells.pop()
        if len(cells) != len(header):
            last = (number, len(cells))
            table.problems.add(
                number,
                "",
                f"{len(cells)} cells",
                f"{len(header)}, as in the header",
                _width_advice(path, name),
            )
            continue
        count += len(cells)
        if count > MAX_TABLE_CELLS:
            table.problems.add(
                number,
                "",
                f"more than {MAX_TABLE_CELLS:,} cells",
                "a smaller file",
                "Split it by year or by area.",
            )
            break
        if unseen := [(place, cell) for place, cell in enumerate(cells) if CONTROL.search(cell)]:
            for place, cell in unseen:
                _note_control(table, number, header[place], cell)
            continue
        if faults := {place: fault for place, fault in row.faults.items() if place in used}:
            for place, fault in faults.items():
                _note_fault(table, number, place, header[place], fault)
            continue
        if nameless and (filled := {place for place in nameless if cells[place].strip()}):
            nameless -= filled
            table.notes += [
                f"Column {place_of(place + 1, 1)[:-1]} has no heading and was not used."
                for place in sorted(filled)
            ]
        # the same few names, codes and years stand in most rows, and are kept once
        kept = tuple(
            texts.setdefault(cell, cell) if len(texts) < MOST_TEXTS else cell
            for cell in (as_given(cell.strip()) for cell in cells)
        )
        table.rows.append(FileRow(number, kept, known, others, row.dates))
    if last is not None and last == (number, len(cells)) and last[1] < len(header):
        note_cut_row(table.problems, last[0])
    if not table.rows and not table.problems:
        table.problems.add(2, "", "no rows", "at least one row under the header", "Check the export.")
    return table


MOST_TEXTS = 200_000
"""Different texts of a table that are kept once however often they stand in it."""


def _match(
    header: list[str], columns: Sequence[FileColumn], table: Table
) -> tuple[dict[str, int], list[int]]:
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        if fold(name) and fold(name) in places:
            table.problems.add(
                1, name, "the same column name twice", "each column once", "Rename or remove one of them."
            )
        places.setdefault(fold(name), place)
    known: dict[str, int] = {}
    for column in columns:
        matches = [places[fold(name)] for name in (column.name, *column.aliases) if fold(name) in places]
        if matches:
            known[column.name] = matches[0]
        elif column.required:
            table.problems.add(
                1,
                column.name,
                "columns " + ", ".join(name for name in header if name),
                f"a column “{column.name}”{': ' + column.help if column.help else ''}",
                "Check that the file is of the format chosen, or rename the column.",
            )
    unknown = [place for place, name in enumerate(header) if name.strip() and place not in known.values()]
    return known, unknown


def _width_advice(path: Path, name: str) -> str:
    if is_workbook(path, name):
        return "Give every column a heading, and delete what is beside the table."
    return "A value that holds a comma must be in double quotes."


def note_cut_row(problems: Problems, number: int) -> None:
    """Say of a last row with too few cells that the file may end too soon."""
    problems.add(
        number,
        "",
        "a last row with fewer cells than the header",
        "a file that is complete",
        "It seems to be cut off: download or export it again.",
    )


def _note_fault(table: Table, number: int, place: int, column: str, fault: CellFault) -> None:
    cell = place_of(place + 1, number)
    table.problems.add(number, column, f"{fault.words} in {cell}", "a value", fault.todo)


def _note_control(table: Table, number: int, column: str, cell: str) -> None:
    """Note a letter that nobody sees: kept, it would end every Excel workbook that is given out with it."""
    table.problems.add(
        number,
        column,
        f"a control character ({unwritable_in(cell)}) in “{CONTROL.sub('', cell)}”",
        "letters, figures and signs",
        "Type the text of this cell again.",
    )


def _rows(path: Path, name: str, table: Table, part: TablePart) -> Iterator[_RawRow]:
    if is_workbook(path, name):
        return _workbook_rows(path, table, part)
    problem = check_text(path)
    if problem is not None:
        table.problems.add(problem.row, problem.column, problem.found, problem.expected, problem.todo)
        return iter(())
    return _csv_rows(path, table.problems, part)


def _csv_rows(path: Path, problems: Problems, part: TablePart) -> Iterator[_RawRow]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for _ in range(1, part.header_row):
            stream.readline()
        at = stream.tell()
        first = re.sub(r'"[^"]*"', "", stream.readline())
        stream.seek(at)
        delimiter = max(",;\t", key=first.count)
        number = part.header_row - 1
        try:
            for cells in csv.reader(stream, delimiter=delimiter, strict=True):
                number += 1
                if any(cell.strip() for cell in cells):
                    yield _RawRow(number, cells)
        except csv.Error as error:
            note_unreadable_row(problems, number + 1, str(error))


def note_unreadable_row(problems: Problems, number: int, why: str) -> None:
    """Say why a row of text is none: most often a quote is open at the end of the file."""
    if "unexpected end" in why:
        problems.add(
            number,
            "",
            "a file that is cut off inside a quoted text",
            "a closing double quote",
            "Download or export it again, or look for a double quote that is opened in this row and not closed.",
        )
        return
    problems.add(
        number,
        "",
        f"a row that cannot be read ({why})",
        "cells between commas, quotes closed",
        "Look for a double quote that is opened and not closed.",
    )


def _workbook_rows(path: Path, table: Table, part: TablePart) -> Iterator[_RawRow]:
    width = header = last = 0
    hidden: list[int] = []
    try:
        with open_workbook(path, wanted=[part.sheet] if part.sheet else FIRST_VISIBLE) as sheets:
            sheet = _sheet_of(sheets, part, table.problems)
            if sheet is None:
                return
            for row in sheet.numbered():
                if row.number < part.header_row:
                    continue
                if not header:
                    header, width = row.number, len(row.cells)
                last = row.number
                if row.is_hidden:
                    hidden.append(row.number)
                yield _RawRow(
                    row.number,
                    [cell_text(cell) for cell in row.cells] + [""] * (width - len(row.cells)),
                    {place: cell for place, cell in enumerate(row.cells) if isinstance(cell, CellFault)},
                    tuple(place for place, cell in enumerate(row.cells) if isinstance(cell, datetime.date)),
                )
            _note_merged(table, sheet, header, last)
            table.notes += hidden_note(sheet, hidden)
            if others := [other for other in sheets if other.title != sheet.title]:
                listed = ", ".join(
                    f"“{other.title}”{' (hidden)' if other.is_hidden else ''}" for other in others
                )
                table.notes.append(f"Read from the sheet “{sheet.title}”. Not read: {listed}.")
    except UnreadableFileError as error:
        table.problems.add(0, "", error.fault, "a workbook", error.what_to_do)


def _sheet_of(sheets: Sequence[Sheet], part: TablePart, problems: Problems) -> Sheet | None:
    """The sheet that is read; nothing, and a problem, where there is no such sheet."""
    if part.sheet:
        sheet = next((sheet for sheet in sheets if sheet.title == part.sheet), None)
        expected = f"a sheet called “{part.sheet}”"
    else:
        sheet = next((sheet for sheet in sheets if not sheet.is_hidden), None)
        expected = "a sheet that is not hidden"
    if sheet is None:
        listed = ", ".join(f"“{sheet.title}”" for sheet in sheets)
        problems.add(0, "", f"the sheets {listed}", expected, "Check that it is the right workbook.")
    return sheet


def _note_merged(table: Table, sheet: Sheet, header: int, last: int) -> None:
    """Refuse merged cells: only the first of them has the value, and whether it is meant for all is not told."""
    for cells in sheet.merged_in(header, last):
        table.problems.add(
            header,
            "",
            f"merged cells {cells}",
            "a value in every cell, and a heading over every column",
            "In Excel choose them and “Unmerge cells”, then fill each.",
        )
