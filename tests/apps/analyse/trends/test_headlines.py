"""A headline says level, direction since the first value and latest signal, and nothing that its series does not show."""

import re
from datetime import date

import pytest

from realign.analyse.trends import words
from realign.analyse.trends.choices import Choices
from realign.analyse.trends.judging import judge
from realign.analyse.trends.types import TrendVerdict
from realign.registers.indicators.types import SeriesPoint

TEN_YEARS = [44, 47, 45, 49, 48, 52, 50, 55, 53, 57, 58]


def series(values, half=None, first_year=2014):
    return [
        SeriesPoint(
            period=str(first_year + n),
            starts_on=date(first_year + n, 1, 1),
            ends_on=date(first_year + n, 12, 31),
            value=value,
            lower=None if half is None else value - half,
            upper=None if half is None else value + half,
        )
        for n, value in enumerate(values)
    ]


def headline(points, polarity="higher", **options):
    return words.headline(judge(points, polarity, unit="%", **options), "%")


def test_from_44_to_58_percent_in_ten_years_is_never_called_no_change():
    checked = judge(series([44, 58, 45, 57, 44, 58, 45, 57, 44, 58]), "higher", unit="%")
    told = words.headline(checked, "%")
    assert told == "58% in 2023, up from 44% in 2014; no signal of a recent change"
    assert words.VERDICTS[checked.trend].word == "No recent signal"
    assert "may be chance" in words.chance_words(checked)


def test_a_direction_is_clear_where_the_intervals_say_so_and_the_verdict_says_it_too():
    checked = judge(series(TEN_YEARS[::5], half=1.0), "higher", unit="%")
    assert words.headline(checked, "%").startswith("58% in 2016, clearly up from 44% in 2014; too few values")
    assert checked.trend is TrendVerdict.BETTER
    assert judge(series(TEN_YEARS[::5], half=1.0), "lower", unit="%").trend is TrendVerdict.WORSE
    assert judge(series(TEN_YEARS[::5], half=1.0), "neither", unit="%").trend is TrendVerdict.DIFFERENT


def test_no_direction_is_said_within_the_uncertainty():
    checked = judge(series([44, 58], half=20.0), "higher", unit="%")
    assert words.headline(checked, "%").startswith("58% in 2015, not clearly different from 44% in 2014;")
    assert checked.trend is TrendVerdict.TOO_SHORT


def test_values_that_read_alike_have_no_direction():
    assert headline(series([44.01, 44.02])).startswith("44% in 2015, the same as in 2014;")


def test_values_before_a_change_of_method_are_not_compared():
    points = series([20, 20, 44, 58])
    told = headline(points, choices=Choices(breaks=frozenset({points[2].starts_on})))
    assert told.startswith("58% in 2017, up from 44% in 2016, when the method changed;")


def test_values_that_share_time_are_not_compared():
    overlapping = [
        SeriesPoint(f"{year} to {year + 2}", date(year, 1, 1), date(year + 2, 12, 31), float(value))
        for year, value in ((2014, 44), (2015, 50), (2016, 58))
    ]
    assert headline(overlapping).startswith("58% in 2016 to 2018, with no earlier value to compare it with;")


@pytest.mark.parametrize("many", [0, 1, 2])
def test_few_values_read_as_english(many):
    told = headline(series(TEN_YEARS[:many]))
    assert told == (
        "No measured value"
        if many == 0
        else f"{TEN_YEARS[many - 1]}% in {2013 + many}, "
        + ("with no earlier value to compare it with" if many == 1 else "up from 44% in 2014")
        + f"; too few values for a signal ({many} count{'s' if many == 1 else ''}; at least 10 are needed)"
    )


def test_the_kinds_of_trends_add_up():
    every = [verdict for verdict in TrendVerdict for _ in range(2)]
    told = words.in_verdicts(every, "series,series")
    total, _, kinds = told.partition(" series: ")
    assert int(total) == sum(int(n) for n in re.findall(r"\b(\d+) (?:with|clearly)", kinds))
    assert set(words.VERDICTS) == set(TrendVerdict)
