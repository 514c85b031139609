"""Worlds of tests, built once in each process by the product's own actions and written back row by row afterwards.

::

    @kept
    def build(cast): …      first time: built; what it added to the database and what it answered are kept
                            later: the same rows are written, the same answer is read back

The database must be as it was the first time, in every table that the world writes to; where it is not, and where a test
commits for real, the world is built anew. What a world writes to files is not kept, so such a world is not for this.
"""

import io
import pickle
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction

Arguments = ParamSpec("Arguments")
World = TypeVar("World")
Row = tuple[Any, ...]
Rows = dict[Any, Row]
"""The rows of a table by their first column, which is its key."""

NOT_OF_WORLDS = {"django_migrations", "django_content_type", "auth_permission", "sqlite_sequence"}


@dataclass(frozen=True)
class Written:
    """What a world does to one table."""

    columns: tuple[str, ...]
    size: int
    """How many rows there were before."""
    last: Any
    """The last key there was before."""
    added: list[Row]
    changed: list[tuple[Row, Row]]


@dataclass(frozen=True)
class Kept:
    """What building a world did, and what it answered."""

    tables: Mapping[str, Written]
    answer: bytes
    here: tuple[str, ...]
    """The worlds in the database afterwards."""


@dataclass
class Keeping:
    """What this process has kept, and which worlds the test that is running has."""

    worlds: dict[tuple[str, ...], Kept] = field(default_factory=dict)
    here: tuple[str, ...] = ()


KEEPING = Keeping()


def kept(build: Callable[Arguments, World]) -> Callable[Arguments, World]:
    """Build a world once; its arguments are words, and casts that were built already."""

    @wraps(build)
    def write_back_or_build(*given: Arguments.args, **named: Arguments.kwargs) -> World:
        if not connection.in_atomic_block:
            return build(*given, **named)
        words = [str(getattr(value, "partnership", value)) for value in (*given, *named.items())]
        key = (*KEEPING.here, " ".join((build.__module__, build.__qualname__, *words)))
        shared = parts_of((*given, *named.values()))
        known = KEEPING.worlds.get(key)
        if known and written_back(known):
            KEEPING.here = known.here
            return _Reader(known.answer, shared).load()
        before = {} if known else everything()
        world = build(*given, **named)
        KEEPING.here = (*KEEPING.here, key[-1])
        if not known:
            answer = io.BytesIO()
            _Writer(answer, shared).dump(world)
            KEEPING.worlds[key] = Kept(difference(before, everything()), answer.getvalue(), KEEPING.here)
        return world

    return write_back_or_build


def parts_of(given: tuple[Any, ...]) -> list[Any]:
    """What a world shares with the casts that it was built on: the same objects, not copies of them."""
    parts: list[Any] = []
    for value in given:
        if hasattr(value, "bodies"):
            parts += [value, value.partnership, value.system, *value.bodies.values(), *value.people.values()]
    return parts


class _Writer(pickle.Pickler):
    def __init__(self, file: io.BytesIO, shared: list[Any]) -> None:
        super().__init__(file)
        self.places = {id(value): place for place, value in enumerate(shared)}

    def persistent_id(self, value: Any) -> int | None:
        return self.places.get(id(value))


class _Reader(pickle.Unpickler):
    def __init__(self, answer: bytes, shared: list[Any]) -> None:
        super().__init__(io.BytesIO(answer))
        self.shared = shared

    def persistent_load(self, place: int) -> Any:
        return self.shared[place]


@cache
def tables() -> dict[str, tuple[str, ...]]:
    """The columns of every table that a world may write to, the key first."""
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor)) - NOT_OF_WORLDS
        columns = {
            name: tuple(
                column.name for column in connection.introspection.get_table_description(cursor, name)
            )
            for name in names
        }
    return columns if connection.vendor == "postgresql" else _with_full_text(columns)


def _with_full_text(columns: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """SQLite keeps full text by the number of a row, in tables of its own beside the one that is written to."""
    virtual = dict(sent("SELECT name, sql FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'"))
    written = {name: ("rowid", *columns[name]) for name, sql in virtual.items() if "fts5(" in sql}
    own = tuple(f"{name}_" for name in virtual)
    return {n: c for n, c in columns.items() if n not in virtual and not n.startswith(own)} | written


def sent(sql: str, values: Row = ()) -> list[Row]:
    """Rows from the database's own library: nothing of the product sends this, and no test counts it."""
    cursor = connection.connection.cursor()
    cursor.execute(sql if connection.vendor == "postgresql" else sql.replace("%s", "?"), values)
    return cursor.fetchall() if cursor.description else []


def everything() -> dict[str, Rows]:
    """Every row of every table."""
    return {
        table: {row[0]: row for row in sent(f'SELECT {_listed(columns)} FROM "{table}"')}
        for table, columns in tables().items()
    }


def difference(before: dict[str, Rows], after: dict[str, Rows]) -> dict[str, Written]:
    """What was added and changed between the two, by table; nothing may have been taken away."""
    found = {}
    for table, rows in after.items():
        old = before[table]
        assert old.keys() <= rows.keys(), f"{table}: a world that removes rows cannot be kept"
        added = [row for key, row in rows.items() if key not in old]
        changed = [(old[key], row) for key, row in rows.items() if key in old and old[key] != row]
        if added or changed:
            found[table] = Written(tables()[table], len(old), max(old, default=None), added, changed)
    return found


def written_back(known: Kept) -> bool:
    """Write a world's rows, if its tables are as they were before it; answers whether they were."""
    for table, written in known.tables.items():
        key = f'"{written.columns[0]}"'
        last = f'SELECT {key} FROM "{table}" ORDER BY {key} DESC LIMIT 1'  # PostgreSQL has no max of a uuid
        if sent(f'SELECT (SELECT count(*) FROM "{table}"), ({last})') != [(written.size, written.last)]:
            return False
        for old, _ in written.changed:
            if sent(f'SELECT {_listed(written.columns)} FROM "{table}" WHERE {key} = %s', old[:1]) != [old]:
                return False
    with transaction.atomic():
        for table, written in known.tables.items():
            for sql, values in _statements(table, written):
                sent(sql, values)
    return True


def _statements(table: str, written: Written) -> Iterator[tuple[str, Row]]:
    key = f'"{written.columns[0]}"'
    for old, new in written.changed:
        changes = ", ".join(f'"{column}" = %s' for column in written.columns)
        yield f'UPDATE "{table}" SET {changes} WHERE {key} = %s', (*new, old[0])
    values = ", ".join(["%s"] * len(written.columns))
    for row in written.added:
        yield f'INSERT INTO "{table}" ({_listed(written.columns)}) VALUES ({values})', row


def _listed(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
