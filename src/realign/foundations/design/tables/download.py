"""A table as a CSV file, written row by row so that its size does not matter."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse

from realign.foundations.design.tables.cells import csv_value
from realign.foundations.design.tables.spec import TableSpec
from realign.methods.cells import CsvWriter

# Without this mark, spreadsheets on office computers read £ and é as two wrong letters.
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


class _Line:
    """What the csv module writes to: hands each line straight back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(spec: TableSpec, records: Iterable[Any]) -> Iterator[str]:
    """The heading line, then a line for each record."""
    columns = [column for column in spec.columns if column.csv is not False]
    writer = CsvWriter(_Line())
    yield BYTE_ORDER_MARK + writer.row([column.label for column in columns])
    for record in records:
        yield writer.row([csv_value(column, record) for column in columns])


def csv_response(spec: TableSpec, records: Iterable[Any]) -> StreamingHttpResponse:
    """A download named after the table."""
    response = StreamingHttpResponse(csv_lines(spec, records), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{spec.name}.csv"'
    return response


def rows_response(name: str, rows: Iterable[Iterable[Any]]) -> StreamingHttpResponse:
    """A download of finished rows, the heading row first, for tables that no TableSpec describes."""
    writer = CsvWriter(_Line())

    def lines() -> Iterator[str]:
        yield BYTE_ORDER_MARK
        for row in rows:
            yield writer.row(row)

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
