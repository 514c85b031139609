"""A series as a CSV file: read for one kind of chart, and refused by row and column where it cannot be drawn."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import click

from realign.foundations.files.terminal import BadInput, check_columns, read_numbered_rows, refuse
from realign.methods.indicators.spc.series import PeriodSeries, series_from_records
from realign.methods.indicators.spc.types import ChartKind
from realign.methods.numbers import number_of
from realign.registers.indicators.periods import Hyphen, day_in_figures, parse_period

GROUPED = (ChartKind.XBAR, ChartKind.S)
RATES = (ChartKind.P, ChartKind.U)
COUNTED = (*RATES, ChartKind.C, ChartKind.T)
NO_DENOMINATOR = (*GROUPED, ChartKind.C, ChartKind.T)
FEWEST = {ChartKind.MR: 3}  # a moving range lies between two values, and two of them are needed
COLUMNS = ("period", "value", "denominator")

Rows = list[dict[str, str]]
Place = tuple[float, ...]
Reading = Callable[[str], Place | None]


def read_series(path: Path, kind: ChartKind) -> PeriodSeries:
    """The series of a file with the columns period, value and perhaps denominator, oldest first."""
    read = read_numbered_rows(path)
    _check_names(path, read[0][1] if read else ())
    numbered = [(line, _plainly_named(row)) for line, row in read]
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


def _check_names(path: Path, names: Iterable[str]) -> None:
    """Refuse two columns that are the same but for capitals and spaces: which of them is meant cannot be told."""
    spellings: dict[str, str] = {}
    for name in names:
        plain = name.strip().lower()
        if plain in COLUMNS and plain in spellings:
            refuse(
                f"{path.name}, row 1, column {name}",
                f"one column “{plain}”",
                f"“{spellings[plain]}” and “{name}”",
                "Remove one of them, or give it another name.",
            )
        spellings[plain] = name


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
    """Oldest first, as far as periods can be told: numbers, dates, months, quarters and years; other names are trusted."""
    wrong = out_of_order(list(lines))
    if wrong:
        before, period = wrong
        refuse(
            f"{path.name}, row {lines[period]}, column period",
            "periods from the oldest to the latest",
            f"“{period}” after “{before}”",
            "Sort the rows by period.",
        )


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


def out_of_order(periods: Sequence[str]) -> tuple[str, str] | None:
    """A period and the earlier one that stands after it; nothing where they are in order or do not say when they are.

    Days such as 01/02/2024 are read day first, and month first where that gives the better order: a file says nowhere which
    it means, so only what is wrong both ways is wrong.

    >>> out_of_order(["Feb 2024", "Jan 2024", "Mar 2024"])
    ('Feb 2024', 'Jan 2024')
    >>> out_of_order(["week B", "week A"]) is None
    True
    """
    faults = []
    for reading in (_number, _as_dates(day_first=True), _as_dates(day_first=False)):
        places = [reading(period) for period in periods]
        if None in places:
            continue
        fault = _first_fault(periods, [place for place in places if place is not None])
        if fault is None:
            return None
        faults.append(fault)
    return faults[0] if faults else None


def _first_fault(periods: Sequence[str], places: Sequence[Place]) -> tuple[str, str] | None:
    for (before, earlier), (period, later) in pairwise(zip(periods, places, strict=True)):
        if later < earlier:
            return before, period
    return None


def _number(period: str) -> Place | None:
    number = number_of(period)
    return None if number is None else (number,)


def _as_dates(*, day_first: bool) -> Reading:
    def read(period: str) -> Place | None:
        try:
            first, last = _days_of(period.strip(), day_first=day_first)
        except ValueError:
            return None
        return (first.toordinal(), last.toordinal())

    return read


def _days_of(period: str, *, day_first: bool) -> tuple[date, date]:
    """The first and last day of a period. ValueError where it does not say."""
    if number_of(period) is not None and not re.fullmatch(r"\d{4}", period):
        raise ValueError("a number that is no year")
    day = day_in_figures(period, day_first=day_first)
    if day is not None:
        return day, day
    span = parse_period(period, hyphen=Hyphen.MONTH)
    return span.starts_on, span.ends_on
