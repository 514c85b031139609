"""Tables out of CSV files and Excel workbooks: what kind of file it is by its bytes, its header, and its rows."""

import codecs
import csv
import datetime
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from openpyxl import load_workbook

from realign.foundations.files.isolated import UnreadableFileError
from realign.foundations.files.storage import pieces
from realign.foundations.files.types import FileColumn, Problem, Problems
from realign.methods.cells import UNWRITABLE, as_given, unwritable_in

SAVE_AS = "In Excel choose “Save as” and “CSV UTF-8 (comma delimited)”, then upload that file."

# the first bytes of files that are sometimes saved or renamed as .csv
SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"PK", "an Excel workbook or zip archive (it starts with PK)", SAVE_AS),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", SAVE_AS),
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


MEGABYTE = 1024 * 1024
MAX_UNPACKED = 500 * MEGABYTE
MAX_TEXTS = 100 * MEGABYTE
MAX_OTHER_PARTS = 20 * MEGABYTE
"""A workbook is a zip archive, refused by what it says it unpacks to: sheets are read row by row, but all texts and
every other part are held in memory at once."""

MAX_COLUMNS = 5_000
"""A few bytes may claim 16,384 cells in each of a million rows."""

DAMAGED = "Open it in Excel and save it again."


@dataclass(frozen=True)
class Sheet:
    """One sheet of an open workbook."""

    title: str
    _worksheet: Any

    def rows(self) -> Iterator[tuple[object, ...]]:
        """The values of each row, the empty ones too; UnreadableFileError where the sheet is damaged or too wide."""
        # what a sheet says of its own size may be wrong: some programs write A1, a hostile file the whole grid
        self._worksheet.reset_dimensions()
        with _refused_in_words():
            for row in self._worksheet.iter_rows(values_only=True):
                if len(row) > MAX_COLUMNS:
                    raise UnreadableFileError(
                        f"a workbook with a row of {len(row):,} cells",
                        f"Leave at most {MAX_COLUMNS:,} columns.",
                    )
                yield row


def is_workbook(path: Path, name: str) -> bool:
    """True for an Excel workbook under its own name: a zip archive that was brought as .xlsx or .xlsm."""
    with path.open("rb") as stream:
        return name.lower().endswith((".xlsx", ".xlsm")) and stream.read(2) == b"PK"


@contextmanager
def open_workbook(source: Path | IO[bytes], *, most: int = MAX_UNPACKED) -> Iterator[list[Sheet]]:
    """The sheets of a workbook, in their order; UnreadableFileError where it is damaged or unpacks to too many bytes."""
    with ExitStack() as stack:
        stream = stack.enter_context(source.open("rb")) if isinstance(source, Path) else source
        with _refused_in_words():
            _check_size(stream, most)
            stream.seek(0)
            with warnings.catch_warnings():
                # it warns of styles and rules that it leaves out, which no table needs
                warnings.simplefilter("ignore")
                book = load_workbook(stream, read_only=True, data_only=True)
            stack.callback(book.close)
            sheets = [Sheet(sheet.title, sheet) for sheet in book.worksheets]
            if not sheets:
                raise UnreadableFileError("a workbook without a sheet", DAMAGED)
        yield sheets


def _check_size(stream: IO[bytes], most: int) -> None:
    texts = other = total = 0
    with zipfile.ZipFile(stream) as archive:
        for entry in archive.infolist():
            total += entry.file_size
            if entry.filename == "xl/sharedStrings.xml":
                texts += entry.file_size
            elif entry.filename.endswith((".xml", ".rels")) and "/worksheets/" not in entry.filename:
                other += entry.file_size
    for size, limit in ((total, most), (texts, MAX_TEXTS), (other, MAX_OTHER_PARTS)):
        if size > limit:
            raise UnreadableFileError(
                f"a workbook that unpacks to more than {limit // MEGABYTE} MB",
                "Save the one sheet that is wanted as CSV UTF-8, and upload that.",
            )


@contextmanager
def _refused_in_words() -> Iterator[None]:
    """Whatever the reader says of a stranger’s file is a refusal of the file: it has no one error of its own."""
    try:
        yield
    except UnreadableFileError:
        raise
    except Exception as error:
        why = " ".join(str(error).split())[:120] or type(error).__name__
        raise UnreadableFileError(f"a workbook that cannot be opened ({why})", DAMAGED) from error


@dataclass(frozen=True)
class FileRow:
    """One row: its number as a spreadsheet shows it, its known columns by name, and the others."""

    number: int
    values: dict[str, str]
    extra: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


@dataclass
class Table:
    """The rows of a file, with what was wrong and what is worth knowing."""

    rows: list[FileRow] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    notes: list[str] = field(default_factory=list)


def fold(name: str) -> str:
    """A column’s name for comparison: case, spaces, hyphens and underscores do not matter."""
    return re.sub(r"[\s_\-]+", "", name).casefold()


def header_of(path: Path, name: str) -> list[str]:
    """The column names of a file, or nothing when it cannot be read as a table."""
    problems = Problems()
    return next(_cells(path, name, problems), (0, []))[1]


def fits(path: Path, columns: Sequence[FileColumn]) -> bool:
    """True when the file has every column that the format requires."""
    header = {fold(name) for name in header_of(path, path.name)}
    return all(
        not column.required or header & {fold(name) for name in (column.name, *column.aliases)}
        for column in columns
    )


def read_table(path: Path, name: str, columns: Sequence[FileColumn], *, keep_extra: bool = False) -> Table:
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
        if unseen := [(place, cell) for place, cell in enumerate(cells) if CONTROL.search(cell)]:
            for place, cell in unseen:
                _note_control(table, number, header[place], cell)
            continue
        table.rows.append(
            FileRow(
                number,
                {column: as_given(cells[place].strip()) for column, place in known.items()},
                {header[place].strip(): as_given(cells[place].strip()) for place in unknown}
                if keep_extra
                else {},
            )
        )
    if not table.rows and not table.problems:
        table.problems.add(2, "", "no rows", "at least one row under the header", "Check the export.")
    return table


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


def _note_width(table: Table, number: int, cells: list[str], header: list[str]) -> None:
    table.problems.add(
        number,
        "",
        f"{len(cells)} cells",
        f"{len(header)}, as in the header",
        "A value that holds a comma must be in double quotes.",
    )


def _note_control(table: Table, number: int, column: str, cell: str) -> None:
    """Note a letter that nobody sees: kept, it would end every Excel workbook that is given out with it."""
    table.problems.add(
        number,
        column,
        f"a control character ({unwritable_in(cell)}) in “{CONTROL.sub('', cell)}”",
        "letters, figures and signs",
        "Type the text of this cell again.",
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
        problems.add(0, "", error.fault, "an Excel workbook", error.what_to_do)


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
