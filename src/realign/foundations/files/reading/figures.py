"""The rows of a CSV of figures, one after the other: a large file is read in a child process, which writes them down."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from realign.foundations.files.isolated import CHILD, run_reader
from realign.foundations.files.reading.reading_child import BrokenRowError, rows_of_figures

SMALL = 256 * 1024
"""Bytes of a CSV of figures that is read at once: its rows need no more than some megabytes and a moment."""

MOST_MEMORY = 500
"""Megabytes for reading a CSV of figures, whatever other readers may take: its rows are written down as they are read."""


def figure_rows(
    path: Path, *, header_row: int, lines: int, most: int | None = None
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV that hold anything, with their numbers. ``lines`` of the first tell the sign between cells.

    BrokenRowError, after the rows before, where one cannot be read; UnreadableFileError where it takes too long or too
    much memory. ``most`` is for whoever only looks at the first rows.
    """
    if path.stat().st_size <= SMALL:
        yield from islice(rows_of_figures(str(path), header_row, lines), most)
        return
    with TemporaryDirectory(prefix="realign-reading-") as folder:
        target = Path(folder) / "rows.jsonl"
        order = json.dumps({"header_row": header_row, "lines": lines, "most": most})
        notes = json.loads(
            run_reader(CHILD, "figures", str(path.resolve()), str(target), order, most_megabytes=MOST_MEMORY)
        )
        with target.open(encoding="utf-8", errors="surrogatepass") as stream:
            for line in stream:
                number, cells = json.loads(line)
                yield number, cells
        if broken := notes.get("broken"):
            raise BrokenRowError(*broken)
