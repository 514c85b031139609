"""Numbers, money and dates in words."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import engines

from realign.foundations.design import words


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "not known"),
        (0, "£0"),
        (Decimal("12.5"), "£12.50"),
        (999, "£999"),
        (1234.56, "£1,235"),
        (999_999, "£999,999"),
        (1_000_000, "£1 million"),
        (1_250_000, "£1.3 million"),
        (999_949_999, "£999.9 million"),
        (999_950_000, "£1 billion"),
        (-1_200_000, "−£1.2 million"),
    ],
)
def test_money_is_said_as_people_say_it(value, said):
    assert words.money(value) == said


def test_money_names_its_price_base():
    assert words.money(1_200_000, "2025/26 prices") == "£1.2 million (2025/26 prices)"
    assert words.money_exact(1_234_567.4, "cash") == "£1,234,567 (cash)"


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 3, 31), "2025/26"),
        (date(2026, 4, 1), "2026/27"),
        (date(2000, 1, 1), "1999/2000"),
        (2008, "2008/09"),
        (None, "not known"),
    ],
)
def test_report_years_run_from_april(day, year):
    assert words.report_year(day) == year


def test_a_moment_is_told_in_scottish_time():
    assert words.moment_words(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2026 at 12:30am"
    assert words.date_words(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2026"
    assert words.moment_words(datetime(2026, 12, 1, 12, 5, tzinfo=UTC)) == "1 December 2026 at 12:05pm"


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.125, "12.5%"), (0.3, "30%"), (Decimal("-0.02"), "−2%"), (0, "0%"), (1, "100%"), (None, "not known")],
)
def test_shares_are_said_as_percentages(share, said):
    assert words.percent(share) == said


def test_counts_agree_with_their_nouns():
    assert words.counted(0, "child,children") == "no children"
    assert words.counted(1, "child,children") == "1 child"
    assert words.counted(12_400, "plan") == "12,400 plans"
    assert [words.number_words(n) for n in (0, 1, 9, 10)] == ["no", "one", "nine", "10"]


def test_the_filters_are_there_in_every_template():
    page = engines["django"].from_string("{{ cost|money:'cash' }}, {{ share|percent }}, {{ day|date_words }}")
    told = page.render({"cost": 2_000_000, "share": 0.5, "day": date(2026, 3, 31)})
    assert told == "£2 million (cash), 50%, 31 March 2026"
