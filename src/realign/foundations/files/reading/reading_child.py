"""Reads one SPSS, Parquet, CSV or GeoJSON file in a process of its own. Run by ``isolated.py``.

Runs as a script, apart from the package: it loads nothing of the site, holds no connection and knows no password. Usage:
``reading_child.py spss|spss-plain|parquet|csv|figures|geojson FILE TARGET ORDER MEGABYTES``. Tables are written as an Arrow
file, rows of text and features of a map as JSON lines. ORDER is JSON: how a CSV is written.
Answers 0, 3 for a file that its reader refuses, or 4 for one that needs too much memory, with the reason on one line of
standard error; on standard output, what is wrong with single rows.
"""

import csv
import json
import re
import resource
import sys
from collections.abc import Iterator
from itertools import islice

# what matters to how deep brackets go: an escaped letter, a quotation mark, a bracket
SIGNS = re.compile(r"\\.|[\"\[\]{}]", re.DOTALL)
REFUSED, TOO_LARGE = 3, 4


def limit_memory(megabytes: int) -> None:
    """Let this process ask for no more memory than this, and leave no picture of it behind if it crashes."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def spss(path: str, *, user_missing: bool):  # type: ignore[no-untyped-def]
    """An SPSS file as an Arrow table; its labels, value labels and missing ranges as JSON in the table’s metadata."""
    import pyarrow as pa  # noqa: PLC0415 - after the limit on memory was set
    import pyreadstat  # noqa: PLC0415

    frame, meta = pyreadstat.read_sav(path, user_missing=user_missing)
    about = {
        "labels": meta.column_names_to_labels,
        "values": {name: list(codes.items()) for name, codes in meta.variable_value_labels.items()},
        "missing_ranges": meta.missing_ranges,
    }
    columns = [pa.array(frame[name], from_pandas=True) for name in frame.columns]
    return pa.table(columns, names=list(frame.columns)).replace_schema_metadata({"spss": json.dumps(about)})


def parquet(path: str):  # type: ignore[no-untyped-def]
    """A Parquet file as an Arrow table."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    return pq.read_table(path)


BATCH_CELLS = 200_000
"""Cells that are written down together."""

MOST_FAULTS = 20_000
DEEPEST = 16
"""Brackets within brackets: outlines have seven, properties a few."""


def rows_of_text(path: str, target: str, order):  # type: ignore[no-untyped-def]
    """The rows of a CSV under its headings, as columns of text. Empty lines count as rows and hold nothing.

    Each line of the target holds some rows, column by column. Answers the rows that have another number of cells, and
    whether the file ends inside a quoted text.
    """
    names = order["names"]
    faults: list[tuple[int, int]] = []
    count, number, last, broken = 0, 0, (0, 0), ""
    batch: list[list[str]] = []
    most = max(1, BATCH_CELLS // len(names))

    def write(sink) -> None:  # type: ignore[no-untyped-def]
        sink.write(json.dumps(list(zip(*batch, strict=True)), ensure_ascii=False) + "\n")
        batch.clear()

    with (
        open(path, encoding=order["encoding"], newline="") as stream,
        open(target, "w", encoding="utf-8", errors="surrogatepass") as sink,
    ):
        try:
            for number, cells in enumerate(
                csv.reader(stream, delimiter=order["delimiter"], strict=True), start=1
            ):
                if number <= order["skip"] or not cells:
                    continue
                last = (number, len(cells))
                if len(cells) != len(names):
                    count += 1
                    if len(faults) < MOST_FAULTS:
                        faults.append(last)
                    continue
                batch.append(cells)
                if len(batch) == most:
                    write(sink)
        except csv.Error as error:
            broken, number = str(error), number + 1
        if batch:
            write(sink)
    return {"widths": faults, "count": count, "last": last, "broken": broken, "broken_at": number}


MOST_COLUMNS = 16_384
"""Cells in a row of figures, as many as a sheet of Excel has."""

LONGEST_LINE = 1_000_000
"""Letters of a line that tell which sign stands between cells."""


def rows_of_figures(path: str, header_row: int, lines: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV that hold anything, with their numbers; BrokenRowError where one cannot be read.

    The sign between cells is the one that a line of the first ones has most of: the header.
    """
    with open(path, encoding="utf-8-sig", newline="") as stream:
        for _ in range(1, header_row):
            stream.readline()
        at = stream.tell()
        first = [re.sub(r'"[^"]*"', "", stream.readline(LONGEST_LINE)) for _ in range(lines)]
        stream.seek(at)
        delimiter = max(",;\t", key=lambda sign: max(line.count(sign) for line in first))
        number = header_row - 1
        try:
            for cells in csv.reader(stream, delimiter=delimiter, strict=True):
                number += 1
                if len(cells) > MOST_COLUMNS:
                    raise BrokenRowError(
                        number, f"{len(cells):,} cells, and at most {MOST_COLUMNS:,} are read"
                    )
                if any(cell.strip() for cell in cells):
                    yield number, cells
        except csv.Error as error:
            raise BrokenRowError(number + 1, str(error)) from None


class BrokenRowError(ValueError):
    """A row of a CSV that cannot be read: its number, and why."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(why)
        self.number, self.why = number, why


def figures(path: str, target: str, order):  # type: ignore[no-untyped-def]
    """The rows of a CSV of figures, each on a line of its own; answers where reading had to stop, and why."""
    rows = rows_of_figures(path, order["header_row"], order["lines"])
    with open(target, "w", encoding="utf-8", errors="surrogatepass") as stream:
        try:
            for row in islice(rows, order["most"]):
                stream.write(json.dumps(row) + "\n")
        except BrokenRowError as error:
            return {"broken": [error.number, error.why]}
    return {}


def features(path: str, target: str) -> dict[str, object]:
    """The features of a GeoJSON file, each on a line of its own; answers what keeps it from being one, in words."""
    with open(path, encoding="utf-8-sig") as stream:
        text = stream.read()
    if refusal := brackets(text):
        return {"refused": refusal}
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        return {"refused": [error.lineno, f"{error.msg} at column {error.colno} of the line"]}
    except ValueError:
        return {"refused": [0, "a number with thousands of digits"]}
    items = data.get("features") if isinstance(data, dict) else None
    if not isinstance(items, list) or not items:
        return {"refused": [0, "no features"]}
    with open(target, "w", encoding="utf-8", errors="surrogatepass") as stream:
        for feature in items:
            stream.write(json.dumps(feature) + "\n")
    return {"count": len(items)}


def brackets(text: str) -> list[object]:
    """Where brackets stand within more brackets than any map has; those inside quoted texts do not count."""
    depth = 0
    quoted = False
    for piece in SIGNS.finditer(text):
        sign = piece[0]
        if sign == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif sign in "[{":
            depth += 1
            if depth > DEEPEST:
                return [
                    text.count("\n", 0, piece.start()) + 1,
                    "brackets within brackets without end",
                ]
        elif sign in "]}":
            depth -= 1
    return []


def main(kind: str, path: str, target: str, order: str, megabytes: str) -> int:
    """Read one file; the way the process ends says how it went."""
    limit_memory(int(megabytes))
    try:
        if kind == "geojson":
            print(json.dumps(features(path, target)))
            return 0
        if kind == "figures":
            print(json.dumps(figures(path, target, json.loads(order))))
            return 0
        if kind == "csv":
            print(json.dumps(rows_of_text(path, target, json.loads(order))))
            return 0
        import pyarrow as pa  # noqa: PLC0415

        table = parquet(path) if kind == "parquet" else spss(path, user_missing=kind == "spss")
        # the site reads the result into its own memory, so it gets a quarter of what reading may take
        if table.nbytes > int(megabytes) * 1024 * 1024 // 4:
            return TOO_LARGE
        with pa.OSFile(target, "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
    except (MemoryError, ImportError):
        # a library that cannot be loaded lacks the memory for it
        return TOO_LARGE
    except Exception as error:  # whatever a reader says of a stranger’s file is a refusal of the file
        print(" ".join(str(error).split())[:300] or type(error).__name__, file=sys.stderr)
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
