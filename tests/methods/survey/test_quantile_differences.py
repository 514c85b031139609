"""Differences of medians and quartiles: against separate samples, against what is shared, and against chance."""

import ibis
import numpy as np
import pyarrow as pa
import pytest

from realign.methods.results import Estimate
from realign.methods.survey import Design, SurveyError, between_waves, quantile_differences, quantiles

pytestmark = pytest.mark.slow


def table(**columns):
    return ibis.memtable(pa.table(columns))


def schools(rng, *, shift=0.0, count=40, pupils=25):
    """Pupils of both sexes in schools with a level of their own; girls score ``shift`` more."""
    school = np.repeat(np.arange(count), pupils)
    girl = np.tile(np.arange(pupils) % 2, count)
    level = rng.normal(0, 2, count)[school]
    return {"school": school, "girl": girl, "score": level + rng.normal(12, 4, count * pupils) + shift * girl}


def test_groups_drawn_apart_give_the_sum_of_their_variances():
    """In separate strata nothing is shared, so the test is that of two separate samples."""
    rng = np.random.default_rng(1)
    stratum = np.repeat(["a", "b"], 300)
    rows = table(stratum=stratum, score=rng.normal(10, 3, 600), w=rng.uniform(1, 2, 600))
    design = Design(weight="w", strata="stratum")
    (found,) = quantile_differences(rows, design, column="score", between="stratum", reference="a").rows()
    one, other = quantiles(rows, design, column="score", by=[("stratum",)]).rows()
    separate = between_waves(
        Estimate(one["quantile"], one["se"], df=one["df"]),
        Estimate(other["quantile"], other["se"], df=other["df"]),
    )
    assert found["difference"] == pytest.approx(separate.difference)
    assert found["se"] == pytest.approx(separate.se, rel=1e-9)


def test_what_groups_share_takes_from_the_spread():
    rows = table(**schools(np.random.default_rng(2)))
    design = Design(psu="school")
    (found,) = quantile_differences(rows, design, column="score", between="girl", reference=0).rows()
    first, second = quantiles(rows, design, column="score", by=[("girl",)]).rows()
    assert found["se"] < np.hypot(first["se"], second["se"])
    assert found["df"] == 39


def test_where_nothing_differs_about_one_test_in_twenty_says_so():
    rng = np.random.default_rng(3)
    p_values = []
    for _ in range(150):
        rows = table(**schools(rng))
        (one,) = quantile_differences(
            rows, Design(psu="school"), column="score", between="girl", reference=0
        ).rows()
        p_values.append(one["p_value"])
    rate = float(np.mean(np.array(p_values) < 0.05))
    assert rate == pytest.approx(0.05, abs=3.3 * np.sqrt(0.05 * 0.95 / 150)), (
        "three standard errors of 150 runs"
    )


def test_a_real_difference_is_found_inside_each_group():
    held = schools(np.random.default_rng(4), shift=5.0)
    held["council"] = np.where(held["school"] < 20, "x", "y")
    found = quantile_differences(
        table(**held),
        Design(psu="school"),
        column="score",
        share=0.75,
        between="girl",
        reference=0,
        within=("council",),
    )
    assert list(found["council"]) == ["x", "y"]
    assert all(row["p_value"] < 0.001 and row["difference"] > 3 for row in found.rows())


@pytest.mark.parametrize(
    ("share", "reference", "says"), [(1.0, 0, "between 0 and 1"), (0.5, 7, "No group 7")]
)
def test_what_cannot_be_compared_is_refused(share, reference, says):
    rows = table(girl=[0, 1], score=[1.0, 2.0])
    with pytest.raises(SurveyError, match=says):
        quantile_differences(rows, Design(), column="score", share=share, between="girl", reference=reference)


def test_a_reference_alone_has_nothing_to_differ_from():
    found = quantile_differences(
        table(girl=[0, 0, 0], score=[1.0, 2.0, 3.0]),
        Design(),
        column="score",
        share=0.5,
        between="girl",
        reference=0,
    )
    assert len(found) == 0
