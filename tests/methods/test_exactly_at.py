"""Every limit of the intervals that many methods share, exactly at it and just beside it."""

import math

import numpy as np
import pytest

from realign.methods.intervals import (
    Interval,
    byar_limits,
    exact_poisson_limits,
    newcombe_difference,
    wilson,
    wilson_limits,
    z_value,
)
from realign.methods.paired import check_pairs, paired_difference


def test_an_interval_may_end_at_its_estimate():
    assert Interval(1, 1, 1).lower == 1
    for wrong in ((1, 1.001, 2), (1, 0, 0.999)):
        with pytest.raises(ValueError, match="lower ≤ estimate ≤ upper"):
            Interval(*wrong)


def test_an_interval_may_be_multiplied_by_nothing():
    assert Interval(2, 1, 3).times(0) == Interval(0, 0, 0)
    with pytest.raises(ValueError, match="zero or more"):
        Interval(2, 1, 3).times(-0.001)


@pytest.mark.parametrize("level", [0, 1])
def test_no_level_is_nothing_or_certain(level):
    with pytest.raises(ValueError, match="between 0 and 1"):
        z_value(level)


@pytest.mark.parametrize(("x", "limits"), [(0, (0, None)), (10, (None, 1))])
def test_nobody_and_everybody_have_a_limit_that_is_exact(x, limits):
    found = wilson(x, 10)
    assert all(
        want is None or got == want for got, want in zip((found.lower, found.upper), limits, strict=True)
    )


def test_of_nobody_there_is_no_share_and_in_arrays_none_is_claimed():
    with pytest.raises(ValueError, match="at least one observation"):
        wilson(0, 0)
    lower, upper = wilson_limits([0.0], [0.0])
    assert (math.isnan(lower[0]), math.isnan(upper[0])) == (True, True)


def test_no_events_have_a_lower_limit_of_nothing_and_fewer_are_refused():
    for limits in (byar_limits, exact_poisson_limits):
        assert float(limits(0)[0]) == 0
        assert np.isfinite(limits(0)[1])
        with pytest.raises(ValueError, match="cannot be negative"):
            limits(-0.001)


def test_two_shares_at_their_ends_differ_by_all_that_is_possible():
    found = newcombe_difference(10, 10, 0, 20)
    assert (found.estimate, found.upper) == (1, 1)


@pytest.mark.parametrize(
    ("counts", "held"),
    [
        ((1, 0, 0, 0), True), ((0, 0, 0, 0), False), ((10, 0, 0, 0), True), ((10, -1, 0, 0), False),
        ((10, 3, 0, -1), False), ((10, 3, -1, 0), False), ((10, 3, 0, 3), True), ((10, 3, 0, 4), False),
        ((10, 3, 7, 0), True), ((10, 3, 8, 0), False),
    ],
)  # fmt: skip
def test_people_asked_twice_may_all_change_and_no_more(counts, held):
    if held:
        check_pairs(*counts)
    else:
        with pytest.raises(ValueError, match=r"."):
            check_pairs(*counts)


def test_a_correlation_of_exactly_nothing_is_none():
    """Two of four were well before, and one of each half is now: the cross product is zero, and so is the correction."""
    found = paired_difference(4, before=2, better=1, worse=1)
    one = wilson(2, 4)
    half = math.hypot(one.estimate - one.lower, one.upper - one.estimate)
    assert (found.lower, found.upper) == pytest.approx((-half, half))
