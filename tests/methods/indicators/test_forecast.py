"""Forecasts carry the past forward, admit their doubt, and are tested on their own past."""

import numpy as np
import pytest

from realign.methods.indicators.forecast import Pattern, backtest, forecast

CLIMB = [10, 12, 14, 16, 18.5, 20, 22, 24, 26, 28]
pytestmark = pytest.mark.slow


def test_a_climb_goes_on_climbing():
    made = forecast(CLIMB, 3)
    assert made.pattern is Pattern.TREND
    assert [i.estimate for i in made.periods] == pytest.approx([30, 32, 34], abs=0.3)
    assert "knows nothing" in made.caution


def test_noise_round_a_level_stays_at_the_level():
    values = 20 + np.random.default_rng(0).normal(0, 3, 16)
    made = forecast(values.tolist(), 2)
    assert made.pattern is Pattern.LEVEL
    assert made.periods[0].lower < values.mean() < made.periods[0].upper


def test_a_wandering_series_is_less_certain_the_further_ahead():
    values = 50 + np.cumsum(np.random.default_rng(3).normal(0, 1, 20))
    widths = [i.upper - i.lower for i in forecast(values.tolist(), 4).periods]
    assert widths == sorted(widths)


def test_a_season_is_carried_forward():
    rng = np.random.default_rng(0)
    values = np.tile([1, 5, 9, 3], 6) + rng.normal(0, 0.3, 24)
    made = forecast(values.tolist(), 4, season=4)
    assert [i.estimate for i in made.periods] == pytest.approx([1, 5, 9, 3], abs=0.8)


def test_limits_stay_within_what_is_possible():
    values = [96, 97.5, 97, 98, 97.8, 98.6, 99, 98.8, 99.4]
    last = forecast(values, 5, floor=0, ceiling=100).periods[-1]
    assert last.upper <= 100


def test_intervals_of_short_series_hold_about_as_often_as_they_say():
    rng = np.random.default_rng(3)
    inside = []
    for _ in range(15):
        values = 50 + rng.normal(0, 1, 12)
        made = forecast(values[:10].tolist(), 2).periods
        inside += [i.lower <= v <= i.upper for i, v in zip(made, values[10:], strict=True)]
    assert np.mean(inside) >= 0.85  # statsmodels' own limits hold 84 per cent of the time here


def test_a_backtest_uses_only_what_was_known():
    steady = backtest([*CLIMB, 30, 32], origins=3)
    assert steady.mean_absolute_error < 0.5
    assert steady.last_value_error == pytest.approx(2)
    assert steady.better_than_last_value
    broken = backtest([*CLIMB, 5], origins=1)
    assert broken.coverage == 0
    assert broken.mean_absolute_error == pytest.approx(25, abs=0.6)


@pytest.mark.parametrize(
    ("values", "horizon", "words"),
    [
        (CLIMB[:7], 1, "at least 8 points"),
        (CLIMB, 0, "at least one period"),
        ([*CLIMB, float("nan")], 1, "found a gap"),
        ([5.0] * 12, 1, "Every value is 5"),
    ],
)
def test_what_cannot_be_forecast_is_refused(values, horizon, words):
    with pytest.raises(ValueError, match=words):
        forecast(values, horizon)


def test_a_backtest_needs_points_to_hold_back():
    with pytest.raises(ValueError, match="needs 13 points; found 10"):
        backtest(CLIMB, origins=5)
