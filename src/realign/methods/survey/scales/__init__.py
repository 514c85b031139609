"""Published questionnaire scales: SDQ, WEMWBS, SWEMWBS, family affluence, KIDSCREEN-10, WHO-5."""

from realign.methods.survey.scales.definitions import MissingRule, Scale, ScoreBand, band_set, bands, scales
from realign.methods.survey.scales.scoring import (
    ItemAnswers,
    Scores,
    affluence_groups,
    score,
    separate_missing,
)

__all__ = [
    "ItemAnswers",
    "MissingRule",
    "Scale",
    "ScoreBand",
    "Scores",
    "affluence_groups",
    "band_set",
    "bands",
    "scales",
    "score",
    "separate_missing",
]
