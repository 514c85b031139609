"""Intervals keep their laws, meet their golden numbers and agree with their definitions."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from realign.methods.intervals import (
    Interval,
    byar_limits,
    difference,
    exact_poisson_limits,
    newcombe_difference,
    product,
    wilson,
    wilson_limits,
    z_value,
)

LEVEL_OF_1_96 = 2 * stats.norm.cdf(1.96) - 1  # the golden numbers were worked with the rounded multiplier


@pytest.mark.parametrize(
    ("x", "n", "lower", "upper"),
    [
        (27, 48, 42.2748, 69.2989),
        (9, 48, 10.1913, 31.9401),
        (12, 48, 14.9205, 38.7846),
        (0, 20, 0, 16.113),
        (5, 5, 56.5509, 100),
        (36, 48, 61.2154, 85.0795),
    ],
)
def test_wilson_golden_numbers(x, n, lower, upper):
    interval = wilson(x, n, LEVEL_OF_1_96)
    assert [100 * interval.lower, 100 * interval.upper] == pytest.approx([lower, upper], abs=6e-5)


@pytest.mark.parametrize(
    ("events", "lower", "upper"),
    [
        (0, 0, 3.6681),
        (1, 0.0131, 5.5639),
        (4, 1.0761, 10.2409),
        (10, 4.7874, 18.3916),
        (45, 32.8201, 60.2153),
    ],
)
def test_byar_golden_numbers(events, lower, upper):
    found = byar_limits(events, LEVEL_OF_1_96)
    assert [float(limit) for limit in found] == pytest.approx([lower, upper], abs=6e-5)


def test_newcombe_golden_number():
    change = newcombe_difference(1050, 5000, 1200, 5000)
    assert (change.estimate, change.lower, change.upper) == pytest.approx(
        (-0.03, -0.04635, -0.01363), abs=5e-6
    )


@pytest.mark.slow
@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_limits_are_where_the_score_test_just_rejects(counts):
    x, n = counts
    interval, z = wilson(x, n), z_value(0.95)
    for limit in (interval.lower, interval.upper):
        if 0 < limit < 1:
            assert abs(x / n - limit) == pytest.approx(z * math.sqrt(limit * (1 - limit) / n), rel=1e-9)
    assert 0 <= interval.lower <= x / n <= interval.upper <= 1


@pytest.mark.parametrize("events", [1, 4, 9, 37])
def test_exact_limits_are_where_the_poisson_tail_is_half_the_error(events):
    lower, upper = exact_poisson_limits(events)
    low = optimize.brentq(lambda mean: stats.poisson.sf(events - 1, mean) - 0.025, 1e-9, events)
    high = optimize.brentq(lambda mean: stats.poisson.cdf(events, mean) - 0.025, events, 5 * events + 10)
    assert (float(lower), float(upper)) == pytest.approx((low, high), rel=1e-8)


def test_byar_is_within_one_per_cent_of_exact_from_ten_events():
    counts = np.arange(10, 500)
    close, exact = byar_limits(counts), exact_poisson_limits(counts)
    assert np.allclose(close[0], exact[0], rtol=0.01)
    assert np.allclose(close[1], exact[1], rtol=0.01)


def test_no_events_gives_a_lower_limit_of_nothing():
    assert float(byar_limits(0)[0]) == 0
    assert float(exact_poisson_limits(0)[0]) == 0


def test_arrays_give_not_a_number_where_nobody_was_asked():
    lower, upper = wilson_limits([0, 5], [0, 10])
    assert np.isnan(lower[0])
    assert np.isnan(upper[0])
    assert lower[1] < 0.5 < upper[1]


def test_product_with_a_known_number_is_scaling():
    share = Interval(0.2, 0.15, 0.27)
    assert product(share, Interval(500, 500, 500)) == share.times(500)


def test_product_of_two_estimates_is_wider_than_with_either_alone():
    share, people = Interval(0.2, 0.15, 0.27), Interval(500, 450, 550)
    both = product(share, people)
    assert both.lower < share.times(500).lower
    assert both.upper > share.times(500).upper


def test_difference_of_normal_estimates_is_the_usual_one():
    z = z_value(0.95)
    change = difference(Interval(10, 10 - 3 * z, 10 + 3 * z), Interval(4, 4 - 4 * z, 4 + 4 * z))
    assert (change.lower, change.upper) == pytest.approx((6 - 5 * z, 6 + 5 * z))


def test_levels_are_not_mixed():
    with pytest.raises(ValueError, match="one confidence level"):
        difference(wilson(1, 4), wilson(1, 4, 0.9))


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_is_a_share(level):
    with pytest.raises(ValueError, match="Write 95 per cent"):
        z_value(level)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: wilson(0, 0), "at least one observation"),
        (lambda: byar_limits(-1), "cannot be negative"),
        (lambda: exact_poisson_limits(-1), "cannot be negative"),
        (lambda: Interval(1, 0, 2).times(-1), "zero or more"),
    ],
)
def test_impossible_counts_are_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize(("x", "n"), [(-1, 5), (6, 5)])
def test_impossible_proportions_are_refused(x, n):
    with pytest.raises(ValueError, match="0 ≤ successes ≤ n"):
        wilson(x, n)


def test_an_interval_holds_its_estimate():
    with pytest.raises(ValueError, match="lower ≤ estimate ≤ upper"):
        Interval(1, 2, 3)
