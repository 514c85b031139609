"""A survey’s design as it was declared once, and estimates by it."""

from collections.abc import Sequence

import ibis.expr.types as ir

from realign.analyse.surveys.models import Survey
from realign.methods.survey import (
    Design,
    Estimates,
    Indicator,
    Interval,
    LonelyPsu,
    differences,
    estimate,
)


def design_of(survey: Survey) -> Design:
    """The survey’s design as it was declared, once."""
    return Design(
        weight=survey.weight or None,
        strata=survey.stratum or None,
        psu=survey.psu or None,
        fpc=survey.fpc or None,
        lonely_psu=LonelyPsu(survey.lonely_psu),
    )


def estimates_of(
    table: ir.Table,
    survey: Survey,
    indicators: Sequence[Indicator],
    by: Sequence[tuple[str, ...]],
    interval: str,
) -> Estimates:
    """Estimate everything asked for in one reading, by the survey’s design."""
    return estimate(table, design_of(survey), indicators=indicators, by=by, interval=Interval(interval))


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
    found = differences(
        table, design_of(survey), indicators=[indicator], between=between, reference=reference, within=within
    )
    return list(found.rows())
