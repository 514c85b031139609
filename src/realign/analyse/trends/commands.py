"""`realign trends check`, `standardise` and `duncan`. They need no database."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np

from realign.analyse.trends.age_bands import (
    DIRECT_COLUMNS,
    INDIRECT_COLUMNS,
    directly_standardised,
    indirectly_standardised,
    read_age_bands,
)
from realign.analyse.trends.series_file import read_series
from realign.foundations.files.terminal import (
    BadInput,
    NewFile,
    Number,
    check_columns,
    read_numbered_rows,
    refuse,
    write_rows,
)
from realign.methods.indicators.spc.check import check_series
from realign.methods.indicators.spc.options import Options
from realign.methods.indicators.spc.series import PeriodSeries
from realign.methods.indicators.spc.types import ChartKind, ChartResult, RuleSet
from realign.methods.inequality.duncan import dissimilarity, dissimilarity_interval, ordered_segregation
from realign.methods.numbers import figure_of

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SEED = 19  # the bootstrap of the index of dissimilarity gives the same answer each time
FEWEST_PLACES = 2


@click.group()
def trends() -> None:
    """Tell change from chance in a series, compare areas whose children are of different ages, and measure segregation.

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
@click.option(
    "--screen/--no-screen",
    default=None,
    help="Leave moving ranges of 3.267 × their mean or more out of the limits of i and t charts, or count all. Without "
    "either, nhs screens, as NHS England’s “plot the dots” does, and the other rules do not.",
)
@click.option(
    "--phase",
    "phases",
    multiple=True,
    metavar="PERIOD",
    help="A new phase, with a centre and limits of its own, begins at this period, because the way of working changed.",
)
@click.option(
    "--exclude",
    "excluded",
    multiple=True,
    metavar="PERIOD",
    help="Draw this period without counting it: its cause is known and separate.",
)
@click.option(
    "--stands-out",
    "standing_out",
    multiple=True,
    metavar="PERIOD",
    help="People judged this period to be blatantly different from the rest.",
)
@click.option("--out", type=NewFile(), help="A JSON file; the screen without it.")
def check(
    file: Path,
    chart: str,
    baseline: int | None,
    rules: str,
    screen: bool | None,
    phases: tuple[str, ...],
    excluded: tuple[str, ...],
    standing_out: tuple[str, ...],
    out: Path | None,
) -> None:
    """Centre, limits, points and signals of the series in FILE, as JSON.

    FILE is a CSV with the columns period, value and perhaps denominator, oldest first. A blank value is a gap.
    For xbar and s charts give each measurement a row, with its period repeated; a period of one measurement is drawn
    without limits. --phase, --exclude and --stands-out name periods as FILE does, and can be given several times.

    Rules: scotland, Public Health Scotland; nhs, Making Data Count (“plot the dots”): outside the limits, seven on one
    side or in a trend, two of three near a limit, and limits from screened moving ranges; western-electric, the
    handbook of 1956; anhoej, longest run and crossings.

    Examples: realign trends check waits.csv --chart i --baseline 12 --rules nhs

    realign trends check waits.csv --chart i --phase "April 2024" --exclude "July 2024"
    """
    kind = ChartKind(chart)
    series = read_series(file, kind)
    options = Options(
        chart=kind,
        rules=RuleSet(rules),
        baseline=baseline,
        screen=screen,
        rebase_at=places_of(series, phases, file, "--phase"),
        exclude=places_of(series, excluded, file, "--exclude"),
        astronomical=places_of(series, standing_out, file, "--stands-out"),
    )
    try:
        result = check_series(series, options)
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


@trends.command(name="duncan")
@click.argument("file", type=FILE)
@click.option(
    "--better",
    type=click.Choice(["higher", "lower"]),
    help="Which way the outcome is better: turns CPOP’s index so that above 0 the group fares worse, as CPOP publishes it. "
    "Without it, above 0 means that the group lives where the outcome is low.",
)
@click.option("--out", type=NewFile(), help="A CSV or Parquet file; the screen without it.")
def duncan(file: Path, better: str | None, out: Path | None) -> None:
    """How unevenly a group is spread over areas, by both indexes that are called Duncan’s, as CSV.

    FILE is a CSV with the columns area, group, others and perhaps outcome: how many of a group (such as people who are
    income deprived) and how many others live in each area. The index of dissimilarity is the share of either that would
    have to move for both to be spread alike. With an outcome, the Duncan index of the Community Planning Outcomes Profile
    (CPOP) is given as well: whether the group lives where the outcome is low or high, from −1 to 1.

    Example: realign trends duncan zones.csv --better lower
    """
    places = read_spread(file)
    if better and places[0].outcome is None:
        refuse(
            file.name,
            "a column “outcome” with --better",
            "none",
            "Add the outcome of each area, or leave --better out.",
        )
    try:
        rows = spread_rows(places, low_is_worse=None if better is None else better == "higher")
    except ValueError as error:
        raise BadInput(f"{file.name}: {error}") from error
    write_rows(out, SPREAD_COLUMNS, rows)


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
    for note in (result.limits_from, *result.notes):
        if note:
            click.echo(note, err=True)


def places_of(series: PeriodSeries, periods: Sequence[str], file: Path, option: str) -> list[int]:
    """Where some periods stand in the series, in order. Raises BadInput for one that it does not have, or given twice."""
    for period in periods:
        if period not in series.periods:
            first, last = series.periods[0], series.periods[-1]
            refuse(
                f"{option} {period}",
                f"a period of {file.name}",
                "none of that name",
                f"Write it as the file does: its periods run from “{first}” to “{last}”.",
            )
        if periods.count(period) > 1:
            refuse(f"{option} {period}", "each period once", "the same again", "Leave one out.")
    return sorted(series.periods.index(period) for period in periods)


@dataclass(frozen=True)
class Spread:
    """How many of a group and of the others live in one place, with the outcome there where a file gives one."""

    group: float
    others: float
    outcome: float | None = None


def read_spread(path: Path) -> list[Spread]:
    """The places of a CSV file with the columns area, group, others and perhaps outcome.

    Raises BadInput, naming row and column, for a number that is missing or below zero, or an area given twice.
    """
    numbered = read_numbered_rows(path)
    if not numbered:
        refuse(path.name, "rows of figures under the heading", "none", "Add a row for each area.")
    check_columns(path, numbered[0][1], ("area", "group", "others"))
    first: dict[str, int] = {}
    places = []
    for line, row in numbered:
        where, area = f"{path.name}, row {line}, column", row["area"].strip()
        if not area:
            refuse(f"{where} area", "the name or code of an area", "a blank")
        if first.setdefault(area, line) != line:
            refuse(f"{where} area", "each area once", f"“{area}” again, as in row {first[area]}")
        counts = {name: figure_of(row[name]) for name in ("group", "others")}
        for name, count in counts.items():
            if count is None or count < 0:
                refuse(f"{where} {name}", "a number of zero or more", f"“{row[name]}”")
        outcome = figure_of(row["outcome"]) if "outcome" in row else None
        if "outcome" in row and outcome is None:
            refuse(f"{where} outcome", "a number for each area", f"“{row['outcome']}”", "Remove the area.")
        places.append(Spread(counts["group"] or 0.0, counts["others"] or 0.0, outcome))
    if len(places) < FEWEST_PLACES:
        refuse(path.name, f"at least {FEWEST_PLACES} areas", f"{len(places)}")
    return places


SPREAD_COLUMNS = ["measure", "value", "lower", "upper", "areas", "method"]


def spread_rows(places: Sequence[Spread], *, low_is_worse: bool | None = None) -> list[dict[str, Any]]:
    """Both indexes that are called Duncan’s, each by its name; CPOP’s where there is an outcome to rank the places by.

    ``low_is_worse`` says which way the outcome is bad: then the index is given as CPOP publishes it, above 0 where the
    group lives where the outcome is bad. Raises ValueError where a group has nobody.
    """
    group, others = [place.group for place in places], [place.others for place in places]
    corrected = dissimilarity_interval(group, others, rng=np.random.default_rng(SEED))
    chance = "chance taken out, interval by bootstrap (Allen, Burgess, Davidson and Windmeijer 2015)"
    rows = [
        _spread_row(
            "dissimilarity", dissimilarity(group, others), len(places), "Duncan and Duncan (1955), as counted"
        ),
        _spread_row("dissimilarity without chance", corrected.estimate, len(places), chance)
        | {"lower": round(corrected.lower, 6), "upper": round(corrected.upper, 6)},
    ]
    outcomes = [place.outcome for place in places if place.outcome is not None]
    if len(outcomes) < len(places):
        return rows
    ranked = ordered_segregation(group, others, outcomes)
    if low_is_worse is None:
        return [
            *rows,
            _spread_row(
                "duncan_cpop", ranked, len(places), "CPOP: above 0 the group lives where the outcome is low"
            ),
        ]
    turned = ranked if low_is_worse else -ranked
    return [
        *rows,
        _spread_row(
            "duncan_cpop", turned, len(places), "CPOP: above 0 the group lives where the outcome is bad"
        ),
    ]


def _spread_row(measure: str, value: float, areas: int, method: str) -> dict[str, Any]:
    return {"measure": measure, "value": round(value, 6), "areas": areas, "method": method}
