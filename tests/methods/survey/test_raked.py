"""Standard errors that know of raking are those of R's `calibrate` and `rake`; what the margins fix does not vary."""

import json

import numpy as np
import pytest

from realign.methods.survey import (
    Design,
    EmptyUnits,
    Reduction,
    Stat,
    SurveyError,
    SurveyIndicator,
    differences,
    estimate,
    estimate_by_replication,
    modelled_by_area,
    quantile_differences,
    quantiles,
    rake,
    rao_scott,
)
from tests.methods.survey.pupils import REFERENCE, pupil_columns, table_of

BY_R = json.loads((REFERENCE / "raked.json").read_text())
MARGINS = {"girl": {0: 170, 1: 160}, "stratum": {"P": 230, "S": 100}}
ASKED = [
    SurveyIndicator("raised"),
    SurveyIndicator("score", Stat.MEAN),
    SurveyIndicator("total", Stat.TOTAL, column="raised"),
    SurveyIndicator("ratio", Stat.RATIO, column="raised", per="score"),
    SurveyIndicator("girls", Stat.TOTAL, column="girl"),
]


def raked_pupils(before="w"):
    columns = pupil_columns()
    columns["one"] = [1.0] * len(columns["w"])
    groups = {name: np.array(columns[name]) for name in MARGINS}
    columns["raked"] = list(rake(np.array(columns[before], float), groups, MARGINS, tolerance=1e-13).weights)
    return table_of(columns)


def design(base: str | None = "w", **others):
    return Design(
        weight="raked", strata="stratum", psu="psu", raked_to=("girl", "stratum"), base_weight=base, **others
    )


@pytest.fixture(scope="module")
def pupils():
    return raked_pupils()


def figures(estimates, indicator, **keys):
    single = estimates.single(indicator, **keys)
    return [single.value, single.se]


@pytest.mark.parametrize("reduction", [Reduction.HERE, Reduction.IN_ENGINE])
def test_estimates_of_raked_weights_are_those_of_r(pupils, reduction):
    estimates = estimate(pupils, design(), indicators=ASKED, by=[(), ("girl",)], reduction=reduction)
    for name in ("raised", "score", "total", "ratio"):
        assert figures(estimates, name) == pytest.approx(BY_R[name], rel=1e-9)
    assert figures(estimates, "score", girl=0) == pytest.approx(BY_R["boys_score"], rel=1e-9)
    assert figures(estimates, "raised", girl=1) == pytest.approx(BY_R["girls_raised"], rel=1e-9)
    assert figures(estimates, "total", girl=1) == pytest.approx(BY_R["girls_total"], rel=1e-9)
    (deff,) = [row["deff"] for row in estimates.rows() if (row["indicator"], row["girl"]) == ("score", None)]
    assert deff == pytest.approx(BY_R["deff_score"][0])
    # how many girls there are is known, and does not vary
    assert figures(estimates, "girls") == pytest.approx([160, 0], abs=1e-9)


def test_without_the_weights_from_before_the_raked_ones_take_their_place(pupils):
    estimates = estimate(pupils, design(base=None), indicators=ASKED[:2])
    assert figures(estimates, "raised") == pytest.approx(BY_R["without_base_raised"], rel=1e-9)
    assert figures(estimates, "score") == pytest.approx(BY_R["without_base_score"], rel=1e-9)
    as_given = estimate(pupils, Design(weight="raked", strata="stratum", psu="psu"), indicators=ASKED[:1])
    assert figures(as_given, "raised") == pytest.approx(BY_R["taken_as_given_raised"], rel=1e-9)


def test_pupils_weighted_alike_before_have_the_errors_of_rs_own_raking():
    estimates = estimate(raked_pupils("one"), design(base="one"), indicators=ASKED[:2])
    assert figures(estimates, "raised") == pytest.approx(BY_R["by_rake_raised"], rel=1e-7)
    assert figures(estimates, "score") == pytest.approx(BY_R["by_rake_score"], rel=1e-7)


def test_quantiles_and_tests_know_of_raking(pupils):
    rows = list(quantiles(pupils, design(), column="score", shares=[0.5, 0.25]).rows())
    assert [[row["quantile"], row["se"]] for row in rows] == [
        pytest.approx(BY_R["median"], rel=1e-9),
        pytest.approx(BY_R["quartile"], rel=1e-9),
    ]
    (gap,) = differences(pupils, design(), indicators=ASKED[1:2], between="girl", reference=0).rows()
    assert [gap["t"], gap["p_value"]] == pytest.approx([*BY_R["t_test"], *BY_R["t_test_p"]], rel=1e-9)
    test = rao_scott(pupils, design(), rows="raised", columns="girl")
    assert [test.f, test.p_value] == pytest.approx([*BY_R["rao_scott_f"], *BY_R["rao_scott_p"]], rel=1e-9)


def test_the_difference_of_medians_and_small_areas_know_of_it_too(pupils):
    asked = {"column": "score", "between": "girl", "reference": 0}
    (known,) = quantile_differences(pupils, design(), **asked).rows()
    (as_given,) = quantile_differences(
        pupils, Design(weight="raked", strata="stratum", psu="psu"), **asked
    ).rows()
    assert known["difference"] == as_given["difference"]
    assert known["se"] != pytest.approx(as_given["se"], rel=1e-3)
    # an area made of one group is that group
    everyone = [{"area": "x", "girl": 1, "people": 5}]
    (area,) = modelled_by_area(
        pupils, design(), indicators=ASKED[:1], groups=("girl",), population=everyone
    ).rows()
    assert [area["estimate"], area["se"]] == pytest.approx(BY_R["girls_raised"], rel=1e-9)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: Design(weight="w", base_weight="w"), "only matters with the groups"),
        (lambda: Design(raked_to="girl"), "need the raked weight"),
        (
            lambda: estimate(
                raked_pupils(), design(), indicators=ASKED[:1], missing=EmptyUnits.LEAVE_OUT_UNITS
            ),
            "keep units without answers",
        ),
        (
            lambda: estimate_by_replication(raked_pupils(), design(), indicators=ASKED[:1]),
            "are not raked again",
        ),
        (lambda: estimate(raked_pupils(), design(base="sex"), indicators=ASKED[:1]), "no column 'sex'"),
    ],
)
def test_what_raking_does_not_go_with_is_refused(ask, words):
    with pytest.raises(SurveyError, match=words):
        ask()
