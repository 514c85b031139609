"""Long lines are folded as calendars want them, never through a letter."""

from realign.deliver.decisions.calendar import folded, text


def test_a_short_line_stays():
    assert folded("SUMMARY:Directors") == "SUMMARY:Directors"


def test_a_long_line_of_wide_letters_unfolds_to_itself():
    line = "DESCRIPTION:" + "é’–" * 60
    assert all(len(piece.encode()) <= 75 for piece in folded(line).split("\r\n"))
    assert folded(line).replace("\r\n ", "") == line


def test_what_means_something_in_a_calendar_is_escaped():
    assert text("a,b;c\\d\ne") == "a\\,b\\;c\\\\d\\ne"
