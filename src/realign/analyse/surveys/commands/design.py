"""What every survey command asks about how people were drawn, and its figures as rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np

from realign.analyse.surveys.commands.answers import ENGINES, open_table
from realign.analyse.surveys.designs.replicates import expanded, usual_scale
from realign.foundations.files.terminal import Number, check_columns, refuse
from realign.methods.survey import (
    Design,
    EmptyUnits,
    IntervalMethod,
    LonelyPsu,
    Method,
    Reduction,
    Stat,
    SurveyIndicator,
    differences,
    differences_with_replicate_weights,
    estimate,
    estimate_by_replication,
    estimate_with_replicate_weights,
    quantiles,
)

NUMBERS_OF_DESIGN = ("weight", "fpc", "ssu_fpc", "base_weight")
LABELS_OF_DESIGN = ("stratum", "psu", "ssu")


MEDIAN, QUANTILE = "median", "quantile"


STATS = (*(choice.value for choice in Stat), MEDIAN, QUANTILE)


OPTIONS = (
    click.option("--weight", required=True, help="Column of weights."),
    click.option("--stratum", help="Column of strata."),
    click.option("--psu", help="Column of primary sampling units; without it people were drawn one by one."),
    click.option("--fpc", help="Column with the number of PSUs of the stratum in the population."),
    click.option("--ssu", help="Column of second-stage units."),
    click.option(
        "--ssu-fpc", help="Column with the number of second-stage units of the PSU in the population."
    ),
    click.option(
        "--lonely-psu",
        type=click.Choice([choice.value for choice in LonelyPsu]),
        default="fail",
        show_default=True,
        help="What to do with a stratum of a single PSU.",
    ),
    click.option(
        "--raked-to",
        help="Columns whose groups the weights were made to add up to, joined by commas; standard errors then know of it.",
    ),
    click.option("--base-weight", help="With --raked-to: the column of weights as they were before."),
    click.option("--replicates", help="Columns of replicate weights: rw1-rw80, rw* or names with commas."),
    click.option(
        "--replicate-method",
        type=click.Choice([choice.value for choice in Method]),
        help="How replicate weights were made.",
    ),
    click.option("--replicate-scale", type=Number(), help="What the sum of their squares is multiplied by."),
    click.option("--fay", type=Number(), help="Fay’s factor, such as 0.5."),
    click.option("--engine", type=click.Choice(ENGINES), default="duckdb", show_default=True),
)


def design_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options about the design to a command, in their order."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True)
class FormedReplicates:
    """How replicates are formed where the file brings none; the seed is the bootstrap's."""

    method: Method
    fay: float
    seed: int


@dataclass(frozen=True)
class OpenedSurvey:
    """An opened file with its design; with the columns of replicate weights and their scale where it has them."""

    table: Any
    design: Design
    replicates: tuple[str, ...]
    scale: float
    engine: str

    @property
    def reduction(self) -> Reduction:
        """Rows of a survey on Spark are added up there, and only sums come back."""
        return Reduction.IN_ENGINE if self.engine == "spark" else Reduction.BY_SIZE


def drawn(
    data: Path, named: Mapping[str, Any], columns: Iterable[str | None], groups: Iterable[str] = ()
) -> OpenedSurvey:
    """Open the file and hold every name against its columns: ``columns`` are those asked about, ``groups`` break down."""
    numbers = [column for column in (*map(named.get, NUMBERS_OF_DESIGN), *columns) if column]
    units = [named[option] for option in LABELS_OF_DESIGN if named[option]]
    margins = _margins(named)
    named_columns = list(dict.fromkeys([*numbers, *units, *margins, *groups]))
    weights: list[str] = []

    def every_name(file_columns: list[str]) -> list[str]:
        check_columns(data, file_columns, named_columns)
        weights[:] = expanded(named["replicates"] or "", file_columns)
        check_columns(data, file_columns, weights)
        return [*named_columns, *weights]

    table = open_table(data, named["engine"], every_name, set(named_columns) - set(numbers))
    design = Design(
        weight=named["weight"],
        strata=named["stratum"],
        psu=named["psu"],
        fpc=named["fpc"],
        ssu=named["ssu"],
        ssu_fpc=named["ssu_fpc"],
        raked_to=margins,
        base_weight=named["base_weight"],
        lonely_psu=LonelyPsu(named["lonely_psu"]),
    )
    return OpenedSurvey(table, design, tuple(weights), _scale(named, len(weights)), named["engine"])


def _margins(named: Mapping[str, Any]) -> tuple[str, ...]:
    """The columns that weights were raked to; refuses what cannot go with them."""
    margins = tuple(part.strip() for part in (named["raked_to"] or "").split(",") if part.strip())
    if named["base_weight"] and not margins:
        refuse(
            "--base-weight", "--raked-to beside it", "none", "Name the columns that weights were raked to."
        )
    if margins and named["replicates"]:
        refuse(
            "--raked-to",
            "strata and PSUs",
            "replicate weights",
            "Leave it out: replicate weights that were each raked know of it already.",
        )
    return margins


def _scale(named: Mapping[str, Any], count: int) -> float:
    """The scale given, or that of the method; strata beside replicate weights are refused, both would say the same."""
    if not named["replicates"]:
        return 0.0
    if named["stratum"] or named["psu"]:
        refuse("--replicates", "replicate weights or strata and PSUs", "both", "Leave one of them out.")
    if count < 2:
        refuse("--replicates", "two columns or more", f"{count} for “{named['replicates']}”")
    if named["replicate_scale"] is not None:
        return float(named["replicate_scale"])
    method = named["replicate_method"]
    if method is None or method == Method.JKN:
        refuse(
            "--replicates",
            "--replicate-scale, or --replicate-method brr, fay, jk1 or bootstrap",
            method or "neither",
            "The survey’s documentation says which.",
        )
    if method == Method.FAY and not 0 < (named["fay"] or 0) < 1:
        refuse("--fay", "a factor between 0 and 1, such as 0.5", str(named["fay"]))
    return usual_scale(Method(method), count, named["fay"] or 0.0)


Row = dict[str, Any]


By = Sequence[tuple[str, ...]]


def estimate_rows(
    drawn_file: OpenedSurvey,
    indicators: Sequence[SurveyIndicator],
    by: By,
    interval: IntervalMethod,
    missing: EmptyUnits,
) -> Iterator[Row]:
    """Shares, means, totals or ratios."""
    if not drawn_file.replicates:
        estimates = estimate(
            drawn_file.table,
            drawn_file.design,
            indicators=indicators,
            by=by,
            interval=interval,
            missing=missing,
            reduction=drawn_file.reduction,
        )
        for breakdown, count in estimates.without_key.items():
            where = " or no ".join(breakdown)
            click.echo(f"{count} rows have no {where}, and are in none of its groups.", err=True)
        return estimates.rows()
    if missing is not EmptyUnits.KEEP_UNITS:
        refuse("--missing", EmptyUnits.KEEP_UNITS.value, missing.value, "Replicate weights hold the design.")
    return estimate_with_replicate_weights(
        drawn_file.table,
        drawn_file.design,
        weights=drawn_file.replicates,
        scale=drawn_file.scale,
        indicators=indicators,
        by=by,
        interval=interval,
    ).rows()


def rows_by_replication(
    drawn_file: OpenedSurvey,
    indicators: Sequence[SurveyIndicator],
    by: By,
    interval: IntervalMethod,
    missing: EmptyUnits,
    formed: FormedReplicates,
) -> Iterator[Row]:
    """As ``estimate_rows``, with standard errors from replicates formed from strata and PSUs."""
    if drawn_file.replicates:
        refuse(
            "--variance", "taylor beside --replicates", formed.method.value, "The file brings its replicates."
        )
    if missing is not EmptyUnits.KEEP_UNITS:
        refuse(
            "--missing", EmptyUnits.KEEP_UNITS.value, missing.value, "Replicates keep every sampling unit."
        )
    return estimate_by_replication(
        drawn_file.table,
        drawn_file.design,
        indicators=indicators,
        by=by,
        method=formed.method,
        fay=formed.fay,
        rng=np.random.default_rng(formed.seed),
        interval=interval,
    ).rows()


def quantile_rows(
    drawn_file: OpenedSurvey, columns: Sequence[str], by: By, shares: Sequence[float]
) -> Iterator[Row]:
    """Medians and other quantiles, in the columns of estimates; they have no design effect."""
    if not shares:
        refuse("--stat quantile", "--share, such as --share 0.25", "none")
    if drawn_file.replicates:
        refuse("--replicates", "strata and PSUs for quantiles", "replicate weights")
    for column in columns:
        for row in quantiles(drawn_file.table, drawn_file.design, column=column, shares=shares, by=by).rows():
            stat = MEDIAN if row["share"] == 0.5 else f"{QUANTILE} {row['share']:g}"
            yield {**row, "indicator": column, "stat": stat, "estimate": row["quantile"], "deff": None}


def difference_rows(
    drawn_file: OpenedSurvey,
    indicators: Sequence[SurveyIndicator],
    between: str,
    reference: Any,
    within: tuple[str, ...],
) -> Iterator[Row]:
    """Every group’s difference from the reference with its test."""
    question: Row = {"indicators": indicators, "between": between, "reference": reference, "within": within}
    if drawn_file.replicates:
        weights: Row = {"weights": drawn_file.replicates, "scale": drawn_file.scale}
        return differences_with_replicate_weights(
            drawn_file.table, drawn_file.design, **weights, **question
        ).rows()
    return differences(drawn_file.table, drawn_file.design, **question, reduction=drawn_file.reduction).rows()
