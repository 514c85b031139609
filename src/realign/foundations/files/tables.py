"""Tables out of CSV files and workbooks: what kind of file it is by its bytes, its header, and its rows."""

import codecs
import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from realign.foundations.files.headings.rules import (
    SEARCHED,
    HeaderReading,
    RowPlan,
    canonical,
    headings_of,
    is_header,
    plans_of,
    read_header,
    rivals_in,
    trimmed,
)
from realign.foundations.files.identifiers import tells_of_a_person
from realign.foundations.files.isolated import UnreadableFileError
from realign.foundations.files.reading.figures import figure_rows
from realign.foundations.files.reading.reading_child import BrokenRowError
from realign.foundations.files.reading.workbooks import (
    EVERY,
    CellFault,
    Sheet,
    cell_text,
    hidden_note,
    is_workbook,
    open_workbook,
    place_of,
)
from realign.foundations.files.storage import pieces
from realign.foundations.files.table_layouts.types import NOT_USED, RowNumber, TableLayout, fold
from realign.foundations.files.types import FileColumn, Problem, Problems
from realign.methods.cells import UNWRITABLE, as_given, unwritable_in
from realign.methods.on_disk import RowsOnDisk

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


class _Packing:
    """How rows of a table are written down: what is the same for many of them is kept once."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[object, ...], int] = {}
        self._same: list[tuple[FileRow, RowNumber | None]] = []

    def pack(self, row: FileRow) -> tuple[Any, ...]:
        number = row.number if isinstance(row.number, RowNumber) else None
        kind: tuple[object, ...] = (id(row.columns), id(row.others))
        if number is not None:
            kind += (id(number.columns), number.figure, number.sheet)
        if kind not in self._kinds:
            self._kinds[kind] = len(self._same)
            self._same.append((row, number))
        return int(row.number), row.cells, self._kinds[kind], row.dates

    def unpack(self, packed: tuple[int, tuple[str, ...], int, tuple[int, ...]]) -> FileRow:
        number, cells, kind, dates = packed
        like, named = self._same[kind]
        if named is not None:
            number = RowNumber(number, named.columns, named.figure, named.sheet)
        return FileRow(number, cells, like.columns, like.others, dates)


def _no_rows() -> RowsOnDisk[FileRow]:
    packing = _Packing()
    return RowsOnDisk(packing.pack, packing.unpack)


@dataclass
class Table:
    """The rows of a file, with what was wrong and what is worth knowing."""

    rows: RowsOnDisk[FileRow] = field(default_factory=_no_rows)
    problems: Problems = field(default_factory=Problems)
    notes: list[str] = field(default_factory=list)
    header_row: int = 0
    """The row of the header, once it is known; and the last row of the table, where it ends above the end of the file."""
    last_row: int = 0
    rows_not_used: int = 0
    """Rows that the layout leaves out, by what stands in them."""


@dataclass(frozen=True, slots=True)
class _RawRow:
    number: int
    cells: list[str]
    faults: Mapping[int, CellFault] = field(default_factory=dict)
    dates: tuple[int, ...] = ()


def header_of(path: Path, name: str) -> list[str]:
    """The column names of a file, or nothing when it cannot be read as a table."""
    return next(_rows(path, name, Table(), (), TableLayout(), most=1), _RawRow(0, [])).cells


@dataclass(frozen=True)
class FirstRows:
    """The first rows of a sheet, or of a text file, with their numbers: enough to tell where its table begins."""

    sheet: str
    is_hidden: bool
    rows: list[tuple[int, list[str]]]


def first_rows(path: Path, name: str) -> list[FirstRows]:
    """The first rows of every sheet, those that nobody sees last; nothing where the file cannot be read as a table."""
    if not is_workbook(path, name):
        rows = [] if check_text(path) else list(_csv_rows(path, Problems(), 1, SEARCHED, most=SEARCHED))
        return [FirstRows("", False, [(row.number, row.cells) for row in rows])] if rows else []
    try:
        with open_workbook(path, wanted=EVERY) as sheets:
            return [
                FirstRows(sheet.title, sheet.is_hidden, list(islice(_numbered(sheet), SEARCHED)))
                for sheet in sorted(sheets, key=lambda sheet: sheet.is_hidden)
            ]
    except UnreadableFileError:
        return []


def fits(path: Path, columns: Sequence[FileColumn], layout: TableLayout | None = None) -> bool:
    """True when the file has every column that the format requires, or every heading of a layout."""
    layout, table = canonical(layout or TableLayout(), columns), Table()
    rows = _rows(path, path.name, table, columns, layout, most=SEARCHED + 1)
    return _header(rows, columns, layout, table) is not None


MAX_TABLE_CELLS = 20_000_000
"""Cells of a file whose rows are checked one by one. Larger files are imported in several parts."""


def read_table(
    path: Path,
    name: str,
    columns: Sequence[FileColumn],
    *,
    keep_extra: bool = False,
    layout: TableLayout | None = None,
) -> Table:
    """Read every row of a file. Columns may come in any order and case; unknown ones are noted and left out.

    A layout says where the table lies and what its columns are; then every column of the file must be in it.
    """
    layout = canonical(layout or TableLayout(), columns)
    if layout.every_sheet and not layout.sheet and is_workbook(path, name):
        return _every_sheet(path, name, columns, layout, keep_extra=keep_extra)
    table = Table()
    rows = _rows(path, name, table, columns, layout)
    header = _header(rows, columns, layout, table)
    if header is None:
        return table
    for place, fault in header.faults.items():
        _note_fault(table, header.number, place, "", fault)
    headings = headings_of(trimmed(header.cells)) if layout.names_columns else header.cells
    if layout.names_columns:
        plans = _described_plans(header, read_header(header.cells, layout, columns), layout, table)
    else:
        plans = _named_plans(header, columns, table, keep_extra=keep_extra)
    if table.problems:
        return table
    width = _Width(headings, is_workbook(path, name))
    _read_rows(rows, header, plans, width, layout, table)
    if table.rows_not_used:
        by = "; ".join(f"{name}: {', '.join(words)}" for name, words in layout.rows_not_used.items())
        table.notes.append(f"Rows not used by this layout: {table.rows_not_used:,} ({by}).")
    if not table.rows and not table.problems:
        table.problems.add(
            header.number + 1, "", "no rows", "at least one row under the header", "Check the export."
        )
    return table


def _every_sheet(
    path: Path, name: str, columns: Sequence[FileColumn], layout: TableLayout, *, keep_extra: bool
) -> Table:
    """The rows of every sheet that is not hidden and has the header, one after the other."""
    table = Table()
    try:
        with open_workbook(path, wanted=EVERY) as sheets:
            has_header = {
                sheet.title: not sheet.is_hidden and _has_header(sheet, columns, layout) for sheet in sheets
            }
            others = [sheet for sheet in sheets if not has_header[sheet.title]]
            if len(others) == len(sheets):
                _say_no_header(_RawRow(layout.header_row or 1, []), columns, layout, table)
    except UnreadableFileError as error:
        table.problems.add(0, "", error.fault, "a workbook", error.what_to_do)
        return table
    titles = [title for title, is_read in has_header.items() if is_read]
    if titles:
        read_from = ", ".join(f"“{title}”" for title in titles)
        table.notes.append(f"Read from the sheets {read_from}. Not read: {sheet_names(others) or 'none'}.")
    for title in titles:
        part = read_table(
            path, name, columns, keep_extra=keep_extra, layout=replace(layout, sheet=title, every_sheet=False)
        )
        table.header_row = table.header_row or part.header_row
        table.rows.extend(
            replace(row, number=row.number.of_sheet(title)) if isinstance(row.number, RowNumber) else row
            for row in part.rows
        )
        table.problems.add_all(part.problems, f"sheet “{title}”")
        # which sheets are read and which are not is said once
        table.notes += [
            f"“{title}”: {note}" for note in part.notes if not note.startswith("Read from the sheet ")
        ]
    return table


def _header(
    rows: Iterator[_RawRow], columns: Sequence[FileColumn], layout: TableLayout, table: Table
) -> _RawRow | None:
    """The row of the header; nothing, and the reason among the problems, where there is none."""
    for row in rows:
        if row.number < layout.header_row:
            continue
        if layout.header_row in (0, row.number) and is_header(row.cells, layout, columns):
            if row.number > 1:
                table.notes.append(f"The header is in row {row.number}.")
            table.header_row = row.number
            return row
        if layout.header_row or not layout.names_columns or row.number > SEARCHED:
            _say_no_header(row, columns, layout, table)
            return None
    if not table.problems:
        _say_no_header(_RawRow(layout.header_row or 1, []), columns, layout, table)
    return None


def _say_no_header(row: _RawRow, columns: Sequence[FileColumn], layout: TableLayout, table: Table) -> None:
    table.problems.about_layout = True
    if not layout.names_columns and layout.header_row in (0, row.number):
        for place, fault in row.faults.items():
            _note_fault(table, row.number, place, "", fault)
        _match(row.cells, columns, table, row.number)
        return
    wanted = [column.name for column in columns if column.required]
    if layout.names_columns:
        wanted = [name for name, role in layout.columns.items() if role != NOT_USED]
        wanted += [each.pattern for each in layout.patterns if each.column != NOT_USED]
    where = f"row {layout.header_row}" if layout.header_row else f"the first {SEARCHED} rows"
    table.problems.add(
        layout.header_row,
        "",
        f"no header in {where}",
        f"the headings {', '.join(wanted)}",
        "Say in which row the header is and what its columns are.",
    )


def _named_plans(
    header: _RawRow, columns: Sequence[FileColumn], table: Table, *, keep_extra: bool
) -> list[RowPlan]:
    """Each row of the file is a row of the format: its header has the columns of the format."""
    known, unknown = _match(header.cells, columns, table, header.number)
    if table.problems:
        return []
    if unknown and not keep_extra:
        table.notes.append(f"Columns not used: {', '.join(header.cells[place] for place in unknown)}.")
    others = {header.cells[place].strip(): place for place in unknown} if keep_extra else {}
    return [RowPlan(known, others, named=frozenset(known.values()))]


def _described_plans(
    header: _RawRow, reading: HeaderReading, layout: TableLayout, table: Table
) -> list[RowPlan]:
    """The rows of the format that each row of the file is, by what a layout says of its columns."""
    for heading in reading.unknown:
        table.problems.about_layout = True
        table.problems.add(
            header.number,
            heading,
            "a column that the layout does not name",
            "what it is, or that it is not used",
            "Say what it is on the page of the import, or in the layout.",
        )
    for heading in reading.twice:
        table.problems.add(
            header.number,
            heading,
            "a column that says the same as another",
            "each once",
            "Say which is not used.",
        )
    _refuse_people([*reading.unknown, *reading.not_used], table, header.number)
    if left := reading.not_used:
        more = f" and {len(left) - LISTED} more" if len(left) > LISTED else ""
        table.notes.append(f"Columns not used: {', '.join(left[:LISTED])}{more}.")
    return list(plans_of(reading, layout))


LISTED = 12
"""Columns that are not used and are named one by one."""


@dataclass(frozen=True)
class _Width:
    """How wide the rows of a table are. In a workbook the empty cells at the end of a row are left out."""

    headings: list[str]
    is_workbook: bool

    def fit(self, cells: list[str]) -> None:
        """Take away what is empty beyond the header, and fill up what a workbook left out."""
        while len(cells) > len(self.headings) and not cells[-1].strip():
            cells.pop()
        if self.is_workbook:
            cells.extend([""] * (len(self.headings) - len(cells)))


def _read_rows(
    rows: Iterator[_RawRow],
    header: _RawRow,
    plans: list[RowPlan],
    width: _Width,
    layout: TableLayout,
    table: Table,
) -> None:
    headings = width.headings
    used = {place for plan in plans for place in plan.places}
    named = {place for plan in plans for place in plan.named}
    nameless = {place for place, heading in enumerate(header.cells) if not heading.strip()} - used
    no_value = {fold(word) for word in layout.no_value}
    left_out = {
        place: {fold(word) for word in words}
        for place, heading in enumerate(headings)
        for name, words in layout.rows_not_used.items()
        if fold(name) == fold(heading)
    }
    count = 0
    last = None
    above = header.number
    for row in rows:
        cells, number = row.cells, row.number
        width.fit(cells)
        # an empty row does not come this far: the numbers of those that do have a gap
        if layout.ends_when_blank and (number > above + 1 or _is_blank(cells, named)):
            table.last_row = above
            _note_end(rows, number, table)
            break
        above = number
        if len(cells) != len(headings):
            last = (number, len(cells))
            table.problems.add(
                number,
                "",
                f"{len(cells)} cells",
                f"{len(headings)}, as in the header",
                _width_advice(width),
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
                _note_control(table, number, headings[place], cell)
            continue
        empty = _without_value(row, used, no_value)
        for place in empty:
            cells[place] = ""
        if any(fold(cells[place].strip()) in words for place, words in left_out.items()):
            table.rows_not_used += 1
            continue
        if faults := {
            place: fault for place, fault in row.faults.items() if place in used and place not in empty
        }:
            for place, fault in faults.items():
                _note_fault(table, number, place, headings[place], fault)
            continue
        if nameless and (
            filled := {place for place in nameless if place < len(cells) and cells[place].strip()}
        ):
            nameless -= filled
            table.notes += [
                f"Column {place_of(place + 1, 1)[:-1]} has no heading and was not used."
                for place in sorted(filled)
            ]
        kept = tuple(as_given(cell.strip()) for cell in cells)
        table.rows.extend(
            FileRow(
                RowNumber(number, plan.names, plan.figure) if plan.names else number,
                kept + plan.always,
                plan.columns,
                plan.others,
                row.dates,
            )
            for plan in plans
        )
    if last is not None and last == (number, len(cells)) and last[1] < len(headings):
        note_cut_row(table.problems, last[0])


def _without_value(row: _RawRow, used: set[int], no_value: set[str]) -> set[int]:
    """The places in which a word or an error stands that the layout says is no value."""
    if not no_value:
        return set()
    words = {place: row.cells[place] for place in used if place < len(row.cells)}
    words |= {place: fault.words.rpartition(" ")[2] for place, fault in row.faults.items()}
    return {place for place, word in words.items() if fold(word) in no_value}


def _is_blank(cells: list[str], named: set[int]) -> bool:
    return not any(cells[place].strip() for place in named if place < len(cells))


def _note_end(rows: Iterator[_RawRow], number: int, table: Table) -> None:
    """Say which rows were not read because the table ends above them."""
    last = max((row.number for row in rows), default=number)
    table.notes.append(
        f"Not read, because the table ends above: row {number}."
        if last == number
        else f"Not read, because the table ends above: rows {number} to {last}."
    )


def _match(
    header: list[str], columns: Sequence[FileColumn], table: Table, row: int
) -> tuple[dict[str, int], list[int]]:
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        if fold(name) and fold(name) in places:
            table.problems.add(
                row, name, "the same column name twice", "each column once", "Rename or remove one of them."
            )
        places.setdefault(fold(name), place)
    known: dict[str, int] = {}
    for column in columns:
        matches = [places[fold(name)] for name in (column.name, *column.aliases) if fold(name) in places]
        if matches:
            known[column.name] = matches[0]
        elif column.required:
            table.problems.add(
                row,
                column.name,
                "columns " + ", ".join(name for name in header if name),
                f"a column “{column.name}”{': ' + column.help if column.help else ''}",
                "Check that the file is of the format chosen, or rename the column.",
            )
    _refuse_rivals(header, columns, table, row)
    unknown = [place for place, name in enumerate(header) if name.strip() and place not in known.values()]
    _refuse_people([header[place] for place in unknown], table, row)
    return known, unknown


def _refuse_rivals(header: list[str], columns: Sequence[FileColumn], table: Table, row: int) -> None:
    """Refuse two columns that may both be the same one of the format, such as a year and a period: they may differ."""
    for name, rivals in rivals_in(header, columns).items():
        table.problems.about_layout = True
        table.problems.add(
            row,
            rivals[-1],
            f"the columns {' and '.join(f'“{heading}”' for heading in rivals)}, which may each be “{name}”",
            f"one column that is “{name}”",
            "Say which of them it is on the page of the import or in a layout, or rename the other.",
        )


def _refuse_people(headings: Iterable[str], table: Table, row: int) -> None:
    """Refuse columns that tell of single people, though nobody asked for them: the file would be stored with them."""
    for heading in headings:
        if looks_like := tells_of_a_person(heading):
            table.problems.personal.append(heading)
            table.problems.add(
                row,
                heading,
                f"a column that looks like {looks_like} (by its name)",
                "nothing that could identify a person",
                "Take the column out where the file was made.",
            )


def _width_advice(width: _Width) -> str:
    if width.is_workbook:
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


def _rows(
    path: Path,
    name: str,
    table: Table,
    columns: Sequence[FileColumn],
    layout: TableLayout,
    *,
    most: int | None = None,
) -> Iterator[_RawRow]:
    """The rows that hold anything; ``most`` of a text file, for whoever only looks for its header."""
    if is_workbook(path, name):
        return _workbook_rows(path, table, columns, layout)
    if layout.sheet:
        table.problems.add(
            0, "", "a text file", f"a workbook with a sheet “{layout.sheet}”", "Leave the sheet out."
        )
        return iter(())
    problem = check_text(path)
    if problem is not None:
        table.problems.add(problem.row, problem.column, problem.found, problem.expected, problem.todo)
        return iter(())
    lines = SEARCHED if layout.names_columns and not layout.header_row else 1
    return _csv_rows(path, table.problems, max(layout.header_row, 1), lines, most=most)


def _csv_rows(
    path: Path, problems: Problems, header_row: int, lines: int, *, most: int | None = None
) -> Iterator[_RawRow]:
    """The rows from one on, up to the one that cannot be read."""
    try:
        for number, cells in figure_rows(path, header_row=header_row, lines=lines, most=most):
            yield _RawRow(number, cells)
    except BrokenRowError as error:
        note_unreadable_row(problems, error.number, error.why)
    except UnreadableFileError as error:
        problems.add(0, "", error.fault, EXPECTED, error.what_to_do)


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


def _numbered(sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    for row in sheet.numbered():
        yield row.number, [cell_text(cell) for cell in row.cells]


def _workbook_rows(
    path: Path, table: Table, columns: Sequence[FileColumn], layout: TableLayout
) -> Iterator[_RawRow]:
    header = last = 0
    hidden: list[int] = []
    try:
        with open_workbook(path, wanted=[layout.sheet] if layout.sheet else EVERY) as sheets:
            sheet = _sheet_of(sheets, columns, layout, table.problems)
            if sheet is None:
                return
            if others := [other for other in sheets if other.title != sheet.title]:
                table.notes.append(f"Read from the sheet “{sheet.title}”. Not read: {sheet_names(others)}.")
            for row in sheet.numbered():
                if row.number < layout.header_row:
                    continue
                header, last = header or row.number, row.number
                if row.is_hidden:
                    hidden.append(row.number)
                yield _RawRow(
                    row.number,
                    [cell_text(cell) for cell in row.cells],
                    {place: cell for place, cell in enumerate(row.cells) if isinstance(cell, CellFault)},
                    tuple(place for place, cell in enumerate(row.cells) if isinstance(cell, datetime.date)),
                )
            _note_merged(table, sheet, table.header_row or header, table.last_row or last)
            table.notes += hidden_note(sheet, hidden)
    except UnreadableFileError as error:
        table.problems.add(0, "", error.fault, "a workbook", error.what_to_do)


def sheet_names(sheets: Iterable[Sheet]) -> str:
    """The names of sheets, those that nobody sees last and marked so."""
    ordered = sorted(sheets, key=lambda sheet: sheet.is_hidden)
    return ", ".join(f"“{sheet.title}”{' (hidden)' if sheet.is_hidden else ''}" for sheet in ordered)


def _sheet_of(
    sheets: Sequence[Sheet], columns: Sequence[FileColumn], layout: TableLayout, problems: Problems
) -> Sheet | None:
    """The sheet to read: the one that is named, the only one that is not hidden, or the only one whose header fits."""
    if layout.sheet:
        chosen = [sheet for sheet in sheets if sheet.title == layout.sheet]
    else:
        chosen = [sheet for sheet in sheets if not sheet.is_hidden]
        if not columns:
            chosen = chosen[:1]
        elif len(chosen) > 1:
            chosen = [sheet for sheet in chosen if _has_header(sheet, columns, layout)]
            # whether a file fits is told by any of the sheets that are all read
            chosen = chosen[:1] if layout.every_sheet else chosen
    if len(chosen) == 1:
        return chosen[0]
    problems.about_layout = True
    problems.add(
        0,
        "",
        f"a workbook with the sheets {sheet_names(sheets)}",
        f"a sheet called “{layout.sheet}”" if layout.sheet else "to be told which sheet is to be read",
        "Choose the sheet on the page of the import, under “Sheet”.",
    )
    return None


def _has_header(sheet: Sheet, columns: Sequence[FileColumn], layout: TableLayout) -> bool:
    """Whether the header that is looked for stands on a sheet."""
    for number, cells in _numbered(sheet):
        if layout.header_row in (0, number) and is_header(cells, layout, columns):
            return True
        if number > SEARCHED or number >= layout.header_row > 0:
            return False
        if not layout.header_row and not layout.names_columns:
            return False
    return False


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
