"""What is a number in a file and what is not, for every door by which a file comes."""

import pytest

from realign.methods.disclosure.keys import DisclosureError, read_shown
from realign.methods.indicators.spc.series import series_from_records
from realign.methods.numbers import figure_of, number_of, plain_figure, whole_figure_of

NO_FIGURES = [
    "12,5",
    "50,5",
    "12,34,5",
    "12,34,567",
    "0,123",
    "1234,567",
    ",5",
    "1,234,",
    "1 234",
    "1_000",
    "٣",
    "²",
    "nan",
    "inf",
    "-inf",
    "1e999",
    "12.3.4",
    "0x10",
    "",
    "-",
    "1,000.5.1",
]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0.0),
        ("007", 7.0),
        ("1,234", 1234.0),
        ("1,234,567.25", 1234567.25),
        (" 999,999 ", 999999.0),
        ("-1,234.5", -1234.5),
        ("−2.5", -2.5),
        ("+3", 3.0),
        (".5", 0.5),
        ("1.2e3", 1200.0),
        ("1E-3", 0.001),
    ],
)
def test_a_figure_may_mark_its_thousands(text, number):
    assert figure_of(text) == number


@pytest.mark.parametrize("text", NO_FIGURES)
def test_a_comma_that_marks_no_thousands_and_what_only_a_machine_calls_a_number_are_no_figure(text):
    assert figure_of(text) is None
    assert plain_figure(text) is None or text == "1e999"  # written as a number, but no computer can hold it


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12,5", 12.5),
        ("3,25", 3.25),
        ("1.234,5", 1234.5),
        ("12,345", 12.345),
        ("12.5", None),
        ("1,234.5", None),
    ],
)
def test_a_comma_is_the_decimal_mark_only_where_the_reader_says_so(text, number):
    assert figure_of(text, decimal=",") == number


def test_a_number_of_people_is_whole_and_no_longer_than_a_database_can_keep():
    assert [whole_figure_of(text) for text in ("1,204", "905.0", "905.5", "9" * 13, "12,5")] == [
        1204,
        905,
        None,
        None,
        None,
    ]


def test_a_code_has_no_thousands():
    assert (number_of("1,234"), number_of("1234")) == (None, 1234.0)


def test_a_series_and_a_published_table_read_figures_in_the_same_way():
    assert series_from_records([{"period": "1", "value": "1,234.5"}]).values == (1234.5,)
    assert read_shown("1,204", "row 2") == 1204
    for text in ("12,5", "1_000", "٣", "nan"):
        with pytest.raises(ValueError, match="Row 2, column value: expected a number"):
            series_from_records([{"period": "1", "value": text}])
        with pytest.raises(DisclosureError, match="row 2: expected a number"):
            read_shown(text, "row 2")
