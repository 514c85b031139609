"""`realign serve` in a real partnership, and what it does when one of its programs dies: the real commands."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.site import environment_of, realign, serving

pytestmark = pytest.mark.slow

REAL = {"REALIGN_DEMO": "0"}
FIRST = (
    *("partnership", "add", "--slug", "fife", "--name", "Fife Children’s Services", "--short-name", "Fife"),
    *("--council", "S12000047", "--administrator", "ada@example.org", "--administrator-name", "Ada Reid"),
)
ASK_FOR_WORK = """
import django
django.setup()
from django.utils import timezone
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.rules import system_actor
from realign.foundations.work.actions import start_job
by = system_actor(Partnership.objects.get(slug="fife"), timezone.now())
start_job(by=by, kind="files.check", title="Anything at all", arguments={"import_id": 1})
"""


def told(folder: Path, question: str) -> list[tuple]:
    """What the database of a data folder holds, read beside the running site."""
    with sqlite3.connect(f"file:{folder / 'realign.sqlite3'}?mode=ro", uri=True) as connection:
        return connection.execute(question).fetchall()


def programs() -> list[tuple[int, int, str]]:
    """Every program on this machine that has not ended: its number, its parent’s, its words."""
    listed = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(None, 3) for line in listed.splitlines()]
    return [(int(pid), int(ppid), words) for pid, ppid, stat, words in rows if not stat.startswith("Z")]


def still_alive(those: dict[int, str]) -> dict[int, str]:
    """Which of these programs run still; another that was given the same number is another."""
    return {pid: words for pid, _, words in programs() if those.get(pid) == words}


def family(parent: int) -> dict[int, str]:
    """Every program begun by this one, and by those, with its words."""
    everything = programs()
    found: dict[int, str] = {}
    waiting = [parent]
    while waiting:
        above = waiting.pop()
        below = {pid: words for pid, ppid, words in everything if ppid == above}
        found |= below
        waiting += below
    return found


def eventually(happens, seconds=120):
    """Wait for something to be so; answers what it found."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := happens():
            return found
        time.sleep(0.2)
    raise TimeoutError("it did not happen")


def workers(server):
    return {pid for pid, words in family(server.pid).items() if "db_worker" in words}


@pytest.fixture(scope="module")
def set_up(tmp_path_factory):
    """The data folder of a real partnership, made from nothing by one command."""
    folder = tmp_path_factory.mktemp("real") / "not" / "there" / "yet"
    answer = realign(folder, *FIRST, **REAL)
    assert answer.returncode == 0, answer.stderr
    return folder


@pytest.fixture
def folder(set_up, tmp_path):
    """A copy of it for one test."""
    return shutil.copytree(set_up, tmp_path / "data")


def test_setting_up_a_partnership_in_a_fresh_folder_loads_what_every_partnership_needs(folder):
    lists = told(folder, "SELECT slug FROM partnerships_referenceedition ORDER BY slug")
    assert lists == [("frameworks",), ("places",), ("public-before",), ("search",)]
    assert told(folder, "SELECT count(*) FROM places_area") == [(47,)]
    assert told(folder, "SELECT 1 FROM frameworks_framework WHERE slug = 'proposal-questions'") == [(1,)]
    assert told(folder, "SELECT slug, is_demo FROM partnerships_partnership") == [("fife", 0)]


@pytest.mark.parametrize("words", [("demo",), ("demo", "--rebuild")], ids=" ".join)
def test_a_demonstration_is_never_built_beside_a_real_partnership(folder, words):
    answer = realign(folder, *words)
    assert answer.returncode == 1
    assert "a real partnership is set up" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1
    assert told(folder, "SELECT slug FROM partnerships_partnership") == [("fife",)]
    assert told(folder, "SELECT name FROM accounts_user") == [("Ada Reid",)]


def test_no_demonstration_is_built_in_a_database_that_was_named_unless_somebody_says_so(tmp_path):
    named = tmp_path / "named.sqlite3"
    answer = realign(tmp_path / "data", "demo", DATABASE_URL=f"sqlite:///{named}")
    assert answer.returncode == 1
    assert "DATABASE_URL names a database" in answer.stderr
    assert "REALIGN_DEMO=1" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1
    assert not named.exists()


@pytest.mark.parametrize("words", [("partnership", "list"), ("check",)], ids=" ".join)
def test_a_command_on_a_database_that_was_never_set_up_says_in_a_line_what_to_run(tmp_path, words):
    answer = realign(tmp_path / "not" / "there", *words)
    assert answer.returncode == 1
    assert "realign serve" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_a_killed_worker_is_replaced_and_a_killed_web_server_ends_the_command(folder, tmp_path):
    log = tmp_path / "serve.log"
    # no setting at all, as with `make serve`: the real partnership alone keeps the demonstration away
    with serving(folder, log) as (_, server):
        assert "A demonstration is not built here: a real partnership is set up." in log.read_text()
        first = eventually(lambda: workers(server))
        os.kill(first.pop(), signal.SIGKILL)
        subprocess.run(
            [sys.executable, "-c", ASK_FOR_WORK],
            env=environment_of(folder, DJANGO_SETTINGS_MODULE="realign.config.settings"),
            check=True,
        )
        eventually(lambda: told(folder, "SELECT 1 FROM work_job WHERE attempts > 0"))
        assert "The background worker died (code -9). It is started again in 1 s." in log.read_text()

        everybody = family(server.pid)
        web = next(pid for pid in everybody if "gunicorn" in everybody[pid])
        os.kill(web, signal.SIGKILL)
        assert server.wait(timeout=60) == 1
        assert "The web server ended (code -9)." in log.read_text()
        assert still_alive(everybody) == {}


def test_a_site_that_is_told_to_stop_ends_well_and_leaves_nothing(folder, tmp_path):
    with serving(folder, tmp_path / "serve.log", **REAL) as (_, server):
        eventually(lambda: workers(server))
        everybody = family(server.pid)
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) == 0
        assert still_alive(everybody) == {}
    # nothing is missing in a new data folder
    assert "No directory at" not in (tmp_path / "serve.log").read_text()


def test_a_site_that_others_can_reach_needs_a_key_of_its_own(folder):
    answer = realign(folder, "serve", "--address", "0.0.0.0:0", **REAL)
    assert answer.returncode == 1
    assert "REALIGN_SECRET_KEY is not set" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1
