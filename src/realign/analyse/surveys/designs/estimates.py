"""Estimates and tests by a survey’s design as it was declared once, replicate weights included."""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis.expr.types as ir
import numpy as np

from realign.analyse.surveys.data.measures import Measure
from realign.analyse.surveys.data.types import named_columns
from realign.analyse.surveys.designs.replicates import expanded, usual_scale
from realign.analyse.surveys.models import Survey
from realign.methods.survey import (
    Design,
    Estimates,
    IntervalMethod,
    LonelyPsu,
    Method,
    SurveyError,
    SurveyIndicator,
    differences,
    differences_with_replicate_weights,
    estimate,
    estimate_with_replicate_weights,
    quantile_differences,
    quantiles,
)


def design_of(survey: Survey) -> Design:
    """The survey’s design as it was declared, once."""
    return Design(
        weight=survey.weight or None,
        strata=survey.stratum or None,
        psu=survey.psu or None,
        fpc=survey.fpc or None,
        ssu=survey.ssu or None,
        ssu_fpc=survey.ssu_fpc or None,
        raked_to=named_columns(survey.raked_to),
        base_weight=survey.base_weight or None,
        lonely_psu=LonelyPsu(survey.lonely_psu),
    )


@dataclass(frozen=True)
class ReplicateWeights:
    """The columns of replicate weights, and what the sum of their squares is multiplied by."""

    columns: tuple[str, ...]
    scale: float


def replicate_weights_of(survey: Survey, columns: Sequence[str]) -> ReplicateWeights | None:
    """The survey’s replicate weights among these columns; none where it was declared without."""
    if not survey.replicates:
        return None
    names = expanded(survey.replicates, columns)
    return ReplicateWeights(tuple(names), scale_of(survey, len(names)))


def scale_of(survey: Survey, count: int) -> float:
    """The scale that was declared, or the one that the method’s own rule gives."""
    if survey.replicate_scale is not None:
        return float(survey.replicate_scale)
    return usual_scale(Method(survey.replicate_method), count, survey.fay or 0.0)


def estimates_of(
    table: ir.Table,
    survey: Survey,
    indicators: Sequence[SurveyIndicator],
    by: Sequence[tuple[str, ...]],
    interval: str,
) -> Estimates:
    """Estimate everything asked for in one reading, by the survey’s design."""
    replicates = replicate_weights_of(survey, table.columns)
    if replicates is None:
        return estimate(
            table, design_of(survey), indicators=indicators, by=by, interval=IntervalMethod(interval)
        )
    return estimate_with_replicate_weights(
        table,
        Design(weight=survey.weight or None),
        weights=replicates.columns,
        scale=replicates.scale,
        indicators=indicators,
        by=by,
        interval=IntervalMethod(interval),
    )


def measured(
    table: ir.Table, survey: Survey, measures: Sequence[Measure], by: Sequence[tuple[str, ...]], interval: str
) -> list[Estimates]:
    """Every measure by every breakdown: shares, means, totals and ratios from one reading, quantiles one by one."""
    plain = [measure.indicator for measure in measures if measure.quantile is None]
    estimates = [estimates_of(table, survey, plain, by, interval)] if plain else []
    return [
        *estimates,
        *(
            _quantile(table, survey, measure_asked, by)
            for measure_asked in measures
            if measure_asked.quantile is not None
        ),
    ]


def _quantile(table: ir.Table, survey: Survey, measure: Measure, by: Sequence[tuple[str, ...]]) -> Estimates:
    """A median or quartile in the columns of other estimates; it has no design effect."""
    if survey.replicates:
        raise SurveyError(
            "Medians and quartiles need strata and sampling units; this survey was declared with replicate weights."
        )
    estimated = quantiles(
        table, design_of(survey), column=measure.prepared, shares=[measure.quantile or 0.5], by=by
    )
    count = len(estimated["n"])
    keys = tuple(dict.fromkeys(column for breakdown in by for column in breakdown))
    columns = {key: estimated[key] for key in keys}
    columns |= {"indicator": np.full(count, measure.code, object), "stat": np.full(count, "quantile", object)}
    columns |= {"n": estimated["n"].astype(np.int64), "estimate": estimated["quantile"]}
    columns |= {name: estimated[name] for name in ("se", "lower", "upper", "df")}
    return Estimates(columns | {"deff": np.full(count, np.nan)}, keys, IntervalMethod.MEAN, 0.95, {})


def differences_of(
    table: ir.Table,
    survey: Survey,
    measure: Measure,
    *,
    between: str,
    reference: str,
    within: tuple[str, ...],
) -> list[dict[str, object]]:
    """Each group’s difference from the reference with its test, by the survey’s design."""
    if measure.quantile is not None:
        apart = quantile_differences(
            table,
            design_of(survey),
            column=measure.prepared,
            share=measure.quantile,
            between=between,
            reference=reference,
            within=within,
        )
        return list(apart.rows())
    replicates = replicate_weights_of(survey, table.columns)
    if replicates is None:
        tested = differences(
            table,
            design_of(survey),
            indicators=[measure.indicator],
            between=between,
            reference=reference,
            within=within,
        )
    else:
        tested = differences_with_replicate_weights(
            table,
            Design(weight=survey.weight or None),
            weights=replicates.columns,
            scale=replicates.scale,
            indicators=[measure.indicator],
            between=between,
            reference=reference,
            within=within,
        )
    return list(tested.rows())


def variance_words(survey: Survey) -> str:
    """How standard errors are found, in words."""
    if survey.replicates:
        return f"replicate weights: {survey.get_replicate_method_display().lower()}"
    margins = named_columns(survey.raked_to)
    return (
        f"Taylor linearisation, with weights adjusted to {', '.join(margins)}"
        if margins
        else "Taylor linearisation"
    )
