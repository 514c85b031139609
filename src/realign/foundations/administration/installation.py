"""Bringing an installation up to date: its folder and the tables of its database."""

from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def bring_up_to_date() -> None:
    """Make the data folder and whatever tables are missing; does nothing where all is there.

    Raises ClickException with the reason when the folder cannot be made or the database does not answer.
    """
    try:
        Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise click.ClickException(
            f"The data folder {settings.DATA_DIR} cannot be made ({problem.strerror}). "
            "Set REALIGN_DATA_DIR to a folder that can be written."
        ) from problem
    try:
        if waiting_migrations():
            call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as problem:
        raise click.ClickException(f"The database does not answer: {_first_line(problem)}") from problem


def waiting_migrations() -> int:
    """How many changes of its tables the database has not had yet; raises DatabaseError when it does not answer."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def explained(problem: Exception) -> str:
    """What to do about an error of the database that is new or older than this version; nothing for any other error."""
    if not isinstance(problem, DatabaseError):
        return ""
    try:
        waiting = waiting_migrations()
    except DatabaseError as silent:
        return f"The database does not answer: {_first_line(silent)}. Set it up with: realign serve"
    return "The database is not up to date. Bring it up to date with: realign serve" if waiting else ""


def _first_line(problem: Exception) -> str:
    return str(problem).strip().partition("\n")[0]
