"""Excel workbooks from outside: opened by what they hold, whatever they are called on disk, and only up to a limit."""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from openpyxl import load_workbook

from realign.foundations.files.isolated import UnreadableFileError

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
                "Save the one sheet that is wanted as CSV UTF-8, and bring that.",
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
