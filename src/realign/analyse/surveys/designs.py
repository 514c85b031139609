"""A survey’s design as it was declared once, and estimates and tests by it."""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis.expr.types as ir

from realign.analyse.surveys.models import Survey
from realign.analyse.surveys.replicate_columns import expanded, usual_scale
from realign.methods.survey import (
    Design,
    Estimates,
    Indicator,
    Interval,
    LonelyPsu,
    Method,
    differences,
    differences_with_replicate_weights,
    estimate,
    estimate_with_replicate_weights,
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
    found = expanded(survey.replicates, columns)
    return ReplicateWeights(tuple(found), scale_of(survey, len(found)))


def scale_of(survey: Survey, count: int) -> float:
    """The scale that was declared, or the one that the method’s own rule gives."""
    if survey.replicate_scale is not None:
        return float(survey.replicate_scale)
    return usual_scale(Method(survey.replicate_method), count, survey.fay or 0.0)


def estimates_of(
    table: ir.Table,
    survey: Survey,
    indicators: Sequence[Indicator],
    by: Sequence[tuple[str, ...]],
    interval: str,
) -> Estimates:
    """Estimate everything asked for in one reading, by the survey’s design."""
    replicates = replicate_weights_of(survey, table.columns)
    if replicates is None:
        return estimate(table, design_of(survey), indicators=indicators, by=by, interval=Interval(interval))
    return estimate_with_replicate_weights(
        table,
        Design(weight=survey.weight or None),
        weights=replicates.columns,
        scale=replicates.scale,
        indicators=indicators,
        by=by,
        interval=Interval(interval),
    )


def differences_of(
    table: ir.Table,
    survey: Survey,
    indicator: Indicator,
    *,
    between: str,
    reference: str,
    within: tuple[str, ...],
) -> list[dict[str, object]]:
    """Each group’s difference from the reference with its test, by the survey’s design."""
    replicates = replicate_weights_of(survey, table.columns)
    if replicates is None:
        found = differences(
            table,
            design_of(survey),
            indicators=[indicator],
            between=between,
            reference=reference,
            within=within,
        )
    else:
        found = differences_with_replicate_weights(
            table,
            Design(weight=survey.weight or None),
            weights=replicates.columns,
            scale=replicates.scale,
            indicators=[indicator],
            between=between,
            reference=reference,
            within=within,
        )
    return list(found.rows())


def variance_words(survey: Survey) -> str:
    """How standard errors are found, in words."""
    if survey.replicates:
        return f"replicate weights: {survey.get_replicate_method_display().lower()}"
    return "Taylor linearisation"
