"""Meetings as a calendar file (RFC 5545), which every office calendar can take in."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from realign.deliver.decisions.models import Meeting

LINE = 74  # octets before a line is folded (RFC 5545, 3.1), without the line break


def calendar(name: str, meetings: Iterable[Meeting], at: datetime, site: str) -> str:
    """A calendar of meetings. ``site`` makes each entry’s name unique in the world."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Realign//Meetings//EN",
        f"X-WR-CALNAME:{text(name)}",
    ]
    for meeting in meetings:
        lines += _event(meeting, at, site)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(meeting: Meeting, at: datetime, site: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:meeting-{meeting.pk}@{site}",
        f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{meeting.revision}",
        *_when(meeting),
        f"SUMMARY:{text(meeting.group.name)}",
        *([f"LOCATION:{text(meeting.place)}"] if meeting.place else []),
        *([f"DESCRIPTION:{text(meeting.purpose)}"] if meeting.purpose else []),
        "END:VEVENT",
    ]


def _when(meeting: Meeting) -> list[str]:
    """The whole day, or the moment it starts; nobody says beforehand when a meeting ends."""
    if meeting.starts_at is None:
        return [
            f"DTSTART;VALUE=DATE:{meeting.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{meeting.on + timedelta(days=1):%Y%m%d}",
        ]
    starts = datetime.combine(meeting.on, meeting.starts_at, ZoneInfo(settings.TIME_ZONE))
    return [f"DTSTART:{starts.astimezone(UTC):%Y%m%dT%H%M%SZ}"]


def text(said: str) -> str:
    r"""Text as a calendar file holds it.

    >>> text("Plan, do; study")
    'Plan\\, do\\; study'
    """
    escaped = said.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n")


def folded(line: str) -> str:
    """A long line in pieces, none over 75 octets, never through the middle of a letter."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > LINE:
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece])
