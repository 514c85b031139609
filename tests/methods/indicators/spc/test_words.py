"""The answer to "is it getting better?" follows the signals, the polarity and the target."""

import pytest

from realign.methods.indicators.spc.assurance import Assurance, Polarity, assurance, assurance_of
from realign.methods.indicators.spc.check import check_series
from realign.methods.indicators.spc.options import Options
from realign.methods.indicators.spc.series import PeriodSeries
from realign.methods.indicators.spc.types import ChartKind
from realign.methods.indicators.spc.words import ChartVerdict, read

ORDINARY = [12, 15, 11, 14, 13, 16, 12, 10, 14, 13, 12, 15]
RISEN = [*ORDINARY, 18, 17, 19, 16, 18, 20, 17]


def reading(values, polarity="higher", chart="run", **kw):
    result = check_series(
        PeriodSeries.of(values), Options(chart=ChartKind(chart), baseline=kw.pop("baseline", None))
    )
    return read(result, Polarity(polarity), **kw)


@pytest.mark.parametrize(
    ("polarity", "verdict", "opening"),
    [
        ("higher", ChartVerdict.IMPROVING, "Yes: 8 points in a row above the median"),
        ("lower", ChartVerdict.WORSENING, "No, it is getting worse: 8 points"),
        ("neutral", ChartVerdict.CHANGING, "It is changing: 8 points"),
    ],
)
def test_the_same_rise_reads_differently_by_polarity(polarity, verdict, opening):
    found = reading(RISEN, polarity)
    assert found.verdict is verdict
    assert found.sentence.startswith(opening)
    assert found.sentence.endswith("The latest value is 17 against a median of 13.")


def test_chance_is_called_chance():
    found = reading(ORDINARY)
    assert found.verdict is ChartVerdict.STEADY
    assert found.sentence.startswith("There is no sign of change")


def test_an_old_signal_is_history_not_news():
    found = reading([*RISEN, 12, 14, 11])
    assert found.verdict is ChartVerdict.STEADY
    assert "Earlier: 8 points in a row above the median" in found.sentence


def test_a_latest_point_on_the_median_does_not_end_a_shift():
    assert reading([*RISEN, 13]).verdict is ChartVerdict.IMPROVING


def test_few_points_are_too_early_to_judge():
    assert reading(ORDINARY[:6]).verdict is ChartVerdict.TOO_SHORT


def test_signals_both_ways_are_not_added_up():
    # above the median for long, and falling for long
    found = reading([9, 11] * 6 + [20, 19, 18, 17, 16, 15], baseline=12)
    assert found.verdict is ChartVerdict.MIXED


def test_units_follow_values():
    assert "17% against a median of 13%" in reading(RISEN, unit="%").sentence


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (30, "cannot be expected to be met"),
        (2, "can be expected to be met every time"),
        (13, "missed at others"),
    ],
)
def test_a_target_is_compared_with_the_limits(target, words):
    assert words in reading(ORDINARY, chart="i", target=target).about_target


def test_a_run_chart_gives_no_assurance():
    result = check_series(PeriodSeries.of(ORDINARY))
    assert assurance_of(result, 13, Polarity.HIGHER) is None
    assert reading(ORDINARY, target=13).about_target == "The target is 13."


def test_assurance_on_the_limit_is_hit_or_miss():
    assert assurance(4, 7, 4, Polarity.HIGHER) is Assurance.HIT_OR_MISS
    with pytest.raises(ValueError, match="swap them"):
        assurance(7, 4, 5, Polarity.HIGHER)
