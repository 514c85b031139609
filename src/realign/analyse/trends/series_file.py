"""A series as a CSV file: read for one kind of chart, and refused by row and column where it cannot be drawn."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import click

from realign.foundations.files.terminal import BadInput, check_columns, read_numbered_rows, refuse
from realign.methods.indicators.spc.series import PeriodSeries, series_from_records
from realign.methods.indicators.spc.types import ChartKind
from realign.methods.numbers import number_of
from realign.registers.indicators.periods import parse_period

GROUPED = (ChartKind.XBAR, ChartKind.S)
RATES = (ChartKind.P, ChartKind.U)
COUNTED = (*RATES, ChartKind.C, ChartKind.T)
NO_DENOMINATOR = (*GROUPED, ChartKind.C, ChartKind.T)
FEWEST = {ChartKind.MR: 3}  # a moving range lies between two values, and two of them are needed
COLUMNS = ("period", "value", "denominator")

Rows = list[dict[str, str]]


def read_series(path: Path, kind: ChartKind) -> PeriodSeries:
    """The series of a file with the columns period, value and perhaps denominator, oldest first."""
    numbered = [(line, _plainly_named(row)) for line, row in read_numbered_rows(path)]
    rows, lines = [row for _, row in numbered], [line for line, _ in numbered]
    if not rows:
        refuse(path.name, "rows of figures under the heading", "none", "Add a row for each period.")
    check_columns(path, rows[0], ["period", "value", *(["denominator"] if kind in RATES else [])])
    _check_periods(path, kind, rows, lines)
    try:
        series = series_from_records(rows, lines)
    except ValueError as error:
        words = str(error)
        joint = ", " if words.startswith("Row ") else ": "
        raise BadInput(path.name + joint + (words[0].lower() + words[1:])) from error
    if kind in GROUPED and series.groups is None:
        refuse(
            f"{path.name}, row {lines[0]}, column period",
            f"two or more rows with the same period, since the chart {kind} needs several measurements in each",
            f"“{rows[0]['period']}” once",
            "For one value a period use --chart i.",
        )
    if series.groups is None:
        _check_values(path, kind, series, lines)
    if kind in NO_DENOMINATOR and any((row.get("denominator") or "").strip() for row in rows):
        click.echo(f"The column denominator is not used by the chart {kind}.", err=True)
    return series


def _plainly_named(row: dict[str, str]) -> dict[str, str]:
    """Columns known by their name in whatever letters, since spreadsheets like to begin with a capital."""
    plain = {name: name.strip().lower() for name in row}
    return {plain[name] if plain[name] in COLUMNS else name: value for name, value in row.items()}


def _check_periods(path: Path, kind: ChartKind, rows: Rows, lines: Sequence[int]) -> None:
    first: dict[str, int] = {}
    for line, row in zip(lines, rows, strict=True):
        period, where = row["period"].strip(), f"{path.name}, row {line}, column period"
        if not period:
            refuse(where, "the name of a period", "a blank", "Name it, such as 2025/26.")
        if first.setdefault(period, line) != line and kind not in GROUPED:
            refuse(
                where,
                "one row for each period",
                f"“{period}” again, as in row {first[period]}",
                "Keep the right one; for several measurements a period use --chart xbar or s.",
            )
    _check_order(path, first)


def _check_order(path: Path, lines: dict[str, int]) -> None:
    """Oldest first, as far as periods can be told: numbers, dates, months and years; other names are trusted."""
    numbers = [number_of(period) for period in lines]
    days = [_days_of(period) for period in lines]
    places: list[tuple[float | str, ...]]
    if None not in numbers:
        places = [(number,) for number in numbers if number is not None]
    elif None not in days and not any(number is not None for number in numbers):
        places = [first_and_last for first_and_last in days if first_and_last is not None]
    else:
        return
    for (before, earlier), (period, later) in pairwise(zip(lines, places, strict=True)):
        if later < earlier:
            refuse(
                f"{path.name}, row {lines[period]}, column period",
                "periods from the oldest to the latest",
                f"“{period}” after “{before}”",
                "Sort the rows by period.",
            )


def _days_of(period: str) -> tuple[str, str] | None:
    try:
        span = parse_period(period, months=True)
    except ValueError:
        return None
    return (span.starts_on.isoformat(), span.ends_on.isoformat())


def _check_values(path: Path, kind: ChartKind, series: PeriodSeries, lines: Sequence[int]) -> None:
    """What a chart cannot hold: too few values, negative counts, empty denominators, more children than children."""
    known, fewest = sum(value is not None for value in series.values), FEWEST.get(kind, 2)
    if known < fewest:
        refuse(
            f"{path.name}, column value",
            f"at least {fewest} values for the chart {kind}",
            str(known),
            "Wait for more periods: about ten are needed to tell change from chance.",
        )
    bottoms = series.denominators or (None,) * len(series.values)
    for line, value, bottom in zip(lines, series.values, bottoms, strict=True):
        where = f"{path.name}, row {line}, column"
        if value is not None and value < 0 and kind in COUNTED:
            refuse(f"{where} value", "zero or more", f"{value:g}", "Correct it, or use --chart run or i.")
        if kind in NO_DENOMINATOR:
            continue
        if bottom is not None and bottom <= 0:
            refuse(
                f"{where} denominator",
                "more than zero",
                f"{bottom:g}",
                "Leave value and denominator blank where there is no count.",
            )
        if value is not None and bottom is None and (series.denominators or kind in RATES):
            refuse(f"{where} denominator", "a number beside the value", "a blank", "Fill it in.")
        if kind is ChartKind.P and value is not None and bottom is not None and value > bottom:
            refuse(
                f"{where} value",
                f"no more than the denominator, {bottom:g}",
                f"{value:g}",
                "For events that can happen more than once use --chart u.",
            )
