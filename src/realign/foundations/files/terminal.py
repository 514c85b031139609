"""Reading and writing the tables of the command line: CSV and Parquet in, CSV or Parquet out, bad input said plainly."""

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click
import pyarrow as pa
import pyarrow.parquet as pq


class BadInput(click.ClickException):
    """Something in a file or in the options is not as expected: exit 2."""

    exit_code = 2


def refuse(where: str, expected: str, actual: str, todo: str = "") -> NoReturn:
    """Stop with file, row or column, what was expected, what was found and what to do."""
    raise BadInput(f"{where}: expected {expected}, found {actual}. {todo}".strip())


def read_rows(path: Path) -> list[dict[str, str]]:
    """A CSV file as rows, every row with the columns of the heading."""
    return [row for _, row in read_numbered_rows(path)]


def read_numbered_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file, each with the line on which it ends, since blank lines are passed over."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, restkey="")
            rows = [(reader.line_num, row) for row in reader]
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
        writer = csv.DictWriter(stream, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows({c: "" if row.get(c) is None else row[c] for c in columns} for row in rows)
    finally:
        if path is not None:
            stream.close()
