"""`realign serve`, `realign check` and `realign search-index`."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import click
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from realign.config.running import Worker, environment, supervise
from realign.demo.actions import demonstration_is_loaded
from realign.demo.rules import check_demonstration_may_be_built
from realign.foundations.administration.actions.first_account import issue_first_account_code
from realign.foundations.administration.commands import first_account_lines
from realign.foundations.administration.installation import bring_up_to_date, waiting_migrations
from realign.foundations.administration.rules import nobody_has_an_account
from realign.foundations.audit import queries as audit
from realign.foundations.audit.types import Registrar
from realign.foundations.design.words import counted
from realign.foundations.files.jobs import erase_left_files
from realign.foundations.partnerships.actions import load_reference_lists
from realign.foundations.partnerships.types import Refusal
from realign.foundations.people.jobs import look_round
from realign.foundations.search import queries as search
from realign.foundations.search.actions import rebuild
from realign.foundations.work.jobs import take_back_from_dead_worker

LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}


@click.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
@click.option("--workers", default=2, show_default=True, help="Web processes.")
def serve(address: str, workers: int) -> None:
    """Run the site and its background worker, bringing the database up to date first.

    Loads newer reference lists, and builds the demonstration where one belongs. A background worker that dies is
    started again; when the web server ends, so does this command, with a code that is not 0.

    Example: realign serve --address 0.0.0.0:8000
    """
    _check_key(address)
    click.echo("Bringing the database up to date …")
    bring_up_to_date()
    for edition in load_reference_lists(by=Registrar(timezone.now())):
        click.echo(f"Loaded: {edition}.")
    if settings.PRODUCTION:
        call_command("collectstatic", verbosity=0, interactive=False)
    else:
        # files come from the source tree; without the folder each web process would warn that it is not there
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    if not _proxies_check().well:
        click.echo(_proxies_check().says)
    _offer_demonstration()
    _offer_first_account(address)
    listen = ["--bind", address, "--workers", str(workers), "--threads", "4"]
    web = ["-m", "gunicorn", "realign.config.wsgi", *listen, "--timeout", "120", "--log-level", "warning"]
    click.echo(f"Realign is at http://{address} – stop it with Ctrl+C.")
    worker = Worker(f"{socket.gethostname()}/{address}"[:64], before_start=_take_back)
    sys.exit(supervise(web, worker, say=click.echo, every_hour=_look_round))


def _take_back(worker: str) -> None:
    """What the worker before this one was doing when it died is tried again, or told to whoever asked for it."""
    try:
        take_back_from_dead_worker(worker)
    except DatabaseError as problem:
        click.echo(f"The database does not answer: {problem}", err=True)
    finally:
        # this process waits for hours: it holds no connection meanwhile
        connection.close()


def _look_round() -> None:
    """Have the worker look which e-mails are due, and which files nobody imported in time."""
    try:
        look_round.enqueue()
        erase_left_files.enqueue()
    except DatabaseError as problem:
        click.echo(f"The database does not answer: {problem}", err=True)
    finally:
        connection.close()


def _check_key(address: str) -> None:
    """A real installation that others can reach needs a key of its own: the built-in one is known to everybody."""
    host = address.rpartition(":")[0]
    if settings.DEMO or settings.PRODUCTION or host in LOOPBACK:
        return
    raise click.ClickException(
        "REALIGN_SECRET_KEY is not set, so anybody could forge a sign-in. "
        "Set it to a long random text, or serve on 127.0.0.1 only."
    )


def _offer_demonstration() -> None:
    """Build the demonstration where one belongs; elsewhere say in a line why there is none."""
    if demonstration_is_loaded() or (settings.PRODUCTION and not settings.DEMO):
        return
    try:
        check_demonstration_may_be_built()
    except Refusal as refusal:
        click.echo(refusal.reason)
        return
    click.echo("Building the demonstration partnership (about a minute, once) …")
    # in a process of its own, so that its memory is given back before the site is served
    subprocess.run([sys.executable, "-m", "realign.cli", "demo"], env=environment(), check=True)


def _offer_first_account(address: str) -> None:
    """Where nobody has an account, show where the first is made and the code for it."""
    if nobody_has_an_account():
        code = issue_first_account_code(by=Registrar(timezone.now()))
        for line in first_account_lines(code, f"http://{address}"):
            click.echo(line)


@dataclass(frozen=True)
class InstallationCheck:
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


@click.command()
def search_index() -> None:
    """Build the search index afresh; `realign check` says when this is needed.

    Example: realign search-index
    """
    bring_up_to_date()
    click.echo(f"The search index holds {counted(rebuild(), 'entry,entries')}.")


def _checks() -> Iterator[InstallationCheck]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    yield InstallationCheck("database", True, f"answers ({connection.vendor})")
    waiting = waiting_migrations()
    yield InstallationCheck(
        "migrations", not waiting, f"{waiting} waiting; run realign serve" if waiting else "up to date"
    )
    writable = os.access(settings.DATA_DIR, os.W_OK)
    yield InstallationCheck(
        "data folder", writable, "can be written" if writable else f"cannot write {settings.DATA_DIR}"
    )
    yield _proxies_check()
    if not waiting:
        yield _index_check()
        yield from _chain_checks()


def _proxies_check() -> InstallationCheck:
    """A site that asks for HTTPS stands behind a proxy that speaks it, and must be told so."""
    is_told = not settings.SECURE_SSL_REDIRECT or settings.REALIGN_PROXIES > 0
    says = (
        f"{counted(settings.REALIGN_PROXIES, 'proxy,proxies')} trusted"
        if is_told
        else "REALIGN_PROXIES is not set, so no header of a proxy is believed and every page redirects to HTTPS again. "
        "Set it to the number of proxies that stand before the site, often 1."
    )
    return InstallationCheck("proxies", is_told, says)


def _index_check() -> InstallationCheck:
    stale = search.stale()
    says = f"{counted(stale, 'entry,entries')} out of date; run realign search-index"
    return InstallationCheck("search index", not stale, says if stale else "up to date")


def _chain_checks() -> Iterator[InstallationCheck]:
    scopes = audit.scopes()
    for scope in scopes:
        breaks = list(audit.verify(scope))
        says = (
            f"{len(breaks)} breaks; the first: event {breaks[0].number}, {breaks[0].reason}"
            if breaks
            else "holds"
        )
        yield InstallationCheck(f"audit chain of {scope}", not breaks, says)
