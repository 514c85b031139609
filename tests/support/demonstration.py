"""The demonstration, built once in a run and copied for everybody who needs it.

::

    realign serve ── the demonstration of the run ─┬─ a copy for each module that walks it
                   (one worker builds, others wait)  └─ a copy for the site of the journeys

A copy is a folder and a database: with SQLite a file in the folder, with PostgreSQL a database made from the first as
its template. What a module changes in its copy is thrown away with it.
"""

import fcntl
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.test import override_settings

from realign.demo.actions import SLUG
from realign.foundations.partnerships.models import Partnership, slug_of
from tests.support.cast import assemble
from tests.support.site import running_site

DATABASE_FILE = "realign.sqlite3"
RUN = "REALIGN_TEST_RUN"  # the folder that all workers of a run share
SERVER = os.environ.get("DATABASE_URL", "")
NUMBERS = itertools.count(1)  # of the copies that this process makes
ON_POSTGRESQL = SERVER.startswith(("postgres://", "postgresql://"))


@dataclass(frozen=True)
class Copy:
    """A demonstration that somebody may change."""

    folder: Path
    database: str
    """The name of its PostgreSQL database; nothing where it is a file in the folder."""

    @property
    def address(self) -> str:
        """Where a site of its own finds its database."""
        return _address(self.database) if self.database else ""

    @property
    def name(self) -> str:
        """What Django calls this database."""
        return self.database or str(self.folder / DATABASE_FILE)


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder of the run before the workers start."""
    if RUN not in os.environ:
        os.environ[RUN] = tempfile.mkdtemp(prefix="realign-run-")
        config.add_cleanup(_throw_run_away)


def _throw_run_away() -> None:
    built = Path(os.environ.pop(RUN))
    for mark in built.glob("*/database"):
        _drop(mark.read_text())
    shutil.rmtree(built, ignore_errors=True)


@contextmanager
def copied() -> Iterator[Copy]:
    """A copy of the demonstration, until it is left; the first to ask in a run builds it."""
    built = _built()
    template, number = (built / "database").read_text(), f"{os.getpid()}_{next(NUMBERS)}"
    copy = Copy(built.with_name(f"copy_{number}"), f"{template}_{number}" if template else "")
    shutil.copytree(built, copy.folder)
    if template:
        _on_server(f'CREATE DATABASE "{copy.database}" TEMPLATE "{template}"')
    try:
        yield copy
    finally:
        _drop(copy.database)
        shutil.rmtree(copy.folder, ignore_errors=True)


def _built() -> Path:
    """The folder of the finished demonstration of this run."""
    run = Path(os.environ[RUN])
    folder, failed = run / "demonstration", run / "failed"
    with (run / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if failed.exists():
            raise RuntimeError(failed.read_text())
        if not (folder / "database").exists():
            try:
                _build(folder)
            except Exception as error:
                failed.write_text(f"The demonstration was not built: {error}")
                raise
    return folder


def _build(folder: Path) -> None:
    folder.mkdir()
    name = f"realign_demonstration_{os.getpid()}" if ON_POSTGRESQL else ""
    if name:
        _drop(name)
        _on_server(f'CREATE DATABASE "{name}"')
    with running_site(folder, _address(name) if name else ""):
        pass
    (folder / "database").write_text(name)


@contextmanager
def empty_database(folder: Path) -> Iterator[None]:
    """Work on a database without a single table, where migrations count as they do outside tests, until it is left."""
    name = f"realign_empty_{os.getpid()}_{next(NUMBERS)}" if ON_POSTGRESQL else ""
    if name:
        _on_server(f'CREATE DATABASE "{name}"')
    try:
        with connected(Copy(folder, name)), override_settings(MIGRATION_MODULES={}):
            yield
    finally:
        _drop(name)


@contextmanager
def connected(copy: Copy) -> Iterator[None]:
    """Let this process work on a copy, files included, in place of the empty database of the tests."""
    before = connections["default"]
    empty = before.settings_dict["NAME"]
    # the settings are shared by the connections of all threads, so all of them follow
    before.settings_dict["NAME"] = copy.name
    connections["default"] = connections.create_connection("default")
    _forget_numbers()
    try:
        with override_settings(DATA_DIR=copy.folder, MEDIA_ROOT=copy.folder / "uploads"):
            yield
    finally:
        connections["default"].close()
        before.settings_dict["NAME"] = empty
        connections["default"] = before
        _forget_numbers()


def _forget_numbers() -> None:
    """The records of another database are numbered in another order."""
    ContentType.objects.clear_cache()
    slug_of.cache_clear()


@pytest.fixture(scope="module")
def demonstration(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Partnership]:
    """The demonstration and a stranger's partnership beside it, for the tests of one module.

    Tests that use it also ask for ``db`` and so change nothing for each other.
    """
    with django_db_blocker.unblock(), copied() as copy, connected(copy):
        assemble("elsewhere", "Elsewhere")
        yield Partnership.objects.get(slug=SLUG)


def _address(database: str) -> str:
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{database}"))


def _on_server(statement: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(statement)


def _drop(database: str) -> None:
    if database:
        with suppress(psycopg.OperationalError):
            _on_server(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
