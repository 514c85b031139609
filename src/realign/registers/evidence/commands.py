"""`realign disclosure protect` and `realign disclosure attack`. They need no database."""

import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from realign.foundations.files.terminal import BadInput, NewFile, check_columns, read_rows, refuse, write_rows
from realign.methods.disclosure import (
    TOTAL,
    CountTable,
    DisclosureError,
    FeasibilityInterval,
    Margins,
    Profile,
    PublishedTable,
    Relation,
    ReleaseRefused,
    SafeTable,
    Shown,
    attack,
    overlaps,
    percentage,
    profile,
    profiles,
    protect,
    review,
)
from realign.methods.signs import Sign

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
LEVELS = click.option(
    "--levels",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV of dimension, level and part: what levels that overlap, such as ages 11-15 and 11-16, are made of.",
)
# columns that may stand beside the figures of an earlier table without breaking it down
NO_LEVELS = {"count", "n", "percent", "lower", "upper", "too_narrow", "rule", "why", "symbol", "note"}
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
@LEVELS
@click.option(
    "--percent-of",
    help="One of --dims: adds a column “percent”, each figure as a percentage of its total over this column.",
)
@click.option("--out", type=NewFile(), help="CSV; the screen without it.")
def protect_command(
    table: Path,
    dims: str,
    count: str,
    threshold: int | None,
    profile_name: str,
    released: tuple[Path, ...],
    levels: Path | None,
    percent_of: str | None,
    out: Path | None,
) -> None:
    """Hide what must be hidden in TABLE, and what protects it. Margins are rows whose dimension is Total.

    The column `value` of the result holds the number or [c]; a percentage is hidden where its figure or its base is.

    Example: realign disclosure protect counts.csv --dims council,stage --count n --threshold 5 --out safe.csv
    """
    names = _dims(dims)
    rows = _rows(table)
    check_columns(table, rows[0], [*names, count])
    if percent_of is not None and percent_of not in names:
        refuse("--percent-of", f"one of the columns {', '.join(names)}", percent_of)
    try:
        counted = CountTable.from_rows(
            rows, dims=names, count=count, name=table.name, margins=_margins(rows, names)
        )
        earlier = [_earlier(path, count) for path in released]
        safe = protect(
            [counted],
            _rules(profile_name, threshold),
            released=earlier,
            relations=_overlaps(levels, [counted], earlier),
        )
        percentages = [] if percent_of is None else _percentages(safe, table.name, names, percent_of)
    except DisclosureError as error:
        raise BadInput(f"{_together(table, released)}: {error}") from error
    except ReleaseRefused as refused:
        click.echo(f"Refused. {refused}", err=True)
        sys.exit(1)
    protected = safe.rows()
    if percent_of is not None:
        for row, percent in zip(protected, percentages, strict=True):
            row["percent"] = str(percent) if isinstance(percent, Sign) else percent
    write_rows(out, [*names, "value", *(["percent"] if percent_of else [])], protected)
    proof = safe.proof
    click.echo(
        f"{proof.hidden} of {len(safe.cells)} cells hidden: {proof.sensitive} sensitive, "
        f"{proof.complementary} to protect "
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
@LEVELS
@click.option(
    "--counts", type=FILE, help="The true counts of TABLE: also says what to hide or merge to correct it."
)
def attack_command(
    table: Path,
    dims: str,
    count: str,
    threshold: int | None,
    profile_name: str,
    released: tuple[Path, ...],
    levels: Path | None,
    counts: Path | None,
) -> None:
    """Try to work out the hidden cells of TABLE; exit 1 if any range is too narrow, with the sums that give it away.

    Example: realign disclosure attack safe.csv --dims council,stage --count value
    """
    names = _dims(dims)
    try:
        published, earlier = _published(table, names, count), [_earlier(path, count) for path in released]
        rules = _rules(profile_name, threshold)
        true_counts = [] if counts is None else [_true(counts, names, count)]
        relations = _overlaps(levels, [published], earlier)
        findings = attack(published, earlier, rules=rules, relations=relations)
        narrow = sum(finding.too_narrow for finding in findings)
        lines = []
        if narrow:
            answer = review(published, earlier, rules=rules, relations=relations, tables=true_counts)
            lines = [*answer.reasons, *(cure.words for cure in answer.cures)]
    except DisclosureError as error:
        raise BadInput(f"{_together(table, released)}: {error}") from error
    columns = [*names, "lower", "upper", "too_narrow"]
    write_rows(None, columns, [_finding_row(finding, names) for finding in findings])
    for line in lines:
        click.echo(line, err=True)
    click.echo(f"{len(findings)} cells attacked, {narrow} too narrow.", err=True)
    if narrow:
        sys.exit(1)


def _finding_row(finding: FeasibilityInterval, names: list[str]) -> dict[str, Any]:
    upper = "" if math.isinf(finding.upper) else f"{finding.upper:g}"
    levels = {dim: finding.key.level(dim) for dim in names}
    return {
        **levels,
        "lower": f"{finding.lower + 0.0:g}",
        "upper": upper,
        "too_narrow": "yes" if finding.too_narrow else "no",
    }


def _percentages(safe: SafeTable, name: str, names: list[str], percent_of: str) -> list[Shown]:
    """Each published figure as a percentage of its total over one column, in the order of the rows."""
    layout, cells = safe.tables[name]
    place = names.index(percent_of)
    return [
        percentage(safe, layout.key(levels), layout.key((*levels[:place], TOTAL, *levels[place + 1 :])))
        for levels in cells
    ]


def _overlaps(
    path: Path | None, tables: Sequence[CountTable | PublishedTable], earlier: Sequence[PublishedTable]
) -> list[Relation]:
    """The sums between levels that overlap, by the file that says what each is made of; none without it."""
    if path is None:
        return []
    rows = _rows(path)
    check_columns(path, rows[0], ["dimension", "level", "part"])
    groupings: dict[str, dict[str, set[str]]] = {}
    for row in rows:
        groupings.setdefault(row["dimension"], {}).setdefault(row["level"], set()).add(row["part"])
    keys = [
        *(
            key
            for table in tables
            for key in (table.counts if isinstance(table, CountTable) else table.shown)
        ),
        *(key for table in earlier for key in table.shown),
    ]
    return overlaps(keys, groupings)


def _true(path: Path, names: list[str], count: str) -> CountTable:
    """The counts behind a protected table, in the column that its figures have or in `n` or `count`."""
    rows = _rows(path)
    column = next((column for column in (count, "n", "count") if column in rows[0]), None)
    if column is None:
        refuse(
            path.name, f"a column “{count}”, “n” or “count”", f"columns {', '.join(rows[0])}", "Rename it."
        )
    check_columns(path, rows[0], names)
    return CountTable.from_rows(rows, dims=names, count=column, name=path.name, margins=_margins(rows, names))


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
