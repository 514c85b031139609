"""What cannot be estimated is refused with what was found and what to do about it, word for word."""

import numpy as np
import pyarrow as pa
import pytest

from realign.methods.survey import (
    Design,
    FieldworkStage,
    Method,
    Stat,
    SurveyError,
    SurveyIndicator,
    differences_with_replicate_weights,
    estimate,
    estimate_by_replication,
    estimate_with_replicate_weights,
    modelled_by_area,
    quantile_differences,
    quantiles,
    rake,
    rao_scott,
    response_rate,
)
from realign.methods.survey.differences import differences
from realign.methods.survey.scales import MissingRule, band_set, score, separate_missing
from tests.methods.survey.pupils import CORRECTED, PLAIN, pupil_columns, table_of

RAISED, SCORE = SurveyIndicator("raised"), SurveyIndicator("score", Stat.MEAN)
ONE_EACH = {"stratum": [1, 1, 2], "psu": [1, 2, 1], "w": [1.0] * 3, "score": [1.0, 2.0, 3.0]}
WHO5 = {f"who{item}": [3] for item in range(1, 6)}


def pupils(**columns):
    return table_of(pupil_columns() | columns)


def estimated(design=CORRECTED, indicators=(RAISED,), columns=None, **more):
    return estimate(pupils(**columns or {}), design, indicators=indicators, **more)


def replicated(columns=None, **more):
    return estimate_by_replication(table_of(columns or pupil_columns()), PLAIN, indicators=[SCORE], **more)


def raked(margins, weights=1.0):
    groups = {"girl": np.array(pupil_columns()["girl"])}
    return rake(np.full(31, weights), groups, margins)


def modelled(stat, *population):
    indicators = [SurveyIndicator("score", stat)]
    return modelled_by_area(pupils(), PLAIN, indicators=indicators, groups=("girl",), population=population)


REFUSED = [
    (
        lambda: estimated(columns={"w": [None] + [1] * 30}),
        "1 rows have a weight in 'w' that is missing or below zero. A respondent without a weight stands "
        "for nobody: leave the row out, or weight it.",
    ),
    (
        lambda: estimated(columns={"psu": [None] + ["x"] * 30}),
        "1 rows have no value in 'psu', which the design needs on every row. Leave those rows out, or "
        "give them a stratum or unit, before estimating.",
    ),
    (
        lambda: estimated(columns={"npsu": [21] + [20] * 30}),
        "The population size 'npsu' must be given on every row and be the same throughout a stratum (or, "
        "at the second stage, a primary unit). Found gaps or more than one value.",
    ),
    (
        lambda: estimated(columns={"npsu": [2] * 31}),
        "'npsu' says a stratum has 2 units in the population, but 4 were sampled. The column must count "
        "units of that stage, not people.",
    ),
    (
        lambda: estimated(columns={"raised": ["yes"] * 31}),
        "Column 'raised' holds string, where numbers or true/false were expected. For the share who gave "
        "one answer, say which: SurveyIndicator(name, column=..., equals='always').",
    ),
    (
        lambda: estimated(columns={"raised": [1, 2] * 15 + [2]}),
        "A share needs answers of 1 for yes and 0 for no; raised has others (1 and 2, perhaps). Recode "
        "it, or name the answer: SurveyIndicator(name, column=..., equals=1).",
    ),
    (
        lambda: estimated(PLAIN, [SurveyIndicator("happy")]),
        "The survey has no column 'happy' (for indicator 'happy'). Its columns are: id, stratum, psu, "
        "npsu, w, raised, score, girl.",
    ),
    (
        lambda: estimated(PLAIN, [RAISED, RAISED]),
        "Each indicator needs a name of its own; given twice: raised.",
    ),
    (lambda: estimated(PLAIN, []), "Nothing to estimate: give at least one SurveyIndicator."),
    (
        lambda: estimated(PLAIN, by=["girl"]),
        "A breakdown is a tuple of columns; found the text 'girl'. For one column write ('girl',); for "
        "everyone write ().",
    ),
    (
        lambda: estimated(PLAIN, by=[("n",)]),
        "A breakdown column may not be called n: the results have a column of that name. Rename it in the"
        " table first.",
    ),
    (lambda: estimated(PLAIN, level=95), "The level is a share between 0 and 1, such as 0.95; found 95."),
    (
        lambda: estimated(PLAIN).single("raised", girl=1),
        "Expected one estimate of 'raised' for {'girl': 1}, found 0. Breakdown keys here: none.",
    ),
    (
        lambda: estimate(table_of({"raised": pa.array([], pa.int8())}), Design(), indicators=[RAISED]),
        "The survey has no rows.",
    ),
    (
        lambda: estimate(table_of(ONE_EACH), PLAIN, indicators=[SCORE]),
        "1 of 2 strata hold one primary sampling unit only, so the variance inside them cannot be "
        "measured. Merge strata, or choose Design(lonely_psu=LonelyPsu.CENTRE) (cautious) or "
        "LonelyPsu.CERTAINTY (when the unit was certain to be drawn).",
    ),
    (
        lambda: Design(ssu_fpc="n2", psu="u"),
        "A second-stage population size (ssu_fpc) only matters with a first-stage one. Give fpc as well, "
        "or leave both out.",
    ),
    (lambda: Design(ssu="class"), "A second stage (ssu) needs a first stage: name the psu column."),
    (
        lambda: SurveyIndicator("score", Stat.MEAN, per="girl"),
        "Indicator 'score': a ratio needs `per`, the column below the line, and only a ratio takes it. "
        "Found stat='mean', per='girl'.",
    ),
    (
        lambda: replicated(method=Method.BRR),
        "Balanced replication needs two units in every stratum; 2 of 2 strata have another number. Use "
        "Method.JKN or Method.BOOTSTRAP, or pair units within strata.",
    ),
    (
        lambda: replicated(method=Method.JK1),
        "JK1 is for samples without strata; this one has them. Use Method.JKN.",
    ),
    (
        lambda: replicated(method=Method.FAY, fay=1.0),
        "Fay's factor lies from 0 (plain BRR) to just under 1; found 1.0.",
    ),
    (
        lambda: replicated(method=Method.BOOTSTRAP),
        "The bootstrap draws at random: pass rng=numpy.random.default_rng(seed).",
    ),
    (
        lambda: replicated(ONE_EACH, method=Method.JKN),
        "A stratum with one unit has no jackknife replicate. Merge strata, or use Taylor linearisation "
        "with LonelyPsu.CENTRE or LonelyPsu.CERTAINTY.",
    ),
    (
        lambda: replicated(ONE_EACH, method=Method.BOOTSTRAP, rng=np.random.default_rng(1)),
        "A stratum with one unit cannot be resampled. Merge strata.",
    ),
    (
        lambda: estimate_with_replicate_weights(pupils(), PLAIN, weights=[], scale=1, indicators=[RAISED]),
        "No replicate weights were named.",
    ),
    (
        lambda: estimate_with_replicate_weights(
            pupils(), PLAIN, weights=["w"], shares=[1, 1], scale=1, indicators=[RAISED]
        ),
        "1 replicate weights were named, but 2 shares given.",
    ),
    (
        lambda: differences_with_replicate_weights(
            pupils(), PLAIN, weights=["w"], scale=1, indicators=[RAISED], between="girl", reference=7
        ),
        "No group 7 in 'girl' to compare with. Found: 0, 1.",
    ),
    (
        lambda: differences(pupils(), PLAIN, indicators=[SCORE], between="girl", reference=7),
        "No group 7 in 'girl' to compare with. Found: 0, 1.",
    ),
    (
        lambda: quantiles(pupils(), PLAIN, column="score", shares=[50]),
        "A quantile's share lies between 0 and 1 (0.5 is the median); found [50].",
    ),
    (
        lambda: quantile_differences(pupils(), PLAIN, column="score", share=1.0, between="girl", reference=0),
        "A quantile's share lies between 0 and 1 (0.5 is the median); found 1.0.",
    ),
    (
        lambda: quantile_differences(pupils(), PLAIN, column="score", share=0.5, between="girl", reference=7),
        "No group 7 in 'girl' to compare with. Found: 0, 1.",
    ),
    (
        lambda: rao_scott(pupils(raised=[1] * 31), PLAIN, rows="raised", columns="girl"),
        "A test needs two answers or more of each question; found 1 × 2.",
    ),
    (
        lambda: rao_scott(
            pupils(raised=[None] * 30 + [1], girl=[0] * 30 + [None]), PLAIN, rows="raised", columns="girl"
        ),
        "Nobody answered both 'raised' and 'girl'.",
    ),
    (
        lambda: modelled(Stat.TOTAL),
        "Modelled estimates are for shares and means; totals follow from the population.",
    ),
    (
        lambda: modelled(Stat.MEAN, {"area": "A", "girl": 2, "people": 5}),
        "Area 'A' has 5 people in a group nobody answered for: girl 2. Use wider groups.",
    ),
    (lambda: raked({}), "Raking needs at least one margin of population counts."),
    (
        lambda: raked({"girl": {0: 5, 1: 5}}, weights=0.0),
        "Raking needs a weight above zero for everyone: it can only scale what is there.",
    ),
    (lambda: raked({"sex": {1: 5}}), "No categories were given for the margin 'sex'; found girl."),
    (
        lambda: raked({"girl": {0: 170, 2: 3}}),
        "Margin 'girl': every category needs both people and a population count. Without a count: 1; "
        "without people: 2. Merge categories.",
    ),
    (
        lambda: raked({"girl": {0: 170, 1: 0}}),
        "Margin 'girl': population counts must be above zero; found {0: 170, 1: 0}.",
    ),
    (
        lambda: FieldworkStage("pupils", 3, 2),
        "Stage 'pupils': those who took part must lie between 0 and those asked; found 3 of 2.",
    ),
    (
        lambda: FieldworkStage("pupils", 0, 0),
        "Stage 'pupils': those who took part must lie between 0 and those asked; found 0 of 0.",
    ),
    (lambda: response_rate([]), "A response rate needs at least one stage."),
    (
        lambda: separate_missing([1, "many"], {}),
        "Row 2: found 'many', where a number or a named missing code was expected. If it means a missing "
        "answer, add it to the missing codes with its meaning.",
    ),
    (
        lambda: score("who9", WHO5),
        "No scale 'who9'. There are: fas2, fas3, kidscreen10, sdq-parent, sdq-self, sdq-teacher, swemwbs,"
        " wemwbs, who5.",
    ),
    (lambda: score("who5", WHO5, items=["who1"]), "WHO-5 wellbeing index has 5 items; 1 columns were named."),
    (
        lambda: score("who5", {"who1": [3]}),
        "WHO-5 wellbeing index: no column who2, who3, who4, who5. Name the 5 item columns in order "
        "(items=...) if they are called something else.",
    ),
    (
        lambda: score("who5", WHO5 | {"who2": [3.5]}),
        "WHO-5 wellbeing index, who2, row 1: found 3.5, expected a whole number from 0 to 5. Recode the "
        "answers, or name the code as missing.",
    ),
    (
        lambda: score("who5", WHO5 | {"who2": [6]}),
        "WHO-5 wellbeing index, who2, row 1: found 6, expected a whole number from 0 to 5. Recode the "
        "answers, or name the code as missing.",
    ),
    (
        lambda: score("who5", WHO5, missing_rule=MissingRule.PRORATE),
        "WHO-5 wellbeing index has no published rule for prorating; use complete cases.",
    ),
    (
        lambda: band_set("sdq", "self", "five-band"),
        "No band set 'five-band' for sdq self. There are: four-band, hwb-census, three-band.",
    ),
]


@pytest.mark.parametrize(("ask", "says"), REFUSED, ids=[says[:60] for _, says in REFUSED])
def test_what_cannot_be_estimated_says_what_was_found_and_what_to_do(ask, says):
    with pytest.raises(SurveyError) as refused:
        ask()
    assert str(refused.value) == says
