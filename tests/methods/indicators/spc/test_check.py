"""Checked series: rules, phases, baselines, gaps and refusals."""

import json

import numpy as np
import pytest

from realign.methods.indicators.spc.check import check_series
from realign.methods.indicators.spc.options import Options
from realign.methods.indicators.spc.series import PeriodSeries
from realign.methods.indicators.spc.types import ChartKind, Direction, RuleSet, SignalRule

SPELLS = [12, 15, 11, 14, 13, 16, 12, 10, 14, 13, 12, 15]


def check(values, chart="run", rules="scotland", **options):
    chosen = Options(chart=ChartKind(chart), rules=RuleSet(rules), **options)
    return check_series(PeriodSeries.of(values), chosen)


def rules_found(result):
    return {signal.rule for signal in result.signals}


@pytest.mark.parametrize(
    ("chart", "rules", "needed"),
    [("run", "scotland", 6), ("i", "scotland", 8), ("i", "nhs", 7), ("i", "western-electric", 8)],
)
def test_a_shift_is_as_long_as_the_rules_say(chart, rules, needed):
    base = [9, 11] * 10
    for length in (needed - 1, needed):
        values = base + [11.2, 11.1] * (length // 2) + [11.15] * (length % 2)
        values[19] = 8.0
        found = SignalRule.SHIFT in rules_found(check(values, chart, rules, baseline=18))
        assert found is (length >= needed)


@pytest.mark.parametrize(
    ("chart", "rules", "needed"), [("run", "scotland", 5), ("i", "scotland", 6), ("i", "nhs", 7)]
)
def test_a_trend_is_as_long_as_the_rules_say(chart, rules, needed):
    for length in (needed - 1, needed):
        values = [*([9, 11] * 8), *(8 + 0.5 * k for k in range(length))]
        found = SignalRule.TREND in rules_found(check(values, chart, rules, baseline=16))
        assert found is (length >= needed)


def test_points_on_the_median_do_not_break_a_shift_on_a_run_chart():
    values = [11, 9, 10, 11, 9, 10, 11, 9, 10, 11, 9, 10, 12, 12, 10, 12, 12, 12, 12]
    [signal] = [s for s in check(values).signals if s.rule is SignalRule.SHIFT]
    assert signal.points == (12, 13, 15, 16, 17, 18)


def test_fifteen_points_hugging_the_centre_are_seen():
    rng = np.random.default_rng(3)
    wild = list(10 + 3 * rng.standard_normal(12))
    result = check([*wild, *([10 + 0.01, 10 - 0.01] * 8)], "i", baseline=12)
    assert SignalRule.HUGGING in rules_found(result)


def test_western_electric_sees_four_of_five():
    values = [9, 11] * 10 + [12.0, 12.1, 9.9, 12.2, 9.9]
    result = check(values, "i", "western-electric", baseline=20)
    assert SignalRule.FOUR_OF_FIVE not in rules_found(result)
    values = [9, 11] * 10 + [12.0, 12.1, 9.9, 12.2, 12.0]
    assert SignalRule.FOUR_OF_FIVE in rules_found(check(values, "i", "western-electric", baseline=20))


def test_two_of_three_near_a_limit_marks_only_the_near_points():
    sigma = 2.66 * 2 / 3
    values = [9, 11] * 10 + [10 + 2.5 * sigma, 10 + 0.1, 10 + 2.5 * sigma]
    result = check(values, "i", baseline=20)
    [signal] = [s for s in result.signals if s.rule is SignalRule.TWO_OF_THREE]
    assert signal.points == (20, 22)
    assert (signal.start, signal.end) == (19, 22) or (signal.start, signal.end) == (20, 22)


def test_too_few_runs_and_too_many_runs():
    slow = [9.0 + 0.1 * k for k in range(10)] + [11.0 + 0.1 * k for k in range(10)]
    assert SignalRule.FEW_RUNS in rules_found(check(slow, baseline=20))
    zigzag = [9, 11] * 10
    assert SignalRule.MANY_RUNS in rules_found(check(zigzag, baseline=20))


def test_anhoej_sees_a_long_run_and_few_crossings():
    result = check(
        [9, 8, 9, 8, 9, 8, 9, 8, 9, 8, 12, 13, 12, 13, 12, 13, 12, 13, 12, 13], "run", "anhoej", baseline=20
    )
    assert rules_found(result) == {SignalRule.LONG_RUN, SignalRule.FEW_CROSSINGS}


def test_an_ordinary_series_shows_nothing():
    assert check(SPELLS).signals == ()
    assert check(SPELLS, "i").signals == ()


def test_a_frozen_baseline_keeps_the_centre_while_later_points_move():
    moved = [*SPELLS, 30, 31, 32]
    assert check(moved, "i", baseline=12).centre == pytest.approx(np.mean(SPELLS))
    assert check(moved, "i").centre == pytest.approx(np.mean(moved))
    assert [p.baseline for p in check(moved, "i", baseline=12).points] == [True] * 12 + [False] * 3


def test_rebasing_gives_each_phase_its_own_centre_and_ends_patterns():
    values = [*SPELLS, *(v + 20 for v in SPELLS)]
    result = check(values, rebase_at=[12])
    assert [phase.centre for phase in result.phases] == [13, 33]
    assert result.signals == ()
    assert SignalRule.SHIFT in rules_found(check(values))


def test_an_excluded_point_is_drawn_but_never_counted():
    values = [*SPELLS[:6], 90, *SPELLS[6:]]
    result = check(values, "i", exclude=[6])
    assert result.centre == pytest.approx(np.mean(SPELLS))
    assert result.points[6].value == 90
    assert result.points[6].excluded
    assert result.points[6].signals == ()


def test_a_gap_is_not_a_value_and_makes_no_moving_range():
    result = check([10, None, 20, 22], "i")
    assert result.points[1].value is None
    assert result.upper - result.centre == pytest.approx(2.66 * 2)


def test_a_series_that_never_varies_shows_no_signal():
    assert check([5] * 15, "i").signals == ()
    assert check([5] * 15).signals == ()


def test_a_first_change_after_no_variation_is_outside():
    result = check([5] * 15 + [6], "i", baseline=15)
    assert SignalRule.OUTSIDE in rules_found(result)


def test_people_mark_astronomical_points():
    [signal] = check(SPELLS, astronomical=[5]).signals
    assert (signal.rule, signal.direction, signal.start) == (SignalRule.ASTRONOMICAL, Direction.ABOVE, 5)


def test_limits_never_leave_what_is_possible():
    p = check_series(PeriodSeries.of([1, 0, 2], denominators=[10, 10, 10]), Options(chart=ChartKind.P))
    assert all(0 <= point.lower <= point.upper <= 1 for point in p.points)
    c = check([1, 0, 2, 1], "c")
    assert c.lower == 0
    t = check([3, 10, 2, 40, 8], "t")
    assert 0 <= t.lower < t.centre < t.upper


def test_counts_and_rates_have_poisson_limits():
    c = check([9, 4, 16, 7], "c")
    assert (c.centre, c.upper) == (9, 18)
    u = check_series(PeriodSeries.of([9, 4, 16], denominators=[10.0, 10.0, 20.0]), Options(chart=ChartKind.U))
    rate = 29 / 40
    assert [point.upper for point in u.points] == pytest.approx(
        [rate + 3 * (rate / n) ** 0.5 for n in (10, 10, 20)]
    )


def test_times_between_rare_events_are_read_in_their_own_unit():
    values = [4.0, 30.0, 12.0, 55.0, 21.0, 9.0]
    result = check(values, "t")
    assert [p.value for p in result.points] == pytest.approx(values)
    near_normal = np.array(values) ** (1 / 3.6)
    assert result.centre == pytest.approx(near_normal.mean() ** 3.6)


def test_the_result_is_ready_for_json():
    text = json.dumps(check([*SPELLS, *[18] * 8]).as_dict(), allow_nan=False)
    back = json.loads(text)
    assert {"centre", "lower", "upper", "points", "signals"} <= set(back)
    assert back["signals"][0]["rule"] == "shift"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"baseline": 1}, "at least 2 points"),
        ({"exclude": [40]}, "indexes 0 to 11"),
        ({"rebase_at": [0]}, "after the first"),
        ({"rebase_at": [11]}, "expected at least 2"),
    ],
)
def test_choices_that_cannot_be_met_are_refused(options, words):
    with pytest.raises(ValueError, match=words):
        check(SPELLS, **options)


@pytest.mark.parametrize("chart", ["run", "i", "c", "t"])
def test_a_series_of_gaps_is_refused(chart):
    with pytest.raises(ValueError, match="0 values that count"):
        check([None, None, None], chart)


@pytest.mark.parametrize("chart", ["p", "u"])
def test_charts_of_rates_ask_for_a_denominator(chart):
    with pytest.raises(ValueError, match="needs a denominator"):
        check(SPELLS, chart)


def test_a_p_chart_refuses_more_children_than_there_are():
    with pytest.raises(ValueError, match="Use a u chart"):
        check_series(PeriodSeries.of([5, 12, 3], denominators=[10, 10, 10]), Options(chart=ChartKind.P))


def test_denominators_and_times_must_be_possible():
    with pytest.raises(ValueError, match="more than zero"):
        check_series(PeriodSeries.of([5, 2], denominators=[10, 0]), Options(chart=ChartKind.U))
    with pytest.raises(ValueError, match="order of the dates"):
        check([4, -1, 3], "t")


@pytest.mark.parametrize("chart", ["xbar", "s"])
def test_charts_of_groups_ask_for_groups(chart):
    with pytest.raises(ValueError, match="several measurements"):
        check(SPELLS, chart)


def test_a_short_series_says_so():
    assert "fewer than 10" in check(SPELLS[:5]).notes[0]
