"""Projections with their range and their record, refused with the reason; money in the prices of one year."""

from datetime import date

import pytest

from realign.analyse.trends import ahead
from realign.analyse.trends.ahead import NoAhead, ProjectedTrend, ahead_sentence, label, look_ahead
from realign.analyse.trends.choices import PLAIN, Choices
from realign.analyse.trends.money import NoReal, Real, in_real_terms, real_sentence
from realign.registers.indicators.types import NumberKind, SeriesPoint, Status

RISING = [40, 41.5, 42, 43.5, 44, 45.5, 46, 47.5, 48, 49.5, 50, 51.5, 52]


def years(values, first=2010, **more):
    return [
        SeriesPoint(
            f"{first + n}/{(first + n + 1) % 100:02d}",
            date(first + n, 4, 1),
            date(first + n + 1, 3, 31),
            v,
            **more,
        )
        for n, v in enumerate(values)
    ]


def test_a_rising_series_is_projected_with_a_range_and_named_periods():
    found = look_ahead(years(RISING), NumberKind.PERCENT, PLAIN)
    assert isinstance(found, ProjectedTrend)
    assert [point.period for point in found.projected] == ["2023/24", "2024/25", "2025/26"]
    assert all(
        point.status == Status.PROJECTED and point.lower < point.value < point.upper
        for point in found.projected
    )
    assert found.projected[-1].value == pytest.approx(55, abs=1.5)
    said = ahead_sentence(found, "%")
    assert said.startswith("If nothing changes, 5")
    assert "in 2025/26; 95% range" in said
    assert "knows nothing of plans" in said


def test_how_well_earlier_projections_did_is_said_in_words():
    said = ahead.tested_sentence(look_ahead(years(RISING), NumberKind.PERCENT, PLAIN), "%")
    assert said.startswith("Tested on the past: of the last 5 values, ")
    assert "percentage points for simply repeating the last value." in said
    short = look_ahead(years(RISING[:8]), NumberKind.PERCENT, PLAIN)
    assert "too short to test" in ahead.tested_sentence(short, "%")


def test_a_range_stays_within_what_is_possible():
    found = look_ahead(years([90, 92, 95, 91, 97, 99, 96, 99, 98, 99.5]), NumberKind.PERCENT, PLAIN)
    assert max(point.upper for point in found.projected) <= 100


@pytest.mark.parametrize(
    ("points", "choices", "says"),
    [
        (years(RISING[:7]), PLAIN, "7 measured values that do not overlap, and at least 8"),
        (years([*RISING[:5], None, *RISING[5:]]), PLAIN, "there is no value for 2015/16"),
        (years([50.0] * 10), PLAIN, "every value is 50"),
        (years(RISING), Choices(begin_anew={date(2016, 4, 1): "new form"}), "since the series was restarted"),
        ([*years(RISING[:9]), *years([60], first=2022)], PLAIN, "do not follow each other at the same distance"),
        (years(RISING, status=Status.IMPUTED), PLAIN, "0 measured values"),
    ],
)  # fmt: skip
def test_what_cannot_be_projected_is_refused_with_the_reason(points, choices, says):
    found = look_ahead(points, NumberKind.PERCENT, choices)
    assert isinstance(found, NoAhead)
    assert says in found.reason


def test_periods_that_overlap_are_thinned_before_anything_is_projected():
    rolling = [
        SeriesPoint(str(n), date(2000 + n, 1, 1), date(2002 + n, 12, 31), float(n % 5)) for n in range(24)
    ]
    found = look_ahead(rolling, NumberKind.RATE, PLAIN)
    assert [point.starts_on.year for point in found.known] == list(range(2002, 2024, 3))
    assert found.projected[0].period == "2026 to 2028"


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "like", "name"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "2025", "2026"),
        (date(2026, 8, 1), date(2027, 7, 31), "School year 2025/26", "School year 2026/27"),
        (date(2026, 4, 1), date(2029, 3, 31), "2023/24 to 2025/26", "2026/27 to 2028/29"),
        (date(2026, 4, 1), date(2026, 6, 30), "x", "April to June 2026"),
        (date(2026, 3, 31), date(2026, 3, 31), "31 March 2025", "31 March 2026"),
    ],
)
def test_periods_to_come_are_named_as_the_series_names_its_own(starts_on, ends_on, like, name):
    assert label(starts_on, ends_on, like) == name


def test_money_is_restated_in_the_prices_of_the_latest_year_and_named_so():
    spent, prices = years([1000, 1050, 1100]), years([90, 95, 100])
    found = in_real_terms(spent, prices, "Prices", "invented")
    assert isinstance(found, Real)
    assert found.price_base == "2012/13"
    assert found.real == pytest.approx((1000 / 0.9, 1050 / 0.95, 1100))
    said = real_sentence(found, "£")
    assert said.startswith(
        "In 2012/13 prices: £1,111 in 2010/11 and £1,100 in 2012/13, 1% less in real terms."
    )
    assert "In cash terms it was £1,000 in 2010/11." in said


def test_without_a_price_index_real_terms_say_what_to_bring():
    assert "GDP deflator" in in_real_terms(years([1, 2]), [], "", "").reason
    apart = in_real_terms(years([1, 2]), years([90], first=1990), "Prices", "")
    assert isinstance(apart, NoReal)
    assert "covers fewer than two" in apart.reason
