"""Quantiles are answers people gave, and their limits are Woodruff's."""

import numpy as np
import pytest
from scipy import stats

from realign.methods.survey import (
    Design,
    DfRule,
    IntervalMethod,
    SurveyError,
    SurveyIndicator,
    estimate,
    quantiles,
)
from tests.methods.survey.pupils import CORRECTED, PLAIN, pupil_columns, pupil_rows, pupils, table_of


def smallest_reaching(rows, share):
    total = sum(row["w"] for row in rows)
    for score in sorted({row["score"] for row in rows}):
        if sum(row["w"] for row in rows if row["score"] <= score) >= share * total - 1e-9:
            return score
    return None


@pytest.mark.parametrize("design", [PLAIN, CORRECTED])
@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
def test_limits_are_those_of_the_share_below_turned_back(design, share):
    found = next(quantiles(pupils(), design, column="score", shares=[share]).rows())
    rows = pupil_rows()
    assert found["quantile"] == smallest_reaching(rows, share)
    below = pupil_columns() | {"below": [int(row["score"] <= found["quantile"]) for row in rows]}
    limits = estimate(
        table_of(below), design, indicators=[SurveyIndicator("below")], interval=IntervalMethod.MEAN
    ).single("below")
    assert found["lower"] == smallest_reaching(rows, limits.lower)
    assert found["upper"] == smallest_reaching(rows, limits.upper)
    assert found["se"] == pytest.approx((found["upper"] - found["lower"]) / (2 * stats.t.ppf(0.975, 5)))


def test_groups_have_quantiles_of_their_own():
    found = quantiles(pupils(), PLAIN, column="score", by=[("girl",)])
    for row in found.rows():
        rows = [one for one in pupil_rows() if one["girl"] == row["girl"]]
        assert (row["quantile"], row["n"]) == (smallest_reaching(rows, 0.5), len(rows))


def test_degrees_of_freedom_may_be_the_whole_design_s():
    whole = Design(weight="w", strata="stratum", psu="psu", df_rule=DfRule.WHOLE_DESIGN)
    assert quantiles(pupils(), whole, column="score", by=[("stratum",)])["df"].tolist() == [5, 5]


def test_a_limit_beyond_every_answer_is_not_known():
    found = quantiles(table_of({"y": [1, 2, 3, 4]}), Design(), column="y", shares=[0.75])
    assert np.isnan(found["upper"][0])


def test_percentages_are_refused():
    with pytest.raises(SurveyError, match="between 0 and 1"):
        quantiles(pupils(), PLAIN, column="score", shares=[50])
