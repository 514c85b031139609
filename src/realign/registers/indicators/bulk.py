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


def set_many(model: type[models.Model], numbers: Sequence[int], field: str, value: Any) -> None:
    """Set one field of the rows with these numbers, with one prepared statement."""
    connection = connections[router.db_for_write(model)]
    held, key = model._meta.get_field(field), model._meta.pk
    quote = connection.ops.quote_name
    prepared = held.get_db_prep_save(value, connection)
    if not numbers or key is None:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(model._meta.db_table)} SET {quote(held.column)} = %s WHERE {quote(key.column)} = %s",  # noqa: S608
            [(prepared, number) for number in numbers],
        )
