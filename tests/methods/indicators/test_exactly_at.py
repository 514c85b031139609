"""Every limit of rates, comparisons, funnels, targets and forecasts, exactly at it and just beside it."""

import math

import numpy as np
import pytest

from realign.methods.indicators.compare import Comparison, compare, rank_in_group
from realign.methods.indicators.deflate import Deflator
from realign.methods.indicators.forecast import Backtest, backtest, forecast
from realign.methods.indicators.funnel import FunnelZone, _place, count_lines, proportion_lines
from realign.methods.indicators.progress import Progress, Thresholds, judge, towards_target
from realign.methods.indicators.quality import outliers
from realign.methods.indicators.rates import CountMethod, count_interval, crude_rate
from realign.methods.indicators.standardise import FEWEST_EVENTS, direct_rate, indirect_ratio
from realign.methods.intervals import Interval

TEN = [3.0, 5.0, 4.0, 6.0, 5.5, 7.0, 6.0, 8.0, 7.5, 9.0]


@pytest.mark.parametrize(
    ("first", "word"),
    [
        ((12, 10, 14), Comparison.SIMILAR),
        ((12, 10.01, 14), Comparison.HIGHER),
        ((8, 6, 10), Comparison.SIMILAR),
        ((8, 6, 9.99), Comparison.LOWER),
    ],
)
def test_a_difference_that_just_reaches_zero_is_not_clear(first, word):
    assert compare(Interval(*first), Interval(10, 10, 10))[0] is word


def test_ranks_of_equal_areas_and_of_those_that_just_touch():
    same = {"A": Interval(10, 10, 10), "B": Interval(10, 10, 10)}
    assert [(r.rank, r.best_rank, r.worst_rank) for r in rank_in_group(same)] == [(1, 1, 2), (1, 1, 2)]
    touching = {"A": Interval(12, 10, 14), "B": Interval(10, 10, 10)}
    assert [r.clearly_higher + r.clearly_lower for r in rank_in_group(touching)] == [0, 0]
    apart = {"A": Interval(12, 10.01, 14), "B": Interval(10, 10, 10)}
    assert [r.clearly_higher + r.clearly_lower for r in rank_in_group(apart)] == [1, 1]


def test_two_areas_are_just_a_group():
    assert len(rank_in_group({"A": Interval(1, 1, 1), "B": Interval(2, 2, 2)})) == 2
    with pytest.raises(ValueError, match="at least two areas"):
        rank_in_group({"A": Interval(1, 1, 1)})


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (0.9, FunnelZone.LOW), (1, FunnelZone.RATHER_LOW), (1.9, FunnelZone.RATHER_LOW), (2, FunnelZone.AS_EXPECTED),
        (3, FunnelZone.AS_EXPECTED), (3.1, FunnelZone.RATHER_HIGH), (4, FunnelZone.RATHER_HIGH), (4.1, FunnelZone.HIGH),
    ],
)  # fmt: skip
def test_a_value_on_a_line_of_a_funnel_is_not_beyond_it(value, place):
    assert _place(value, 1, 2, 3, 4) is place


@pytest.mark.parametrize("average", [0, 1])
def test_an_average_of_nobody_or_everybody_has_lines_that_meet(average):
    lines = proportion_lines(average, [100])
    assert lines.outer_lower == lines.outer_upper == (average,)


@pytest.mark.parametrize("average", [-0.001, 1.001])
def test_an_average_beyond_a_share_is_refused(average):
    with pytest.raises(ValueError, match="from 0 to 1"):
        proportion_lines(average, [100])


def test_expecting_nothing_has_no_lines():
    with pytest.raises(ValueError, match="more than zero"):
        count_lines([0.0])
    assert len(count_lines([0.001]).inner_lower) == 1


@pytest.mark.parametrize(("events", "exact"), [(9, True), (10, False)])
def test_exact_limits_end_at_ten_events(events, exact):
    method = CountMethod.EXACT if exact else CountMethod.BYAR
    assert count_interval(events) == count_interval(events, method=method)
    assert crude_rate(events, 100).method == ("exact" if exact else "Byar")
    assert indirect_ratio(events, [10.0], [1.0], [10.0]).method == ("exact" if exact else "Byar")


@pytest.mark.parametrize("people", [0, -1])
def test_a_rate_of_nobody_is_refused(people):
    with pytest.raises(ValueError, match="more than zero"):
        crude_rate(1, people)


@pytest.mark.parametrize(("events", "given"), [(FEWEST_EVENTS - 1, False), (FEWEST_EVENTS, True)])
def test_a_standardised_rate_is_given_from_ten_events(events, given):
    assert (direct_rate([events], [1000.0], [1.0]).interval is not None) is given


def test_an_age_band_without_events_or_without_a_weight_may_be_in_a_standardised_rate():
    assert direct_rate([0, 20], [100.0, 100.0], [1.0, 1.0]).interval.estimate == pytest.approx(10_000)
    assert direct_rate([5, 20], [100.0, 100.0], [0.0, 1.0]).interval.estimate == pytest.approx(20_000)


def test_an_age_band_without_people_or_a_standard_of_nobody_may_not():
    with pytest.raises(ValueError, match="more than zero"):
        direct_rate([5, 20], [0.0, 100.0], [1.0, 1.0])
    with pytest.raises(ValueError, match="needs somebody"):
        direct_rate([5, 20], [10.0, 100.0], [0.0, 0.0])
    with pytest.raises(ValueError, match="reference needs a population"):
        indirect_ratio(3, [10.0], [1.0], [0.0])
    assert indirect_ratio(3, [0.0, 10.0], [1.0, 1.0], [10.0, 10.0]).expected == 1


@pytest.mark.parametrize(
    ("covered", "time", "word"),
    [
        (1.0, 0.5, Progress.ACHIEVED), (0.999, 0.999, Progress.SUBSTANTIAL), (-0.001, 0.5, Progress.DETERIORATION),
        (0.0, 0.5, Progress.LIMITED), (0.475, 0.5, Progress.SUBSTANTIAL), (0.474, 0.5, Progress.MODERATE),
        (0.25, 0.5, Progress.MODERATE), (0.249, 0.5, Progress.LIMITED), (0.3, 0.0, Progress.LIMITED),
    ],
)  # fmt: skip
def test_the_words_for_progress_change_exactly_at_their_thresholds(covered, time, word):
    assert judge(covered, time, Thresholds()) is word


def towards(**changed):
    asked = {
        "baseline": 20,
        "baseline_year": 2020,
        "latest": 15,
        "latest_year": 2022,
        "target": 10,
        "target_year": 2025,
    }
    return towards_target(**asked | changed)  # fmt: skip


def test_on_the_days_themselves():
    assert towards(latest_year=2020).pace is None
    assert towards(latest_year=2025).pace_needed_from_now is None
    assert towards(latest_year=2025).expected_now == 10
    assert towards(latest_year=2026).expected_now == 10
    assert towards(latest_year=2024).pace_needed_from_now == -5
    assert towards(latest=10).pace_needed_from_now is None
    for wrong in ({"target_year": 2020}, {"latest_year": 2019}):
        with pytest.raises(ValueError, match="run from baseline to target"):
            towards(**wrong)


def test_a_value_exactly_three_and_a_half_deviations_off_is_not_unusual():
    values = [-1.0, 0.0, 1.0, -1.0, 1.0]  # the median distance is 1
    limit = 3.5 * 1.4826
    assert outliers([*values, -limit, limit], threshold=3.5) == ()
    assert len(outliers([*values, -limit, limit * 1.001], threshold=3.5)) == 1


def test_three_values_are_just_enough_to_look_for_the_unusual():
    assert outliers([1.0, 1.0]) == ()
    assert [one.index for one in outliers([1.0, 1.0, 5.0], threshold=1.0)] == [2]


@pytest.mark.parametrize(("index", "held"), [(0.0, False), (-1.0, False), (math.nan, False), (0.01, True)])
def test_a_price_index_lies_above_zero(index, held):
    if held:
        assert Deflator("x", "source", False, {"2024": index}).index["2024"] == index
    else:
        with pytest.raises(ValueError, match="above zero"):
            Deflator("x", "source", False, {"2024": index})


def test_a_forecast_begins_one_period_ahead_of_eight_points():
    assert len(forecast(TEN[:8], 1).periods) == 1
    with pytest.raises(ValueError, match="at least one period"):
        forecast(TEN[:8], 0)
    with pytest.raises(ValueError, match="at least 8 points"):
        forecast(TEN[:7], 1)


def test_earlier_forecasts_need_eight_points_before_the_first_of_them():
    assert backtest(TEN, origins=2).origins == 2
    with pytest.raises(ValueError, match="needs 11 points; found 10"):
        backtest(TEN, origins=3)


@pytest.mark.parametrize(("error", "better"), [(1.0, False), (0.99, True)])
def test_a_forecast_that_does_just_as_well_as_the_last_value_is_no_better(error, better):
    assert Backtest(5, error, 1.0, 0.9, 0.95).better_than_last_value is better


def test_funnels_of_arrays_and_of_numbers_agree():
    assert np.allclose(proportion_lines(0.2, 100).inner_lower, proportion_lines(0.2, [100]).inner_lower)
