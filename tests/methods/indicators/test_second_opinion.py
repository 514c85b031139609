"""Intervals and indices a second time, from what they mean: the parameter at which the data would just be surprising."""

import math
from itertools import pairwise

import numpy as np
import pytest
from scipy import optimize, stats

from realign.methods.indicators.rates import CountMethod, crude_rate
from realign.methods.indicators.standardise import direct_rate, indirect_ratio
from realign.methods.inequality.concentration import concentration_index
from realign.methods.inequality.duncan import dissimilarity
from realign.methods.inequality.gaps import attributable_percent
from realign.methods.inequality.slope import SlopeScale, slope_index
from realign.methods.intervals import exact_poisson_limits, newcombe_difference, wilson

Z = stats.norm.ppf(0.975)


@pytest.mark.parametrize("events", [1, 2, 5, 9, 10, 45, 400])
def test_exact_limits_are_the_means_at_which_so_many_events_just_surprise(events):
    lower, upper = exact_poisson_limits(events)
    highest = events + 10 * math.sqrt(events) + 20
    assert lower == pytest.approx(
        optimize.brentq(lambda m: stats.poisson.sf(events - 1, m) - 0.025, 1e-9, events)
    )
    assert upper == pytest.approx(
        optimize.brentq(lambda m: stats.poisson.cdf(events, m) - 0.025, events, highest)
    )


@pytest.mark.parametrize(("x", "n"), [(1, 10), (9, 48), (27, 48), (36, 48), (450, 1000)])
def test_wilson_limits_are_the_shares_at_which_the_score_is_two_errors_off(x, n):
    found = wilson(x, n)

    def score(p):
        return (x / n - p) ** 2 - Z**2 * p * (1 - p) / n

    assert found.lower == pytest.approx(optimize.brentq(score, 1e-12, x / n), rel=1e-9)
    assert found.upper == pytest.approx(optimize.brentq(score, x / n, 1 - 1e-12), rel=1e-9)


@pytest.mark.parametrize("four", [(56, 70, 48, 80), (9, 10, 3, 10), (10, 10, 0, 20), (5, 56, 0, 29)])
def test_newcombe_s_tenth_method_by_its_printed_formula(four):
    a, m, b, n = four
    (l1, u1), (l2, u2) = ((i.lower, i.upper) for i in (wilson(a, m), wilson(b, n)))
    low = Z * math.sqrt(l1 * (1 - l1) / m + u2 * (1 - u2) / n)
    high = Z * math.sqrt(u1 * (1 - u1) / m + l2 * (1 - l2) / n)
    found = newcombe_difference(a, m, b, n)
    # Newcombe's delta and epsilon: the arms of Wilson's limits, which solve |p - limit| = z √(limit (1 - limit)/n)
    assert (found.lower, found.upper) == pytest.approx((a / m - b / n - low, a / m - b / n + high), abs=1e-9)


def test_newcombe_s_own_examples():
    """Newcombe (1998), table II, method 10: 56/70 - 48/80, 9/10 - 3/10, 10/10 - 0/20."""
    for four, limits in (
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((10, 10, 0, 20), (0.6791, 1.0000)),
    ):
        found = newcombe_difference(*four)
        assert (found.lower, found.upper) == pytest.approx(limits, abs=5e-5)


def test_a_directly_standardised_rate_by_dobson():
    events, people, weights = [12, 18, 30, 41], [4800, 5100, 5300, 4900], [5000, 5500, 5500, 5500]
    total = sum(events)
    share = [w / sum(weights) for w in weights]
    rate = sum(w * o / n for w, o, n in zip(share, events, people, strict=True))
    variance = sum(w**2 * o / n**2 for w, o, n in zip(share, events, people, strict=True))
    low = total * (1 - 1 / (9 * total) - Z / (3 * math.sqrt(total))) ** 3
    more = total + 1
    high = more * (1 - 1 / (9 * more) + Z / (3 * math.sqrt(more))) ** 3
    found = direct_rate(events, people, weights).interval
    stretch = math.sqrt(variance / total)
    assert (found.estimate, found.lower, found.upper) == pytest.approx(
        tuple(100_000 * x for x in (rate, rate + stretch * (low - total), rate + stretch * (high - total)))
    )
    # one standard band is a crude rate, with its limits
    alone, crude = (
        direct_rate([45], [18_250], [1]).interval,
        crude_rate(45, 18_250, method=CountMethod.BYAR).interval,
    )
    assert (alone.estimate, alone.lower, alone.upper) == pytest.approx(
        (crude.estimate, crude.lower, crude.upper)
    )


def test_an_indirect_ratio_of_the_reference_itself_is_one():
    events, people = [50, 40, 90], [10_000, 9_000, 8_000]
    assert indirect_ratio(events, people, events, people).interval.estimate == pytest.approx(1)


FIFTHS = np.array([4200, 3900, 4100, 4300, 3500])
EVENTS = np.array([840, 640, 560, 480, 310])


@pytest.mark.parametrize("scale", SlopeScale)
def test_the_slope_index_is_a_weighted_least_squares_line(scale):
    there = {
        SlopeScale.NATURAL: lambda x: x,
        SlopeScale.LOG: np.log,
        SlopeScale.LOGIT: lambda x: np.log(x / (1 - x)),
    }[scale]
    back = {
        SlopeScale.NATURAL: lambda x: x,
        SlopeScale.LOG: np.exp,
        SlopeScale.LOGIT: lambda x: 1 / (1 + np.exp(-x)),
    }[scale]
    values, share = EVENTS / FIFTHS, FIFTHS / FIFTHS.sum()
    rank = np.cumsum(share) - share / 2
    slope, start = np.polyfit(rank, there(values), 1, w=np.sqrt(share))
    most, least = back(start), back(start + slope)
    found = slope_index(values, FIFTHS, scale=scale)
    assert found.sii.estimate == pytest.approx(most - least)
    assert found.rii_ratio.estimate == pytest.approx(most / least)
    assert found.rii_of_mean.estimate == pytest.approx((most - least) / (EVENTS.sum() / FIFTHS.sum()))


def test_the_concentration_index_is_twice_the_area_between_curve_and_diagonal():
    found = concentration_index(EVENTS / FIFTHS, FIFTHS)
    area = sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in pairwise(found.curve))
    assert found.index.estimate == pytest.approx(1 - 2 * area)
    mean = EVENTS.sum() / FIFTHS.sum()
    assert found.erreygers == pytest.approx(4 * mean * (1 - 2 * area))
    assert found.wagstaff == pytest.approx((1 - 2 * area) / (1 - mean))
    # Erreygers and Wagstaff turn round when absence is counted instead of presence; the plain index does not
    absent = concentration_index(1 - EVENTS / FIFTHS, FIFTHS)
    assert (absent.erreygers, absent.wagstaff) == pytest.approx((-found.erreygers, -found.wagstaff))


def test_what_would_be_saved_if_all_were_as_the_least_deprived():
    least = EVENTS[-1] / FIFTHS[-1]
    assert attributable_percent(EVENTS / FIFTHS, FIFTHS) == pytest.approx(
        100 * (EVENTS.sum() - least * FIFTHS.sum()) / EVENTS.sum()
    )


def test_duncan_s_index_is_the_share_that_would_have_to_move():
    poor, rest = np.array([30.0, 10, 25, 5]), np.array([50.0, 50, 20, 80])
    target = rest / rest.sum() * poor.sum()
    moved = np.clip(poor - target, 0, None).sum()
    assert dissimilarity(poor, rest) == pytest.approx(moved / poor.sum())
