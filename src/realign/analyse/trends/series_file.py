"""A series as a CSV file: read for one kind of chart, and refused by row and column where it cannot be drawn."""

from pathlib import Path

import click

from realign.foundations.files.terminal import BadInput, check_columns, read_rows, refuse
from realign.methods.indicators.spc.series import Series, series_from_records
from realign.methods.indicators.spc.types import ChartKind

GROUPED = (ChartKind.XBAR, ChartKind.S)
RATES = (ChartKind.P, ChartKind.U)
COUNTED = (*RATES, ChartKind.C, ChartKind.T)
NO_DENOMINATOR = (*GROUPED, ChartKind.C, ChartKind.T)


def read_series(path: Path, kind: ChartKind) -> Series:
    """The series of a file with the columns period, value and perhaps denominator, oldest first."""
    rows = read_rows(path)
    if not rows:
        refuse(path.name, "rows of figures under the heading", "none", "Add a row for each period.")
    check_columns(path, rows[0], ["period", "value", *(["denominator"] if kind in RATES else [])])
    _check_periods(path, kind, rows)
    try:
        series = series_from_records(rows)
    except ValueError as error:
        words = str(error)
        joint = ", " if words.startswith("Row ") else ": "
        raise BadInput(path.name + joint + (words[0].lower() + words[1:])) from error
    if series.groups is None:
        _check_values(path, kind, series)
    if kind in NO_DENOMINATOR and any((row.get("denominator") or "").strip() for row in rows):
        click.echo(f"The column denominator is not used by the chart {kind}.", err=True)
    return series


def _check_periods(path: Path, kind: ChartKind, rows: list[dict[str, str]]) -> None:
    first: dict[str, int] = {}
    for line, row in enumerate(rows, start=2):
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


def _check_values(path: Path, kind: ChartKind, series: Series) -> None:
    """What this kind of chart cannot hold: negative counts, empty denominators, more children than children."""
    bottoms = series.denominators or (None,) * len(series.values)
    for line, (value, bottom) in enumerate(zip(series.values, bottoms, strict=True), start=2):
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
                "Leave value and denominator blank where nobody counted.",
            )
        if value is not None and bottom is None and series.denominators:
            refuse(f"{where} denominator", "a number beside the value", "a blank", "Fill it in.")
        if kind is ChartKind.P and value is not None and bottom is not None and value > bottom:
            refuse(
                f"{where} value",
                f"no more than the denominator, {bottom:g}",
                f"{value:g}",
                "For events that can happen more than once use --chart u.",
            )
