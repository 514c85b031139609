"""Search, filter and sort, for rows in the database and for rows in memory, by the same rules."""

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import F, Model, Q, QuerySet

from realign.foundations.design.tables.spec import Column, Filter, value_at

Rows = QuerySet[Any] | Sequence[Any]


def search(rows: Rows, fields: Sequence[str], words: str) -> Rows:
    """Rows in which every word is found in at least one field, in any case."""
    wanted = words.split()
    if not wanted or not fields:
        return rows
    if isinstance(rows, QuerySet):
        return rows.filter(reduce(and_, (_anywhere(fields, word) for word in wanted)))
    return [row for row in rows if all(word.lower() in _text(row, fields) for word in wanted)]


def _anywhere(fields: Sequence[str], word: str) -> Q:
    return reduce(or_, (Q(**{f"{field.replace('.', '__')}__icontains": word}) for field in fields))


def _text(row: Any, fields: Sequence[str]) -> str:
    return " ".join(str(value_at(row, field.replace("__", ".")) or "") for field in fields).lower()


def keep(rows: Rows, choice: Filter, value: str) -> Rows:
    """Rows for which the filter's field has this value."""
    if choice.apply is not None:
        chosen: Rows = choice.apply(rows, value)
        return chosen
    field = choice.field or choice.key
    if isinstance(rows, QuerySet):
        return rows.filter(**{field.replace(".", "__"): value})
    return [row for row in rows if str(value_at(row, field.replace("__", "."))) == value]


def sort(rows: Rows, column: Column, *, descending: bool) -> Rows:
    """Rows in order of a column; rows without a value come last either way, ties keep a fixed order."""
    if isinstance(rows, QuerySet):
        field = F(column.order_field)
        order = field.desc(nulls_last=True) if descending else field.asc(nulls_last=True)
        return rows.order_by(order, "pk")
    known = [row for row in rows if column.of(row) is not None]
    unknown = [row for row in rows if column.of(row) is None]
    return sorted(known, key=lambda row: _key(column.of(row)), reverse=descending) + unknown


def _key(value: Any) -> Any:
    """What a value is put in order by: a record or a status by its words, whatever its capitals."""
    word = str(value) if isinstance(value, Model) else getattr(value, "word", value)
    return word.casefold() if isinstance(word, str) else word
