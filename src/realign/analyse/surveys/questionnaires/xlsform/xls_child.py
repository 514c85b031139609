"""Reads the cells of a workbook of Excel 97 to 2003 (.xls), in a process of its own. Run by ``files.py``.

Runs as a script, apart from the package: it loads nothing of the site, holds no connection and opens no file. Usage:
``xls_child.py ROWS MEGABYTES`` with the workbook on standard input. Writes each sheet as its name and its rows of texts, as
JSON on standard output, and stops after the first row beyond ROWS that holds anything. Answers 0, 3 for a workbook that
cannot be read, 4 for one too large.
"""

import json
import resource
import sys
from typing import Any

REFUSED, TOO_LARGE = 3, 4


def limit_memory(megabytes: int) -> None:
    """Let this process ask for no more memory than this, and leave no picture of it behind if it crashes."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(data: bytes, rows: int) -> list[tuple[str, list[list[str]]]]:
    """Every sheet with its cells as texts, without the empty rows at its end."""
    import xlrd  # noqa: PLC0415 - after the limit on memory was set

    # what the library says of an odd file belongs to nobody’s log
    book = xlrd.open_workbook(file_contents=data, logfile=sys.stderr, on_demand=True)
    sheets = []
    for place in range(book.nsheets):
        sheet = book.sheet_by_index(place)
        texts: list[list[str]] = []
        for number in range(sheet.nrows):
            row = [_text(cell, book.datemode, xlrd) for cell in sheet.row(number)]
            if any(row):
                texts += [[]] * (number - len(texts))  # rows without anything in them
                texts.append(row)
                if number >= rows:
                    break
        sheets.append((sheet.name, texts))
        book.unload_sheet(place)
    return sheets


def _text(cell: Any, datemode: int, xlrd: Any) -> str:
    """A cell as its person sees it: whole numbers without a point, yes and no as XLSForms write them."""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return str(int(cell.value)) if float(cell.value).is_integer() else str(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        parts = xlrd.xldate_as_tuple(cell.value, datemode)
        return (
            "{:02}:{:02}:{:02}".format(*parts[3:])
            if parts[:3] == (0, 0, 0)
            else "{:04}-{:02}-{:02} {:02}:{:02}:{:02}".format(*parts)
        )
    if cell.ctype == xlrd.XL_CELL_ERROR:
        raise ValueError(f"a cell with the error {xlrd.error_text_from_code.get(cell.value, cell.value)}")
    return str(cell.value).strip()


def main(rows: str, megabytes: str) -> int:
    """Read one workbook; the way the process ends says how it went."""
    limit_memory(int(megabytes))
    try:
        json.dump(read(sys.stdin.buffer.read(), int(rows)), sys.stdout)
    except MemoryError:
        return TOO_LARGE
    except Exception as error:  # whatever a reader says of a stranger’s file is a refusal of the file
        print(" ".join(str(error).split())[:300] or type(error).__name__, file=sys.stderr)
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
