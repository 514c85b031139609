"""The estimates of a survey, by column: one row per combination of breakdown values and indicator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from realign.methods.results import Columns, Estimate
from realign.methods.survey.errors import SurveyError
from realign.methods.survey.intervals import Interval


@dataclass(frozen=True)
class Estimates(Columns):
    """Estimates with their standard errors, limits, degrees of freedom and design effects.

    The columns are one per breakdown key (``None`` means all), then ``indicator, stat, n, estimate, se,
    lower, upper, df, deff``. ``n`` counts answers; shares run from 0 to 1. A group in which nobody was asked
    has n 0 and no estimate. ``without_key`` says, for each breakdown, how many rows were left out
    because a key was missing there (they still count in the design and in wider breakdowns).
    """

    keys: tuple[str, ...]
    interval: Interval
    level: float
    without_key: dict[tuple[str, ...], int]

    def one(self, indicator: str, **keys: Any) -> Estimate:
        """The single estimate of an indicator for the keys given; keys not named mean all."""
        matches = [
            row
            for row in self.rows()
            if row["indicator"] == indicator and all(row[key] == keys.get(key) for key in self.keys)
        ]
        if len(matches) != 1 or set(keys) - set(self.keys):
            raise SurveyError(
                f"Expected one estimate of {indicator!r} for {keys or 'everyone'}, found {len(matches)}. "
                f"Breakdown keys here: {', '.join(self.keys) or 'none'}."
            )
        row = {name: float("nan") if value is None else value for name, value in matches[0].items()}
        return Estimate(row["estimate"], row["se"], row["lower"], row["upper"], row["df"], self.level)
