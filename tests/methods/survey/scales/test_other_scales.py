"""Wellbeing and affluence scales, and why answers are missing."""

import math

import numpy as np
import pytest

from realign.methods.survey import SurveyError
from realign.methods.survey.scales import MissingRule, affluence_groups, scales, score, separate_missing


def answered(prefix, values):
    return {f"{prefix}{item}": [value] for item, value in enumerate(values, start=1)}


def test_wemwbs_adds_fourteen_items_of_complete_cases():
    assert score("wemwbs", answered("wemwbs", [1] * 14))["total"][0] == 14
    assert score("wemwbs", answered("wemwbs", range(1, 15)), missing_codes=dict.fromkeys(range(6, 15), "x"))[
        "total"
    ].tolist() == pytest.approx([math.nan], nan_ok=True)
    assert score("wemwbs", answered("wemwbs", [5] * 14))["total"][0] == 70


@pytest.mark.parametrize(("each", "metric"), [(1, 7.0), (2, 15.32), (3, 19.25), (4, 25.03), (5, 35.0)])
def test_swemwbs_takes_seven_of_the_fourteen_and_converts(each, metric):
    given = answered("wemwbs", [each] * 14) | {"wemwbs4": [1], "wemwbs14": [5]}
    found = score("swemwbs", given)
    assert (found["raw"][0], found["metric"][0]) == (7 * each, metric)


def test_the_conversion_rises_with_every_point():
    table = scales()["swemwbs"].conversion
    assert list(table) == list(range(7, 36))
    assert all(table[raw] < table[raw + 1] for raw in range(7, 35))


def test_kidscreen_reverses_sad_and_lonely_and_needs_its_own_table():
    given = answered("kidscreen", [5, 5, 1, 1, 5, 5, 5, 5, 5, 5])
    assert score("kidscreen10", given)["raw"][0] == 50
    assert "metric" not in score("kidscreen10", given).names
    assert score("kidscreen10", given, conversion={50: 83.8})["metric"][0] == 83.8


def test_family_affluence():
    assert score("fas3", answered("fas", [2, 1, 3, 3, 1, 3]))["total"][0] == 13
    low = score("fas2", answered("fas", [1, 0, 1, 0]), bands="hbsc")
    assert (low["total"][0], low["total_band"][0], low.bands_verified) == (2, "low", True)
    with pytest.raises(SurveyError, match="fas2, row 1: found 2, expected a whole number from 0 to 1"):
        score("fas3", answered("fas", [2, 2, 0, 0, 0, 0]))


def test_affluence_groups_keep_equal_scores_together_and_follow_weights():
    scores = np.array([3.0] * 5 + [7.0] * 10 + [11.0] * 5 + [np.nan])
    groups = affluence_groups(scores)
    assert groups.tolist() == ["low"] * 5 + ["medium"] * 10 + ["high"] * 5 + [None]
    heavy = affluence_groups(scores, np.array([10.0] * 5 + [1.0] * 16))
    assert set(heavy[:5]) == {"medium"}


def test_a_scale_without_a_rule_for_prorating_says_so():
    with pytest.raises(SurveyError, match="no published rule for prorating"):
        score("wemwbs", answered("wemwbs", [1] * 14), missing_rule=MissingRule.PRORATE)


def test_who5_is_multiplied_to_a_hundred_and_marked_unverified():
    assert score("who5", answered("who", [5] * 5))["total"][0] == 100
    assert not scales()["who5"].verified


def test_reasons_for_missing_answers_stay_apart():
    codes = {888: "prefer not to say", 999: "not answered", "Question not asked of stage": "not asked"}
    split = separate_missing([1, 888, 999, "Question not asked of stage", math.nan, "2"], codes)
    assert split.values.tolist() == pytest.approx([1, math.nan, math.nan, math.nan, math.nan, 2], nan_ok=True)
    assert split.counts() == {"prefer not to say": 1, "not answered": 1, "not asked": 1, "no answer": 1}


def test_a_score_says_why_it_is_missing():
    given = answered("who", [5, 888, 5, "Question not asked of stage", 888])
    found = score("who5", given, missing_codes={888: "refused", "Question not asked of stage": "not asked"})
    assert math.isnan(found["total"][0])
    assert found["missing_reason"][0] == "refused; not asked"


def test_no_licensed_wording_ships():
    for scale in scales().values():
        assert all(len(keyword.split()) <= 5 for keyword in scale.keywords)
