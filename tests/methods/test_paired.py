"""Change in the same people: a published value, the laws, and a second opinion."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realign.methods.intervals import newcombe_difference
from realign.methods.paired import paired_difference


def test_the_example_of_the_paper():
    """Newcombe (1998), Stat Med 17, 2635-2650, method 10 for 36, 12, 2, 0: 0.0569 to 0.3404."""
    found = paired_difference(50, before=38, better=12, worse=2)
    assert (round(found.estimate, 4), round(found.lower, 4), round(found.upper, 4)) == (0.2, 0.0569, 0.3404)


@st.composite
def pairs(draw):
    """Counts that can be: children asked twice, those well before, and those who changed."""
    n = draw(st.integers(1, 400))
    before = draw(st.integers(0, n))
    return n, before, draw(st.integers(0, n - before)), draw(st.integers(0, before))


@given(pairs())
def test_the_interval_holds_the_change_and_stays_between_minus_one_and_one(counts):
    found = paired_difference(*counts)
    assert -1 - 1e-12 <= found.lower <= found.estimate <= found.upper <= 1 + 1e-12


@given(pairs())
def test_looked_at_backwards_the_change_is_turned_round(counts):
    n, before, better, worse = counts
    found = paired_difference(n, before, better, worse)
    back = paired_difference(n, before + better - worse, worse, better)
    assert back.estimate == pytest.approx(-found.estimate)
    assert (back.lower, back.upper) == (pytest.approx(-found.upper), pytest.approx(-found.lower))


@pytest.mark.parametrize(
    ("n", "before", "better", "worse"),
    [(100, 50, 25, 25), (10, 5, 2, 2)],  # no correlation; one so small that his correction sets it to none
)
def test_without_correlation_it_is_the_interval_of_two_separate_groups(n, before, better, worse):
    found = paired_difference(n, before, better, worse)
    apart = newcombe_difference(before + better - worse, n, before, n)
    assert (found.lower, found.upper) == (pytest.approx(apart.lower), pytest.approx(apart.upper))


def test_the_same_children_say_more_than_as_many_others_would():
    paired, apart = paired_difference(200, 100, 30, 10), newcombe_difference(120, 200, 100, 200)
    assert paired.upper - paired.lower < apart.upper - apart.lower


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((0, 0, 0, 0), "at least one"),
        ((10, 4, 7, 0), "6 did not do well"),
        ((10, 4, 0, 5), "Only 4 did well"),
        ((10, -1, 0, 0), "below zero"),
    ],
)
def test_counts_that_cannot_be_are_refused(counts, said):
    with pytest.raises(ValueError, match=said):
        paired_difference(*counts)


@pytest.mark.slow
def test_it_covers_the_truth_about_as_often_as_it_says():
    """Every table of 40 pairs, weighted by its chance under a known truth: 95% within two points."""
    n, better, worse, well = 40, 0.25, 0.10, 0.40
    steady = 1 - better - worse - well
    covered = 0.0
    for b in range(n + 1):
        for w in range(n + 1 - b):
            for k in range(n + 1 - b - w):
                rest = n - b - w - k
                ways = math.comb(n, b) * math.comb(n - b, w) * math.comb(n - b - w, k)
                chance = ways * better**b * worse**w * well**k * steady**rest
                if chance < 1e-9:
                    continue
                found = paired_difference(n, before=k + w, better=b, worse=w)
                covered += chance * (found.lower <= better - worse <= found.upper)
    assert 0.93 <= covered <= 0.985
