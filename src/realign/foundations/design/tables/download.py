"""A table as a CSV file, written row by row so that its size does not matter."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse

from realign.foundations.design.tables.cells import csv_value
from realign.foundations.design.tables.spec import Column, TableSpec
from realign.methods.cells import CsvWriter

# Without this mark, spreadsheets on office computers read £ and é as two wrong letters.
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


INVENTED = "Invented data"


class _Line:
    """What the csv module writes to: hands each line straight back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(spec: TableSpec, records: Iterable[Any], *, invented: bool = False) -> Iterator[str]:
    """The heading line, then a line for each record; with ``invented`` a last column says of each whether it is."""
    columns = [column for column in spec.columns if column.csv is not False]
    if invented and not any("invented" in column.key for column in columns):
        columns.append(Column("invented", INVENTED, value=lambda row: bool(getattr(row, "invented", False))))
    writer = CsvWriter(_Line())
    yield BYTE_ORDER_MARK + writer.row([column.label for column in columns])
    for record in records:
        yield writer.row([csv_value(column, record) for column in columns])


def csv_response(spec: TableSpec, records: Iterable[Any], *, invented: bool = False) -> StreamingHttpResponse:
    """A download named after the table."""
    lines = csv_lines(spec, records, invented=invented)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{spec.name}.csv"'
    return response


def rows_response(
    name: str, rows: Iterable[Iterable[Any]], *, invented: bool = False
) -> StreamingHttpResponse:
    """A download of finished rows, the heading row first, for tables that no TableSpec describes.

    With ``invented`` a last column says in every row that its figures are.
    """
    writer = CsvWriter(_Line())

    def lines() -> Iterator[str]:
        yield BYTE_ORDER_MARK
        for number, row in enumerate(rows):
            mark = [INVENTED if number == 0 else "yes"] if invented else []
            yield writer.row([*row, *mark])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
