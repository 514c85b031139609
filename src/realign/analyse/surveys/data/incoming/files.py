"""Reading a file of answers by its kind: SPSS, CSV with a codebook, a workbook with a codebook sheet, Parquet."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from realign.analyse.surveys.data.incoming.answers import (
    COLUMNS,
    IncomingAnswers,
    code_text,
    distinct,
    from_rows,
)
from realign.analyse.surveys.data.incoming.headings import (
    MOST_ROWS,
    first_rows,
    names_of,
    suggested_headings,
)
from realign.analyse.surveys.data.incoming.mapping import mapped, raw_column
from realign.analyse.surveys.data.incoming.typing import (
    add_text_column,
    note_unlisted,
    smallest,
    trimmed,
    with_usual_codes,
)
from realign.analyse.surveys.data.types import NOT_STORED, ColumnRole, HeadingRows
from realign.foundations.design.words import counted
from realign.foundations.files.isolated import (
    CsvRows,
    TextColumns,
    UnreadableFileError,
    read_csv_file,
    read_parquet_file,
    read_spss_file,
)
from realign.foundations.files.reading.workbooks import CellFault, Sheet, hidden_note, open_workbook, place_of
from realign.foundations.files.table_layouts.types import fold
from realign.foundations.files.tables import (
    UTF_16,
    WINDOWS,
    check_text,
    note_cut_row,
    note_unreadable_row,
    other_encoding,
)
from realign.foundations.files.types import DatasetColumn
from realign.methods.numbers import number_of
from realign.methods.on_disk import ROWS

ENCODING_WORDS = {
    WINDOWS: "Windows-1252, as Excel saves a CSV: check letters such as à, é and ’ in the labels below",
    UTF_16: "UTF-16, as Excel saves Unicode text",
}
CODEBOOK_SHEETS = frozenset({"codebook", "codes", "labels", "variables"})


def read_csv(path: Path, answers: IncomingAnswers, usual: Mapping[str, str]) -> None:
    """Answers as comma-, semicolon- or tab-separated text."""
    encoding = _encoding(path, answers)
    if not encoding:
        return
    delimiter, first = first_rows(path, encoding)
    names, questions = _named(first, answers)
    if not _header_is_sound(names, answers):
        return

    try:
        rows = read_csv_file(
            path, names=names, skip=answers.heading_rows, delimiter=delimiter, encoding=encoding
        )
    except UnreadableFileError as error:
        answers.problems.add(0, "", error.fault, "a table of answers", error.what_to_do)
        return
    _note_rows(rows, len(names), answers)
    answers.decimal_commas = delimiter == ";"
    _add_texts(answers, rows.columns, usual, questions)


def _note_rows(rows: CsvRows, width: int, answers: IncomingAnswers) -> None:
    """Problems of rows that have another number of cells than the headings, or at which the file ends too soon."""
    for number, cells in rows.other_widths:
        answers.problems.add(
            number,
            "",
            f"{cells} cells",
            f"{width}, as in the header",
            "A value that holds a comma must be in double quotes.",
        )
    answers.problems.count += rows.faults - len(rows.other_widths)
    number, cells = rows.last
    if rows.broken is not None:
        note_unreadable_row(answers.problems, *rows.broken)
    elif number and cells < width:
        note_cut_row(answers.problems, number)


def _encoding(path: Path, answers: IncomingAnswers) -> str:
    """How the letters of a text file are written; nothing, and a problem, where it cannot be told."""
    if (problem := check_text(path)) is None:
        return "utf-8"
    if encoding := other_encoding(path):
        answers.notes.append(f"The file is not in UTF-8. It was read as {ENCODING_WORDS[encoding]}.")
        return encoding
    answers.problems.add(problem.row, problem.column, problem.found, problem.expected, problem.todo)
    return ""


def read_workbook(path: Path, answers: IncomingAnswers, usual: Mapping[str, str]) -> None:
    """An Excel workbook: answers on its first sheet, a codebook on a sheet of that name if there is one."""
    try:
        with open_workbook(path) as opened:
            sheets = {sheet.title: sheet for sheet in opened}
            about = next((title for title in sheets if fold(title) in CODEBOOK_SHEETS), None)
            data = next((s.title for s in opened if s.title != about and not s.is_hidden), None)
            if data is None:
                answers.problems.add(
                    0, "", "a codebook or hidden sheets only", "a sheet of answers beside it"
                )
                return
            if about is not None and not answers.described:
                answers.book |= _codebook_sheet(list(_cells(sheets[about], answers, [])), answers)
                answers.described |= answers.book
            if others := [title for title in sheets if title not in (about, data)]:
                answers.notes.append(f"Read from the sheet “{data}”. Not read: {_quoted(others)}.")
            _read_sheet(sheets[data], answers, usual)
    except UnreadableFileError as error:
        answers.problems.add(0, "", error.fault, "a workbook", error.what_to_do)


def _read_sheet(sheet: Sheet, answers: IncomingAnswers, usual: Mapping[str, str]) -> None:
    """The answers of a sheet as columns of text, of which a few rows at a time stand in memory as rows."""
    hidden: list[int] = []
    rows = _cells(sheet, answers, hidden)
    first = list(islice(rows, MOST_ROWS))
    names, questions = _named([row.cells for row in first], answers)
    if not _header_is_sound(names, answers):
        # every cell that cannot be read is told of, not only those of the first rows
        deque(rows, maxlen=0)
        return
    columns = TextColumns(names)
    below = chain(first[answers.heading_rows :], rows)
    span: tuple[int, int] | None = None
    while lot := list(islice(below, ROWS)):
        if not _is_as_wide_as_its_names(lot, len(names), answers):
            return
        span = (span[0] if span else lot[0].number, lot[-1].number)
        body = [row.cells + [""] * (len(names) - len(row.cells)) for row in lot]
        columns.add(list(zip(*body, strict=True)))
    if answers.problems or (span and not _is_whole(sheet.merged, span, answers)):
        return
    answers.notes += hidden_note(sheet, hidden)
    _add_texts(answers, columns, usual, questions)


def read_parquet(path: Path, answers: IncomingAnswers, usual: Mapping[str, str]) -> None:
    """Answers that are typed already."""
    try:
        table = read_parquet_file(path)
    except UnreadableFileError as error:
        answers.problems.add(0, "", error.fault, "a Parquet file", error.what_to_do)
        return
    if not _header_is_sound(table.column_names, answers):
        return
    sound = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        if pa.types.is_dictionary(column.type):
            column = column.cast(column.type.value_type)
        if pa.types.is_large_string(column.type):
            column = column.cast(pa.string())
        if pa.types.is_float16(column.type):
            column = column.cast(pa.float32())
        if pa.types.is_decimal(column.type):
            # a code that a database wrote as 1.00 is the code 1
            column = column.cast(pa.float64())
        if not_an_answer := _not_an_answer(column):
            answers.problems.add(
                0,
                name,
                not_an_answer,
                "numbers, words or days",
                "Leave this column out, or save it as one of these.",
            )
            continue
        sound[name] = smallest(column.combine_chunks())
    places = _rows_kept(answers, list(sound), sound.__getitem__)
    for name, column in sound.items():
        answers.raw.append(raw_column(name, column, "", answers.book.get(name)))
        for described, kept in _kept(answers, name, column.take(places)):
            answers.columns[described.name] = kept
            answers.described[described.name] = with_usual_codes(described, kept, usual)
            note_unlisted(answers, described.name)


def _not_an_answer(column: pa.ChunkedArray) -> str:
    """Why a typed column cannot hold answers; nothing where it can."""
    if pa.types.is_nested(column.type):
        return f"values of several parts ({column.type})"
    if pa.types.is_floating(column.type):
        place = pc.index(pc.fill_null(pc.is_inf(column), False), True).as_py()
        if place >= 0:
            return f"an infinite number in row {place + 1}"
    if pa.types.is_temporal(column.type):
        try:
            distinct(column)
        except (OverflowError, ValueError):
            return "a day that no calendar has"
    return ""


def read_any(path: Path, name: str, answers: IncomingAnswers, usual: Mapping[str, str]) -> None:
    """Read a file by the ending of its name; says which endings there are for any other."""
    match Path(name).suffix.casefold():
        case ".sav" | ".zsav":
            read_spss(path, answers)
        case ".csv" | ".tsv" | ".txt":
            read_csv(path, answers, usual)
        case ".xlsx" | ".xlsm" | ".ods":
            read_workbook(path, answers, usual)
        case ".parquet":
            read_parquet(path, answers, usual)
        case other:
            answers.problems.add(
                0,
                "",
                f"a name that ends in {other or 'nothing'}",
                "a file ending in .sav, .csv, .xlsx, .ods or .parquet",
                "Save it as one of them.",
            )


def _named(rows: list[list[str]], answers: IncomingAnswers) -> tuple[list[str], dict[str, str]]:
    """The names of the columns and the questions behind them, by what was said of the first rows or what they suggest."""
    answers.headings = answers.headings or suggested_headings(rows)
    answers.heading_rows = answers.headings.rows
    names, questions = names_of(rows, answers.headings)
    headings = {" ".join(cell.split()) for row in rows[: answers.heading_rows] for cell in row}
    renamed = [name for name in names if name not in headings]
    if renamed and answers.headings is not HeadingRows.QUESTIONS_ANSWERS:
        answers.notes.append(
            f"These columns have no heading of their own and are called by their place: {_quoted(renamed)}."
        )
    return names, questions


@dataclass(frozen=True)
class _TextRow:
    number: int
    cells: list[str]


def _is_as_wide_as_its_names(rows: Iterable[_TextRow], width: int, answers: IncomingAnswers) -> bool:
    """False, with a problem, where cells stand to the right of the last heading: they would not be read."""
    for row in rows:
        if len(row.cells) > width:
            answers.problems.add(
                row.number,
                "",
                f"{len(row.cells)} cells",
                f"{width}, as in the header",
                "Name all columns in the first row. Delete title rows above the names, and sums or notes beside the table.",
            )
            return False
    return True


def _is_whole(
    merged: Iterable[tuple[int, int, int, int]], span: tuple[int, int], answers: IncomingAnswers
) -> bool:
    """False, with a problem, where cells among the answers are merged: whether the value is meant for all is not told."""
    for top, left, bottom, right in merged:
        if span[0] <= bottom and top <= span[1]:
            answers.problems.add(
                top,
                "",
                f"merged cells {place_of(left, top)}:{place_of(right, bottom)}",
                "an answer in every cell",
                "In Excel choose them and “Unmerge cells”, then fill each.",
            )
            return False
    return True


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _add_texts(
    answers: IncomingAnswers, columns: TextColumns, usual: Mapping[str, str], questions: Mapping[str, str]
) -> None:
    if not columns.rows and not answers.problems:
        answers.problems.add(2, "", "no rows", "at least one row under the header", "Check the export.")
    places = _rows_kept(answers, columns.names, lambda name: trimmed(columns[name]))
    for name in columns.names:
        cells = trimmed(columns[name])
        answers.raw.append(
            raw_column(
                name,
                cells,
                questions.get(name, ""),
                answers.book.get(name),
                decimal_commas=answers.decimal_commas,
            )
        )
        for described, kept in _kept(answers, name, cells.take(places)):
            if pa.types.is_string(kept.type):
                answers.described[described.name] = described
                add_text_column(answers, described.name, kept, usual)
            else:
                answers.columns[described.name], answers.described[described.name] = kept, described


def _rows_kept(answers: IncomingAnswers, names: Sequence[str], column: Callable[[str], pa.Array]) -> pa.Array:
    """The places of the rows that are pupils: not those that a column says to leave out, nor those without any answer.

    ``column`` gives the cells of a column, of which a few stand in memory at a time.
    """
    keep = pa.array([True] * (len(column(names[0])) if names else 0), pa.bool_())
    planned = answers.mapping.columns if answers.mapping is not None else {}
    plans = [(planned[name], name) for name in names if name in planned]
    for plan, name in plans:
        if plan.role is ColumnRole.ROWS_LEFT_OUT:
            values = column(name).to_pylist()
            out = pa.array([v is not None and code_text(v) in plan.missing for v in values], pa.bool_())
            met = pc.sum(pc.and_(keep, out)).as_py() or 0
            keep = pc.and_(keep, pc.invert(out))
            answers.notes.append(
                f"Left out: {counted(met, 'row')} by “{plan.column}” ({', '.join(plan.missing)})."
            )
    stored = [name for plan, name in plans if plan.role not in NOT_STORED]
    if stored:
        blank = pc.is_null(column(stored[0]))
        for name in stored[1:]:
            if not pc.any(blank).as_py():
                break
            blank = pc.and_(blank, pc.is_null(column(name)))
        if empty := pc.sum(pc.and_(keep, blank)).as_py():
            answers.notes.append(
                f"Left out: {counted(empty, 'row')} without anything in the columns that are stored."
            )
            keep = pc.and_(keep, pc.invert(blank))
    answers.places = pc.indices_nonzero(keep)
    return answers.places


def _kept(
    answers: IncomingAnswers, name: str, cells: pa.Array | pa.ChunkedArray
) -> Iterator[tuple[DatasetColumn, pa.Array | pa.ChunkedArray]]:
    """What a column of the file is kept as: itself where nobody said what it is.

    Names that differ only in capitals are one to the engine that reads the answers, so the later column gets another.
    """
    if answers.mapping is None:
        becomes = iter([(answers.described.get(name, DatasetColumn(name)), cells)])
    else:
        becomes = mapped(
            answers.mapping,
            name,
            cells,
            answers.problems,
            answers.council,
            decimal_commas=answers.decimal_commas,
            row_of=answers.row_of,
        )
    for described, column in becomes:
        taken = {kept.casefold() for kept in answers.columns}
        kept_as = described.name
        while kept_as.casefold() in taken:
            kept_as += "_"
        if answers.mapping is None and kept_as != described.name:
            answers.notes.append(
                f"“{described.name}” is kept as “{kept_as}”, since it differs from another column only in capitals."
            )
        yield replace(described, name=kept_as), column


def _header_is_sound(names: list[str], answers: IncomingAnswers) -> bool:
    for place, name in enumerate(names, start=1):
        if not name:
            answers.problems.add(
                1, f"column {place}", "a column without a name", "a name", "Name it or remove it."
            )
        elif names.index(name) + 1 != place:
            answers.problems.add(
                1, name, "the same column name twice", "each column once", "Rename or remove one of them."
            )
    if not names:
        answers.problems.add(1, "", "an empty first row", "the names of the columns")
    return not answers.problems


def _cells(sheet: Sheet, answers: IncomingAnswers, hidden: list[int]) -> Iterator[_TextRow]:
    """The rows of a sheet that hold anything, as text; a cell without a value that can be read is a problem.

    The numbers of those that nobody sees are added to ``hidden``.
    """
    for row in sheet.numbered():
        for place, cell in enumerate(row.cells, start=1):
            if isinstance(cell, CellFault):
                where = place_of(place, row.number)
                answers.problems.add(row.number, "", f"{cell.words} in {where}", "a value", cell.todo)
        texts = [_text(cell) for cell in row.cells]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            if row.is_hidden:
                hidden.append(row.number)
            yield _TextRow(row.number, texts)


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "1" if cell else "0"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell).strip()


def _codebook_sheet(rows: list[_TextRow], answers: IncomingAnswers) -> dict[str, DatasetColumn]:
    headings = rows[0].cells if rows else []
    header = [fold(name) for name in headings]
    places = {}
    for column in COLUMNS:
        matching = [fold(name) for name in (column.name, *column.aliases) if fold(name) in header]
        if matching:
            places[column.name] = header.index(matching[0])
        elif column.required:
            answers.problems.add(
                1, f"codebook {column.name}", f"columns {', '.join(headings) or 'none'}", column.help
            )
    numbered = (
        (row.number, {name: row.cells[place] for name, place in places.items() if place < len(row.cells)})
        for row in rows[1:]
    )
    return from_rows(numbered, answers.problems) if "column" in places else {}


def read_spss(path: Path, answers: IncomingAnswers) -> None:
    """Read a .sav or .zsav file with what it says of itself. User-missing answers stay what they are."""
    try:
        file = read_spss_file(path)
    except UnreadableFileError as error:
        answers.problems.add(0, "", error.fault, "an SPSS data file (.sav)", error.what_to_do)
        return
    columns = {name: _column(file.table[name].combine_chunks()) for name in file.table.column_names}
    places = _rows_kept(answers, list(columns), columns.__getitem__)
    for name, column in columns.items():
        values = {code_text(code): str(words) for code, words in file.values.get(name, [])}
        ranges = file.missing_ranges.get(name, [])
        missing = _missing(ranges, values, distinct(column) if ranges else [])
        values |= {code: values.get(code, f"Missing ({code})") for code in missing}
        own = DatasetColumn(name, file.labels.get(name) or "", values, tuple(missing))
        answers.raw.append(raw_column(name, column, "", own))
        if answers.mapping is None:
            answers.described[name] = own
        for described, kept in _kept(answers, name, column.take(places)):
            answers.columns[described.name], answers.described[described.name] = kept, described
            # SPSS lets people label a few values only, so an unlabelled one is worth a note and no more
            note_unlisted(answers, described.name, strict=False)


def _column(column: pa.Array) -> pa.Array:
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        texts = [text.strip() or None if text is not None else None for text in column.to_pylist()]
        return pa.array(texts, pa.string())
    return smallest(column)


def _missing(ranges: list[dict[str, Any]], values: dict[str, str], present: list[object]) -> list[str]:
    """Every code that the file calls missing: those named one by one, and those labelled or present in a range."""
    codes: dict[str, None] = {}
    for span in ranges:
        low, high = span["lo"], span["hi"]
        if low == high or isinstance(low, str):
            codes[code_text(low).strip()] = None
            continue
        inside = [code for code in values if (n := number_of(code)) is not None and low <= n <= high]
        inside += [code_text(v) for v in present if isinstance(v, int | float) and low <= v <= high]
        codes |= dict.fromkeys(sorted(set(inside), key=float))
    return list(codes)
