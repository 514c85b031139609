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
    folders = {
        line.split()[-1]: int(line.split()[0]) for line in run.stdout.splitlines() if line.endswith("  .")
    }
    assert folders == {".": 1}, run.stdout
