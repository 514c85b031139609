"""Bringing an installation up to date: its folder and the tables of its database."""

from datetime import datetime
from pathlib import Path

import click
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships.actions import load_reference_lists
from realign.foundations.partnerships.models import Partnership
from realign.foundations.search.engines import engine


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
        if not connection.introspection.table_names():
            make_tables()
        elif waiting_migrations():
            call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as problem:
        raise click.ClickException(f"The database does not answer: {_first_line(problem)}") from problem


def make_tables() -> None:
    """Make all tables of an empty database as the models say, and note every migration as done.

    All or nothing, in a second instead of the twenty that the migrations take one after another. No migration brings
    rows of its own (reference lists do), and `tests/whole/test_migrations.py` holds both ways to the same tables.
    """
    with connection.schema_editor() as editor:
        editor.create_model(MigrationRecorder.Migration)
        for model in apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        # no model knows the tables in which the database keeps the words of the search
        engine().create()
        MigrationRecorder.Migration.objects.bulk_create(
            MigrationRecorder.Migration(app=app, name=name)
            for app, name in MigrationLoader(connection).disk_migrations
        )
        # the kinds of records and their permissions, as `migrate` makes them at its end
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def load_after_upgrade(at: datetime) -> None:
    """Load newer reference lists where a partnership is set up and no migration waits.

    Public pages read versions, and the reference lists keep what an older installation shows as first versions: without
    them an upgrade would empty those pages until `realign serve` has run.
    """
    if not waiting_migrations() and Partnership.objects.exists():
        load_reference_lists(by=Registrar(at))


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
