"""Every limit of the measures of inequality, exactly at it and just beside it."""

import numpy as np
import pytest

from realign.methods.inequality.concentration import concentration_index
from realign.methods.inequality.duncan import dissimilarity, dissimilarity_interval
from realign.methods.inequality.equity import Equity, _verdict, use_given_need
from realign.methods.inequality.gaps import attributable_percent, gap
from realign.methods.inequality.ranks import complete, deprivation_ranks
from realign.methods.inequality.slope import SlopeScale, _ratio, slope_index
from realign.methods.intervals import Interval

PEOPLE = [100.0, 100.0, 100.0]


@pytest.mark.parametrize("people", [[100.0, 0.0, 100.0], [-1.0, 1.0, 1.0]])
def test_a_group_of_nobody_is_refused(people):
    with pytest.raises(ValueError, match="more than zero"):
        deprivation_ranks(people)


def test_three_groups_are_just_enough():
    assert complete([1, 2, 3], PEOPLE).tolist() == [1, 2, 3]
    with pytest.raises(ValueError, match="at least 3 groups"):
        complete([1, 2], [100.0, 100.0])


@pytest.mark.parametrize("values", [[0.0, 0.5, 1.0], [0.0, 0.0, 1.0]])
def test_values_at_the_bounds_are_within_them(values):
    assert concentration_index(values, PEOPLE).mean == pytest.approx(np.mean(values))


@pytest.mark.parametrize(("values", "bounds"), [([-0.01, 0.5, 1.0], (0, 1)), ([0.0, 0.5, 1.01], (0, 1))])
def test_values_beyond_the_bounds_are_refused(values, bounds):
    with pytest.raises(ValueError, match="within the bounds"):
        concentration_index(values, PEOPLE, bounds=bounds)


def test_bounds_at_one_point_are_no_bounds():
    with pytest.raises(ValueError, match="within the bounds"):
        concentration_index([1.0, 1.0, 1.0], PEOPLE, bounds=(1.0, 1.0))


def test_nobody_with_it_has_no_index_and_everybody_no_correction():
    with pytest.raises(ValueError, match="above zero"):
        concentration_index([0.0, 0.0, 0.0], PEOPLE)
    assert concentration_index([1.0, 1.0, 1.0], PEOPLE).wagstaff is None
    assert concentration_index([1.0, 1.0, 0.99], PEOPLE).wagstaff is not None


@pytest.mark.parametrize(
    ("interval", "verdict"),
    [
        (Interval(0.1, 0.0, 0.2), Equity.NO_CLEAR_GRADIENT),
        (Interval(0.1, 0.001, 0.2), Equity.INVERSE_CARE),
        (Interval(-0.1, -0.2, 0.0), Equity.NO_CLEAR_GRADIENT),
        (Interval(-0.1, -0.2, -0.001), Equity.PRO_DEPRIVED),
    ],
)
def test_an_index_whose_interval_just_reaches_zero_is_not_clear(interval, verdict):
    assert _verdict(interval) is verdict


def test_as_many_users_as_need_and_as_much_need_as_people_can_be():
    found = use_given_need([50, 40, 30], [50, 50, 50], [50, 60, 70])
    assert found.use_per_need[0] == 1
    for users, need in (([51, 40, 30], [50, 50, 50]), ([50, 40, 30], [51, 50, 50])):
        with pytest.raises(ValueError, match="no more than"):
            use_given_need(users, need, [50, 60, 70])


def test_a_gap_whose_arm_just_reaches_zero_has_no_ratio():
    ten = Interval(10, 9, 11)
    assert gap(ten, Interval(5, 0, 6)).ratio is None
    assert gap(Interval(5, 0, 6), ten).ratio is None
    assert gap(ten, Interval(5, 0.001, 6)).ratio is not None


def test_nothing_among_the_least_deprived_cannot_be_compared_with():
    with pytest.raises(ValueError, match="value of zero"):
        attributable_percent([3.0, 2.0, 0.0], PEOPLE)
    assert attributable_percent([3.0, 2.0, 0.001], PEOPLE) > 99


def test_counts_of_nobody_in_a_place_are_counts_but_a_group_of_nobody_is_none():
    assert dissimilarity([0, 10], [10, 0]) == 1
    for group, others in (([0, 0], [1, 1]), ([1, 1], [0, 0])):
        with pytest.raises(ValueError, match="at least one member"):
            dissimilarity(group, others)
    with pytest.raises(ValueError, match="zero or more"):
        dissimilarity([-1, 3], [1, 1])
    with pytest.raises(ValueError, match="zero or more"):
        dissimilarity([1, 1], [-1, 3])


def test_an_index_of_exactly_nothing_keeps_its_interval_round_it():
    found = dissimilarity_interval([500, 500], [500, 500], rng=np.random.default_rng(1), replicates=50)
    assert (found.estimate, found.lower) == (0, 0)


@pytest.mark.parametrize(
    ("scale", "values", "says"),
    [
        (SlopeScale.LOG, [3.0, 2.0, 0.0], "every value above zero"),
        (SlopeScale.LOGIT, [0.5, 0.3, 0.0], "between 0 and 1"),
        (SlopeScale.LOGIT, [1.0, 0.3, 0.2], "between 0 and 1"),
    ],
)
def test_a_scale_refuses_what_lies_exactly_at_its_end(scale, values, says):
    with pytest.raises(ValueError, match=says):
        slope_index(values, PEOPLE, scale=scale)


@pytest.mark.parametrize(
    ("most", "least", "known"), [(6.0, 0.0, False), (0.0, 6.0, False), (6.0, 0.001, True)]
)
def test_a_line_that_ends_exactly_at_zero_has_no_ratio(most, least, known):
    """Asked of the ratio itself: a fitted line meets zero only within the rounding of the machine."""
    assert (_ratio(most, least, np.eye(2) * 1e-8, 1.96, 0.95) is not None) is known


def test_an_overall_value_of_zero_has_no_relative_index():
    with pytest.raises(ValueError, match="overall value above zero"):
        slope_index([1.0, 0.0, -1.0], PEOPLE)
