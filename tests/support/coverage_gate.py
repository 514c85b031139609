"""The coverage gate: lines over the whole product, and lines and branches where a figure or a permission is decided.

Pages need every line shown to run; methods, rules and actions need both ways of every decision too.

    make test COVERAGE=coverage.json && .venv/bin/python -m tests.support.coverage_gate coverage.json
"""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import click

LINES_OVER_ALL = 0.95
LINES_AND_BRANCHES_WHERE_DECIDED = 0.95
DECIDED = ("*/realign/methods/*", "*/rules.py", "*/rules/*.py", "*/actions.py", "*/actions/*.py")


@dataclass(frozen=True)
class File:
    """One file of the product: what there is to run in it, and what the tests ran."""

    path: str
    lines: int
    covered_lines: int
    branches: int
    covered_branches: int

    @property
    def is_decided(self) -> bool:
        """Whether figures or permissions are decided here."""
        return any(fnmatch(self.path, pattern) for pattern in DECIDED)

    @property
    def missed(self) -> int:
        """How many lines no test ran; where things are decided, branches too."""
        lines = self.lines - self.covered_lines
        return lines + (self.branches - self.covered_branches if self.is_decided else 0)


def share_of_lines(files: Iterable[File]) -> float:
    """The share of lines that the tests ran."""
    files = list(files)
    return sum(file.covered_lines for file in files) / max(sum(file.lines for file in files), 1)


def share_of_lines_and_branches(files: Iterable[File]) -> float:
    """The share of lines and of ways out of a decision that the tests took, together."""
    files = list(files)
    there = sum(file.lines + file.branches for file in files)
    return sum(file.covered_lines + file.covered_branches for file in files) / max(there, 1)


def measured(report: Path) -> list[File]:
    """What slipcover counted in a run of the tests, from its report in JSON."""
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    return [
        File(
            path,
            len(figures["executed_lines"]) + len(figures["missing_lines"]),
            len(figures["executed_lines"]),
            len(figures["executed_branches"]) + len(figures["missing_branches"]),
            len(figures["executed_branches"]),
        )
        for path, figures in files.items()
    ]


@click.command()
@click.argument("report", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--worst", default=20, show_default=True, help="How many files to list.")
def main(report: Path, worst: int) -> None:
    """Say how much is covered and which files miss most; exit with 1 below the gate."""
    files = measured(report)
    for file in sorted(files, key=lambda file: -file.missed)[:worst]:
        click.echo(f"{file.missed:6} missed of {file.lines:5}  {file.path}")
    gates = (
        ("lines over everything", share_of_lines(files), LINES_OVER_ALL),
        (
            "lines and branches in methods, rules and actions",
            share_of_lines_and_branches(file for file in files if file.is_decided),
            LINES_AND_BRANCHES_WHERE_DECIDED,
        ),
    )
    for name, share, least in gates:
        click.echo(f"{share:7.2%} of {name}; at least {least:.0%}")
    if any(share < least for _, share, least in gates):
        sys.exit("Too little is covered: write the tests that the files above lack.")


if __name__ == "__main__":
    main()
