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
    held = [model._meta.get_field(name) for name in fields]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in held)
    places = ", ".join(["%s"] * len(held))
    prepared = [
        tuple(field.get_db_prep_save(row[field.attname], connection) for field in held) for row in rows
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
    held = [model._meta.get_field(name) for name in fields]
    quote, key = connection.ops.quote_name, model._meta.pk
    if key is None:
        raise ValueError(f"{model} has no key to find its rows by")
    columns = ", ".join(f"{quote(field.column)} = %s" for field in held)
    prepared = [
        (*(field.get_db_prep_save(row[field.attname], connection) for field in held), row["pk"])
        for row in rows
    ]
    if not prepared:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE {quote(key.column)} = %s",  # noqa: S608
            prepared,
        )
