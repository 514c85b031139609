"""The 31 pupils give R's answers."""

import numpy as np
import pytest

from realign.methods.survey import (
    Deff,
    IntervalMethod,
    Method,
    Stat,
    SurveyIndicator,
    estimate,
    estimate_by_replication,
)
from tests.methods.survey.pupils import (
    ANSWERS,
    CORRECTED,
    PLAIN,
    WRITTEN_TO,
    pupil_columns,
    pupils,
    table_of,
)

INDICATORS = [
    SurveyIndicator("raised", Stat.PROPORTION),
    SurveyIndicator("score", Stat.MEAN),
    SurveyIndicator("total raised", Stat.TOTAL, column="raised"),
    SurveyIndicator("raised per girl", Stat.RATIO, column="raised", per="girl"),
]
BY = [(), ("girl",), ("stratum",)]
DESIGNS = {"no_fpc": PLAIN, "fpc": CORRECTED}
close = pytest.approx


@pytest.fixture(scope="module", params=DESIGNS)
def world(request):
    found = estimate(pupils(), DESIGNS[request.param], indicators=INDICATORS, by=BY)
    return found, ANSWERS[request.param]


@pytest.mark.parametrize(
    ("indicator", "answer"),
    [
        ("raised", "raised"),
        ("score", "score"),
        ("total raised", "total_raised"),
        ("raised per girl", "ratio"),
    ],
)
def test_everyone(world, indicator, answer):
    found, answers = world
    for part, value in answers.get(answer, {}).items():
        if part != "deff":
            assert getattr(found.single(indicator), part) == close(value, abs=WRITTEN_TO)


def test_degrees_of_freedom_are_units_minus_strata(world):
    found, answers = world
    assert found.single("raised").df == answers["df"]


def test_girls_are_a_domain_of_the_whole_design(world):
    found, answers = world
    girls = found.single("raised", girl=1)
    for part, value in answers["girls_raised"].items():
        assert getattr(girls, part) == close(value, abs=WRITTEN_TO)


def test_each_stratum_by_itself():
    found = estimate(pupils(), PLAIN, indicators=INDICATORS, by=BY)
    for stratum, (value, se) in ANSWERS["no_fpc"]["stratum_raised"].items():
        assert found.single("raised", stratum=stratum).value == close(value, abs=WRITTEN_TO)
        assert found.single("raised", stratum=stratum).se == close(se, abs=WRITTEN_TO)


def test_design_effect_may_be_below_one():
    found = estimate(pupils(), PLAIN, indicators=INDICATORS)
    assert found["deff"][0] == close(ANSWERS["no_fpc"]["raised"]["deff"], abs=WRITTEN_TO)


def relative():
    columns = pupil_columns()
    mean = sum(columns["w"]) / len(columns["w"])
    return table_of(columns | {"w": [weight / mean for weight in columns["w"]]})


def test_weights_that_average_one_are_no_population():
    answers = ANSWERS["relative_weights"]
    found = estimate(relative(), PLAIN, indicators=INDICATORS[:2], by=BY)
    rows = {(row["indicator"], row["girl"], row["stratum"]): row["deff"] for row in found.rows()}
    assert rows["raised", None, None] == close(answers["deff"]["raised"], abs=WRITTEN_TO)
    assert rows["score", None, None] == close(answers["deff"]["score"], abs=WRITTEN_TO)
    assert rows["raised", 1, None] == close(answers["deff_girls_raised"], abs=WRITTEN_TO)
    as_r = estimate(relative(), PLAIN, indicators=INDICATORS[:1], deff=Deff.WITHOUT_REPLACEMENT)["deff"][0]
    assert np.isnan(as_r) or as_r > 1e6


def test_replicates_compare_with_the_same_sample():
    found = estimate_by_replication(relative(), PLAIN, indicators=INDICATORS[:2], method=Method.JKN)
    plain = estimate(relative(), PLAIN, indicators=INDICATORS[:2])
    assert found["deff"] == close(plain["deff"] * (found["se"] / plain["se"]) ** 2)


@pytest.mark.parametrize(("weight", "comparison"), [(1.99, Deff.REPLACE), (2.0, Deff.WITHOUT_REPLACEMENT)])
def test_weights_count_people_from_two_on(weight, comparison):
    table = table_of(pupil_columns() | {"w": [weight] * 31})
    found = estimate(table, PLAIN, indicators=INDICATORS[:1])
    assert found["deff"] == close(estimate(table, PLAIN, indicators=INDICATORS[:1], deff=comparison)["deff"])


@pytest.mark.parametrize(
    ("design", "interval"), [(name, interval) for name in DESIGNS for interval in ANSWERS[name]["limits"]]
)
def test_limits(design, interval):
    found = estimate(pupils(), DESIGNS[design], indicators=INDICATORS, interval=IntervalMethod(interval))
    limits = found.single("raised")
    assert [limits.lower, limits.upper] == close(ANSWERS[design]["limits"][interval], abs=WRITTEN_TO)
