"""Series are read from rows of text, with errors that name row and column."""

import pytest

from realign.methods.indicators.spc.series import PeriodSeries, series_from_records


def records(*values, **more):
    return [{"period": str(2015 + i), "value": v} for i, v in enumerate(values)]


def test_numbers_thousands_blanks_and_symbols_are_understood():
    assert series_from_records(records("1,200", "", "[c]", "3.5")).values == (1200.0, None, None, 3.5)


def test_repeated_periods_are_groups_of_measurements():
    rows = [{"period": p, "value": v} for p, v in (("a", "1"), ("a", "3"), ("b", "5"), ("b", "7"))]
    assert series_from_records(rows).groups == ((1, 3), (5, 7))
    assert series_from_records(rows).values == (2, 6)


def test_a_period_given_twice_by_mistake_is_refused():
    rows = [{"period": p, "value": "1"} for p in ("2020", "2021", "2021")]
    with pytest.raises(ValueError, match="Period 2021 comes more than once"):
        series_from_records(rows)


def test_a_bad_number_is_named_by_row_and_column():
    with pytest.raises(ValueError, match="Row 3, column value: expected a number or a blank, found 'many'"):
        series_from_records(records("4", "many"))


def test_a_row_cut_short_is_a_gap():
    assert series_from_records([{"period": "1", "value": "4"}, {"period": "2", "value": None}]).values == (
        4,
        None,
    )


def test_missing_columns_are_named():
    with pytest.raises(ValueError, match="columns period, value"):
        series_from_records([{"year": "2020", "value": "1"}])
    with pytest.raises(ValueError, match="no rows"):
        series_from_records([])


def test_denominators_are_read_when_there_are_any():
    rows = [
        {"period": "1", "value": "5", "denominator": "50"},
        {"period": "2", "value": "6", "denominator": ""},
    ]
    assert series_from_records(rows).denominators == (50.0, None)
    rows = [{"period": "1", "value": "5", "denominator": ""}]
    assert series_from_records(rows).denominators is None


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="expected one each"):
        PeriodSeries.of([1, 2], denominators=[1])
    with pytest.raises(ValueError, match="expected one each"):
        PeriodSeries.of([1, 2], periods=["a"])
    with pytest.raises(ValueError, match="expected a number"):
        PeriodSeries.of([float("nan")])
