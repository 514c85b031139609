"""`realign trends check` and `realign trends standardise`. They need no database."""

import json
from pathlib import Path

import click

from realign.analyse.trends.age_bands import (
    DIRECT_COLUMNS,
    INDIRECT_COLUMNS,
    directly_standardised,
    indirectly_standardised,
    read_age_bands,
)
from realign.analyse.trends.series_file import read_series
from realign.foundations.files.terminal import BadInput, NewFile, Number, refuse, write_rows
from realign.methods.indicators.spc.check import check_series
from realign.methods.indicators.spc.options import Options
from realign.methods.indicators.spc.types import ChartKind, ChartResult, RuleSet

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def trends() -> None:
    """Tell change from chance in a series, and compare areas whose children are of different ages.

    Example: realign trends check attendance.csv --chart p --rules scotland
    """


@trends.command(name="check")
@click.argument("file", type=FILE)
@click.option(
    "--chart",
    type=click.Choice([kind.value for kind in ChartKind]),
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
    type=click.Choice([kind.value for kind in RuleSet]),
    default=RuleSet.SCOTLAND.value,
    show_default=True,
)
@click.option("--out", type=NewFile(), help="A JSON file; the screen without it.")
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


@trends.command(name="standardise")
@click.argument("file", type=FILE)
@click.option(
    "--standard",
    type=click.Choice(["esp2013", "file"]),
    default="esp2013",
    show_default=True,
    help="esp2013: the European Standard Population of 2013, whose ages are 0-4, 5-9, … 85-89, 90+; those in FILE are "
    "used. file: the column standard of FILE.",
)
@click.option(
    "--reference",
    type=FILE,
    help="Indirect instead: a CSV of the same ages, with the events and population of a whole, such as Scotland.",
)
@click.option("--per", type=Number(min=0, min_open=True), default=100_000, show_default=True)
@click.option("--level", type=Number(0, 1, min_open=True, max_open=True), default=0.95, show_default=True)
@click.option("--out", type=NewFile(), help="A CSV or Parquet file; the screen without it.")
def standardise(
    file: Path, standard: str, reference: Path | None, per: float, level: float, out: Path | None
) -> None:
    """Rates of areas as if they had the same mix of ages, with their intervals, as CSV.

    FILE is a CSV with the columns age, events and population, and perhaps area and standard: a row for each age band
    of each area. Direct rates (Dobson) are not given below ten events in all. With --reference the ratio of observed to
    expected events is given, and the rate that goes with it; that serves where events are few.

    Examples: realign trends standardise admissions.csv --per 10000

    realign trends standardise admissions.csv --reference scotland.csv
    """
    areas = read_age_bands(file)
    try:
        if reference is None:
            columns = DIRECT_COLUMNS
            rows = directly_standardised(areas, file=file.name, per=per, level=level, standard=standard)
        else:
            wholes = read_age_bands(reference)
            if len(wholes) > 1:
                refuse(reference.name, "one area", f"{len(wholes)}", "Keep the rows of the reference only.")
            columns = INDIRECT_COLUMNS
            rows = indirectly_standardised(
                areas, next(iter(wholes.values())), file=file.name, per=per, level=level
            )
    except ValueError as error:
        raise BadInput(f"{file.name}: {error}") from error
    write_rows(out, columns, rows)
    for row in rows:
        if row.get("reason"):
            click.echo(f"{row['area'] or file.name}: no standardised rate, {row['reason']}.", err=True)


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
