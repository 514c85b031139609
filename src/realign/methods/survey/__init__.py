"""Design-based survey estimates: pure arithmetic on an Ibis table and named columns.

found = estimate(table, Design(weight="w", strata="stratum", psu="school"),
                 indicators=[SurveyIndicator("raised", Stat.PROPORTION)],
                 by=[(), ("council",), ("council", "simd_quintile")], interval=IntervalMethod.LOGIT)
"""

from realign.methods.survey.association import RaoScott, rao_scott
from realign.methods.survey.cells import Deff, EmptyUnits, Estimates
from realign.methods.survey.design import Design, DfRule, LonelyPsu, LonelyPsuError, SurveyError
from realign.methods.survey.differences import Difference, between_waves, differences
from realign.methods.survey.estimate import estimate
from realign.methods.survey.indicators import Stat, SurveyIndicator
from realign.methods.survey.intervals import IntervalMethod, mean_limits, proportion_limits, t_quantile
from realign.methods.survey.modelled import modelled_by_area
from realign.methods.survey.quantiles import quantile_differences, quantiles
from realign.methods.survey.reading import Reduction
from realign.methods.survey.reliability import GENERAL, NCHS, Reliability, ReliabilityRule, reliability
from realign.methods.survey.replicates import Centre, Method
from realign.methods.survey.replication import (
    differences_with_replicate_weights,
    estimate_by_replication,
    estimate_with_replicate_weights,
)
from realign.methods.survey.weighting import FieldworkStage, RakedWeights, kish_deff, rake, response_rate

__all__ = [
    "GENERAL",
    "NCHS",
    "Centre",
    "Deff",
    "Design",
    "DfRule",
    "Difference",
    "EmptyUnits",
    "Estimates",
    "FieldworkStage",
    "IntervalMethod",
    "LonelyPsu",
    "LonelyPsuError",
    "Method",
    "RakedWeights",
    "RaoScott",
    "Reduction",
    "Reliability",
    "ReliabilityRule",
    "Stat",
    "SurveyError",
    "SurveyIndicator",
    "between_waves",
    "differences",
    "differences_with_replicate_weights",
    "estimate",
    "estimate_by_replication",
    "estimate_with_replicate_weights",
    "kish_deff",
    "mean_limits",
    "modelled_by_area",
    "proportion_limits",
    "quantile_differences",
    "quantiles",
    "rake",
    "rao_scott",
    "reliability",
    "response_rate",
    "t_quantile",
]
