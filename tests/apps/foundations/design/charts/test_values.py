"""What charts take and give besides the picture: tables, refusals, labels that keep clear of each other."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realign.foundations.design.charts.calendar import Stretch, calendar
from realign.foundations.design.charts.layout import fold, nice_range, shown_labels, spread, steps
from realign.foundations.design.charts.line import line_chart
from realign.foundations.design.charts.parts import Coverage, stacked_bar
from realign.foundations.design.charts.run import run_chart
from realign.foundations.design.charts.types import COUNT, PERCENT, POUNDS, ChartValue
from tests.apps.foundations.design.charts.samples import CHARTS, trend


def test_the_table_holds_the_numbers_their_intervals_and_why_one_is_missing():
    chart = CHARTS["bar"]

    assert chart.columns == ("", "Percentage (95% confidence interval)")
    assert chart.rows[0] == ("Angus", "14.2% (12% to 16.5%)")
    assert chart.rows[3] == ("Perth and Kinross", "hidden to protect people")


def test_the_table_of_a_run_chart_names_the_signals():
    assert [row[2] for row in CHARTS["run"].rows] == ["", "shift", "shift", "shift"]


def test_the_table_of_coverage_counts_who_is_missed():
    assert CHARTS["coverage"].rows[0] == ("Dundee City", "1,400", "620", "780", "540 to 700")
    assert CHARTS["coverage"].rows[1][1:] == ("300", "not known", "not known", "")


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        (PERCENT, 14.25, "14.3%"),
        (COUNT, 1234.0, "1,234"),
        (POUNDS, -1200, "−£1,200"),
        (COUNT, -0.2, "0"),
        (COUNT, None, ""),
    ],
)
def test_numbers_are_written_as_people_read_them(unit, value, words):
    assert unit.write(value) == words


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"value": None}, "note that says why"),
        ({"value": 1.0, "lower": 0.5}, "both ends"),
        ({"value": 1.0, "lower": 2.0, "upper": 3.0}, "does not hold the value"),
    ],
)
def test_an_estimate_that_makes_no_sense_cannot_exist(values, reason):
    with pytest.raises(ValueError, match=reason):
        ChartValue("Angus", **values)


def test_more_reached_than_in_need_is_refused():
    with pytest.raises(ValueError, match="10 reached of 5 in need"):
        Coverage(5, ChartValue("Anxiety", 10))


def test_series_over_different_periods_are_refused():
    longer = trend("A", 1, 2, 3, 4)
    shorter = type(longer)("B", longer.points[:2])

    with pytest.raises(ValueError, match="'B' has other periods than 'A'"):
        line_chart(title="t", sentence="s", series=(longer, shorter), unit=COUNT)


def test_too_many_series_are_refused_because_nobody_could_read_them():
    with pytest.raises(ValueError, match="one to 6 series"):
        line_chart(title="t", sentence="s", series=[trend(str(i), 1, 2, 3, 4) for i in range(7)], unit=COUNT)


def test_a_signal_at_a_point_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match=r"points \[9\], but the series has 4"):
        run_chart(
            title="t", sentence="s", points=trend("A", 1, 2, 3, 4).points, unit=COUNT,
            centre=("Median", 2), signals={9: "shift"},
        )  # fmt: skip


def test_a_stacked_row_without_all_its_parts_is_refused():
    with pytest.raises(ValueError, match="Health: each row needs one number"):
        stacked_bar(title="t", sentence="s", parts=("A", "B"), rows=(("Health", (1,)),), unit=COUNT)


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=20), st.booleans())
def test_an_axis_holds_every_value_in_a_few_round_steps(values, from_zero):
    low, high, step = nice_range(values, from_zero=from_zero)
    tolerance = step * 1e-6

    assert low - tolerance <= min(values)
    assert max(values) <= high + tolerance
    assert 1 <= len(steps(low, high, step)) <= 12
    if from_zero:
        assert low <= 0 <= high


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ([0, 0, 1, 1], [0, 1]),
        ([2, 3], [0, 1, 2, 3]),
        ([4, 11], [0, 5, 10, 15]),
        ([40, 110], [0, 25, 50, 75, 100, 125]),
        ([0.5, 1], [0, 0.2, 0.4, 0.6, 0.8, 1]),
    ],
)
def test_what_is_counted_from_nought_has_no_halves_between_its_gridlines(values, lines):
    assert steps(*nice_range(values, from_zero=True)) == lines


@given(st.lists(st.floats(0, 300), min_size=1, max_size=8))
def test_labels_at_line_ends_do_not_overlap_and_keep_their_order(wanted):
    placed = spread(wanted, [18.0] * len(wanted), 0, 300)

    ordered = sorted(placed)
    assert all(b - a >= 18 - 1e-6 for a, b in pairwise(ordered))
    assert ordered[0] >= 9 - 1e-6
    assert ordered[-1] <= 291 + 1e-6
    for i, first in enumerate(wanted):
        for j, second in enumerate(wanted):
            assert not (first < second and placed[i] > placed[j])


@given(st.integers(1, 60), st.floats(50, 900))
def test_the_latest_period_is_always_named(count, pixels):
    labels = [f"20{i:02d}/{i + 1:02d}" for i in range(count)]

    assert shown_labels(labels, pixels)[-1] == count - 1


def test_long_names_fold_between_words():
    assert fold("Speech, language and communication", 120) == "Speech, language\nand\ncommunication"


def test_the_table_of_a_calendar_gives_the_dates():
    chart = CHARTS["calendar"]
    assert chart.rows[0][1:] == ("1 June 2026 to 31 July 2026", "")
    with pytest.raises(ValueError, match="before it begins"):
        Stretch(0, date(2026, 2, 1), date(2026, 1, 1))
    with pytest.raises(ValueError, match="at least one stretch"):
        calendar(title="Empty", sentence="Nothing.", parts=("A",), rows=())
