"""Dates that are cut short or cannot be, periods that overlap the next, and futures that are past."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from realign.methods.wording.findings import FaultKind, TextFinding
from realign.methods.wording.text import Text, plain

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTH = "|".join(name.title() for name in MONTHS)
DAY = rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+({MONTH})\s+(\d{{4}})"
FULL = re.compile(rf"\b{DAY}\b", re.IGNORECASE)
CUT = re.compile(rf"\b(?:{MONTH})\s+(?:\d{{3}}|\d{{1,2}}[xX?_]+|[xX?_]{{2,}})(?![\w])")
PERIOD = re.compile(rf"\b{DAY}\s*(?:to|until|till|-|–|—)\s*{DAY}\b", re.IGNORECASE)
FUTURE = re.compile(
    rf"\b(?:will|shall|intends? to|plans? to|(?:is|are) to be|expected to)\b[^.;]{{0,120}}?"
    rf"\b(?:by|before|until|in|from|during)\s+(?:the end of\s+)?(?:({MONTH})\s+)?((?:19|20)\d{{2}})\b(?!\s*[-–/]\s*\d)",
    re.IGNORECASE,
)
HEAD = 40  # lines among which a document's own date stands


def written_on(text: Text) -> date | None:
    """The first full date near the head of the text, taken for the day it was written; None without one."""
    for line in text.lines[:HEAD]:
        for met in FULL.finditer(plain(line.text)):
            day = _day(met[1], met[2], met[3])
            if day is not None:
                return day
    return None


def check_incomplete(text: Text) -> Iterator[TextFinding]:
    """Dates with part of the year missing, and days that no calendar has."""
    for line in text.lines:
        for met in CUT.finditer(line.text):
            yield TextFinding(
                FaultKind.DATE,
                line.number,
                f"“{met[0]}”",
                "The date looks cut short: a year has four figures.",
                "Complete the date.",
            )
        for met in FULL.finditer(line.text):
            if _day(met[1], met[2], met[3]) is None:
                yield TextFinding(
                    FaultKind.DATE,
                    line.number,
                    f"“{met[0]}”",
                    "No calendar has this day.",
                    "Correct the day, the month or the year.",
                )


def check_periods(text: Text) -> Iterator[TextFinding]:
    """Periods of whole years that end on the day the next one begins, or before they begin."""
    for sentence in text.sentences:
        for met in PERIOD.finditer(sentence.text):
            first, last = _day(*met.groups()[:3]), _day(*met.groups()[3:])
            if first is None or last is None:
                continue
            if last < first:
                why, todo = "The period ends before it begins.", "Correct one of the two dates."
            elif (first.day, first.month) == (last.day, last.month) and last > first:
                years = last.year - first.year
                why = f"The last day is also the first day of the next period: {years} years would end a day earlier."
                todo = "Check whether the day before is meant."
            else:
                continue
            yield TextFinding(FaultKind.DATE, sentence.line, f"“{met[0]}”", why, todo)


def check_futures(text: Text, written: date | None) -> Iterator[TextFinding]:
    """Promises for a time that was over when the text was written. Nothing is checked without that day."""
    if written is None:
        return
    for sentence in text.sentences:
        for met in FUTURE.finditer(sentence.text):
            year = int(met[2])
            month = MONTHS[met[1].lower()] if met[1] else 12
            if (year, month) < (written.year, written.month):
                yield TextFinding(
                    FaultKind.DATE,
                    sentence.line,
                    f"“{met[0]}”",
                    f"The text is dated {written.day} {written:%B %Y}, and this future was then past.",
                    "Say what happened, or give the new date.",
                )


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), MONTHS[month.lower()], int(day))
    except ValueError:
        return None
