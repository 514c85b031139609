"""Text files whose quoted texts do not end where they should, as where a download or copy broke off."""

import csv
from pathlib import Path
from typing import NamedTuple

QUOTE = b'"'
CUT_OFF, TOO_LONG = "unexpected end of data", "field larger than field limit"
LOOK = "Look for a double quote that is opened and not closed."


class QuotingFault(NamedTuple):
    """The row, counted from 1 for the heading, in which a quoted text does not end as it must, and what to say of it."""

    row: int
    wrong: str
    expected: str = "a closing double quote, and then the next cell"
    todo: str = "Export or download the file again."


def quoting_fault(path: Path, *, encoding: str = "utf-8-sig", delimiter: str = ",") -> QuotingFault | None:
    """The first quoted text that does not end as it must; nothing where all do.

    Readers of tables close such a text by themselves, and would read half an answer, or several rows as one cell. A
    double quote within a text that does not begin with one is a letter like any other, as in 5" pipe.
    """
    # each character of other encodings has a zero byte beside the quote, which is there all the same
    if QUOTE not in path.read_bytes():
        return None
    row = 1
    with path.open(encoding=encoding, newline="") as stream:
        try:
            for _ in csv.reader(stream, delimiter=delimiter, strict=True):
                row += 1
        except csv.Error as error:
            if CUT_OFF in str(error):
                return QuotingFault(row, "a file that is cut off inside a quoted text")
            if TOO_LONG in str(error):
                return QuotingFault(row, f"a text of more than {csv.field_size_limit():,} letters", todo=LOOK)
            return QuotingFault(row, "a quoted text that ends within a cell", todo=LOOK)
    return None
