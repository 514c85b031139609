"""`realign serve` and `realign check`."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from realign.demo.actions import demonstration_is_loaded
from realign.foundations.audit import queries as audit


@click.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
@click.option("--workers", default=2, show_default=True, help="Web processes.")
def serve(address: str, workers: int) -> None:
    """Run the site and its background worker, bringing the database up to date first.

    Example: realign serve --address 0.0.0.0:8000
    """
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    click.echo("Bringing the database up to date …")
    call_command("migrate", verbosity=0)
    if settings.PRODUCTION:
        call_command("collectstatic", verbosity=0, interactive=False)
    if settings.DEMO and not demonstration_is_loaded():
        click.echo("Building the demonstration partnership (about a minute, once) …")
        subprocess.run([sys.executable, "-m", "realign.cli", "demo"], env=_environment(), check=True)
    click.echo(f"Realign is at http://{address} – stop it with Ctrl+C.")
    listen = ["--bind", address, "--workers", str(workers), "--threads", "4"]
    web = ["-m", "gunicorn", "realign.config.wsgi", *listen, "--timeout", "120", "--log-level", "warning"]
    _run_until_stopped([web, ["-m", "django", "db_worker", "--interval", "1"]])


def _run_until_stopped(programs: list[list[str]]) -> None:
    """Run programs side by side; when one ends, or this one is told to stop, end them all in good order."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    running = [
        subprocess.Popen([sys.executable, *words], env=_environment())  # noqa: S603 - our own words only
        for words in programs
    ]
    try:
        while all(process.poll() is None for process in running):
            time.sleep(0.5)
    except KeyboardInterrupt:
        click.echo("Stopping …")
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=20)


def _environment() -> dict[str, str]:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "realign.config.settings"}


@dataclass(frozen=True)
class Check:
    """One thing looked at: what, whether it is well, and what to do if not."""

    name: str
    well: bool
    says: str


@click.command()
def check() -> None:
    """Look at the health of this installation; exits 1 if anything is wrong.

    Walks every audit chain from its first event, so it takes longer as the record grows.
    """
    results = list(_checks())
    for result in results:
        click.echo(f"{'well ' if result.well else 'WRONG'}  {result.name}: {result.says}")
    if not all(result.well for result in results):
        sys.exit(1)


def _checks() -> Iterator[Check]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    yield Check("database", True, f"answers ({connection.vendor})")
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    yield Check(
        "migrations", not waiting, f"{len(waiting)} waiting; run realign serve" if waiting else "up to date"
    )
    writable = os.access(settings.DATA_DIR, os.W_OK)
    yield Check(
        "data folder", writable, "can be written" if writable else f"cannot write {settings.DATA_DIR}"
    )
    if not waiting:
        yield from _chain_checks()


def _chain_checks() -> Iterator[Check]:
    scopes = audit.scopes()
    for scope in scopes:
        breaks = list(audit.verify(scope))
        says = (
            f"{len(breaks)} breaks; the first: event {breaks[0].number}, {breaks[0].reason}"
            if breaks
            else "holds"
        )
        yield Check(f"audit chain of {scope}", not breaks, says)
