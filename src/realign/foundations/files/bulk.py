"""Thousands of rows in one statement, on SQLite and PostgreSQL alike.

``bulk_create`` splits its rows into as many statements as SQLite’s limit on parameters asks for (999: about 60 of
these rows at a time, so over 200 statements for one file). ``executemany`` prepares one statement and runs it over
all rows: the number of queries does not grow with the file, up to ``LOT`` rows at a time. Rows that are read, checked
and compared before they are written wait on disk and not in memory. Measured in docs/methods/imports.md.
"""

import marshal
import os
import weakref
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from tempfile import TemporaryFile
from typing import Any, Generic, TypeVar

from django.db import connections, models, router

from realign.foundations.partnerships.types import Refusal
from realign.methods.cells import unwritable_in, writable

LOT = 50_000
"""Values in memory at a time: a file with fewer is compared and written in one go."""

ROWS = 5_000
"""Rows of a table in memory at a time: a table with fewer never touches the disk."""

PARTS = 64
"""Parts of a large table: 2 million rows are then 31,000 in each."""

Row = TypeVar("Row")


class Lots:
    """Lists of texts, numbers and tuples in one file without a name, which is gone when nobody reads them any more."""

    def __init__(self) -> None:
        self._size = 0

    @cached_property
    def _file(self) -> int:
        file = TemporaryFile(prefix="realign-rows-", buffering=0)  # noqa: SIM115 - closed with these lots
        weakref.finalize(self, file.close)
        return file.fileno()

    def write(self, lot: list[Any]) -> tuple[int, int]:
        """Write a lot down; answers where it is."""
        data = marshal.dumps(lot)
        place = (self._size, len(data))
        while data:
            written = os.pwrite(self._file, data, self._size)
            self._size, data = self._size + written, data[written:]
        return place

    def read(self, place: tuple[int, int]) -> list[Any]:
        """The lot at a place."""
        start, size = place
        # our own file, which has no name: nobody else can have written to it
        return marshal.loads(os.pread(self._file, size, start))  # type: ignore[no-any-return]  # noqa: S302


class RowsOnDisk(Generic[Row]):
    """Rows in the order in which they were added, read anew as often as wanted; all but the last ``ROWS`` are on disk.

    ``pack`` makes a row into a tuple of texts, numbers and nothing else, and ``unpack`` a row again.
    """

    def __init__(self, pack: Callable[[Row], tuple[Any, ...]], unpack: Callable[[Any], Row]) -> None:
        self._pack, self._unpack = pack, unpack
        self._lots = Lots()
        self._places: list[tuple[int, int]] = []
        self._last: list[Row] = []
        self._count = 0

    def append(self, row: Row) -> None:
        """Add a row after the others."""
        self._last.append(row)
        self._count += 1
        if len(self._last) == ROWS:
            self._places.append(self._lots.write(list(map(self._pack, self._last))))
            self._last = []

    def extend(self, rows: Iterable[Row]) -> None:
        """Add rows after the others."""
        for row in rows:
            self.append(row)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        for place in self._places:
            yield from map(self._unpack, self._lots.read(place))
        yield from self._last

    def __getitem__(self, place: int) -> Row:
        for row in islice(self, place if place >= 0 else self._count + place, None):
            return row
        raise IndexError(place)


class RowsByKey(Generic[Row]):
    """Rows in parts that fit into memory one after the other; all rows of one key are in the same part.

    Up to ``LOT`` rows are one part. Two tables in parts by the same key can be compared part by part.
    """

    def __init__(
        self,
        key: Callable[[Row], Hashable],
        pack: Callable[[Row], tuple[Any, ...]],
        unpack: Callable[[Any], Row],
        *,
        is_large: bool = False,
    ) -> None:
        self._key, self._pack, self._unpack = key, pack, unpack
        self._lots = Lots()
        self._parts: list[list[tuple[int, int]]] = [[] for _ in range(PARTS)] if is_large else []
        self._waiting: list[Row] = []
        self._count = 0

    @property
    def is_large(self) -> bool:
        """Whether there are several parts."""
        return bool(self._parts)

    def append(self, row: Row) -> None:
        """Add a row to the part of its key."""
        self._waiting.append(row)
        self._count += 1
        if len(self._waiting) == LOT:
            self._write_down()

    def _write_down(self) -> None:
        self._parts = self._parts or [[] for _ in range(PARTS)]
        lots: list[list[Any]] = [[] for _ in self._parts]
        for row in self._waiting:
            lots[hash(self._key(row)) % PARTS].append(self._pack(row))
        for part, lot in zip(self._parts, lots, strict=True):
            if lot:
                part.append(self._lots.write(lot))
        self._waiting = []

    def parts(self) -> Iterator[list[Row]]:
        """The rows of each part, in the order in which they were added."""
        if not self.is_large:
            yield self._waiting
            return
        self._write_down()
        for part in self._parts:
            yield [self._unpack(row) for place in part for row in self._lots.read(place)]

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        for part in self.parts():
            yield from part


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
