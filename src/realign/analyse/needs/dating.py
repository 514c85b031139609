"""The last day that data are about, read from the words of their period."""

import calendar
import re
from datetime import date

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_SPAN = re.compile(r"\b(?P<first>(?:19|20)\d\d)\s*[/–-]\s*(?P<last>\d\d(?:\d\d)?)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(
    rf"\b({'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\s+((?:19|20)\d\d)", re.IGNORECASE
)


def last_day(words: str) -> date | None:
    """The last day of a period in words; nothing where no year is named.

    A report year ends on 31 March, a year on 31 December, a month on its last day.

    >>> last_day("February and March 2026"), last_day("2025/26"), last_day("survey of 2011"), last_day("soon")
    (datetime.date(2026, 3, 31), datetime.date(2026, 3, 31), datetime.date(2011, 12, 31), None)
    """
    months = [(int(year), _MONTHS[name.lower()]) for name, year in _MONTH.findall(words)]
    if months:
        year, month = max(months)
        return date(year, month, calendar.monthrange(year, month)[1])
    spans = [_end_of(span["first"], span["last"]) for span in _SPAN.finditer(words)]
    if spans:
        return max(spans)
    years = [int(year) for year in _YEAR.findall(words)]
    return date(max(years), 12, 31) if years else None


def _end_of(first: str, last: str) -> date:
    """A report year such as 2025/26 ends in March, a run of years such as 2022-2024 in December."""
    return date(int(last), 12, 31) if len(last) == len(first) else date(int(first) + 1, 3, 31)
