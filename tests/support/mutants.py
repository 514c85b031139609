"""`make mutants`: change the code in small ways, one at a time, and count the changes that the tests notice.

mutmut makes the changes and runs, for each, the tests that reach the changed function (`[tool.mutmut]` in
pyproject.toml names the folders). Thousands of changes take hours, so that by default a sample is tried, the same one
each time; `--all` tries every one. What survived is listed: `mutmut show NAME` prints the change.
"""

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import click
from mutmut.configuration import config
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import walk_mutatable_files
from mutmut.utils.format_utils import get_mutant_name

GOAL = 0.90
NOTICED = {"killed", "timeout", "segfault"}


@click.command()
@click.option("--sample", default=200, show_default=True, help="How many changes to try.")
@click.option("--seed", default=1, show_default=True, help="Which sample.")
@click.option("--all", "every", is_flag=True, help="Try every change; this takes hours.")
@click.option(
    "--folder", default="", help="Only files whose path holds these words, such as registers/evidence."
)
@click.option("--workers", default=2, show_default=True, help="How many changes are tried side by side.")
def main(sample: int, seed: int, every: bool, folder: str, workers: int) -> None:
    """Try changes, print what share of them the tests notice in each folder, and list what they do not."""
    changes = {
        name: path for path in walk_mutatable_files() if folder in str(path) for name in changes_in(path)
    }
    names = sorted(changes)
    if not every:
        names = sorted(random.Random(seed).sample(names, min(sample, len(names))))
    click.echo(f"Trying {len(names)} of {len(changes)} changes.")
    run = subprocess.run(
        [sys.executable, "-m", "mutmut", "run", "--max-children", str(workers), *names], check=False
    )
    if run.returncode:
        raise SystemExit(run.returncode)
    report({name: (changes[name], verdict) for name, verdict in verdicts(names, changes).items()})


def changes_in(path: Path) -> list[str]:
    """The name of every change that mutmut makes in a file."""
    mutated = mutate_file_contents(str(path), path.read_text(encoding="utf-8"), None, None)
    return [get_mutant_name(path, name) for name in mutated.mutant_names]


def verdicts(names: list[str], changes: dict[str, Path]) -> dict[str, str]:
    """What became of each change: killed, survived, no tests, timeout …"""
    by_name: dict[str, str] = {}
    for path in sorted({changes[name] for name in names}):
        data = SourceFileMutationData(path=path)
        data.load()
        by_name |= {name: status_by_exit_code[code] for name, code in data.exit_code_by_key.items()}
    return {name: by_name.get(name, "not checked") for name in names}


def report(tried: dict[str, tuple[Path, str]]) -> None:
    """The share noticed, by folder and over all, and what was not."""
    by_folder: dict[str, Counter[bool]] = {}
    for path, verdict in tried.values():
        by_folder.setdefault(room_of(path), Counter())[verdict in NOTICED] += 1
    missed = [(name, verdict) for name, (_, verdict) in sorted(tried.items()) if verdict not in NOTICED]
    for name, verdict in missed:
        click.echo(f"{verdict:>12}  {name}")
    for room, count in sorted(by_folder.items()):
        click.echo(f"{count[True] / count.total():6.0%} of {count.total():5}  {room}")
    share = 1 - len(missed) / max(len(tried), 1)
    click.echo(f"{share:6.1%} of {len(tried):5}  noticed by the tests; the goal is {GOAL:.0%}")


def room_of(path: Path) -> str:
    """Where a file belongs in the report: `methods/survey`, `registers/evidence`, `plan/plans` …"""
    inside = path.relative_to(config().source_paths[0]).parts[1:]
    return "/".join(inside[:2])


if __name__ == "__main__":
    main()
