"""Files whose readers are not ours are read in a child process: one damaged byte may end it, and nothing else.

The child has a limit of time and of memory, and sees no setting or password. Answers come back as an Arrow file.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
from django.conf import settings

from realign.methods.on_disk import Lots

CHILD = Path(__file__).parent / "reading" / "reading_child.py"
REFUSED, TOO_LARGE = 3, 4
"""How the child ends where it is not by accident; the same numbers stand in the scripts of ``reading``."""


class UnreadableFileError(ValueError):
    """A file that could not be read: what is wrong with it, in words for a reader, and what to do about it."""

    def __init__(self, fault: str, what_to_do: str) -> None:
        super().__init__(f"{fault}. {what_to_do}")
        self.fault, self.what_to_do = fault, what_to_do


@dataclass(frozen=True)
class SpssFile:
    """An SPSS file: its answers, the label of each column, what its codes mean, and which codes or ranges are missing."""

    table: pa.Table
    labels: dict[str, str | None]
    values: dict[str, list[tuple[Any, str]]]
    missing_ranges: dict[str, list[dict[str, Any]]]


def read_spss_file(path: Path, *, user_missing: bool = True) -> SpssFile:
    """Read a .sav or .zsav file; UnreadableFileError where it is damaged. User-missing answers stay, or become blank."""
    table = _read("spss" if user_missing else "spss-plain", path)
    about = json.loads(table.schema.metadata[b"spss"])
    return SpssFile(
        table.replace_schema_metadata(None),
        about["labels"],
        {name: [(code, words) for code, words in codes] for name, codes in about["values"].items()},
        about["missing_ranges"],
    )


def read_parquet_file(path: Path) -> pa.Table:
    """Read a Parquet file from outside; UnreadableFileError where it is damaged."""
    return _read("parquet", path)


class TextColumns:
    """Columns of text that are on disk: each stands in memory only while somebody has it."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        self.rows = 0
        self._lots = Lots()
        self._places: list[list[tuple[int, int]]] = [[] for _ in names]

    def add(self, columns: Iterable[Sequence[str]]) -> None:
        """Add some rows, given column by column; an empty text is no answer."""
        for places, cells in zip(self._places, columns, strict=True):
            places.append(self._lots.write([cell or None for cell in cells]))
            many = len(cells)
        self.rows += many

    def __getitem__(self, name: str) -> pa.Array:
        chunks = [
            pa.array(self._lots.read(place), pa.string()) for place in self._places[self.names.index(name)]
        ]
        return pa.concat_arrays(chunks) if chunks else pa.array([], pa.string())


@dataclass(frozen=True)
class CsvRows:
    """The rows of a CSV as columns of text, and which rows could not be read: their number and how many cells they have."""

    columns: TextColumns
    other_widths: list[tuple[int, int]]
    """The first of them; ``faults`` counts all."""
    faults: int
    last: tuple[int, int]
    """The last row that holds anything, and how many cells it has."""
    broken: tuple[int, str] | None
    """Where reading had to stop, and why."""


def read_csv_file(path: Path, *, names: Sequence[str], skip: int, delimiter: str, encoding: str) -> CsvRows:
    """Read a CSV under its headings; UnreadableFileError where that takes too long or too much memory."""
    order = {
        "names": list(names),
        "skip": skip,
        "delimiter": delimiter,
        "encoding": "utf-8-sig" if encoding == "utf-8" else encoding,
    }
    columns = TextColumns(names)
    with TemporaryDirectory(prefix="realign-reading-") as folder:
        target = Path(folder) / "columns.jsonl"
        notes = json.loads(run_reader(CHILD, "csv", str(path.resolve()), str(target), json.dumps(order)))
        with target.open(encoding="utf-8", errors="surrogatepass") as stream:
            for line in stream:
                columns.add(json.loads(line))
    return CsvRows(
        columns,
        [(number, cells) for number, cells in notes["widths"]],
        notes["count"],
        (notes["last"][0], notes["last"][1]),
        (notes["broken_at"], notes["broken"]) if notes["broken"] else None,
    )


@contextmanager
def open_geojson(path: Path) -> Iterator[tuple[Iterator[Any], tuple[int, str] | None]]:
    """The features of a GeoJSON file one by one, or the line and what is wrong with it.

    UnreadableFileError where it takes too long or too much memory.
    """
    with TemporaryDirectory(prefix="realign-reading-") as folder:
        target = Path(folder) / "features.jsonl"
        notes = json.loads(run_reader(CHILD, "geojson", str(path.resolve()), str(target), "{}"))
        if refused := notes.get("refused"):
            yield iter(()), (refused[0], refused[1])
            return
        with target.open(encoding="utf-8") as stream:
            yield map(json.loads, stream), None


def _read(kind: str, path: Path) -> pa.Table:
    """The table that the child wrote, which stays on disk until it is used."""
    with TemporaryDirectory(prefix="realign-reading-") as folder:
        target = Path(folder) / "answers.arrow"
        run_reader(CHILD, kind, str(path.resolve()), str(target), "{}")
        # the file is gone from its folder when this ends, and from the disk when nobody reads the table any more
        with pa.memory_map(str(target)) as source, pa.ipc.open_file(source) as reader:
            return reader.read_all()


def run_reader(script: Path, *arguments: str, given: bytes = b"", most_megabytes: int | None = None) -> bytes:
    """Run a script of ours in a process of its own and answer what it writes; UnreadableFileError where it fails.

    The script gets the limit of memory as its last argument, and ends with 0, ``REFUSED`` or ``TOO_LARGE``.
    ``most_megabytes`` is the limit for what needs less than others, where this installation allows as much.
    """
    seconds, megabytes = settings.REALIGN_READING_SECONDS, settings.REALIGN_READING_MEGABYTES
    megabytes = min(megabytes, most_megabytes or megabytes)
    try:
        child = subprocess.run(  # noqa: S603 - our own script; a path is an argument, not a command
            [sys.executable, "-I", str(script), *arguments, str(megabytes)],
            env={"LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"},
            input=given,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableFileError(
            f"a file that could not be read in {seconds} seconds",
            "Open it in the program that made it, save it again, and upload fewer rows or columns at a time.",
        ) from None
    if child.returncode == 0:
        return child.stdout
    if child.returncode == TOO_LARGE:
        raise UnreadableFileError(
            f"a file that needs more than {megabytes:,} MB of memory once it is opened",
            "Upload one round or one council at a time.",
        )
    if child.returncode == -signal.SIGKILL:
        raise UnreadableFileError(
            "a file whose reading was stopped by the system, most often because the machine was short of memory",
            "Upload fewer rows at a time, or try again later. If it goes on, tell your administrator.",
        )
    lines = child.stderr.decode(errors="replace").strip().splitlines()
    why = f" ({lines[-1]})" if child.returncode == REFUSED and lines else ""
    raise UnreadableFileError(
        f"a damaged file that cannot be read{why}", "Open it in the program that made it and save it again."
    )
