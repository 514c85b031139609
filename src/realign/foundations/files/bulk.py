"""Thousands of rows in one statement, on SQLite and PostgreSQL alike.

``bulk_create`` splits its rows into as many statements as SQLite’s limit on parameters asks for (999: about 60 of
these rows at a time, so over 200 statements for one file). ``executemany`` prepares one statement and runs it over
all rows: the number of queries does not grow with the file, up to ``LOT`` rows at a time. Rows that are read, checked
and compared before they are written wait on disk (`methods.on_disk`). Measured in docs/methods/imports.md.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import connections, models, router

from realign.foundations.partnerships.types import Refusal
from realign.methods.cells import unwritable_in, writable
from realign.methods.on_disk import LOT


def insert_many(model: type[models.Model], rows: Iterable[Mapping[str, Any]], fields: Sequence[str]) -> None:
    """Insert rows, given as values by field name, with one prepared statement. The caller holds the transaction."""
    connection = connections[router.db_for_write(model)]
    written = _columns(model, fields)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in written)
    places = ", ".join(["%s"] * len(written))
    prepared = (
        tuple(field.get_db_prep_save(row[field.attname], connection) for field in written)
        for row in _checked(model, rows, written)
    )
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        while lot := list(islice(prepared, LOT)):
            cursor.executemany(statement, lot)


def update_many(model: type[models.Model], rows: Iterable[Mapping[str, Any]], fields: Sequence[str]) -> None:
    """Set fields of rows that are held, each given with its ``pk``, with one prepared statement."""
    connection = connections[router.db_for_write(model)]
    written = _columns(model, fields)
    quote = connection.ops.quote_name
    (key,) = _columns(model, ["pk"])
    columns = ", ".join(f"{quote(str(field.column))} = %s" for field in written)
    prepared = (
        (*(field.get_db_prep_save(row[field.attname], connection) for field in written), row["pk"])
        for row in _checked(model, rows, written)
    )
    statement = f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE {quote(str(key.column))} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        while lot := list(islice(prepared, LOT)):
            cursor.executemany(statement, lot)


def _checked(
    model: type[models.Model], rows: Iterable[Mapping[str, Any]], fields: Sequence[models.Field[Any, Any]]
) -> Iterator[Mapping[str, Any]]:
    """The rows, each refused whose text is too long for its column or that no file could hold.

    PostgreSQL refuses both in its own words and SQLite neither; readers of files refuse them by row before.
    """
    texts = [field for field in fields if isinstance(field, models.CharField | models.TextField)]
    for row in rows:
        for field in texts:
            value = row[field.attname]
            if isinstance(value, str) and (wrong := too_long(field, value) or unwritable_in(value)):
                raise Refusal(
                    f"{field.verbose_name} of a record ({model._meta.verbose_name}), “{writable(value)[:60]}”: {wrong}.",
                    "Shorten or correct it, and import the file again. Nothing was imported.",
                )
        yield row


def too_long(field: models.Field[Any, Any], text: str) -> str:
    """How long a text is and may be, where it is longer than its column; nothing where it fits."""
    if field.max_length is None or len(text) <= field.max_length:
        return ""
    return f"{len(text):,} letters, and at most {field.max_length:,} can be kept"


def _columns(model: type[models.Model], names: Sequence[str]) -> list[models.Field[Any, Any]]:
    """The fields that have a column of their own; raises ValueError for any other name."""
    fields = [model._meta.pk if name == "pk" else model._meta.get_field(name) for name in names]
    own = [field for field in fields if isinstance(field, models.Field) and field.column]
    if len(own) != len(fields):
        raise ValueError(f"{model.__name__} does not have a column for each of {', '.join(names)}")
    return own
