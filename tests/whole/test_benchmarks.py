"""`make bench` in a plain clone: each benchmark runs, or says in a line what it lacks. Nothing is timed here."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

FOLDER = settings.ROOT / "benchmarks"
NAMES = sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_"))
NEEDS_REAL_DATA = {"imports_indicators"}

pytestmark = pytest.mark.slow


def benchmarks(*words):
    """What the command says where no real data is, in an installation that has a database of its own."""
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("REALIGN_", "DJANGO_"))
    }
    given = {"REALIGN_SHARED_DATA": "/nowhere", "DATABASE_URL": "sqlite:////nowhere/real.sqlite3"}
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *words],
        cwd=settings.ROOT,
        env=plain | given,
        capture_output=True,
        text=True,
        check=False,
    )


def test_each_benchmark_would_run_or_says_what_it_lacks():
    answer = benchmarks("--dry")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    told = dict(
        part.split("\n", 1) for part in answer.stdout.replace("\n\n", "\n").strip("\n= ").split("\n== ")
    )
    assert sorted(told) == NAMES
    for name, words in told.items():
        assert len(words.strip().splitlines()) == 1
        if name in NEEDS_REAL_DATA:
            assert words.startswith("left out: needs /nowhere/")
        else:
            assert words.strip() == "would run"


def test_what_lacks_something_is_left_out_and_is_no_failure():
    answer = benchmarks("imports_indicators")
    assert answer.returncode == 0, answer.stderr
    assert "left out: needs /nowhere/indicators/lgbf_children.csv" in answer.stdout


def test_a_name_that_no_benchmark_has_is_told_with_those_there_are():
    answer = benchmarks("speed")
    assert answer.returncode == 2
    assert "There are: disclosure_protection, " in answer.stdout
