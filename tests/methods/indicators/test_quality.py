"""Data quality: unusual and missing figures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realign.methods.indicators.quality import completeness, outliers


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
