"""`realign survey estimate`, `compare`, `associate` and `score`. They need no database."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import click

from realign.analyse.surveys.commands.answers import read_answers, refusals_by_row
from realign.analyse.surveys.commands.design import (
    MEDIAN,
    QUANTILE,
    STATS,
    FormedReplicates,
    design_options,
    difference_rows,
    drawn,
    estimate_rows,
    quantile_rows,
    rows_by_replication,
)
from realign.foundations.files.terminal import BadInput, NewFile, Number, check_columns, refuse, write_rows
from realign.methods.numbers import whole_number_of
from realign.methods.survey import (
    EmptyUnits,
    IntervalMethod,
    Method,
    Stat,
    SurveyError,
    SurveyIndicator,
    rao_scott,
)
from realign.methods.survey.scales import MissingRule, score

TAYLOR = "taylor"


RESULT = ["indicator", "stat", "n", "estimate", "se", "lower", "upper", "df", "deff"]


COMPARED = [
    "group", "reference", "indicator", "stat", "difference", "se", "lower", "upper", "t", "df", "p_value",
]  # fmt: skip


@click.group()
def survey() -> None:
    """Estimate and score surveys from a terminal.

    Example: realign survey estimate pupils.parquet --weight w --psu school --indicator raised --by council
    """


@survey.command(name="estimate")
@click.argument("data", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@design_options
@click.option(
    "--indicator", "indicators", required=True, multiple=True, help="Column to estimate; repeat for more."
)
@click.option(
    "--by", "breakdowns", multiple=True, help="Breakdown, columns joined by commas; repeat for more."
)
@click.option("--no-total", is_flag=True, help="Leave out the row for everybody, which comes first.")
@click.option("--stat", type=click.Choice(STATS), default="proportion", show_default=True)
@click.option("--per", help="For a ratio: the column below the line.")
@click.option(
    "--share", "shares", type=Number(), multiple=True, help="For quantiles: 0.25 and so on; repeat for more."
)
@click.option(
    "--ci", type=click.Choice(["logit", "beta", "mean", "asin"]), default="logit", show_default=True
)
@click.option(
    "--missing",
    type=click.Choice([choice.value for choice in EmptyUnits]),
    default=EmptyUnits.KEEP_UNITS.value,
    show_default=True,
    help="Whether sampling units without an answer stay in the count (as R does) or leave it (as Stata does).",
)
@click.option(
    "--variance",
    type=click.Choice([TAYLOR, *(choice.value for choice in Method)]),
    default=TAYLOR,
    show_default=True,
    help="Standard errors by linearisation, or by replicates formed from strata and PSUs.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="For --variance bootstrap.")
@click.option("--out", type=NewFile(), help="CSV or Parquet; the screen without it.")
def estimate_command(
    data: Path,
    indicators: tuple[str, ...],
    breakdowns: tuple[str, ...],
    no_total: bool,
    stat: str,
    per: str | None,
    shares: tuple[float, ...],
    ci: str,
    missing: str,
    variance: str,
    seed: int,
    out: Path | None,
    **named: Any,
) -> None:
    """Design-based estimates of every indicator by every breakdown, in one reading of DATA (Parquet, CSV or SPSS).

    The row for everybody comes first; a blank key column means everybody.

    Example: realign survey estimate pupils.parquet --weight w --stratum s --psu school --indicator raised --by council
    """
    by = _breakdowns(breakdowns, no_total)
    indicators = tuple(dict.fromkeys(indicators))
    answers = [choice for choice in (*indicators, per) if choice]
    drawn_file = drawn(data, named, answers, [column for choice in by for column in choice])
    if drawn_file.design.margins and variance != TAYLOR:
        refuse(
            "--variance",
            f"{TAYLOR} beside --raked-to",
            variance,
            "Replicates formed here are not raked again.",
        )
    if drawn_file.design.margins and missing != EmptyUnits.KEEP_UNITS:
        refuse("--missing", f"{EmptyUnits.KEEP_UNITS} beside --raked-to", missing)
    with refusals_by_row(data, drawn_file.table, named, answers, shares=stat == Stat.PROPORTION):
        if stat in (MEDIAN, QUANTILE):
            if variance != TAYLOR:
                refuse("--variance", f"{TAYLOR} for quantiles", variance)
            rows = list(quantile_rows(drawn_file, indicators, by, shares if stat == QUANTILE else (0.5,)))
        else:
            wanted = [SurveyIndicator(column, Stat(stat), per=per) for column in indicators]
            question = (drawn_file, wanted, by, IntervalMethod(ci), EmptyUnits(missing))
            if variance == TAYLOR:
                rows = list(estimate_rows(*question))
            else:
                formed = FormedReplicates(
                    Method(variance), 0.5 if named["fay"] is None else named["fay"], seed
                )
                rows = list(rows_by_replication(*question, formed))
    keys = list(dict.fromkeys(column for choice in by for column in choice))
    write_rows(out, [*keys, *RESULT], rows)


def _breakdowns(choices: Iterable[str], no_total: bool) -> list[tuple[str, ...]]:
    """Everybody first, then each breakdown once; only those that were named with ``--no-total``."""
    by = [tuple(part.strip() for part in choice.split(",") if part.strip()) for choice in choices]
    if not no_total:
        return list(dict.fromkeys([(), *by]))
    if not all(by) or not by:
        refuse(
            "--no-total", "a breakdown in each --by", "everybody", "Leave --no-total out, or name columns."
        )
    return list(dict.fromkeys(by))


@survey.command(name="compare")
@click.argument("data", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@design_options
@click.option(
    "--indicator", "indicators", required=True, multiple=True, help="Column to compare; repeat for more."
)
@click.option("--between", required=True, help="Column whose groups are compared.")
@click.option("--reference", required=True, help="The group that all others are compared with.")
@click.option("--within", help="Compare inside each group of these columns, joined by commas.")
@click.option(
    "--stat", type=click.Choice([choice.value for choice in Stat]), default="proportion", show_default=True
)
@click.option("--per", help="For a ratio: the column below the line.")
@click.option("--out", type=NewFile(), help="CSV or Parquet; the screen without it.")
def compare_command(
    data: Path,
    indicators: tuple[str, ...],
    between: str,
    reference: str,
    within: str | None,
    stat: str,
    per: str | None,
    out: Path | None,
    **named: Any,
) -> None:
    """How far groups lie from one of them, each with a test on the whole design; overlap of intervals is no test.

    To compare waves that went back to the same schools, put both in DATA and the wave in --between.

    Example: realign survey compare pupils.parquet --weight w --psu school --indicator raised --between sex --reference 1
    """
    inside = tuple(part.strip() for part in within.split(",")) if within else ()
    indicators = tuple(dict.fromkeys(indicators))
    answers = [choice for choice in (*indicators, per) if choice]
    drawn_file = drawn(data, named, answers, [between, *inside])
    with refusals_by_row(data, drawn_file.table, named, answers, shares=stat == Stat.PROPORTION):
        wanted = [SurveyIndicator(column, Stat(stat), per=per) for column in indicators]
        text = drawn_file.table.schema()[between].is_string()
        rows = difference_rows(drawn_file, wanted, between, reference if text else _code(reference), inside)
    write_rows(out, [*inside, *COMPARED], rows)


@survey.command(name="associate")
@click.argument("data", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@design_options
@click.option("--rows", required=True, help="One question.")
@click.option("--columns", required=True, help="The other.")
def associate_command(data: Path, rows: str, columns: str, **named: Any) -> None:
    """Whether two questions go together: the Rao–Scott test, with weights, strata and clusters allowed for.

    Example: realign survey associate pupils.parquet --weight w --psu school --rows raised --columns stage
    """
    drawn_file = drawn(data, named, [], [rows, columns])
    if drawn_file.replicates:
        refuse("--replicates", "strata and PSUs for this test", "replicate weights")
    with refusals_by_row(data, drawn_file.table, named, [], shares=False):
        test = rao_scott(
            drawn_file.table, drawn_file.design, rows=rows, columns=columns, reduction=drawn_file.reduction
        )
    write_rows(None, [field.name for field in fields(test)], [asdict(test)])


@survey.command(name="score")
@click.argument("data", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--scale",
    required=True,
    help="sdq-self, sdq-parent, sdq-teacher, wemwbs, swemwbs, fas2, fas3, kidscreen10, who5",
)
@click.option(
    "--items",
    help="Item columns in questionnaire order, joined by commas; without it sdq1 … sdq25 and so on.",
)
@click.option(
    "--missing", "missing", multiple=True, help="A code that says “missing”, such as 888; repeat for more."
)
@click.option(
    "--missing-rule",
    type=click.Choice([choice.value for choice in MissingRule]),
    help="What to do with missing items.",
)
@click.option("--bands", help="Name of the band set, such as four-band.")
@click.option("--out", type=NewFile(), help="CSV or Parquet; the screen without it.")
def score_command(
    data: Path,
    scale: str,
    items: str | None,
    missing: tuple[str, ...],
    missing_rule: str | None,
    bands: str | None,
    out: Path | None,
) -> None:
    """Score a published scale by its rules; the rules used are named on the screen.

    Example: realign survey score pupils.csv --scale sdq-self --missing 888 --missing 999 --out scores.csv
    """
    answers = read_answers(data)
    columns = [part.strip() for part in items.split(",")] if items else None
    if columns:
        check_columns(data, answers.column_names, columns)
    try:
        scores = score(
            scale,
            {name: answers[name].to_pylist() for name in answers.column_names},
            items=columns,
            missing_rule=MissingRule(missing_rule) if missing_rule else None,
            missing_codes={_code(code): f"code {code}" for code in missing},
            bands=bands,
        )
    except SurveyError as error:
        raise BadInput(f"{data.name}: {error}") from error
    write_rows(out, list(scores.columns), scores.rows())
    click.echo(scores.rules, err=True)


def _code(text: str) -> int | str:
    number = whole_number_of(text)
    return text if number is None else number
