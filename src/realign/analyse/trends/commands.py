"""`realign trends check`. It needs no database."""

import json
from pathlib import Path

import click

from realign.analyse.trends.series_file import read_series
from realign.foundations.files.terminal import BadInput, refuse
from realign.methods.indicators.spc.check import check_series
from realign.methods.indicators.spc.options import Options
from realign.methods.indicators.spc.types import ChartKind, ChartResult, RuleSet

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def trends() -> None:
    """Tell change from chance in a series.

    Example: realign trends check attendance.csv --chart p --rules scotland
    """


@trends.command(name="check")
@click.argument("file", type=FILE)
@click.option(
    "--chart",
    type=click.Choice([one.value for one in ChartKind]),
    default=ChartKind.RUN.value,
    show_default=True,
    help="run: anything; i, mr: single measurements; p: children of children; u: events in changing "
    "opportunity; c: events in equal opportunity; xbar, s: several measurements a period; t: time between "
    "rare events.",
)
@click.option(
    "--baseline",
    type=int,
    metavar="N",
    help="The first N points set the centre and limits. Without it 12 on a run chart, all on the others.",
)
@click.option(
    "--rules",
    type=click.Choice([one.value for one in RuleSet]),
    default=RuleSet.SCOTLAND.value,
    show_default=True,
)
@click.option("--out", type=NEW_FILE, help="A JSON file; the screen without it.")
def check(file: Path, chart: str, baseline: int | None, rules: str, out: Path | None) -> None:
    """Centre, limits, points and signals of the series in FILE, as JSON.

    FILE is a CSV with the columns period, value and perhaps denominator, oldest first. A blank value is a gap.
    For xbar and s charts give each measurement a row, with its period repeated.

    Example: realign trends check waits.csv --chart i --baseline 12 --rules nhs
    """
    kind = ChartKind(chart)
    series = read_series(file, kind)
    try:
        result = check_series(series, Options(chart=kind, rules=RuleSet(rules), baseline=baseline))
    except ValueError as error:
        raise BadInput(f"{file.name}: {error}") from error
    write(result, out)


def write(result: ChartResult, out: Path | None) -> None:
    """The result as JSON, to a file or the screen; notes also beside it, where people see them."""
    text = json.dumps(result.as_dict(), ensure_ascii=False, allow_nan=False, indent=2)
    if out is None:
        click.echo(text)
    else:
        try:
            out.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            refuse(str(out), "a file that can be written", error.strerror or "an error", "Name another.")
    for note in result.notes:
        click.echo(note, err=True)
