"""What counts in a series, what does not, and the words that say so."""

from datetime import date

import pytest

from realign.analyse.trends.choices import Choices, overlapping
from realign.analyse.trends.judging import judge
from realign.methods.indicators.spc.types import ChartKind, RuleSet
from realign.methods.indicators.spc.words import ChartVerdict
from realign.registers.indicators.types import SeriesPoint, Status

RISING = [10, 12, 11, 13, 12, 14, 15, 16, 17, 18, 19, 20]


def year(number, value, *, years=1, status=Status.OBSERVED, symbol=""):
    return SeriesPoint(
        str(number), date(number, 1, 1), date(number + years - 1, 12, 31), value, status=status, symbol=symbol
    )


def series(values, *, years=1, first=2000, **more):
    return [year(first + n, value, years=years, **more) for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("polarity", "verdict"),
    [
        ("higher", ChartVerdict.IMPROVING),
        ("lower", ChartVerdict.WORSENING),
        ("neither", ChartVerdict.CHANGING),
    ],
)
def test_which_way_is_better_decides_the_verdict(polarity, verdict):
    checked = judge(series(RISING), polarity, unit="%")
    assert checked.verdict is verdict
    assert "points in a row" in checked.sentence
    assert "The latest value is 20%" in checked.sentence


def test_the_ups_and_downs_of_chance_are_no_change():
    assert judge(series([10, 12] * 6), "higher").verdict is ChartVerdict.STEADY


def test_imputed_and_projected_values_never_count_and_are_said():
    points = [*series([10, 12] * 5), *series([20, 21, 22, 23, 24, 25], first=2010, status=Status.PROJECTED)]
    checked = judge(points, "higher")
    assert checked.verdict is ChartVerdict.STEADY
    assert len(checked.points) == 10
    assert "6 values were imputed or projected" in checked.notes[0]


def test_periods_that_overlap_are_drawn_but_only_every_third_counts():
    rolling = series(RISING, years=3)
    assert overlapping(rolling) == {0, 1, 3, 4, 6, 7, 9, 10}
    checked = judge(rolling, "higher")
    assert checked.verdict is ChartVerdict.TOO_SHORT
    assert len(checked.result.points) == 12
    assert [point.index for point in checked.result.points if not point.excluded] == [2, 5, 8, 11]
    assert "8 of 12 are drawn but do not count" in checked.notes[0]


def test_a_hidden_value_is_a_gap_and_lets_its_neighbour_count():
    points = series([10, 11, None], years=2, symbol="")
    assert overlapping(points) == {0}
    assert judge([year(2000, None, symbol="[c]")], "higher").sentence == "There are no measured values."


def test_one_value_is_told_with_its_period():
    checked = judge([year(2020, 31)], "lower", unit="%")
    assert (checked.result, checked.signals) == (None, ())
    assert checked.sentence.endswith("The latest value is 31% (2020).")


def test_a_target_is_judged_where_there_are_limits():
    checked = judge(series([10, 12] * 6), "higher", unit=" weeks", target=30, choices=Choices(ChartKind.I))
    assert "cannot be expected to be met" in checked.about_target
    on_a_run_chart = judge(series([10, 12] * 6), "higher", unit=" weeks", target=30)
    assert on_a_run_chart.about_target == checked.about_target  # by the limits of the same points
    assert judge(series([10, 12] * 3), "higher", target=30).about_target == "The target is 30."


def test_the_rules_asked_for_are_used():
    values = [10, 12] * 6 + [12] * 6
    values[11] = 9
    assert judge(series(values), "higher").verdict is ChartVerdict.IMPROVING
    assert (
        judge(series(values), "higher", choices=Choices(rules=RuleSet.WESTERN_ELECTRIC)).verdict
        is ChartVerdict.STEADY
    )
