"""Patterns agree with slow searches written from their definitions."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realign.methods.indicators.spc.runs_table import exact_bounds, runs_probability
from realign.methods.indicators.spc.sequences import crowded, hugging, monotone, one_sided

sides = st.lists(st.sampled_from([-1, 0, 1]), max_size=30)
heights = st.lists(st.integers(0, 5), max_size=30)
sigmas = st.lists(st.floats(-4, 4), max_size=20)


@pytest.mark.slow
@given(sides)
def test_runs_that_pass_over_the_median_are_the_runs_of_what_is_left(given_sides):
    kept = [i for i, side in enumerate(given_sides) if side]
    runs = one_sided(given_sides, ignore_zero=True)
    assert [i for run in runs for i in run.members] == kept
    changes = sum(given_sides[a] != given_sides[b] for a, b in pairwise(kept))
    assert len(runs) == (changes + 1 if kept else 0)


@pytest.mark.slow
@given(sides)
def test_runs_that_a_centre_point_breaks_hold_neighbours_only(given_sides):
    for run in one_sided(given_sides, ignore_zero=False):
        assert run.members == tuple(range(run.start, run.end + 1))
        assert {given_sides[i] for i in run.members} == {run.side}


@pytest.mark.slow
@given(heights)
def test_trends_are_the_longest_strict_climbs_and_falls(values):
    found = {(s.start, s.end) for s in monotone(values, ignore_equal=False)}
    expected = set()
    for start in range(len(values)):
        for end in range(start + 1, len(values)):
            steps = [b - a for a, b in pairwise(values[start : end + 1])]
            strict = all(x > 0 for x in steps) or all(x < 0 for x in steps)
            wider = [
                [b - a for a, b in pairwise(values[s : e + 1])]
                for s, e in ((start - 1, end), (start, end + 1))
                if s >= 0 and e < len(values)
            ]
            if strict and not any(all(x > 0 for x in w) or all(x < 0 for x in w) for w in wider):
                expected.add((start, end))
    assert found == expected


@pytest.mark.slow
@given(heights)
def test_ignoring_repeats_is_taking_them_out_first(values):
    kept = [i for i in range(len(values)) if i == 0 or values[i] != values[i - 1]]
    inner = monotone([values[i] for i in kept], ignore_equal=False)
    outer = monotone(values, ignore_equal=True)
    assert [tuple(kept[i] for i in s.members) for s in inner] == [s.members for s in outer]


@pytest.mark.slow
@given(sigmas)
def test_crowding_marks_every_point_of_every_crowded_window(z):
    marked = {
        (1, i)
        for s in crowded(z, need=2, of=3, beyond=2.0, all_on_side=False)
        if s.side > 0
        for i in range(s.start, s.end + 1)
    }
    expected = {
        (1, i) for f in range(len(z) - 2) if sum(x > 2 for x in z[f : f + 3]) >= 2 for i in range(f, f + 3)
    }
    assert marked == expected


def test_hugging_finds_stretches_close_to_the_centre():
    [first, second] = hugging([0.1, -0.5, 2.0, 0.9], within=1.0)
    assert (first.members, second.members) == ((0, 1), (3,))


@pytest.mark.parametrize(("above", "below"), [(5, 5), (5, 6), (9, 3), (1, 8)])
def test_the_chances_of_all_numbers_of_runs_add_to_one(above, below):
    chances = [runs_probability(r, above, below) for r in range(above + below + 1)]
    assert sum(chances) == pytest.approx(1)


def test_the_chance_of_runs_agrees_with_listing_every_order():
    from itertools import combinations

    counts: dict[int, int] = {}
    for above in combinations(range(9), 4):
        order = [i in above for i in range(9)]
        runs = 1 + sum(a != b for a, b in pairwise(order))
        counts[runs] = counts.get(runs, 0) + 1
    for runs, count in counts.items():
        assert runs_probability(runs, 4, 5) == pytest.approx(count / sum(counts.values()))


def test_bounds_leave_at_most_the_tail_outside():
    fewest, most = exact_bounds(10, 10)
    below = sum(runs_probability(r, 10, 10) for r in range(fewest))
    above = sum(runs_probability(r, 10, 10) for r in range(most + 1, 21))
    assert below <= 0.025
    assert above <= 0.025
