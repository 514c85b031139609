"""Real terms and progress towards targets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realign.methods.indicators.deflate import Deflator, real_terms
from realign.methods.indicators.progress import Progress, Thresholds, towards_target
from realign.methods.intervals import Interval

PRICES = Deflator("Example", "invented", False, {"2022/23": 90.0, "2023/24": 96.0, "2024/25": 100.0})


def test_a_cash_freeze_is_a_real_cut():
    result = real_terms({"2022/23": 10.0, "2024/25": 10.0}, PRICES, "2024/25")
    assert result.amounts == (("2022/23", pytest.approx(11.1111, abs=1e-4)), ("2024/25", 10.0))
    assert result.change() == pytest.approx(-0.1)


@given(st.sampled_from(sorted(PRICES.index)), st.sampled_from(sorted(PRICES.index)))
def test_real_change_does_not_depend_on_the_price_base(one, other):
    amounts = {"2022/23": 10.0, "2023/24": 12.0, "2024/25": 11.0}
    assert real_terms(amounts, PRICES, one).change() == pytest.approx(
        real_terms(amounts, PRICES, other).change()
    )


def test_a_year_without_an_index_is_named():
    with pytest.raises(ValueError, match="no figure for 2021/22; it holds 2022/23 to 2024/25"):
        real_terms({"2021/22": 1.0}, PRICES, "2024/25")


def test_nothing_and_impossible_prices_are_refused():
    with pytest.raises(ValueError, match="no amounts"):
        real_terms({}, PRICES, "2024/25")
    with pytest.raises(ValueError, match="above zero"):
        Deflator("x", "y", False, {"2024/25": 0.0})
    assert real_terms({"2022/23": 0.0, "2024/25": 10.0}, PRICES, "2024/25").change() is None


def progress(latest, year=2026, **changes):
    given = {"baseline": 20, "baseline_year": 2024, "target": 10, "target_year": 2028}
    return towards_target(**(given | changes), latest=latest, latest_year=year)


@pytest.mark.parametrize(
    ("latest", "word"),
    [
        (9, Progress.ACHIEVED),
        (10, Progress.ACHIEVED),
        (15, Progress.SUBSTANTIAL),
        (17, Progress.MODERATE),
        (19, Progress.LIMITED),
        (20, Progress.LIMITED),
        (21, Progress.DETERIORATION),
    ],
)
def test_each_judgement_half_way_through(latest, word):
    assert progress(latest).progress is word


@pytest.mark.parametrize(("latest", "word"), [(25, Progress.SUBSTANTIAL), (19, Progress.DETERIORATION)])
def test_targets_may_be_above_the_baseline(latest, word):
    assert progress(latest, target=30).progress is word


def test_pace_and_what_is_left():
    found = progress(17)
    assert found.distance_covered == pytest.approx(0.3)
    assert found.expected_now == 15
    assert found.pace == pytest.approx(0.6)
    assert found.pace_needed_from_now == pytest.approx(-3.5)


def test_an_interval_across_two_judgements_is_not_sure():
    assert progress(Interval(15, 14.8, 15.1)).sure is True
    assert progress(Interval(15, 13, 18)).sure is False
    assert progress(15).sure is None


def test_at_the_baseline_there_is_no_pace_yet():
    found = progress(20, year=2024)
    assert found.pace is None
    assert found.progress is Progress.LIMITED


def test_after_the_target_year_no_pace_is_needed_any_more():
    assert progress(12, year=2029).pace_needed_from_now is None
    assert progress(12, year=2029).expected_now == 10


def test_thresholds_can_be_chosen():
    assert progress(17, thresholds=Thresholds(substantial=0.6)).progress is Progress.SUBSTANTIAL


def test_a_target_that_is_no_change_is_refused():
    with pytest.raises(ValueError, match="no way to go"):
        progress(15, target=20)
    with pytest.raises(ValueError, match="Years must run"):
        progress(15, year=2020)
