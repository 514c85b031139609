"""Full text in the database at hand: SQLite’s FTS5 or PostgreSQL’s text search, behind one interface."""

from django.db import connection

from realign.foundations.search.engines.postgresql import PostgresqlEngine
from realign.foundations.search.engines.sqlite import SqliteEngine
from realign.foundations.search.types import Engine

ENGINES: dict[str, type[Engine]] = {"sqlite": SqliteEngine, "postgresql": PostgresqlEngine}


def engine() -> Engine:
    """The engine of the database that is connected; raises KeyError for one of another kind."""
    return ENGINES[connection.vendor]()
