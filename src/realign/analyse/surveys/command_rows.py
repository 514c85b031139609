"""The figures of the survey commands as rows, by strata and sampling units or by replicate weights."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from realign.analyse.surveys.command_options import MEDIAN, QUANTILE, Drawn
from realign.foundations.files.terminal import refuse
from realign.methods.survey import (
    Indicator,
    Interval,
    Missing,
    differences,
    differences_with_replicate_weights,
    estimate,
    estimate_with_replicate_weights,
    quantiles,
)

Row = dict[str, Any]
By = Sequence[tuple[str, ...]]


def estimate_rows(
    held: Drawn, indicators: Sequence[Indicator], by: By, interval: Interval, missing: Missing
) -> Iterator[Row]:
    """Shares, means, totals or ratios."""
    if not held.replicates:
        found = estimate(
            held.table,
            held.design,
            indicators=indicators,
            by=by,
            interval=interval,
            missing=missing,
            reduction=held.reduction,
        )
        for breakdown, count in found.without_key.items():
            where = " or no ".join(breakdown)
            click.echo(f"{count} rows have no {where}, and are in none of its groups.", err=True)
        return found.rows()
    if missing is not Missing.KEEP_UNITS:
        refuse("--missing", Missing.KEEP_UNITS.value, missing.value, "Replicate weights hold the design.")
    return estimate_with_replicate_weights(
        held.table,
        held.design,
        weights=held.replicates,
        scale=held.scale,
        indicators=indicators,
        by=by,
        interval=interval,
    ).rows()


def quantile_rows(held: Drawn, columns: Sequence[str], by: By, shares: Sequence[float]) -> Iterator[Row]:
    """Medians and other quantiles, in the columns of estimates; they have no design effect."""
    if not shares:
        refuse("--stat quantile", "--share, such as --share 0.25", "none")
    if held.replicates:
        refuse("--replicates", "strata and PSUs for quantiles", "replicate weights")
    for column in columns:
        for row in quantiles(held.table, held.design, column=column, shares=shares, by=by).rows():
            stat = MEDIAN if row["share"] == 0.5 else f"{QUANTILE} {row['share']:g}"
            yield {**row, "indicator": column, "stat": stat, "estimate": row["quantile"], "deff": None}


def difference_rows(
    held: Drawn, indicators: Sequence[Indicator], between: str, reference: Any, within: tuple[str, ...]
) -> Iterator[Row]:
    """Every group’s difference from the reference with its test."""
    asked: Row = {"indicators": indicators, "between": between, "reference": reference, "within": within}
    if held.replicates:
        weights: Row = {"weights": held.replicates, "scale": held.scale}
        return differences_with_replicate_weights(held.table, held.design, **weights, **asked).rows()
    return differences(held.table, held.design, **asked, reduction=held.reduction).rows()
