"""Thin, odd and broken surveys: answered honestly, or refused with what to do."""

import math

import ibis
import pyarrow as pa
import pytest

from realign.methods.survey import (
    Design,
    DfRule,
    IntervalMethod,
    LonelyPsu,
    LonelyPsuError,
    Stat,
    SurveyError,
    SurveyIndicator,
    estimate,
)
from tests.methods.survey.pupils import CORRECTED, PLAIN, pupil_columns, pupils, table_of

RAISED = [SurveyIndicator("raised")]


def lonely():
    return table_of({"s": [1, 1, 2], "u": [1, 2, 1], "y": [0.0, 4.0, 8.0], "w": [1.0, 1.0, 2.0]})


def test_a_stratum_of_one_unit_is_refused_until_somebody_chooses():
    with pytest.raises(LonelyPsuError, match=r"1 of 2 strata.*CENTRE.*CERTAINTY"):
        estimate(
            lonely(), Design(weight="w", strata="s", psu="u"), indicators=[SurveyIndicator("y", Stat.MEAN)]
        )


@pytest.mark.parametrize(
    ("policy", "variance"),
    [
        # mean 5; scores (0-5)/4, (4-5)/4, 2(8-5)/4; stratum 1: 2 × 2 × 0.5²
        (LonelyPsu.CERTAINTY, 1.0),
        (LonelyPsu.CENTRE, 1.0 + 1.5**2),
    ],
)
def test_a_stratum_of_one_unit_by_policy(policy, variance):
    design = Design(weight="w", strata="s", psu="u", lonely_psu=policy)
    found = estimate(lonely(), design, indicators=[SurveyIndicator("y", Stat.MEAN)])
    assert found["estimate"][0] == 5
    assert found["se"][0] == pytest.approx(math.sqrt(variance))


def test_a_stratum_of_one_unit_counts_only_for_the_units_that_were_not_drawn():
    """Two of four units drawn, and one of four: half and three quarters of the variances above."""
    drawn = lonely().mutate(units=4)
    design = Design(weight="w", strata="s", psu="u", fpc="units", lonely_psu=LonelyPsu.CENTRE)
    found = estimate(drawn, design, indicators=[SurveyIndicator("y", Stat.MEAN)])
    assert found["se"][0] ** 2 == pytest.approx(1.0 / 2 + 1.5**2 * 3 / 4)


def test_centring_sets_a_total_against_nothing_as_r_does():
    design = Design(weight="w", strata="s", psu="u", lonely_psu=LonelyPsu.CENTRE)
    found = estimate(lonely(), design, indicators=[SurveyIndicator("y", Stat.TOTAL)])
    # unit totals 0, 4, 16; stratum 1 gives 2 × (2² + 2²), and the lonely unit its own total squared
    assert found["se"][0] ** 2 == pytest.approx(16 + 16**2)


def test_a_whole_census_has_no_sampling_error():
    columns = pupil_columns() | {"npsu": [4 if s == "P" else 3 for s in pupil_columns()["stratum"]]}
    assert estimate(table_of(columns), CORRECTED, indicators=RAISED)["se"][0] == 0


def test_the_correction_may_be_given_as_a_share():
    columns = pupil_columns()
    columns["npsu"] = [4 / 20 if s == "P" else 3 / 10 for s in columns["stratum"]]
    by_share = estimate(table_of(columns), CORRECTED, indicators=RAISED)["se"][0]
    assert by_share == pytest.approx(estimate(pupils(), CORRECTED, indicators=RAISED)["se"][0])


def test_a_question_not_put_to_a_group_leaves_a_row_without_an_estimate():
    columns = pupil_columns()
    columns["raised"] = [
        None if s == "P" else y for s, y in zip(columns["stratum"], columns["raised"], strict=True)
    ]
    rows = list(estimate(table_of(columns), PLAIN, indicators=RAISED, by=[("stratum",)]).rows())
    assert (rows[0]["stratum"], rows[0]["n"], rows[0]["estimate"], rows[0]["se"]) == ("P", 0, None, None)
    assert rows[1]["n"] == 13


def test_not_a_number_is_a_missing_answer():
    columns = pupil_columns()
    columns["score"] = [math.nan if i < 5 else float(y) for i, y in enumerate(columns["score"])]
    table = table_of(columns).mutate(score=ibis._.score.coalesce(ibis.literal(math.nan)))
    found = estimate(table, PLAIN, indicators=[SurveyIndicator("score", Stat.MEAN)])
    assert found["n"][0] == 26
    assert found["estimate"][0] > 12


def test_the_share_who_gave_one_answer():
    columns = pupil_columns()
    columns["said"] = ["always" if y else "never" for y in columns["raised"]]
    columns["said"][0] = None
    found = estimate(
        table_of(columns), PLAIN, indicators=[SurveyIndicator("yes", column="said", equals="always")]
    )
    assert found["n"][0] == 30
    assert found["estimate"][0] == pytest.approx(121 / 318)


def test_people_whose_group_is_unknown_are_counted_and_kept_in_the_whole():
    columns = pupil_columns()
    columns["girl"] = [None, None, *columns["girl"][2:]]
    found = estimate(table_of(columns), PLAIN, indicators=RAISED, by=[(), ("girl",)])
    assert found.without_key == {("girl",): 2}
    assert found["n"].tolist()[0] == 31
    assert sum(found["n"].tolist()[1:]) == 29


def test_groups_may_be_true_and_false_or_numbers_with_gaps():
    columns = pupil_columns()
    columns["is_girl"] = [bool(girl) for girl in columns["girl"]]
    columns["stage"] = [math.nan, *[5.0, 6.0] * 15]
    table = table_of(columns).mutate(stage=ibis._.stage.coalesce(ibis.literal(math.nan)))
    found = estimate(table, PLAIN, indicators=RAISED, by=[("is_girl",), ("stage",)])
    assert found["is_girl"].tolist() == [False, True, None, None]
    assert found["stage"].tolist() == [None, None, 5.0, 6.0]
    assert found.without_key == {("stage",): 1}


@pytest.mark.parametrize("kind", [pa.bool_(), pa.int8(), pa.int64(), pa.float64()])
def test_yes_and_no_may_be_stored_in_any_way_beside_other_questions(kind):
    columns = pupil_columns()
    given = [None, *columns["raised"][1:]]
    columns["raised"] = pa.array([None if y is None else bool(y) for y in given]).cast(kind)
    found = estimate(table_of(columns), PLAIN, indicators=[*RAISED, SurveyIndicator("score", Stat.MEAN)])
    assert found["n"].tolist() == [30, 31]
    assert found["estimate"].tolist() == pytest.approx([121 / 318, 13.033537], abs=1e-6)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"ssu_fpc": "n2", "psu": "u"}, "Give fpc as well"),
        ({"ssu": "class"}, "name the psu column"),
    ],
)
def test_half_a_second_stage_is_refused(columns, message):
    with pytest.raises(SurveyError, match=message):
        Design(**columns)


def test_a_ratio_needs_something_below_the_line_and_nothing_else_takes_it():
    for stat, per in ((Stat.RATIO, None), (Stat.MEAN, "girl")):
        with pytest.raises(SurveyError, match="a ratio needs `per`"):
            SurveyIndicator("score", stat, per=per)


def test_one_second_stage_unit_of_several_is_refused():
    columns = {"u": [1, 1, 2], "class": [1, 2, 1], "N": [9, 9, 9], "M": [4, 4, 4], "y": [1.0, 2.0, 3.0]}
    design = Design(psu="u", fpc="N", ssu="class", ssu_fpc="M")
    with pytest.raises(LonelyPsuError, match="1 primary units hold one second-stage unit"):
        estimate(table_of(columns), design, indicators=[SurveyIndicator("y", Stat.MEAN)])


def test_a_share_of_nought_has_limits_only_where_they_mean_something():
    columns = pupil_columns() | {"raised": [0] * 31}
    logit, beta = (
        estimate(table_of(columns), PLAIN, indicators=RAISED, interval=interval).single("raised")
        for interval in (IntervalMethod.LOGIT, IntervalMethod.BETA)
    )
    assert math.isnan(logit.lower)
    assert beta.lower == 0
    assert 0.1 < beta.upper < 0.2


def test_one_unit_leaves_no_degrees_of_freedom_and_no_limits():
    found = estimate(pupils(), PLAIN, indicators=RAISED, by=[("psu",)])
    assert set(found["df"]) == {0}
    assert all(row["lower"] is None for row in found.rows())


def test_degrees_of_freedom_of_a_group_by_either_rule():
    whole = Design(weight="w", strata="stratum", psu="psu", df_rule=DfRule.WHOLE_DESIGN)
    by = [("stratum",)]
    assert estimate(pupils(), PLAIN, indicators=RAISED, by=by)["df"].tolist() == [3, 2]
    assert estimate(pupils(), whole, indicators=RAISED, by=by)["df"].tolist() == [5, 5]


def test_people_drawn_one_by_one_are_their_own_units():
    found = estimate(pupils(), Design(), indicators=RAISED)
    p = 13 / 31
    assert found["df"][0] == 30
    assert found["se"][0] == pytest.approx(math.sqrt(p * (1 - p) / 30))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"w": [None] + [1] * 30}, "1 rows have a weight"),
        ({"w": [-1] + [1] * 30}, "1 rows have a weight"),
        ({"psu": [None] + ["x"] * 30}, "no value in 'psu'"),
        ({"npsu": [21] + [20] * 30}, "same throughout a stratum"),
        ({"npsu": [2] * 31}, "2 units in the population, but 4 were sampled"),
        ({"raised": ["yes"] * 31}, "holds string"),
        ({"raised": [1, 2] * 15 + [2]}, "1 for yes"),
    ],
)
def test_broken_columns_are_refused_with_what_to_do(change, message):
    with pytest.raises(SurveyError, match=message):
        estimate(table_of(pupil_columns() | change), CORRECTED, indicators=RAISED)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"indicators": [SurveyIndicator("happy")]}, r"no column 'happy' \(for indicator 'happy'\)"),
        ({"indicators": [*RAISED, *RAISED]}, "given twice: raised"),
        ({"indicators": []}, "Nothing to estimate"),
        ({"indicators": RAISED, "by": ["girl"]}, "For one column write"),
        ({"indicators": RAISED, "level": 95}, "between 0 and 1"),
        ({"indicators": RAISED, "by": [("n",)]}, "may not be called n"),
    ],
)
def test_unclear_requests_are_refused(arguments, message):
    with pytest.raises(SurveyError, match=message):
        estimate(pupils(), PLAIN, **arguments)


def test_an_empty_survey_is_refused():
    with pytest.raises(SurveyError, match="no rows"):
        estimate(pupils().filter(ibis._.w > 99), PLAIN, indicators=RAISED)


def test_results_read_as_arrow_and_pandas():
    found = estimate(pupils(), PLAIN, indicators=RAISED, by=[(), ("girl",)])
    names = ["girl", "indicator", "stat", "n", "estimate", "se", "lower", "upper", "df", "deff"]
    assert found.to_arrow().column_names == names
    assert list(found.to_pandas().columns) == names
    assert found.to_arrow().column("girl").to_pylist() == [None, 0, 1]


def test_an_estimate_that_is_not_there_is_named():
    with pytest.raises(SurveyError, match="Breakdown keys here: none"):
        estimate(pupils(), PLAIN, indicators=RAISED).single("raised", girl=1)
