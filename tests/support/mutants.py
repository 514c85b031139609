"""`make mutants`: change the code in small ways, one at a time, and count the changes that the tests notice.

::

    pyproject.toml [tool.mutmut] ──▶ every change of every file ──▶ a sample of each area, drawn by a seed
                                                                       │
    `mutants/`, the code with all its changes at once ◀── mutmut ──────┘
         │   one warm process: every test once, noting what it reaches and how long it takes (`mutant_runs.py`)
         └─▶ a copy of that process for each change: nearest tests first, until one fails

There are more than 14,000 changes, so that a sample is tried, the same one each time; `--all` tries every one of the
areas that are asked for. What survived is printed as the line that was changed.
"""

import ast
import difflib
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click
from mutmut.configuration import config
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.utils.file_utils import walk_mutatable_files
from mutmut.utils.format_utils import get_mutant_name

from realign.methods.intervals import wilson

GOAL = 0.90
TREE = Path("mutants")
NOTICED = {"killed", "timeout"}
AREAS = ("methods/disclosure", "methods/survey", "registers/evidence")
RULES = "rules"


@dataclass(frozen=True)
class Change:
    """One small change of one function."""

    name: str
    path: Path
    area: str


@click.command()
@click.option("--sample", default=50, show_default=True, help="How many changes to try in each area.")
@click.option("--seed", default=1, show_default=True, help="Which sample.")
@click.option("--all", "every", is_flag=True, help="Try every change; this takes hours.")
@click.option(
    "--area",
    "areas",
    multiple=True,
    type=click.Choice([*AREAS, RULES]),
    help="Only here; every area if not said.",
)
@click.option("--only", default="", help="Only changes whose name holds these words.")
@click.option(
    "--tests",
    "selection",
    multiple=True,
    help="Files and folders of tests; as in pyproject.toml if not said.",
)
@click.option(
    "--seconds", default=60.0, show_default=True, help="Processor time for the tests of one change."
)
def main(
    sample: int,
    seed: int,
    every: bool,
    areas: tuple[str, ...],
    only: str,
    selection: tuple[str, ...],
    seconds: float,
) -> None:
    """Try changes, list those that the tests do not notice, and print the share noticed in each area."""
    files = [path for path in walk_mutatable_files() if area_of(path) in (areas or (*AREAS, RULES))]
    shutil.rmtree(TREE, ignore_errors=True)
    copy_tree()
    changes = [change for path in files for change in changed_copy(path)]
    by_area = {area: [change for change in changes if change.area == area] for area in (*AREAS, RULES)}
    drawn = [
        change
        for of_area in by_area.values()
        for change in draw(
            [change for change in of_area if only in change.name], None if every else sample, seed
        )
    ]
    click.echo(f"Trying {len(drawn)} of {len(changes)} changes.")
    verdicts = tried(drawn, selection or tuple(config().pytest_add_cli_args_test_selection), seconds)
    for change in drawn:
        if verdicts.get(change.name) not in NOTICED:
            click.echo(f"\n{verdicts.get(change.name, 'not tried')}  {change.name}\n{difference(change)}")
    report(
        [
            (len(of_area), [verdicts[c.name] in NOTICED for c in of_area if c.name in verdicts], area)
            for area, of_area in by_area.items()
        ]
    )


def area_of(path: Path) -> str:
    """The area that a file is counted in: one of three folders, or the rules of all other rooms."""
    inside = path.relative_to(Path("src/realign")).as_posix()
    return next((area for area in AREAS if inside.startswith(area + "/")), RULES)


def copy_tree() -> None:
    """The code, its tests and what they read, as they are now."""
    leave = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in ("src", "tests", *map(str, config().also_copy)):
        if Path(name).is_dir():
            shutil.copytree(name, TREE / name, ignore=leave, dirs_exist_ok=True)
        elif Path(name).exists():
            shutil.copy2(name, TREE / name)


def changed_copy(path: Path) -> list[Change]:
    """Write a file with all its changes beside each other, and name them."""
    mutated = mutate_file_contents(str(path), path.read_text(encoding="utf-8"), None, None)
    if mutated.mutant_names:
        (TREE / path).write_text(mutated.code, encoding="utf-8")
    return [Change(get_mutant_name(path, name), path, area_of(path)) for name in mutated.mutant_names]


def draw(changes: list[Change], size: int | None, seed: int) -> list[Change]:
    """So many of the changes, the same ones for a seed."""
    if size is None or size >= len(changes):
        return changes
    return random.Random(f"{seed}").sample(changes, size)


def tried(changes: list[Change], selection: Iterable[str], seconds: float) -> dict[str, str]:
    """What became of each change: killed, survived, timeout, not reached by any test."""
    (TREE / "plan.json").write_text(
        json.dumps({"changes": [change.name for change in changes], "seconds": seconds})
    )
    (TREE / "verdicts.json").unlink(missing_ok=True)
    subprocess.run(
        [sys.executable, "-m", "tests.support.mutant_runs", *config().pytest_add_cli_args, *selection],
        cwd=TREE,
        env={**os.environ, "PYTHONPATH": "src", "PYTHONHASHSEED": "0"},
        check=False,
    )
    return {
        name: verdict
        for line in (TREE / "verdicts.json").read_text().splitlines()
        for name, verdict in [json.loads(line)]
    }


def difference(change: Change) -> str:
    """The lines that a change takes away and puts in their place."""
    function, _, number = change.name.rpartition(".")[2].rpartition("__mutmut_")
    before, after = (
        _source(change.path, name) for name in (f"{function}__mutmut_orig", f"{function}__mutmut_{number}")
    )
    lines = difflib.unified_diff(before, after, lineterm="", n=1)
    return "\n".join(
        line for line in lines if not line.startswith(("---", "+++", "@@")) and "__mutmut_" not in line
    )


def _source(path: Path, function: str) -> list[str]:
    text = (TREE / path).read_text(encoding="utf-8")
    found = next(
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and node.name == function
    )
    return text.splitlines()[found.lineno - 1 : found.end_lineno]


def report(counted: list[tuple[int, list[bool], str]]) -> None:
    """The share noticed with its 95% interval: of each area, and of all of them, each by the number of its changes."""
    counted = [(size, noticed, area) for size, noticed, area in counted if noticed]
    total = sum(size for size, _, _ in counted)
    share = variance = 0.0
    for size, noticed, area in counted:
        interval = wilson(sum(noticed), len(noticed))
        share += size / total * interval.estimate
        variance += (size / total) ** 2 * interval.estimate * (1 - interval.estimate) / len(noticed)
        click.echo(
            f"{interval.estimate:6.0%} ({interval.lower:.0%} to {interval.upper:.0%}) "
            f"of {len(noticed):4} tried of {size:5}  {area}"
        )
    if not counted:
        return
    tried_in_all = sum(len(noticed) for _, noticed, _ in counted)
    effective = share * (1 - share) / variance if variance else tried_in_all
    interval = wilson(share * effective, effective)
    click.echo(
        f"{share:6.1%} ({interval.lower:.0%} to {interval.upper:.0%}) of {tried_in_all:4} tried of {total:5}  "
        f"noticed by the tests; the goal is {GOAL:.0%}"
    )


if __name__ == "__main__":
    main()
