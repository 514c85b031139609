"""Excel workbooks given out: the figures on the first sheet, and what to know before using them on the last."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from realign.methods.cells import harmless, writable

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTES = "Notes"

INVENTED = "Invented data. Do not quote it."

PERCENT = "0.0%"


class Formatted(NamedTuple):
    """A number with how a spreadsheet shows it; it stays the number that it is."""

    number: float
    shown_as: str = PERCENT


Rows = Iterable[Sequence[Any]]


def write_workbook(stream: BinaryIO, *, sheets: Mapping[str, Rows], notes: Iterable[tuple[str, str]]) -> None:
    """Each sheet with its heading row first, then the notes as names and sentences. Rows are written as they come."""
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, row in enumerate(rows):
            cells = [_value(sheet, value) for value in row]
            sheet.append([_bold(sheet, value) for value in cells] if number == 0 else cells)
    page = book.create_sheet(NOTES)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 28, 100
    for name, sentence in notes:
        words = WriteOnlyCell(page, value=_words(sentence))
        words.alignment = Alignment(wrap_text=True, vertical="top")
        page.append([_bold(page, name), words])
    book.save(stream)


def _value(sheet: Any, value: Any) -> Any:
    if isinstance(value, Formatted):
        cell = WriteOnlyCell(sheet, value=value.number)
        cell.number_format = value.shown_as
        return cell
    return _words(value) if isinstance(value, str) else value


def _words(text: str) -> str:
    """Text without the letters that no workbook may hold, and harmless as a formula."""
    return harmless(writable(text))


def _bold(sheet: Any, value: Any) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    cell.font = Font(bold=True)
    return cell
