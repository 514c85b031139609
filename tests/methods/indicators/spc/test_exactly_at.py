"""Every limit of run and control charts, exactly at it and just beside it."""

import pytest

from realign.methods.indicators.spc.assurance import Assurance, Polarity, assurance
from realign.methods.indicators.spc.check import check_series
from realign.methods.indicators.spc.options import Options
from realign.methods.indicators.spc.rules import _about_limits, _anhoej, _run_count, rules_for
from realign.methods.indicators.spc.runs_table import (
    RunsTable,
    crossings_limit,
    exact_bounds,
    longest_run_limit,
    runs_bounds,
    runs_probability,
)
from realign.methods.indicators.spc.sequences import Streak, crowded, hugging, monotone
from realign.methods.indicators.spc.series import PeriodSeries
from realign.methods.indicators.spc.types import ChartKind, RuleSet, SignalRule
from realign.methods.indicators.spc.words import ENOUGH_POINTS, ChartVerdict, _figure, read


@pytest.mark.parametrize(
    ("target", "word"),
    [
        (5, Assurance.HIT_OR_MISS), (4.99, Assurance.PASS), (7, Assurance.HIT_OR_MISS), (7.01, Assurance.FAIL),
    ],
)  # fmt: skip
def test_a_target_on_a_limit_is_met_by_chance(target, word):
    assert assurance(5, 7, target, Polarity.HIGHER) is word


def test_limits_may_meet_but_not_cross():
    assert assurance(5, 5, 4, Polarity.HIGHER) is Assurance.PASS
    with pytest.raises(ValueError, match="swap them"):
        assurance(5.01, 5, 4, Polarity.HIGHER)


def chart(values, kind=ChartKind.RUN, rules=RuleSet.SCOTLAND, denominators=None, **options):
    series = PeriodSeries.of(values, denominators=denominators)
    return check_series(series, Options(chart=kind, rules=rules, **options))


@pytest.mark.parametrize(("points", "enough"), [(ENOUGH_POINTS, True), (ENOUGH_POINTS - 1, False)])
def test_steady_from_ten_points_on(points, enough):
    result = chart([float(5 + n % 2) for n in range(points)])
    assert read(result, Polarity.HIGHER).verdict is (
        ChartVerdict.STEADY if enough else ChartVerdict.TOO_SHORT
    )


@pytest.mark.parametrize(("value", "words"), [(9_999.4, "9,999"), (10_000, "10,000"), (10_004.2, "10,004")])
def test_large_figures_lose_their_decimals_but_no_digit(value, words):
    assert _figure(value, "") == words


@pytest.mark.parametrize(("z", "outside"), [(3.0, False), (3.0001, True), (-3.0, False), (-3.0001, True)])
def test_a_point_on_a_limit_is_not_outside(z, outside):
    found = _about_limits(rules_for(RuleSet.NHS, run_chart=False), [0.0, z])
    assert [one.streak.side for one in found if one.rule is SignalRule.OUTSIDE] == (
        [1 if z > 0 else -1] * outside
    )


@pytest.mark.parametrize(("value", "outside"), [(6.31, False), (6.33, True), (-4.31, False), (-4.33, True)])
def test_limits_of_single_values_lie_2_66_moving_ranges_out(value, outside):
    """Baseline of 0 and 2 by turns: average 1, moving range 2, limits 1 ± 5.32."""
    result = chart([*[0.0, 2.0] * 6, value], ChartKind.I, baseline=12)
    assert any(signal.rule is SignalRule.OUTSIDE for signal in result.signals) is outside


def test_a_share_of_everybody_and_no_time_at_all_can_be_charted():
    assert chart([5, 10, 10], ChartKind.P, denominators=[10, 10, 10]).points[1].value == 1
    assert chart([0, 1, 2], ChartKind.T).points[0].value == 0
    with pytest.raises(ValueError, match=r"."):
        chart([5, 11, 10], ChartKind.P, denominators=[10, 10, 10])
    with pytest.raises(ValueError, match=r"."):
        chart([0, -1, 2], ChartKind.T)
    with pytest.raises(ValueError, match=r"."):
        chart([1, 1, 2], ChartKind.U, denominators=[10, 0, 10])


@pytest.mark.parametrize(("baseline", "held"), [(2, True), (1, False)])
def test_a_baseline_has_two_points_at_least(baseline, held):
    if held:
        assert chart([1.0, 2, 3, 4], baseline=baseline).centre == 1.5
    else:
        with pytest.raises(ValueError, match="at least 2 points"):
            chart([1.0, 2, 3, 4], baseline=baseline)


@pytest.mark.parametrize(("name", "place", "held"), [
    ("rebase_at", 1, True), ("exclude", 0, True), ("exclude", 11, True), ("exclude", 12, False), ("exclude", -1, False),
])  # fmt: skip
def test_a_point_is_named_from_the_first_to_the_last(name, place, held):
    values = [float(5 + n % 3) for n in range(12)]
    if held and name == "exclude":
        assert chart(values, **{name: (place,)}).points[place].excluded
    elif not held:
        with pytest.raises(ValueError, match=r"."):
            chart(values, **{name: (place,)})


def test_runs_are_judged_from_ten_points_on():
    assert runs_bounds(9, RunsTable.EXACT) is None
    assert runs_bounds(10, RunsTable.EXACT) is not None


def test_the_bounds_of_runs_leave_at_most_the_tail_on_each_side():
    fewest, most = exact_bounds(5, 5)
    chance = [runs_probability(r, 5, 5) for r in range(11)]
    assert sum(chance[:fewest]) <= 0.025 < sum(chance[: fewest + 1])
    assert sum(chance[most + 1 :]) <= 0.025 < sum(chance[most:])


def test_one_run_has_no_chance_when_points_lie_on_both_sides():
    assert runs_probability(1, 3, 3) == 0
    assert runs_probability(2, 3, 3) == pytest.approx(2 / 20)


@pytest.mark.parametrize(("useful", "limit"), [(0, 0), (1, 0), (2, 0)])
def test_fewest_crossings_of_hardly_any_points(useful, limit):
    assert crossings_limit(useful) == limit


def test_equal_neighbours_neither_climb_nor_fall():
    assert monotone([1.0, 1.0], ignore_equal=False) == []
    assert [s.side for s in monotone([1.0, 2.0, 1.0], ignore_equal=False)] == [1, -1]


@pytest.mark.parametrize(("z", "seen"), [(2.0, False), (2.001, True)])
def test_two_of_three_must_lie_beyond_two_sigma_and_not_on_it(z, seen):
    assert bool(crowded([z, 0.5, z], need=2, of=3, beyond=2.0, all_on_side=False)) is seen


def test_a_point_on_the_centre_is_not_on_the_side():
    assert crowded([2.5, 0.0, 2.5], need=2, of=3, beyond=2.0, all_on_side=True) == []
    assert crowded([2.5, 0.001, 2.5], need=2, of=3, beyond=2.0, all_on_side=True)
    assert crowded([2.5, 2.5], need=2, of=3, beyond=2.0, all_on_side=False) == []


@pytest.mark.parametrize(("z", "near"), [(1.0, False), (0.999, True), (-1.0, False)])
def test_a_point_on_one_sigma_does_not_hug_the_centre(z, near):
    assert bool(hugging([z], within=1.0)) is near


def test_two_measurements_are_just_a_group():
    assert (
        len(
            check_series(
                PeriodSeries.of_groups([[1.0, 2.0], [2.0, 3.0]]), Options(chart=ChartKind.XBAR)
            ).points
        )
        == 2
    )


def runs_of(*lengths):
    """Runs of these lengths by turns above and below."""
    places = iter(range(sum(lengths)))
    return [
        Streak(0, 0, 1 if n % 2 else -1, tuple(next(places) for _ in range(length)))
        for n, length in enumerate(lengths)
    ]


@pytest.mark.parametrize(
    ("lengths", "rules"),
    [
        ((5, 5), [SignalRule.FEW_RUNS]), ((4, 3, 3), []), ((1, 1, 1, 1, 1, 1, 1, 1, 2), []),
        ((1, 1, 1, 1, 1, 1, 1, 1, 1, 1), [SignalRule.MANY_RUNS]),
    ],
)  # fmt: skip
def test_as_few_or_as_many_runs_as_the_table_allows_are_no_signal(lengths, rules):
    """The published table for ten useful points: three to nine runs are what chance brings."""
    bounds = runs_bounds(10, RunsTable.IHI)
    assert (bounds.fewest, bounds.most) == (3, 9)
    assert [one.rule for one in _run_count(runs_of(*lengths), RunsTable.IHI)] == rules


@pytest.mark.parametrize(
    ("lengths", "rules"),
    [((6, 4, 2, 2, 2, 2, 2), []), ((7, 3, 2, 2, 2, 2, 2), [SignalRule.LONG_RUN])],
)
def test_the_longest_run_that_chance_brings_is_no_signal(lengths, rules):
    """Anhøj: the longest run of 20 points may be round(log2 20 + 3) = 7; the limit itself is allowed."""
    assert longest_run_limit(20) == 7
    longer = tuple(length + 1 if n == 0 else length for n, length in enumerate(lengths))
    shorter = (*longer[:1], longer[1] - 1, *longer[2:])
    assert [one.rule for one in _anhoej(runs_of(*shorter)) if one.rule is SignalRule.LONG_RUN] == rules


@pytest.mark.parametrize(("crossings", "few"), [(6, False), (5, True)])
def test_as_few_crossings_as_chance_brings_are_no_signal(crossings, few):
    """Anhøj: the line of 20 points crosses at least 6 times (the lower 5 per cent of a binomial of 19 and a half)."""
    assert crossings_limit(20) == 6
    lengths = [20 // (crossings + 1)] * (crossings + 1)
    lengths[-1] += 20 - sum(lengths)
    assert (SignalRule.FEW_CROSSINGS in [one.rule for one in _anhoej(runs_of(*lengths))]) is few


@pytest.mark.parametrize(("points", "seen"), [(15, True), (14, False)])
def test_fifteen_points_close_to_the_centre_hug_it(points, seen):
    found = _about_limits(rules_for(RuleSet.SCOTLAND, run_chart=False), [2.5, *[0.5] * points, -2.5])
    assert (SignalRule.HUGGING in [one.rule for one in found]) is seen


@pytest.mark.parametrize(("points", "noted"), [(10, False), (9, True)])
def test_a_short_series_is_said_to_be_short_below_ten_points(points, noted):
    result = chart([float(5 + n % 3) for n in range(points)])
    assert (
        any("fewer than 10" in note.lower() or "few points" in note.lower() for note in result.notes) is noted
    )
