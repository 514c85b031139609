"""Thousands of rows in one statement, on SQLite and PostgreSQL alike.

``bulk_create`` splits its rows into as many statements as SQLite’s limit on parameters asks for (999: about 60 of
these rows at a time, so over 200 statements for one file). ``executemany`` prepares one statement and runs it over
all rows: the number of queries does not grow with the file. Measured in docs/methods/imports.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connections, models, router


def insert_many(model: type[models.Model], rows: Iterable[Mapping[str, Any]], fields: Sequence[str]) -> None:
    """Insert rows, given as values by field name, with one prepared statement. The caller holds the transaction."""
    connection = connections[router.db_for_write(model)]
    written = _columns(model, fields)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in written)
    places = ", ".join(["%s"] * len(written))
    prepared = [
        tuple(field.get_db_prep_save(row[field.attname], connection) for field in written) for row in rows
    ]
    if not prepared:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})",  # noqa: S608
            prepared,
        )


def update_many(model: type[models.Model], rows: Iterable[Mapping[str, Any]], fields: Sequence[str]) -> None:
    """Set fields of rows that are held, each given with its ``pk``, with one prepared statement."""
    connection = connections[router.db_for_write(model)]
    written = _columns(model, fields)
    quote = connection.ops.quote_name
    (key,) = _columns(model, ["pk"])
    columns = ", ".join(f"{quote(str(field.column))} = %s" for field in written)
    prepared = [
        (*(field.get_db_prep_save(row[field.attname], connection) for field in written), row["pk"])
        for row in rows
    ]
    if not prepared:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE {quote(str(key.column))} = %s",  # noqa: S608
            prepared,
        )


def _columns(model: type[models.Model], names: Sequence[str]) -> list[models.Field[Any, Any]]:
    """The fields that have a column of their own; raises ValueError for any other name."""
    fields = [model._meta.pk if name == "pk" else model._meta.get_field(name) for name in names]
    own = [field for field in fields if isinstance(field, models.Field) and field.column]
    if len(own) != len(fields):
        raise ValueError(f"{model.__name__} does not have a column for each of {', '.join(names)}")
    return own
