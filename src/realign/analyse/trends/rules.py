"""Which trends the public may read, which may be set beside others, and what may be marked on a chart."""

import re
from collections.abc import Sequence

from realign.analyse.trends.choices import choices_of, options_for, overlapping
from realign.analyse.trends.judging import charts_for, counted
from realign.analyse.trends.models import Mark
from realign.foundations.partnerships.rules import check_says
from realign.foundations.partnerships.types import Refusal
from realign.methods.indicators.spc.check import check_series
from realign.methods.indicators.spc.types import ChartKind, RuleSet
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.types import SeriesPoint

_TOTAL = re.compile(r"^(no\.?|number) of\b|\bgross (costs?|expenditure)\b.*£000s", re.IGNORECASE)


def is_total(indicator: Indicator) -> bool:
    """Counts and whole spending grow with the number of people, so places of different size are not compared by them."""
    return indicator.unit in {"Number", "Count", "£000s"} or bool(_TOTAL.search(indicator.title))


POINTED = (Mark.Kind.EXCLUDE, Mark.Kind.REBASE, Mark.Kind.BREAK, Mark.Kind.BOOST, Mark.Kind.STANDS_OUT)
"""Marks that are about one point; the others are about the whole chart."""


def check_reason(reason: str) -> None:
    """Refuse a choice without its reason: the next reader must be able to judge it."""
    check_says(reason, "A choice about a chart needs its reason.", "Give a reason in a few words.")


def check_may_take_off(mark: Mark) -> None:
    """Refuse to take off what was taken off already."""
    if not mark.stands:
        raise Refusal("This annotation has already been removed.", "Nothing needs to be done.")


def check_mark_fits(new: Mark, marks: Sequence[Mark], points: Sequence[SeriesPoint]) -> None:
    """Refuse a mark that its series cannot hold: an unknown point, a chart without its counts, a phase too short."""
    if new.kind in POINTED and new.starts_on is None:
        raise Refusal("This annotation is about one point.", "Choose a period that has a measured value.")
    if new.kind == Mark.Kind.BASELINE and not new.points:
        raise Refusal("The baseline needs a number of points.", "Say how many, best 12 or more.")
    if new.kind == Mark.Kind.CHART:
        if new.chart not in {kind.value for kind in ChartKind} or new.rules not in {
            rule_set.value for rule_set in RuleSet
        }:
            raise Refusal("Say which chart and which rules.", "Choose one of each.")
        if new.chart not in charts_for(points):
            raise Refusal(
                f"The chart “{new.chart}” needs counts that this series does not have.",
                "Import numerators and denominators, or choose a run chart or an individuals chart.",
            )
        if new.screening and new.chart != ChartKind.I:
            raise Refusal(
                "Only an individuals chart has limits from moving ranges, some of which can be left out.",
                "Choose an individuals chart, or leave outlying moving ranges to the rules.",
            )
        if new.screening and new.screening not in Mark.Screening:
            raise Refusal("Say whether outlying moving ranges count.", "Choose one of the answers.")
    choices = choices_of([*marks, new])
    measured = [point for point in points if point.is_measured]
    try:
        check_series(counted(measured, choices.chart), options_for(choices, measured, overlapping(measured)))
    except ValueError as error:
        raise Refusal(
            f"This annotation does not fit the series. {error}", "Choose another point or fewer."
        ) from error
