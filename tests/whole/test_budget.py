"""The time of the tests is kept: who exceeds a budget is named, and a slow machine is nobody's fault."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.timing import budgets, lines_of, refused, slower_by

ROOT = Path(__file__).resolve().parents[2]

# Two cores for twenty minutes hold 2,400 s of processor; the checks, the second database and waiting take their part.
MOST = 1_800
BUDGET = {"tests/apps": 100.0, "tests/apps/plan": 50.0, "tests/methods": 20.0}


def over(took):
    return [line.folder for line in refused(lines_of(took, BUDGET))]


def test_a_folder_counts_with_the_nearest_folder_above_it_that_has_a_budget():
    took = {"tests/apps/plan/plans": 30, "tests/apps/plan/proposals": 12, "tests/apps/cli": 3, "tests/new": 1}
    lines = {line.folder: (line.took, line.budget) for line in lines_of(took, BUDGET)}
    assert lines == {"tests/apps": (3, 100), "tests/apps/plan": (42, 50), "tests/new": (1, None)}


def test_what_keeps_to_its_budget_passes():
    assert over({"tests/apps": 100, "tests/apps/plan": 50, "tests/methods": 20}) == []


def test_a_folder_that_grew_is_named_and_the_others_are_not():
    assert over({"tests/apps": 100, "tests/apps/plan": 90, "tests/methods": 20}) == ["tests/apps/plan"]


def test_a_machine_three_times_slower_refuses_nobody_but_still_sees_who_grew():
    assert over({"tests/apps": 300, "tests/apps/plan": 150, "tests/methods": 60}) == []
    assert over({"tests/apps": 300, "tests/apps/plan": 300, "tests/methods": 60}) == ["tests/apps/plan"]


def test_a_fast_machine_asks_no_more_than_the_budget_does():
    assert over({"tests/apps": 50, "tests/apps/plan": 50, "tests/methods": 10}) == []


def test_a_new_folder_has_a_few_seconds_before_it_must_ask():
    took = {"tests/apps": 100, "tests/apps/plan": 50, "tests/methods": 20}
    assert over(took | {"tests/new": 9}) == []
    assert over(took | {"tests/new": 11}) == ["tests/new"]


def test_a_machine_is_as_slow_as_the_folder_in_the_middle():
    took = {"tests/apps": 150, "tests/apps/plan": 60, "tests/methods": 200}
    assert slower_by(lines_of(took, BUDGET)) == 1.5


def test_the_budgets_together_leave_room_in_twenty_minutes_and_name_folders_that_exist():
    seconds = budgets()
    assert sum(seconds.values()) <= MOST, "make something faster before you ask for more"
    assert [folder for folder in seconds if folder != "starting" and not (ROOT / folder).is_dir()] == []


RUN = """
import subprocess, sys
import pytest

BURN = "import time\\nwhile time.process_time() < 1: pass\\nprint('done', flush=True)\\ninput()"

@pytest.fixture(scope="session")
def site():
    with subprocess.Popen([sys.executable, "-c", BURN], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        yield running

def test_goes_through_the_site(site):
    assert site.stdout.readline() == b"done\\n"

def test_comes_last():
    pass
"""


@pytest.mark.slow
def test_a_site_that_ends_with_the_run_counts_once(tmp_path):
    (tmp_path / "test_run.py").write_text(RUN)
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--rootdir={tmp_path}"]
    run = subprocess.run(
        [*words, "-ptests.support.timing", "-pno:django", str(tmp_path)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    took = [line for line in run.stdout.splitlines() if line.endswith("  .")]
    assert [line.split()[0] for line in took] == ["1"], run.stdout
