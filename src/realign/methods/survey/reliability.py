"""Whether an estimate is firm enough to publish: named rules, and the reasons they give."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from realign.methods.survey.cells import Estimates
from realign.methods.survey.indicators import Stat


class Reliability(StrEnum):
    """What a reader should be told."""

    FIRM = "firm"
    CAUTION = "caution"
    SUPPRESS = "suppress"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True)
class ReliabilityRule:
    """Thresholds with a name and a source. ``verified`` says whether the source was seen."""

    name: str
    source: str
    verified: bool
    fewest_answers: int | None = None
    caution_relative_error: float | None = None
    suppress_relative_error: float | None = None
    widest: float | None = None
    widest_relative: float | None = None


GENERAL = ReliabilityRule(
    name="General",
    source="Common practice of survey publishers: fewer than 30 answers, relative standard error 20% and 33%",
    verified=False,
    fewest_answers=30,
    caution_relative_error=0.20,
    suppress_relative_error=0.33,
)
NCHS = ReliabilityRule(
    name="NCHS proportions",
    source="US National Center for Health Statistics (2017), presentation standards for proportions",
    verified=False,
    fewest_answers=30,
    widest=0.30,
    widest_relative=1.30,
)


def reliability(estimates: Estimates, rule: ReliabilityRule = GENERAL) -> list[tuple[Reliability, str]]:
    """For each row of the estimates, how firm it is and why. A wide interval is judged for shares only.

    A share of exactly 0 or 1 has no relative standard error; only its number of answers is judged.

    >>> GENERAL.fewest_answers, GENERAL.verified
    (30, False)
    """
    return [_judge(row, rule) for row in estimates.rows()]


def _judge(row: dict[str, Any], rule: ReliabilityRule) -> tuple[Reliability, str]:
    if row["n"] == 0:
        return Reliability.NOT_ASKED, "no pupils were asked"
    if rule.fewest_answers is not None and row["n"] < rule.fewest_answers:
        return Reliability.SUPPRESS, f"{row['n']} answers, fewer than {rule.fewest_answers}"
    if row["stat"] == Stat.PROPORTION and (width := _too_wide(row, rule)):
        return Reliability.SUPPRESS, width
    error = abs(row["se"] / row["estimate"]) if row["se"] and row["estimate"] else 0.0
    if rule.suppress_relative_error is not None and error > rule.suppress_relative_error:
        return Reliability.SUPPRESS, f"relative standard error {error:.0%}"
    if rule.caution_relative_error is not None and error > rule.caution_relative_error:
        return Reliability.CAUTION, f"relative standard error {error:.0%}"
    if row["df"] < 1:
        return Reliability.SUPPRESS, "one sampling unit: its spread cannot be measured"
    return Reliability.FIRM, ""


def _too_wide(row: dict[str, Any], rule: ReliabilityRule) -> str:
    if rule.widest is None or row["lower"] is None:
        return ""
    width = row["upper"] - row["lower"]
    if width >= rule.widest:
        return f"interval {width:.2f} wide"
    if rule.widest_relative is not None and width > 0.05:
        relative = width / row["estimate"] if row["estimate"] else np.inf
        if relative > rule.widest_relative:
            return f"interval {relative:.0%} of the estimate"
    return ""
