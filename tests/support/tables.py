"""Tables as the files that people upload."""

import csv
import io

from openpyxl import Workbook


def workbook(**sheets):
    """A workbook as bytes; the name of a sheet that nobody sees ends in “_hidden”."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.removesuffix("_hidden").replace("_", " "))
        sheet.sheet_state = "hidden" if name.endswith("_hidden") else "visible"
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def text(*rows):
    """A CSV as bytes."""
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()
