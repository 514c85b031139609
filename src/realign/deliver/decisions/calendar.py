"""Meetings as a calendar file (RFC 5545), which every office calendar can take in."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event

from realign.deliver.decisions.models import Meeting


def calendar(name: str, meetings: Iterable[Meeting], at: datetime, site: str) -> str:
    """A calendar of meetings. ``site`` makes each entry’s name unique in the world."""
    file = Calendar()
    file.add("prodid", "-//Realign//Meetings//EN")
    file.add("version", "2.0")
    file.add("x-wr-calname", name)
    for meeting in meetings:
        file.add_component(_event(meeting, at, site))
    return str(file.to_ical(), "utf-8")


def _event(meeting: Meeting, at: datetime, site: str) -> Event:
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{site}")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("sequence", meeting.revision)
    event.add("summary", meeting.group.name)
    starts = _start(meeting)
    event.add("dtstart", starts)
    if not isinstance(starts, datetime):
        event.add("dtend", starts + timedelta(days=1))
    if meeting.place:
        event.add("location", meeting.place)
    if meeting.purpose:
        event.add("description", meeting.purpose)
    return event


def _start(meeting: Meeting) -> date | datetime:
    """The whole day, or the moment it starts; nobody says beforehand when a meeting ends."""
    if meeting.starts_at is None:
        return meeting.on
    return datetime.combine(meeting.on, meeting.starts_at, ZoneInfo(settings.TIME_ZONE)).astimezone(UTC)
