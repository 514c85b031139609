"""`realign fit`: the table of need and contact from four counts, hidden groups, and the fit of every need as a file."""

import json
import os
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

import click
import django
from django.utils import timezone

from realign.foundations.files.terminal import BadInput, NewFile, Number
from realign.methods.cells import CsvWriter
from realign.methods.fit.hidden import chapman
from realign.methods.fit.table import NeedServiceMeasures, NeedServiceTable, measure
from realign.methods.intervals import Interval

COUNT = Number(min=0)


@click.group()
def fit() -> None:
    """Compare what children need with the services they are in contact with."""


@fit.command("table")
@click.option("--high-served", type=COUNT, required=True, help="High need, in contact with a service.")
@click.option("--high-unserved", type=COUNT, required=True, help="High need, not in contact.")
@click.option("--low-served", type=COUNT, required=True, help="Few or no needs, in contact.")
@click.option("--low-unserved", type=COUNT, required=True, help="Few or no needs, not in contact.")
@click.option("--format", "shape", type=click.Choice(["json", "table"]), default="json", show_default=True)
def table(
    high_served: float, high_unserved: float, low_served: float, low_unserved: float, shape: str
) -> None:
    """Coverage, targeting and unmet need from four counts of children. Needs no database.

    Example: realign fit table --high-served 223 --high-unserved 1953 --low-served 426 --low-unserved 5857
    """
    counts = [int(n) if n.is_integer() else n for n in (high_served, high_unserved, low_served, low_unserved)]
    try:
        measures = measure(NeedServiceTable(*counts))
    except ValueError as wrong:
        raise BadInput(str(wrong)) from wrong
    if shape == "json":
        click.echo(json.dumps(measures.as_dict(), indent=2))
    else:
        _print_table(measures)


def _print_table(measures: NeedServiceMeasures) -> None:
    t = measures.table
    rows = (
        ("", "in contact", "not in contact", "all"),
        ("high need", t.high_served, t.high_unserved, t.high),
        ("few or no needs", t.low_served, t.low_unserved, t.low),
        ("all", t.served, t.total - t.served, t.total),
    )
    for name, *cells in rows:
        click.echo(
            f"{name:<16}" + "".join(f"{cell if isinstance(cell, str) else f'{cell:,}':>16}" for cell in cells)
        )
    click.echo()
    for name in ("prevalence", "contact", "coverage", "unmet", "targeting", "low_need_served", "odds_ratio"):
        click.echo(f"{name:<16}{_written(getattr(measures, name)):>28}")
    for name in ("phi", "kappa"):
        value = getattr(measures, name)
        click.echo(f"{name:<16}{'' if value is None else f'{value:.4f}':>10}")
    click.echo(f"\n{measures.caution}")


def _written(interval: Interval | None) -> str:
    return (
        "" if interval is None else f"{interval.estimate:.4f} ({interval.lower:.4f} to {interval.upper:.4f})"
    )


@fit.command("hidden")
@click.option("--first", type=click.IntRange(min=0), required=True, help="Children on the first list.")
@click.option("--second", type=click.IntRange(min=0), required=True, help="Children on the second list.")
@click.option("--both", type=click.IntRange(min=0), required=True, help="Children who are on both.")
@click.option("--level", type=Number(0, 1, min_open=True, max_open=True), default=0.95, show_default=True)
def hidden(first: int, second: int, both: int, level: float) -> None:
    """How many children there are in all, when two lists overlap and neither is complete. Needs no database.

    For groups that no list shows in full, such as young carers known to schools and to a carers’ centre. Chapman’s
    estimate, with what must be true for it to hold; where it is not, the estimate is usually too low.

    Example: realign fit hidden --first 200 --second 150 --both 30
    """
    try:
        estimate = chapman(first, second, both, level)
    except ValueError as wrong:
        raise BadInput(str(wrong)) from wrong
    click.echo(json.dumps(asdict(estimate), indent=2))


@fit.command("run")
@click.option("--partnership", required=True, help="Its slug, as in addresses.")
@click.option("--out", type=NewFile(), help="A file; printed if left out.")
def run(partnership: str, out: Path | None) -> None:
    """The fit of every need, in the partnership and in each council, as CSV.

    Example: realign fit run --partnership tayside --out fit.csv
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "realign.config.settings")
    django.setup()
    # the models can be loaded only once Django is up, and the table above must not wait for that
    every_fit = import_module("realign.analyse.fit.outputs").every_fit(partnership, timezone.localdate())
    if every_fit is None:
        raise BadInput(
            f"There is no partnership “{partnership}”. Use the word in its addresses, such as tayside."
        )
    if out is None:
        CsvWriter(sys.stdout, lineterminator="\n").rows(every_fit)
        return
    with out.open("w", encoding="utf-8", newline="") as file:
        CsvWriter(file, lineterminator="\n").rows(every_fit)
    click.echo(f"Wrote {len(every_fit) - 1} rows to {out}.", err=True)
