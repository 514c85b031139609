"""A value as a table shows it, and as a CSV file holds it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from realign.foundations.design import words
from realign.foundations.design.tables.spec import Column, Kind
from realign.foundations.design.types import Status


@dataclass(frozen=True)
class TableCell:
    """One cell of a page: its words, where they lead, and its status or tags if it has any."""

    column: Column
    text: str
    url: str = ""
    status: Status | None = None
    tags: tuple[str, ...] = field(default_factory=tuple)


def cell_of(column: Column, record: Any) -> TableCell:
    """The cell of one record in one column."""
    value = column.of(record)
    url = column.link(record) if column.link is not None else ""
    match column.kind:
        case Kind.STATUS if isinstance(value, Status):
            return TableCell(column, value.word, url, status=value)
        case Kind.TAGS:
            return TableCell(column, "", url, tags=tuple(str(tag) for tag in value or ()))
        case _:
            return TableCell(column, _words(column.kind, value), url)


def _words(kind: Kind, value: Any) -> str:
    if value is None or value == "":
        return "–"
    match kind:
        case Kind.NUMBER:
            return words.number(value, 1)
        case Kind.MONEY:
            return words.money_exact(value)
        case Kind.PERCENT:
            return words.percent(value)
        case Kind.DATE:
            return words.date_words(value)
        case _:
            return str(value)


def csv_value(column: Column, record: Any) -> Any:
    """The value for a CSV file: numbers as numbers, dates as 2026-03-31, text as it is, which the writer makes harmless."""
    value = column.csv(record) if callable(column.csv) else column.of(record)
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime() | date():
            return value.isoformat()
        case list() | tuple():
            return "; ".join(str(part) for part in value)
        case int() | float() | Decimal():
            return value
        case _:
            return str(value)
