"""Raked weights reach every margin; what that costs is said."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realign.methods.survey import SurveyError, kish_deff, rake
from tests.methods.survey.pupils import ANSWERS, WRITTEN_TO, pupil_columns

COLUMNS = pupil_columns()
WEIGHTS = np.array(COLUMNS["w"], dtype=float)
GROUPS = {"girl": np.array(COLUMNS["girl"]), "stratum": np.array(COLUMNS["stratum"])}
MARGINS = {"girl": {0: 170, 1: 160}, "stratum": {"P": 230, "S": 100}}


def test_pupils_raked_as_by_r():
    answer = ANSWERS["no_fpc"]["raked"]
    raked = rake(WEIGHTS, GROUPS, MARGINS)
    assert np.average(COLUMNS["raised"], weights=raked.weights) == pytest.approx(
        answer["mean_raised"], abs=WRITTEN_TO
    )
    for girl, stratum, multiplier in zip(COLUMNS["girl"], COLUMNS["stratum"], raked.multipliers, strict=True):
        assert multiplier == pytest.approx(answer["multipliers"][f"{girl}{stratum}"], abs=1e-6)
    assert raked.warnings == ()


@pytest.mark.slow
@given(st.lists(st.floats(0.1, 10), min_size=31, max_size=31), st.floats(0.2, 0.8), st.floats(0.2, 0.8))
def test_every_margin_is_reached(weights, girls, strata):
    margins = {"girl": {0: 1 - girls, 1: girls}, "stratum": {"P": strata, "S": 1 - strata}}
    raked = rake(np.array(weights), GROUPS, margins)
    for name, margin in margins.items():
        for value, target in margin.items():
            assert raked.weights[GROUPS[name] == value].sum() == pytest.approx(target, rel=1e-7)


def test_one_margin_is_post_stratification():
    raked = rake(WEIGHTS, GROUPS, {"stratum": {"P": 230, "S": 100}})
    for stratum, target in MARGINS["stratum"].items():
        inside = GROUPS["stratum"] == stratum
        assert raked.multipliers[inside] == pytest.approx(target / WEIGHTS[inside].sum())


def test_weights_of_whole_numbers_are_raked_as_any_others():
    people = np.array(["few", "many", "many"])
    raked = rake(np.array([1, 1, 1]), {"group": people}, {"group": {"few": 1, "many": 1}})
    assert raked.weights.tolist() == [1, 0.5, 0.5]


def test_a_group_that_hardly_answered_is_pointed_out():
    people = np.array(["few"] + ["many"] * 99)
    raked = rake(np.ones(100), {"group": people}, {"group": {"few": 50, "many": 50}})
    assert "1 weights were multiplied" in raked.warnings[0]


def test_scaling_up_to_the_population_is_not_extreme():
    raked = rake(np.ones(10), {"g": np.array(["a", "b"] * 5)}, {"g": {"a": 5000, "b": 5000}})
    assert raked.warnings == ()


def test_margins_of_different_populations_are_pointed_out():
    raked = rake(WEIGHTS, GROUPS, {"girl": {0: 100, 1: 100}, "stratum": {"P": 230, "S": 100}}, max_rounds=5)
    assert "different populations" in raked.warnings[0]
    assert "still off by" in raked.warnings[1]


@pytest.mark.parametrize(
    ("margins", "message"),
    [
        ({}, "at least one margin"),
        ({"sex": {1: 5}}, "No categories were given for the margin 'sex'"),
        ({"girl": {0: 170}}, "Without a count: 1; without people: none"),
        ({"girl": {0: 170, 1: 160, 2: 3}}, "Without a count: none; without people: 2"),
        ({"girl": {0: 170, 1: 0}}, "above zero"),
    ],
)
def test_margins_that_do_not_fit_are_refused(margins, message):
    with pytest.raises(SurveyError, match=message):
        rake(WEIGHTS, GROUPS, margins)


def test_people_without_weight_cannot_be_raked():
    with pytest.raises(SurveyError, match="above zero for everyone"):
        rake(WEIGHTS * 0, GROUPS, MARGINS)


def test_unequal_weights_cost_precision():
    assert kish_deff(WEIGHTS) == pytest.approx(ANSWERS["no_fpc"]["kish_deff"], abs=WRITTEN_TO)
    assert kish_deff(np.full(9, 3.0)) == pytest.approx(1)
    # 1 + the squared coefficient of variation of the weights is the same thing
    assert kish_deff(WEIGHTS) == pytest.approx(1 + WEIGHTS.var() / WEIGHTS.mean() ** 2)
