"""Response rates by stage, and honesty about thin estimates."""

import pytest

from realign.methods.survey import (
    NCHS,
    Design,
    FieldworkStage,
    IntervalMethod,
    Reliability,
    SurveyError,
    SurveyIndicator,
    estimate,
    reliability,
    response_rate,
)
from tests.methods.survey.pupils import PLAIN, pupil_columns, table_of

RAISED = [SurveyIndicator("raised")]


def test_classes_times_pupils_is_what_salsus_printed():
    in_2018 = [FieldworkStage("classes", 1036, 1821), FieldworkStage("pupils", 21650, 23791)]
    assert round(response_rate(in_2018), 4) == 0.5177
    assert round(822 / 1345 * 0.87, 2) == 0.53


@pytest.mark.parametrize(("took_part", "asked"), [(5, 4), (-1, 4), (0, 0)])
def test_more_cannot_answer_than_were_asked(took_part, asked):
    with pytest.raises(SurveyError, match="between 0 and those asked"):
        FieldworkStage("pupils", took_part, asked)


def test_no_stage_has_no_rate():
    with pytest.raises(SurveyError, match="at least one stage"):
        response_rate([])


def judged(columns, by=((),), **rule):
    return reliability(estimate(table_of(columns), PLAIN, indicators=RAISED, by=by), **rule)


def test_thirty_one_answers_are_firm_and_eighteen_are_too_few():
    assert judged(pupil_columns()) == [(Reliability.FIRM, "")]
    assert judged(pupil_columns(), by=[("stratum",)])[0] == (
        Reliability.SUPPRESS,
        "18 answers, fewer than 30",
    )


def test_a_group_nobody_asked_is_not_a_zero():
    columns = pupil_columns()
    columns["raised"] = [
        None if s == "P" else y for s, y in zip(columns["stratum"], columns["raised"], strict=True)
    ]
    assert judged(columns, by=[("stratum",)])[0][0] is Reliability.NOT_ASKED


@pytest.mark.parametrize(
    ("yes", "verdict"),
    [({1, 5, 20}, Reliability.SUPPRESS), ({1, 2, 6, 11, 20, 24, 25, 29}, Reliability.CAUTION)],
)
def test_a_large_relative_error_is_said(yes, verdict):
    columns = pupil_columns() | {"raised": [int(place in yes) for place in range(1, 32)]}
    [(found, reason)] = judged(columns)
    assert reason.startswith("relative standard error")
    assert found is verdict


def test_one_unit_is_too_few_however_many_answers():
    columns = {"psu": [1] * 40 + [2] * 40, "w": [1] * 80, "stratum": ["a"] * 80, "raised": [0, 1] * 40}
    assert judged(columns, by=[("psu",)])[0][0] is Reliability.SUPPRESS
    assert "one sampling unit" in judged(columns, by=[("psu",)])[0][1]


@pytest.mark.parametrize(
    ("yes", "size", "verdict", "reason"),
    [
        (40, 100, Reliability.FIRM, ""),
        (13, 40, Reliability.SUPPRESS, "interval 0.3"),
        (3, 80, Reliability.SUPPRESS, "% of the estimate"),
    ],
)
def test_the_nchs_rule_judges_widths(yes, size, verdict, reason):
    columns = {"raised": [int(place < yes) for place in range(size)]}
    found = estimate(table_of(columns), Design(), indicators=RAISED, interval=IntervalMethod.BETA)
    [(said, why)] = reliability(found, NCHS)
    assert said is verdict
    assert reason in why


def test_a_wide_interval_is_not_published_under_the_nchs_rule():
    columns = pupil_columns() | {"raised": [int(p in ("P1", "S1", "S2")) for p in pupil_columns()["psu"]]}
    [(found, reason)] = judged(columns, rule=NCHS)
    assert found is Reliability.SUPPRESS
    assert "interval" in reason
