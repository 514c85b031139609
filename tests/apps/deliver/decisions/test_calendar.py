"""A calendar file says when meetings are, in lines that every calendar reads, whatever is written in it."""

from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from realign.deliver.decisions.calendar import calendar
from realign.deliver.decisions.models import Meeting
from realign.registers.groups.models import Group

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def meeting(**values):
    return Meeting(
        **{"pk": 7, "group": Group(name="Directors"), "on": date(2027, 7, 1), "revision": 3, **values}
    )


def written(**values):
    return calendar("Meetings of Directors", [meeting(**values)], AT, "plan.example")


def event(**values):
    (read,) = Calendar.from_ical(written(**values)).walk("VEVENT")
    return read


def test_a_meeting_without_a_time_takes_the_whole_day():
    assert event()["DTSTART"].dt == date(2027, 7, 1)
    assert event()["DTEND"].dt == date(2027, 7, 2)


def test_a_time_in_summer_is_an_hour_ahead_of_universal_time():
    read = event(starts_at=time(10, 30))
    assert read["DTSTART"].dt == datetime(2027, 7, 1, 9, 30, tzinfo=UTC)
    assert "DTEND" not in read


def test_a_change_is_told_by_its_number_under_one_name():
    assert (event()["UID"], event()["SEQUENCE"]) == ("meeting-7@plan.example", 3)


def test_a_place_and_a_purpose_are_left_out_where_there_are_none():
    assert not {"LOCATION", "DESCRIPTION"} & set(event(place="", purpose=""))


@pytest.mark.parametrize("purpose", ["a,b;c\\d\ne", "é’–" * 60])
def test_whatever_is_written_comes_back_and_no_line_is_too_long(purpose):
    assert str(event(purpose=purpose)["DESCRIPTION"]) == purpose
    lines = written(purpose=purpose).split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
