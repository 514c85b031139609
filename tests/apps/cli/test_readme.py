"""The commands that the README shows to analysts run as they stand there, where no site is set up."""

import csv
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SHOWN = re.findall(
    r"^\.venv/bin/realign (.+)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
)


def run(words, folder):
    """Without any setting of Django, as on the machine of somebody who only wants the numbers."""
    outside = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "REALIGN"))
    }
    outside["PYTHONPATH"] = os.pathsep.join(sys.path)
    return subprocess.run(
        [sys.executable, "-m", "realign.cli", *words],
        cwd=folder,
        env=outside,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("command", SHOWN)
def test_a_command_of_the_readme_runs(command, folder):
    done = run(shlex.split(command), folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout or list(folder.glob("*.csv"))


@pytest.mark.slow
def test_the_sample_of_counts_is_made_safe(folder):
    (command,) = [shown for shown in SHOWN if shown.startswith("disclosure protect")]
    run(shlex.split(command), folder)
    with (folder / "safe.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["council"], row["stage"]): row["value"] for row in csv.DictReader(file)}
    assert rows["Angus", "S1-S3"] == rows["Perth and Kinross", "S4-S6"] == "[c]"
    assert rows["Total", "Total"] == "254"


def test_the_readme_shows_commands():
    assert len(SHOWN) == 4
