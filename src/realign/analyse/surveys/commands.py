"""`realign survey estimate` and `realign survey score`. They need no database."""

from pathlib import Path

import click

from realign.analyse.surveys.opening import ENGINES, open_table
from realign.foundations.files.terminal import BadInput, check_columns, write_rows
from realign.methods.survey import (
    Design,
    Indicator,
    Interval,
    LonelyPsu,
    Missing,
    Reduction,
    Stat,
    SurveyError,
    estimate,
)
from realign.methods.survey.scales import MissingRule, score

RESULT = ["indicator", "stat", "n", "estimate", "se", "lower", "upper", "df", "deff"]


@click.group()
def survey() -> None:
    """Estimate and score surveys from a terminal.

    Example: realign survey estimate pupils.parquet --weight w --psu school --indicator raised --by council
    """


@survey.command(name="estimate")
@click.argument("data", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--weight", required=True, help="Column of weights.")
@click.option("--stratum", help="Column of strata.")
@click.option("--psu", help="Column of primary sampling units; without it people were drawn one by one.")
@click.option("--fpc", help="Column with the number of PSUs of the stratum in the population.")
@click.option(
    "--indicator", "indicators", required=True, multiple=True, help="Column to estimate; repeat for more."
)
@click.option(
    "--by", "breakdowns", multiple=True, help="Breakdown, columns joined by commas; repeat for more."
)
@click.option(
    "--stat", type=click.Choice(["proportion", "mean", "total"]), default="proportion", show_default=True
)
@click.option(
    "--ci", type=click.Choice(["logit", "beta", "mean", "asin"]), default="logit", show_default=True
)
@click.option(
    "--lonely-psu", type=click.Choice([one.value for one in LonelyPsu]), default="fail", show_default=True
)
@click.option(
    "--missing",
    type=click.Choice([one.value for one in Missing]),
    default=Missing.KEEP_UNITS.value,
    show_default=True,
    help="Whether sampling units without an answer stay in the count (as R does) or leave it (as Stata does).",
)
@click.option("--engine", type=click.Choice(ENGINES), default="duckdb", show_default=True)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="CSV or Parquet; the screen without it."
)
def estimate_command(
    data: Path,
    weight: str,
    stratum: str | None,
    psu: str | None,
    fpc: str | None,
    indicators: tuple[str, ...],
    breakdowns: tuple[str, ...],
    stat: str,
    ci: str,
    lonely_psu: str,
    missing: str,
    engine: str,
    out: Path | None,
) -> None:
    """Design-based estimates of every indicator by every breakdown, in one reading of DATA (Parquet, CSV or SPSS).

    A blank key column in the result means everybody.

    Example: realign survey estimate pupils.parquet --weight w --stratum s --psu school --indicator raised --by council
    """
    by = [tuple(part.strip() for part in one.split(",")) for one in breakdowns] or [()]
    table = open_table(data, engine)
    named = [weight, stratum, psu, fpc, *indicators, *(column for one in by for column in one)]
    check_columns(data, table.columns, [column for column in named if column])
    try:
        found = estimate(
            table,
            Design(weight=weight, strata=stratum, psu=psu, fpc=fpc, lonely_psu=LonelyPsu(lonely_psu)),
            indicators=[Indicator(column, Stat(stat)) for column in indicators],
            by=by,
            interval=Interval(ci),
            missing=Missing(missing),
            # rows of a survey on Spark are added up there, and only sums come back
            reduction=Reduction.IN_ENGINE if engine == "spark" else Reduction.HERE,
        )
    except SurveyError as error:
        raise BadInput(f"{data.name}: {error}") from error
    keys = list(dict.fromkeys(column for one in by for column in one))
    write_rows(out, [*keys, *RESULT], found.rows())


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
    type=click.Choice([one.value for one in MissingRule]),
    help="What to do with missing items.",
)
@click.option("--bands", help="Name of the band set, such as four-band.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="CSV or Parquet; the screen without it."
)
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
    answers = open_table(data, "duckdb").to_pyarrow()
    columns = [part.strip() for part in items.split(",")] if items else None
    if columns:
        check_columns(data, answers.column_names, columns)
    try:
        found = score(
            scale,
            {name: answers[name].to_pylist() for name in answers.column_names},
            items=columns,
            missing_rule=MissingRule(missing_rule) if missing_rule else None,
            missing_codes={_code(code): f"code {code}" for code in missing},
            bands=bands,
        )
    except SurveyError as error:
        raise BadInput(f"{data.name}: {error}") from error
    write_rows(out, list(found.columns), found.rows())
    click.echo(found.rules, err=True)


def _code(text: str) -> int | str:
    return int(text) if text.lstrip("-").isdigit() else text
