"""Data quality: unusual, missing, late and disagreeing figures."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realign.methods.indicators.quality import Relation, agree, completeness, outliers, timeliness


def test_a_slipped_decimal_point_is_found_and_ordinary_values_are_not():
    values = [12.0, 13.1, 11.8, 14.0, 130.0, None, 12.6]
    [found] = outliers(values)
    assert (found.index, found.value) == (4, 130.0)
    assert found.usual == pytest.approx(12.85)
    assert outliers(values[:4]) == ()


def test_the_score_is_from_its_definition():
    values = [1.0, 2, 3, 4, 100]
    [found] = outliers(values)
    assert found.score == pytest.approx((100 - 3) / (1.4826 * np.median([2, 1, 0, 1, 97])))


@given(st.lists(st.integers(0, 100), min_size=3, max_size=20), st.integers(1, 50), st.integers(-50, 50))
def test_the_unit_does_not_matter(values, factor, shift):
    one = [o.index for o in outliers([float(v) for v in values])]
    other = [o.index for o in outliers([float(v * factor + shift) for v in values])]
    assert one == other


def test_mostly_equal_values_still_show_the_odd_one():
    assert [o.index for o in outliers([5.0] * 20 + [9.0])] == [20]
    assert outliers([5.0] * 10) == ()
    assert outliers([5.0, 9000.0]) == ()


def test_completeness_names_what_is_missing_and_what_was_not_asked_for():
    found = completeness(["Angus", "Fife"], ["Angus", "Dundee City", "Perth and Kinross"])
    assert (found.received, found.expected) == (1, 3)
    assert found.missing == ("Dundee City", "Perth and Kinross")
    assert found.unexpected == ("Fife",)
    assert found.share == pytest.approx(1 / 3)
    assert completeness([], []).share is None


def test_timeliness_counts_only_what_is_due():
    due = date(2026, 6, 30)
    returns = {
        "on time": (due, date(2026, 6, 30)),
        "late": (due, date(2026, 7, 10)),
        "later": (due, date(2026, 7, 30)),
        "not here": (due, None),
        "here after the day we look": (due, date(2026, 9, 1)),
        "not due": (date(2026, 12, 31), None),
    }
    found = timeliness(returns, as_at=date(2026, 8, 1))
    assert (found.due, found.on_time, found.late) == (5, 1, 2)
    assert found.outstanding == ("here after the day we look", "not here")
    assert found.days_late == 20
    assert found.share_on_time == 0.2
    assert timeliness({}, as_at=due).share_on_time is None


@pytest.mark.parametrize(
    ("left", "relation", "right", "holds"),
    [
        ([40, 45], Relation.EQUAL, [85], True),
        ([40, 45], Relation.EQUAL, [86], False),
        ([12], Relation.AT_MOST, [10], False),
        ([10], Relation.AT_MOST, [10], True),
        ([9], Relation.AT_LEAST, [10], False),
        ([None], Relation.EQUAL, [10], None),
    ],
)
def test_figures_that_must_agree(left, relation, right, holds):
    assert agree("check", left, relation, right).holds is holds


def test_rounding_can_be_allowed_for():
    assert agree("rounded", [33.3, 33.3, 33.3], Relation.EQUAL, [100], tolerance=0.2).holds
