"""Answers as a table that questions can be put to, each over a connection of its own.

Knows no model and needs no Django, so that `realign survey` runs where there is no site.
"""

import os
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa


def answers_in(path: Path) -> ir.Table:
    """The answers of a Parquet file, over a connection that nothing else uses and that closes with the table."""
    return _connection().read_parquet(path)


def answers_of(table: pa.Table) -> ir.Table:
    """Answers that are in memory, over a connection that nothing else uses."""
    connection = _connection()
    connection.con.register("answers", table)
    return connection.table("answers")


def _connection() -> Any:
    """A new connection. What one names, such as a view on a file, no other sees."""
    return ibis.duckdb.from_connection(_engine(os.getpid()).cursor())


@cache
def _engine(process: int) -> duckdb.DuckDBPyConnection:
    """An empty database in memory, one for each process: starting one takes longer than a small table does.

    It is never asked anything itself. A process that was forked off begins one of its own.
    """
    return duckdb.connect()
