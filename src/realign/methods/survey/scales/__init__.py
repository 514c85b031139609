"""Published questionnaire scales: SDQ, WEMWBS, SWEMWBS, family affluence, KIDSCREEN-10, WHO-5."""

from realign.methods.survey.scales.definitions import Band, MissingRule, Scale, band_set, bands, scales
from realign.methods.survey.scales.missing import Answers, separate_missing
from realign.methods.survey.scales.scoring import Scores, affluence_groups, score

__all__ = [
    "Answers",
    "Band",
    "MissingRule",
    "Scale",
    "Scores",
    "affluence_groups",
    "band_set",
    "bands",
    "scales",
    "score",
    "separate_missing",
]
