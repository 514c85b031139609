"""Is this file text that can be read? Told by its bytes, whatever its name says."""

import codecs
from collections.abc import Iterator
from pathlib import Path

from realign.foundations.files.storage import pieces
from realign.foundations.files.types import Problem

SAVE_AS = "In Excel choose “Save as” and “CSV UTF-8 (comma delimited)”, then bring that file."

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


def check_text(path: Path) -> Problem | None:
    """The first thing that keeps a file from being UTF-8 text, with its row and byte; nothing when it is."""
    start = _start(path)
    if not start.strip():
        return Problem(
            0, "", "an empty file", EXPECTED, "Check that the export finished, and bring it again."
        )
    for signature, what, todo in SIGNATURES:
        if start.startswith(signature):
            return Problem(0, "", what, EXPECTED, todo)
    return _first_bad_byte(pieces(path))


def _start(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(512)


def _first_bad_byte(chunks: Iterator[bytes]) -> Problem | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    seen = rows = line_start = 0
    for chunk in chunks:
        pending = len(decoder.getstate()[0])
        bad, what = chunk.find(b"\0"), "a NUL byte (0x00)"
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            found = max(error.start - pending, 0)
            if bad < 0 or found < bad:
                bad, what = found, f"byte 0x{chunk[found]:02X}, which is not UTF-8"
        if bad >= 0:
            rows += chunk.count(b"\n", 0, bad)
            if (last := chunk.rfind(b"\n", 0, bad)) >= 0:
                line_start = seen + last + 1
            place = seen + bad - line_start + 1
            return Problem(
                rows + 1,
                "",
                f"{what} at byte {place} of the row (byte {seen + bad + 1} of the file)",
                EXPECTED,
                SAVE_AS,
            )
        if (last := chunk.rfind(b"\n")) >= 0:
            line_start = seen + last + 1
        rows += chunk.count(b"\n")
        seen += len(chunk)
    if decoder.getstate()[0]:
        return Problem(rows + 1, "", f"an unfinished letter at byte {seen} of the file", EXPECTED, SAVE_AS)
    return None
