"""A survey’s design as it was declared once, and estimates and tests by it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import ibis.expr.types as ir

from realign.analyse.surveys.models import Survey
from realign.methods.survey import (
    Design,
    Estimates,
    Indicator,
    Interval,
    LonelyPsu,
    differences,
    differences_with_replicate_weights,
    estimate,
    estimate_with_replicate_weights,
)

Replication = Survey.Replication


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
    """The scale that was declared, or the one that the method’s own rule gives.

    BRR 1/R, Fay 1/(R (1 − k)²), JK1 (R − 1)/R, bootstrap 1/R; JKn has none of its own and must be declared. Source:
    K. M. Wolter (2007), Introduction to Variance Estimation, chapters 3 to 5.
    """
    if survey.replicate_scale is not None:
        return float(survey.replicate_scale)
    match Replication(survey.replicate_method):
        case Replication.BRR | Replication.BOOTSTRAP:
            return 1 / count
        case Replication.FAY:
            return 1 / (count * (1 - (survey.fay or 0.0)) ** 2)
        case Replication.JK1:
            return (count - 1) / count
        case Replication.JKN:
            raise ValueError("a stratified jackknife needs its scale from the survey’s documentation")


def expanded(said: str, columns: Sequence[str]) -> list[str]:
    """The columns that “rw1-rw80”, “rw*” or “a, b, c” mean, in their order; those that are not there too.

    >>> expanded("rw1-rw3", ["w", "rw1", "rw2", "rw3"]), expanded("rw*", ["w", "rw_a", "rw_b"])
    (['rw1', 'rw2', 'rw3'], ['rw_a', 'rw_b'])
    """
    found: list[str] = []
    for part in (part.strip() for part in said.split(",") if part.strip()):
        run = re.fullmatch(r"(.*?)(\d+)\s*-\s*\1(\d+)", part)
        if run:
            width = len(run[2]) if run[2].startswith("0") else 0
            found += [f"{run[1]}{number:0{width}}" for number in range(int(run[2]), int(run[3]) + 1)]
        elif part.endswith("*"):
            found += [name for name in columns if name.startswith(part[:-1])]
        else:
            found.append(part)
    return list(dict.fromkeys(found))


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
