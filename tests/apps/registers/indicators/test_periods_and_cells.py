"""Periods and cells as real files write them."""

import calendar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realign.registers.indicators.numbers import measure_of, parse_cell
from realign.registers.indicators.periods import AmbiguousPeriodError, Hyphen, parse_period
from realign.registers.indicators.types import NumberKind, Status
from tests.support.drawing import examples

SPELLINGS = (
    *(
        "{year}",
        "{year} to {last}",
        "{year}/{next:02d}",
        "{year}-{end:02d}",
        "{year}/{next:02d} to {last}/{end:02d}",
    ),
    *("{year}/{next:02d} school year", "{year}/{next:02d} to {last}/{end:02d} school years", "mid-{year}"),
    *(
        "{month} {year}",
        "{month} {year} to {last}",
        "{month} {year} to March {last}",
        "January to {month} {year}",
    ),
    *("Q2 {year}", "Q4 {year}/{next:02d}", "Year ending {month} {year}", "7 months to {month} {year}"),
    *(
        "{year}-W05",
        "week ending 3 {month} {year}",
        "29 {month} {year}",
        "2 {month} {year} to 31 January {last}",
    ),
)


@pytest.mark.parametrize(
    ("text", "label", "starts", "ends"),
    [
        ("2010-11", "2010/11", "2010-04-01", "2011-03-31"),
        ("2019/20", "2019/20", "2019-04-01", "2020-03-31"),
        ("2019/2020", "2019/20", "2019-04-01", "2020-03-31"),
        ("1999-00", "1999/00", "1999-04-01", "2000-03-31"),
        ("2010-14", "2010/11 to 2013/14", "2010-04-01", "2014-03-31"),
        ("2018-21", "2018/19 to 2020/21", "2018-04-01", "2021-03-31"),
        ("2019/20 to 2021/22", "2019/20 to 2021/22", "2019-04-01", "2022-03-31"),
        ("2022", "2022", "2022-01-01", "2022-12-31"),
        ("2021 calendar year", "2021", "2021-01-01", "2021-12-31"),
        ("Calendar year (2022)", "2022", "2022-01-01", "2022-12-31"),
        ("Financial year (2021/22)", "2021/22", "2021-04-01", "2022-03-31"),
        ("Survey year (2017-2019)", "2017 to 2019", "2017-01-01", "2019-12-31"),
        ("4-year aggregate (2014 - 2017)", "2014 to 2017", "2014-01-01", "2017-12-31"),
        ("2019-2021 (3 year aggregate)", "2019 to 2021", "2019-01-01", "2021-12-31"),
        ("2010-2013 combined survey years", "2010 to 2013", "2010-01-01", "2013-12-31"),
        ("2018 to 2022 calendar years; 5-year aggregates", "2018 to 2022", "2018-01-01", "2022-12-31"),
        (
            "2020/21 to 2022/23 financial years; 3-year aggregates",
            "2020/21 to 2022/23",
            "2020-04-01",
            "2023-03-31",
        ),
        ("2022/23 school year", "School year 2022/23", "2022-08-01", "2023-07-31"),
        ("2021 July snapshot", "July 2021", "2021-07-01", "2021-07-31"),
        ("31st March 2014 snapshot", "31 March 2014", "2014-03-31", "2014-03-31"),
        ("2012 to 2014 March snapshot; 3-year average", "March 2012 to 2014", "2012-03-01", "2014-03-31"),
        ("2021 mid-year estimate", "Mid-2021", "2021-06-30", "2021-06-30"),
        ("2022-Q1", "January to March 2022", "2022-01-01", "2022-03-31"),
        ("2021-06-30", "30 June 2021", "2021-06-30", "2021-06-30"),
        ("2022-03", "March 2022", "2022-03-01", "2022-03-31"),
        ("2012\u201313", "2012/13", "2012-04-01", "2013-03-31"),
        ("2012/13-14/15", "2012/13 to 2014/15", "2012-04-01", "2015-03-31"),
        ("Q1 2022", "January to March 2022", "2022-01-01", "2022-03-31"),
        ("2022 Q1", "January to March 2022", "2022-01-01", "2022-03-31"),
        ("Q4 2022/23", "January to March 2023", "2023-01-01", "2023-03-31"),
        ("2022/23 Q1", "April to June 2022", "2022-04-01", "2022-06-30"),
        ("Jan-Mar 2022", "January to March 2022", "2022-01-01", "2022-03-31"),
        ("Apr 2022", "April 2022", "2022-04-01", "2022-04-30"),
        ("Year ending March 2022", "2021/22", "2021-04-01", "2022-03-31"),
        ("12 months to 30 June 2022", "July 2021 to June 2022", "2021-07-01", "2022-06-30"),
        ("Quarter ending June 2022", "April to June 2022", "2022-04-01", "2022-06-30"),
        ("31/03/2022", "31 March 2022", "2022-03-31", "2022-03-31"),
        ("31.03.2022", "31 March 2022", "2022-03-31", "2022-03-31"),
        ("31-03-2022", "31 March 2022", "2022-03-31", "2022-03-31"),
        ("1-Feb-2024", "1 February 2024", "2024-02-01", "2024-02-01"),
        ("Sept. 2022", "September 2022", "2022-09-01", "2022-09-30"),
        ("Q12022", "January to March 2022", "2022-01-01", "2022-03-31"),
        ("July 2021 - June 2022", "July 2021 to June 2022", "2021-07-01", "2022-06-30"),
        ("2022-W01", "3 January 2022 to 9 January 2022", "2022-01-03", "2022-01-09"),
        ("Week ending 20 March 2022", "14 March 2022 to 20 March 2022", "2022-03-14", "2022-03-20"),
        ("w/c 14 March 2022", "14 March 2022 to 20 March 2022", "2022-03-14", "2022-03-20"),
    ],
)
def test_a_period_is_read_as_its_first_and_last_day(text, label, starts, ends):
    period = parse_period(text)
    assert (period.label, period.starts_on.isoformat(), period.ends_on.isoformat()) == (label, starts, ends)


def test_a_hyphen_means_a_month_in_open_statistics_codes():
    assert parse_period("2010-11", hyphen=Hyphen.MONTH).label == "November 2010"
    assert parse_period("2010/2011", hyphen=Hyphen.MONTH).label == "2010/11"


@pytest.mark.parametrize(
    "text",
    [
        *("", "last year", "20", "2022 to 2019", "2021 snapshot", "13/14", "2010-13-45", "99999"),
        *("2021/2", "2019-18", "2017/20", "Nov-10", "2022 financial year", "2021/22 calendar year"),
        *("30 February 2022", "2022-W53", "Week ending March 2022", "Year ending 30 March 2022"),
        *(
            "FY22",
            "Q1 FY22",
            "Mar-22",
            "AY2021/22",
            "2022p",
            "21/22",
            "202203",
            "H1 2022",
            "31/03-2022",
            "2022-W54",
        ),
        *("2022 or so", "\u0662\u0660\u0662\u0662", "Q5 2022", "week 12 2022", "500 months to March 2022"),
    ],
)
def test_what_is_not_a_period_is_refused(text):
    with pytest.raises(ValueError, match=r"year|month|day|date|week"):
        parse_period(text)


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("2010-12", "December 2010, or 2010/11 to 2011/12"),
        ("2019-2021", "2019 to 2021, or 2019/20 to 2020/21"),
        ("01/03/2023", "1 March 2023, or 3 January 2023"),
        ("01.03.2023", "1 March 2023, or 3 January 2023"),
        ("2021–2022", "2021 to 2022, or 2021/22"),
    ],
)
def test_what_could_be_two_periods_is_refused_with_both(text, meanings):
    with pytest.raises(AmbiguousPeriodError, match=meanings):
        parse_period(text)


def test_a_format_that_says_what_a_hyphen_means_settles_it():
    assert parse_period("2010-12", hyphen=Hyphen.YEARS).label == "2010/11 to 2011/12"
    assert parse_period("2010-12", hyphen=Hyphen.MONTH).label == "December 2010"
    with pytest.raises(ValueError, match="order"):
        parse_period("2022-03", hyphen=Hyphen.YEARS)


@examples(10)
@given(st.integers(1900, 2150), st.integers(1, 12), st.integers(0, 19), st.sampled_from(Hyphen))
def test_every_label_reads_back_as_the_period_that_it_names(year, month, more, hyphen):
    last = year + more
    parts = {"year": year, "next": (year + 1) % 100, "last": last, "end": (last + 1) % 100}
    for spelling in SPELLINGS:
        try:
            period = parse_period(spelling.format(month=calendar.month_name[month], **parts), hyphen=hyphen)
        except ValueError:
            continue
        assert [parse_period(period.label, hyphen=other) for other in Hyphen] == [period] * 3


def test_every_spelling_of_the_property_is_one_that_is_read():
    parts = {"year": 2010, "next": 11, "last": 2013, "end": 14, "month": "June"}
    assert all(parse_period(spelling.format(**parts)) for spelling in SPELLINGS)


@pytest.mark.parametrize(
    ("text", "value", "symbol", "status"),
    [
        ("12.5", 12.5, "", Status.OBSERVED),
        ("0", 0.0, "", Status.OBSERVED),
        ("1,234,567", 1234567.0, "", Status.OBSERVED),
        ("-3.2", -3.2, "", Status.OBSERVED),
        ("£4,960.34", 4960.34, "", Status.OBSERVED),
        ("90.1%", 90.1, "", Status.OBSERVED),
        ("12.3 [p]", 12.3, "", Status.PROVISIONAL),
        ("12.3r", 12.3, "", Status.REVISED),
        ("", None, "[x]", Status.OBSERVED),
        ("NA", None, "[x]", Status.OBSERVED),
        ("*", None, "[c]", Status.OBSERVED),
        ("[c]", None, "[c]", Status.OBSERVED),
        ("[z]", None, "[z]", Status.OBSERVED),
    ],
)
def test_a_cell_is_a_number_or_a_symbol_and_a_blank_is_never_zero(text, value, symbol, status):
    cell = parse_cell(text)
    assert (cell.value, cell.symbol, cell.status) == (value, symbol, status)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "abc",
            "12.3.4",
            "inf",
            "1e999",
            "=1+1",
            "12 apples",
            "<5",
            "50,5",
            "12,34,5",
            "٣",
            "１２",
            "1 234",
            "1'234",
        ),
        *(
            "1.234,5",
            "(12)",
            "1\u00a0234",
            "1\u2009234",
            "12.5k",
            "5-",
            "0x10",
            "½",
            "1/2",
            "TRUE",
            "#DIV/0!",
            "[low]",
        ),
    ],
)
def test_what_is_neither_is_refused(text):
    with pytest.raises(ValueError, match="not a number"):
        parse_cell(text)


@pytest.mark.parametrize(
    ("title", "unit", "measure"),
    [
        ("% of Pupils Gaining 5+ Awards at Level 5", "", NumberKind.PERCENT),
        ("Literacy Attainment Gap - Percentage Point Gap", "", NumberKind.SIGNED),
        ("Gender pay gap", "%", NumberKind.SIGNED),
        ("School Exclusion Rates per 1000 Pupils", "", NumberKind.RATE),
        ("Cost per Primary School Pupil", "", NumberKind.MONEY),
        ("No of Pupils Primary", "", NumberKind.COUNT),
        ("Depopulation Index", "", NumberKind.SIGNED),
        ("Well-being", "", NumberKind.OTHER),
    ],
)
def test_the_words_tell_what_sort_of_number_it_is(title, unit, measure):
    assert measure_of(title, unit) == measure
