"""Limits from screened moving ranges, and groups of one measurement, as R has them."""

import pytest

from realign.methods.indicators.spc.check import check_series
from realign.methods.indicators.spc.options import Options
from realign.methods.indicators.spc.series import PeriodSeries
from realign.methods.indicators.spc.types import ChartKind, RuleSet

FAR = [5, 7, 6, 8, 6, 7, 5, 6, 20, 6, 7, 5]
GROUPS = [[5.1, 4.8, 5.4], [4.9, 5.2], [5.6], [5.0, 5.3, 4.7, 5.1], [4.6, 5.0, 5.2], [5.5, 5.1]]
MEANS = [
    (4.563113340, 5.636886660), (4.369646488, 5.830353512), (None, None),
    (4.652751641, 5.547248359), (4.563113340, 5.636886660), (4.369646488, 5.830353512),
]  # fmt: skip
SPREADS = [
    (0, 0.7054896194), (0, 0.8973333997), (None, None),
    (0, 0.6224949822), (0, 0.7054896194), (0, 0.8973333997),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rules", "screen", "limits", "screened"),
    [
        (RuleSet.NHS, None, (3.195555556, 11.471111111), True),
        (RuleSet.NHS, False, (-2.823030303, 17.489696970), False),
        (RuleSet.SCOTLAND, None, (-2.823030303, 17.489696970), False),
        (RuleSet.SCOTLAND, True, (3.195555556, 11.471111111), True),
    ],
)
def test_outlying_moving_ranges_are_left_out_where_the_rules_or_a_person_say_so(
    rules, screen, limits, screened
):
    result = check_series(PeriodSeries.of(FAR), Options(chart=ChartKind.I, rules=rules, screen=screen))
    assert (result.centre, result.lower, result.upper) == pytest.approx((7.333333333, *limits), abs=5e-10)
    assert result.screened is screened
    said = (
        "with screening: 2 of the 11 moving ranges" if screened else "without screening: all 11 moving ranges"
    )
    assert said in result.limits_from


def test_a_range_just_at_the_limit_is_left_out_and_none_of_a_series_that_never_varies():
    steady = check_series(PeriodSeries.of([4.0] * 5), Options(chart=ChartKind.I, screen=True))
    assert (steady.lower, steady.upper) == (4, 4)
    assert "none of the 4 moving ranges" in steady.limits_from
    assert check_series(PeriodSeries.of(FAR)).limits_from == ""


@pytest.mark.parametrize(
    ("chart", "centre", "limits"),
    [(ChartKind.XBAR, 5.1, MEANS), (ChartKind.S, 0.2747052292, SPREADS)],
)
def test_a_group_of_one_has_no_limits_and_the_rest_are_as_they_were(chart, centre, limits):
    result = check_series(PeriodSeries.of_groups(GROUPS), Options(chart=chart, rules=RuleSet.NHS))
    assert result.centre == pytest.approx(centre, abs=5e-10)
    for point, (lower, upper) in zip(result.points, limits, strict=True):
        assert (point.lower, point.upper) == (
            pytest.approx(lower, abs=5e-10),
            pytest.approx(upper, abs=5e-10),
        )
    assert result.points[2].value == (5.6 if chart is ChartKind.XBAR else None)
    assert "A period of one measurement" in result.notes[-1]


def test_without_two_measurements_anywhere_nothing_is_known_of_the_spread():
    with pytest.raises(ValueError, match="nothing is known of the spread"):
        check_series(PeriodSeries.of_groups([[5.0], [6.0], [5.5]]), Options(chart=ChartKind.XBAR))
