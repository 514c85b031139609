"""Design-based survey estimates: pure arithmetic on an Ibis table and named columns.

found = estimate(table, Design(weight="w", strata="stratum", psu="school"),
                 indicators=[Indicator("raised", Stat.PROPORTION)],
                 by=[(), ("council",), ("council", "simd_quintile")], interval=Interval.LOGIT)
"""

from realign.methods.survey.cells import Deff
from realign.methods.survey.design import Design, DfRule, LonelyPsu
from realign.methods.survey.errors import LonelyPsuError, SurveyError, SurveyWarning
from realign.methods.survey.estimate import estimate
from realign.methods.survey.estimates import Estimates
from realign.methods.survey.indicators import Indicator, Stat
from realign.methods.survey.intervals import Interval, mean_limits, proportion_limits, t_quantile
from realign.methods.survey.totals import Reduction

__all__ = [
    "Deff",
    "Design",
    "DfRule",
    "Estimates",
    "Indicator",
    "Interval",
    "LonelyPsu",
    "LonelyPsuError",
    "Reduction",
    "Stat",
    "SurveyError",
    "SurveyWarning",
    "estimate",
    "mean_limits",
    "proportion_limits",
    "t_quantile",
]
