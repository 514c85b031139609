"""An area beside Scotland, among councils like it, and from its most to its least deprived fifth."""

from dataclasses import replace
from datetime import date

import pytest

from realign.analyse.trends import words
from realign.analyse.trends.family import doubt_of, standing
from realign.analyse.trends.gradient import fifth_of, gradient, stem_and_fifth
from realign.analyse.trends.judging import judge
from realign.analyse.trends.queries import beside
from realign.analyse.trends.types import Basis
from realign.registers.indicators.types import IndicatorSeries, SeriesPoint, Status
from realign.registers.places.models import Area


def point(number, value, lower=None, upper=None, **more):
    return SeriesPoint(str(number), date(number, 1, 1), date(number, 12, 31), value, lower, upper, **more)


def council(name, *points):
    return IndicatorSeries(Area(name=name, kind=Area.Kind.COUNCIL), points)


def ranked(own, *others, is_percent=True):
    return standing(own, others, is_percent=is_percent, group="4", source="a table")


@pytest.mark.parametrize(
    ("own", "other", "says"),
    [
        (point(2020, 40, 38, 42), point(2020, 50, 48, 52), "is clearly lower than Scotland: 40% "
"against 50% in 2020."),
        (point(2020, 49, 45, 53), point(2020, 50, 48, 52), "is not clearly different from Scotland"),
        (point(2020, 40), point(2020, 50), "10 percentage points below Scotland: 40% against 50% in "
"2020. These figures have no intervals"),
        (point(2020, 50), point(2020, 50), "is the same as Scotland"),
        (point(2021, 50), point(2020, 50), "There is no period in which both Angus and Scotland"),
        (point(2020, 50, status=Status.PROJECTED), point(2020, 50), "There is no period"),
        (point(2020, None, symbol="[c]"), point(2020, 50), "There is no period"),
    ],
)  # fmt: skip
def test_words_say_what_is_and_is_not_different_from_scotland(own, other, says):
    assert says in words.beside_sentence("Angus", beside([own], [other]), "%")


@pytest.mark.parametrize(
    ("own", "interval"),
    [
        (point(2020, 33.3, 30, 37, numerator=1, denominator=3), (30, 37)),  # what was published stands
        (point(2020, 81.3, numerator=13, denominator=16), (56.99, 93.41)),  # Wilson, from its definition
        (point(2020, 246.6, numerator=45, denominator=18_250), (179.8, 329.9)),  # Byar
        (point(2020, 50, numerator=10, denominator=100), None),  # counts of something else
        (point(2020, 0.0, numerator=0, denominator=100), None),
        (point(2020, 12), None),
    ],
)  # fmt: skip
def test_doubt_is_published_or_reckoned_from_the_counts_that_give_the_value(own, interval):
    found = doubt_of(own)
    assert (found and pytest.approx((found.lower, found.upper), abs=0.06)) == interval


def test_counts_tell_a_difference_from_chance():
    small, large = (point(2020, 40, numerator=4 * n, denominator=10 * n) for n in (5, 500))
    country = point(2020, 50, numerator=50_000, denominator=100_000)
    assert "not clearly different" in words.beside_sentence("Angus", beside([small], [country]), "%")
    assert "clearly lower" in words.beside_sentence("Angus", beside([large], [country]), "%")


def test_the_difference_of_two_counted_shares_is_newcombe_s():
    """Newcombe (1998), table II, method 10: 56 of 70 against 48 of 80 differ by 0.0524 to 0.3339."""
    own, country = (point(2020, 100 * x / n, numerator=x, denominator=n) for x, n in ((56, 70), (48, 80)))
    found = beside([own], [country], is_percent=True).difference
    assert (found.lower, found.upper) == pytest.approx((5.24, 33.39), abs=5e-3)
    said = words.beside_sentence("Angus", beside([own], [country], is_percent=True), "%")
    assert "clearly higher than Scotland: 80% against 60% in 2020." in said
    assert (
        "The difference is 20 percentage points (95% interval 5.24 percentage points to 33.4 percentage"
        in said
    )


def test_a_published_interval_comes_before_the_counts():
    own = point(2020, 80, 70, 90, numerator=56, denominator=70)
    country = point(2020, 60, 60, 60)
    found = beside([own], [country], is_percent=True).difference
    assert (found.lower, found.upper) == pytest.approx((10, 30))


@pytest.mark.parametrize(
    ("own", "verdict"), [((50, 50, 52), "not clearly different"), ((50.1, 50.01, 52), "clearly higher")]
)
def test_a_difference_that_just_reaches_zero_is_not_clear(own, verdict):
    found = beside([point(2020, *own)], [point(2020, 50, 50, 50)])
    assert found.verdict == verdict


def test_the_latest_period_that_both_have_is_compared():
    found = beside([point(2019, 1), point(2020, 2)], [point(2018, 9), point(2019, 5)])
    assert (found.period, found.gap) == ("2019", -4)


def test_published_intervals_give_the_range_of_a_rank():
    found = ranked(
        council("Angus", point(2020, 30, 28, 32)),
        council("Moray", point(2020, 29, 27, 31)),
        council("Stirling", point(2020, 20, 18, 22)),
    )
    assert found.basis is Basis.PUBLISHED
    assert (found.place.rank, found.place.best_rank, found.place.worst_rank) == (1, 1, 2)
    said = words.standing_sentence(found, "%")
    assert "Angus is 1st highest of 3 similar councils in 2020, at 30%." in said
    assert (
        "its position is between 1st and 2nd: no councils are clearly higher and 1 council is clearly lower"
        in said
    )


def test_without_intervals_the_counts_or_the_usual_change_give_them():
    counted = ranked(
        council("Angus", point(2020, 50, numerator=50, denominator=100)),
        council("Moray", point(2020, 55, numerator=550, denominator=1000)),
    )
    assert counted.basis is Basis.COUNTS
    assert counted.ranges["Angus"].upper == pytest.approx(59.6, abs=0.1)

    def moving(name, start, step):
        return council(name, *(point(2010 + n, start + step * (n % 2)) for n in range(8)))

    usual = ranked(moving("Angus", 50, 1), moving("Moray", 52, 4))
    assert usual.basis is Basis.USUAL_CHANGE
    # a mean moving range of 4 is a spread of 4 / 1.128, and 1.96 of it each way
    assert usual.ranges["Moray"].upper - 56 == pytest.approx(1.96 * 4 / 1.128)
    assert "could be in any position" in words.standing_sentence(usual, "%")


def test_where_one_member_has_no_range_none_is_claimed():
    found = ranked(council("Angus", point(2020, 30, 28, 32)), council("Moray", point(2020, 29)))
    assert found.basis is Basis.NONE
    assert "its true position may differ" in words.standing_sentence(found, "%")


def test_members_without_a_measured_value_of_the_period_are_left_out():
    own = council("Angus", point(2019, 30), point(2020, None, symbol="[x]"))
    projected = council("Moray", point(2019, 31, status=Status.PROJECTED))
    assert ranked(own, projected) is None
    found = ranked(own, projected, council("Stirling", point(2019, 29)))
    assert (found.period, [row.area for row in found.ranked]) == ("2019", ["Angus", "Stirling"])


VALUES = {1: 20.0, 2: 16.4103, 3: 13.6585, 4: 11.1628, 5: 8.8571}
SIZES = {1: 4200, 2: 3900, 3: 4100, 4: 4300, 5: 3500}


def fifths(**more):
    return {n: [point(2020, value, **more)] for n, value in VALUES.items()}


def test_the_slope_is_the_published_one_when_group_sizes_are_known():
    """tests/reference/inequality: five rates and populations with the slope index 13.666194 (11.401455 to 15.930932)."""
    sized = {n: [replace(rows[0], denominator=SIZES[n])] for n, rows in fifths().items()}
    found = gradient(sized, equal_sizes=False)
    assert found.gap == pytest.approx(11.1429)
    assert found.slope.sii.estimate == pytest.approx(13.666194, abs=1e-3)
    assert (found.slope.sii.lower, found.slope.sii.upper) == pytest.approx((11.401455, 15.930932), abs=1e-3)
    said = words.gradient_sentence("Angus", found, "%")
    assert (
        "the most deprived fifth is at 20%, 11.1 percentage points above the least deprived at 8.9%" in said
    )
    assert "there is clearly more towards the deprived end" in said


def test_without_sizes_only_the_gap_is_given_except_where_fifths_are_equal():
    alone = gradient(fifths(), equal_sizes=False)
    assert alone.slope is None
    assert (
        "Only the gap is given: the number of children in each fifth is not known"
        in words.gradient_sentence("Angus", alone, "%")
    )
    assert gradient(fifths(), equal_sizes=True).slope.sii.lower > 0


def test_a_gradient_needs_every_fifth_in_the_same_period():
    assert gradient({n: rows for n, rows in fifths().items() if n != 3}, equal_sizes=True) is None
    moved = fifths() | {5: [point(2019, 8.0)]}
    assert gradient(moved, equal_sizes=True) is None
    hidden = fifths() | {5: [point(2020, None, symbol="[c]")]}
    assert gradient(hidden, equal_sizes=True) is None


@pytest.mark.parametrize(
    ("text", "fifth"),
    [
        ("SIMD quintile 1", 1),
        ("SIMD quintiles: 5 - least deprived", 5),
        ("Deprivation fifth 3", 3),
        ("Girls", None),
        ("Aged 5", None),
    ],
)
def test_fifths_are_told_from_breakdowns(text, fifth):
    assert fifth_of(text) == fifth


def test_fifths_are_told_from_titles():
    assert stem_and_fifth("Average Total Tariff SIMD Quintile 4") == ("average total tariff", 4)
    assert stem_and_fifth("Overall Average Total Tariff") is None


def test_a_short_survey_series_says_whether_it_moved():
    points = [point(2021, 38.4, 36.2, 40.6), point(2023, 40.1, 37.8, 42.4), point(2025, 41.0, 38.6, 43.4)]
    told = words.headline(judge(points, "lower", unit="%"), "%")
    assert told.startswith(
        "41% in 2025, not clearly different from 38.4% in 2021; too few values for a signal"
    )
