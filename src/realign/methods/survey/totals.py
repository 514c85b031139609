"""Sums per sampling unit and breakdown: the small table all variances are worked out from."""

from __future__ import annotations

from dataclasses import dataclass

from realign.methods.survey.coding import Keys
from realign.methods.survey.sample import Sample
from realign.methods.survey.scan import Breakdown
from realign.methods.survey.segments import Floats, Ints
from realign.methods.survey.sums import Sums


@dataclass(frozen=True)
class Totals:
    """Sums of one grouping: a row per sampling unit and combination of key values.

    ``respondents`` counts rows, answered or not; ``weighted`` those of them whose weight is above zero.
    """

    sums: Sums
    unit: Ints
    keys: dict[str, Keys]
    sample: Sample
    respondents: Floats
    weighted: Floats


def finest(readings: dict[frozenset[str], Totals], breakdown: Breakdown) -> Totals:
    """The smallest reading that holds the breakdown."""
    holding = [grouping for grouping in readings if frozenset(breakdown) <= grouping]
    return min((readings[grouping] for grouping in holding), key=lambda totals: len(totals.unit))
