"""Periods and cells as real files write them."""

import pytest

from realign.registers.indicators.numbers import measure_of, parse_cell
from realign.registers.indicators.periods import parse_period
from realign.registers.indicators.types import NumberKind, Status


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
    ],
)
def test_a_period_is_read_as_its_first_and_last_day(text, label, starts, ends):
    period = parse_period(text)
    assert (period.label, period.starts_on.isoformat(), period.ends_on.isoformat()) == (label, starts, ends)


def test_a_hyphen_means_a_month_in_open_statistics_codes():
    assert parse_period("2010-11", months=True).label == "November 2010"
    assert parse_period("2010/2011", months=True).label == "2010/11"


@pytest.mark.parametrize(
    "text", ["", "last year", "20", "2022 to 2019", "2021 snapshot", "13/14", "2010-13-45", "99999"]
)
def test_what_is_not_a_period_is_refused(text):
    with pytest.raises(ValueError, match=r"year|month|day|date"):
        parse_period(text)


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
    "text", ["abc", "12.3.4", "inf", "1e999", "=1+1", "12 apples", "<5", "50,5", "12,34,5", "٣"]
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
