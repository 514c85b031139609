"""Reading and writing the tables of the command line: CSV and Parquet in, CSV or Parquet out, bad input said plainly."""

import csv
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NoReturn

import click
import pyarrow as pa
import pyarrow.parquet as pq

from realign.methods.cells import CsvWriter, as_given
from realign.methods.numbers import number_of
from realign.methods.quoting import quoting_fault


class BadInput(click.ClickException):
    """Something in a file or in the options is not as expected: exit 2."""

    exit_code = 2


def check_folder_of(path: Path, option: str) -> None:
    """Refuse a file to be written into a folder that is not there, before any work is done for it."""
    folder = path.parent
    if not folder.is_dir():
        raise BadInput(f"{option}: the folder {folder} is not there. Make it first, or name another file.")
    if not os.access(folder, os.W_OK):
        raise BadInput(f"{option}: the folder {folder} cannot be written. Name a file in another folder.")


def _name_of(param: click.Parameter | None) -> str:
    return param.opts[-1] if param is not None else "--out"


class NewFile(click.Path):
    """A file that a command will write: its folder must be there."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path. Raises BadInput in one line where its folder is not there."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        check_folder_of(path, _name_of(param))
        return path


class NewFolder(click.Path):
    """A folder that a command will write files into; it is made where it is not there but the folder above is."""

    def __init__(self) -> None:
        super().__init__(file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path. Raises BadInput in one line where the folder above is not there either."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if not path.is_dir():
            check_folder_of(path, _name_of(param))
        elif not os.access(path, os.W_OK):
            raise BadInput(f"{_name_of(param)}: the folder {path} cannot be written. Name another.")
        return path


class NewFileOrScreen(click.File):
    """An open file that takes its name only when it is whole, or the screen for a hyphen."""

    def __init__(self) -> None:
        super().__init__("wb", atomic=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> IO[Any]:
        """The open file. Raises BadInput in one line where its folder is not there."""
        if isinstance(value, str) and value != "-":
            check_folder_of(Path(value), _name_of(param))
        return super().convert(value, param, ctx)


class Number(click.FloatRange):
    """A number of an option. Python would also take nan, inf and 1_000 for numbers."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        if isinstance(value, str) and number_of(value) is None:
            self.fail(f"“{value}” is not a number.", param, ctx)
        return float(super().convert(value, param, ctx))


def refuse(where: str, expected: str, actual: str, todo: str = "") -> NoReturn:
    """Stop with file, row or column, what was expected, what was found and what to do."""
    raise BadInput(f"{where}: expected {expected}, found {actual}. {todo}".strip())


def read_rows(path: Path) -> list[dict[str, str]]:
    """A CSV file as rows, every row with the columns of the heading."""
    return [row for _, row in read_numbered_rows(path)]


def read_numbered_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file, each with the line on which it ends, since blank lines are passed over."""
    try:
        if fault := quoting_fault(path):
            refuse(f"{path.name}, row {fault.row}", fault.expected, fault.wrong, fault.todo)
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, restkey="")
            rows = [
                (reader.line_num, {name: _as_given(cell) for name, cell in row.items()}) for row in reader
            ]
            heading = reader.fieldnames
    except UnicodeDecodeError as error:
        refuse(f"{path.name}, byte {error.start + 1}", "UTF-8 text", f"byte {error.object[error.start]:#04x}")
    except csv.Error as error:
        refuse(path.name, "a CSV file", str(error), "Save it again as CSV (UTF-8).")
    if not heading:
        refuse(path.name, "a heading row and rows of figures", "an empty file")
    _check_heading(path, heading)
    for number, row in rows:
        if "" in row or None in row.values():
            refuse(f"{path.name}, row {number}", f"{len(heading)} columns", "more or fewer")
    return rows


def _as_given(cell: Any) -> Any:
    """A cell without the apostrophe that keeps a spreadsheet from running it; a row that is too long has a list here."""
    return as_given(cell) if isinstance(cell, str) else cell


SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright lines"}


def _check_heading(path: Path, heading: Sequence[str]) -> None:
    twice = [name for place, name in enumerate(heading) if name and name in heading[:place]]
    if twice:
        refuse(
            f"{path.name}, row 1, column {twice[0]}", "each column once", "the same name again", "Rename one."
        )
    mark = next((mark for mark in SEPARATORS if len(heading) == 1 and mark in heading[0]), None)
    if mark:
        refuse(
            f"{path.name}, row 1",
            "columns separated by commas",
            f"columns separated by {SEPARATORS[mark]}",
            "Save it again as CSV with commas.",
        )


def check_columns(path: Path, columns: Iterable[str], wanted: Iterable[str]) -> None:
    """Stop unless the file has every column that was named."""
    columns = list(columns)
    for column in wanted:
        if column not in columns:
            refuse(path.name, f"a column “{column}”", f"columns {', '.join(columns)}", "Check the name.")


def write_rows(path: Path | None, columns: list[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Rows as CSV to a file, or as Parquet where the name ends so; to the screen without a file."""
    if path is not None and path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist([dict(row) for row in rows]), path)
        return
    stream = sys.stdout if path is None else path.open("w", encoding="utf-8", newline="")
    try:
        CsvWriter(stream, lineterminator="\n").records(columns, rows)
    finally:
        if path is not None:
            stream.close()
