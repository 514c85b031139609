"""`realign disclosure protect` and `realign disclosure attack`. They need no database."""

import math
import sys
from pathlib import Path
from typing import Any

import click

from realign.foundations.files.terminal import BadInput, check_columns, read_rows, refuse, write_rows
from realign.methods.disclosure import (
    TOTAL,
    CountTable,
    DisclosureError,
    Finding,
    Margins,
    Profile,
    PublishedTable,
    ReleaseRefused,
    attack,
    profile,
    profiles,
    protect,
)

DIMS = click.option("--dims", required=True, help="Columns that break the table down, joined by commas.")
COUNT = click.option("--count", "count", required=True, help="Column of counts.")
THRESHOLD = click.option(
    "--threshold", type=click.IntRange(1), help="Counts below it are hidden, instead of the profile's."
)
PROFILE = click.option(
    "--profile",
    "profile_name",
    type=click.Choice(list(profiles())),
    default="fewer-than-5",
    show_default=True,
)
RELEASED = click.option(
    "--released",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An earlier protected table about the same people; repeat for more.",
)
# columns that may stand beside the figures of an earlier table without breaking it down
NO_LEVELS = {"count", "n", "lower", "upper", "too_narrow", "rule", "why", "symbol", "note"}
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def disclosure() -> None:
    """Protect tables of counts, and attack protected ones.

    Example: realign disclosure protect counts.csv --dims council,stage --count n --out safe.csv
    """


@disclosure.command(name="protect")
@click.argument("table", type=FILE)
@DIMS
@COUNT
@THRESHOLD
@PROFILE
@RELEASED
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="CSV; the screen without it.")
def protect_command(
    table: Path,
    dims: str,
    count: str,
    threshold: int | None,
    profile_name: str,
    released: tuple[Path, ...],
    out: Path | None,
) -> None:
    """Hide what must be hidden in TABLE, and what protects it. Margins are rows whose dimension is Total.

    The column `value` of the result holds the number or [c].

    Example: realign disclosure protect counts.csv --dims council,stage --count n --threshold 5 --out safe.csv
    """
    names = _dims(dims)
    rows = _rows(table)
    check_columns(table, rows[0], [*names, count])
    try:
        counted = CountTable.from_rows(
            rows, dims=names, count=count, name=table.name, margins=_margins(rows, names)
        )
        safe = protect(
            [counted], _rules(profile_name, threshold), released=[_earlier(path, count) for path in released]
        )
    except DisclosureError as error:
        raise BadInput(f"{_together(table, released)}: {error}") from error
    except ReleaseRefused as refused:
        click.echo(f"Refused. {refused}", err=True)
        sys.exit(1)
    write_rows(out, [*names, "value"], safe.rows())
    proof = safe.proof
    click.echo(
        f"{proof.hidden} of {len(safe.cells)} cells hidden: {proof.sensitive} sensitive, {proof.complementary} to protect "
        f"them; best bound {proof.best_bound:g} ({proof.method}). Proved by attack.",
        err=True,
    )


@disclosure.command(name="attack")
@click.argument("table", type=FILE)
@DIMS
@COUNT
@THRESHOLD
@PROFILE
@RELEASED
def attack_command(
    table: Path, dims: str, count: str, threshold: int | None, profile_name: str, released: tuple[Path, ...]
) -> None:
    """Try to work out the hidden cells of TABLE; exit 1 if any range is too narrow.

    Example: realign disclosure attack safe.csv --dims council,stage --count value
    """
    names = _dims(dims)
    try:
        findings = attack(
            _published(table, names, count),
            [_earlier(path, count) for path in released],
            rules=_rules(profile_name, threshold),
        )
    except DisclosureError as error:
        raise BadInput(f"{_together(table, released)}: {error}") from error
    columns = [*names, "lower", "upper", "too_narrow"]
    write_rows(None, columns, [_finding_row(finding, names) for finding in findings])
    narrow = sum(finding.too_narrow for finding in findings)
    click.echo(f"{len(findings)} cells attacked, {narrow} too narrow.", err=True)
    if narrow:
        sys.exit(1)


def _finding_row(finding: Finding, names: list[str]) -> dict[str, Any]:
    upper = "" if math.isinf(finding.upper) else f"{finding.upper:g}"
    levels = {dim: finding.key.level(dim) for dim in names}
    return {
        **levels,
        "lower": f"{finding.lower + 0.0:g}",
        "upper": upper,
        "too_narrow": "yes" if finding.too_narrow else "no",
    }


def _rows(path: Path) -> list[dict[str, str]]:
    rows = read_rows(path)
    if not rows:
        refuse(path.name, "at least one row of figures", "none")
    return rows


def _published(path: Path, names: list[str], value: str) -> PublishedTable:
    """A protected table with the dimensions named."""
    rows = _rows(path)
    check_columns(path, rows[0], [*names, value])
    return _read(path, rows, names, value)


def _earlier(path: Path, count: str) -> PublishedTable:
    """An earlier table. It may have dimensions of its own: every column is one, besides that of the figures."""
    rows = _rows(path)
    value = next((column for column in ("value", count) if column in rows[0]), None)
    if value is None:
        refuse(path.name, f"a column “value” or “{count}”", f"columns {', '.join(rows[0])}", "Rename it.")
    return _read(path, rows, [column for column in rows[0] if column not in {value, *NO_LEVELS}], value)


def _read(path: Path, rows: list[dict[str, str]], dims: list[str], value: str) -> PublishedTable:
    try:
        return PublishedTable.from_rows(rows, dims, value, name=path.name)
    except DisclosureError as error:
        raise BadInput(f"{path.name}: {error}") from error


def _together(table: Path, released: tuple[Path, ...]) -> str:
    """The files that a problem may lie between."""
    earlier = ", ".join(path.name for path in released)
    return f"{table.name} beside {earlier}" if earlier else table.name


def _margins(rows: list[dict[str, str]], names: list[str]) -> Margins:
    given = any(row[name] == TOTAL for row in rows for name in names)
    return Margins.GIVEN if given else Margins.COMPUTED


def _rules(name: str, threshold: int | None) -> Profile:
    rules = profile(name)
    return rules if threshold is None else rules.with_threshold(threshold)


def _dims(text: str) -> list[str]:
    names = [part.strip() for part in text.split(",") if part.strip()]
    if not names:
        refuse("--dims", "at least one column", "none", "Join several by commas: council,stage.")
    return names
