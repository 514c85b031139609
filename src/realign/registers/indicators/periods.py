"""Periods as files write them: one financial year, several together, a school year, a day on which people were counted."""

import calendar
import datetime
import re
from dataclasses import dataclass
from enum import StrEnum

Date = datetime.date


class YearKind(StrEnum):
    """What kind of year a bare pair such as 2019/20 means."""

    FINANCIAL = "financial"
    SCHOOL = "school"


@dataclass(frozen=True)
class Period:
    """First and last day, and how a reader sees it: 2019/20, 2010/11 to 2013/14, 2022."""

    label: str
    starts_on: Date
    ends_on: Date


_PAIR = r"(\d{4})\s*[/-]\s*(\d{2}(?:\d{2})?)"
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_NAMED = re.compile(rf"(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)}) (\d{{4}})", re.IGNORECASE)


def parse_period(text: str, *, months: bool = False) -> Period:
    """The period that a text means; ValueError when it cannot be told.

    ``months`` reads 2010-11 as November 2010 (open-statistics codes) instead of the financial year 2010/11.

    >>> parse_period("2010-11").label, parse_period("2010-14").label
    ('2010/11', '2010/11 to 2013/14')
    >>> parse_period("2020 to 2022 calendar years; 3-year aggregates").label
    '2020 to 2022'
    >>> parse_period("2022/23 school year").starts_on.isoformat()
    '2022-08-01'
    >>> parse_period("April 2025").ends_on.isoformat(), parse_period("31 March 2022").label
    ('2025-04-30', '31 March 2022')
    """
    text = text.strip()
    if months and (match := re.fullmatch(r"(\d{4})-(\d\d)", text)):
        return _month(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{4})-?Q([1-4])", text, re.IGNORECASE):
        return _quarter(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        return _day(Date(int(match[1]), int(match[2]), int(match[3])))
    if match := _NAMED.fullmatch(text):
        month, year = _MONTHS[match[2].lower()], int(match[3])
        return _day(Date(year, month, int(match[1]))) if match[1] else _month(year, month)
    words = text.lower()
    if "snapshot" in words or "mid-year" in words:
        return _snapshot(words)
    kind = YearKind.SCHOOL if "school" in words or "academic" in words else YearKind.FINANCIAL
    return _years(words, kind)


def _years(words: str, kind: YearKind) -> Period:
    words = re.sub(r"\d+[- ]year (aggregates?|averages?)|\(3 year aggregate\)", "", words)
    pairs = re.findall(_PAIR, words)
    single = [int(year) for year in re.findall(r"\b\d{4}\b", re.sub(_PAIR, "", words))]
    if pairs and single:
        raise ValueError("years of two kinds")
    if pairs:
        first, last = _first_year(pairs[0]), _last_year(pairs[-1])
        calendar_years = len(pairs) == 1 and len(pairs[0][1]) == 4 and "/" not in words
        return _span_of_calendar(first, last) if calendar_years else _span_of_years(first, last - 1, kind)
    if 1 <= len(single) <= 2:
        return _span_of_calendar(single[0], single[-1])
    raise ValueError("no year")


def _first_year(pair: tuple[str, str]) -> int:
    return int(pair[0])


def _last_year(pair: tuple[str, str]) -> int:
    first, last = int(pair[0]), int(pair[1])
    if len(pair[1]) == 4:
        return last
    return first - first % 100 + last + (100 if last < first % 100 else 0)


def _span_of_years(first: int, last: int, kind: YearKind) -> Period:
    """Financial years run from 1 April, school years from 1 August; ``last`` is the year in which the last one starts."""
    _in_order(first, last)
    month = 8 if kind is YearKind.SCHOOL else 4
    name = f"{first}/{(first + 1) % 100:02d}"
    if last > first:
        name += f" to {last}/{(last + 1) % 100:02d}"
    label = f"School year{'s' if last > first else ''} {name}" if kind is YearKind.SCHOOL else name
    return Period(label, Date(first, month, 1), Date(last + 1, month, 1) - datetime.timedelta(days=1))


def _span_of_calendar(first: int, last: int) -> Period:
    _in_order(first, last)
    label = str(first) if first == last else f"{first} to {last}"
    return Period(label, Date(first, 1, 1), Date(last, 12, 31))


def _in_order(first: int, last: int) -> None:
    if not 1900 <= first <= last <= 2200:
        raise ValueError("years out of order")


def _snapshot(words: str) -> Period:
    years = [int(year) for year in re.findall(r"\b(\d{4})\b", words)]
    if not years:
        raise ValueError("no year")
    month = next(
        (number for name, number in _MONTHS.items() if name in words), 6 if "mid-year" in words else None
    )
    if month is None:
        raise ValueError("no month of the snapshot")
    day = re.search(r"\b(\d{1,2})(st|nd|rd|th)\b", words)
    if len(years) > 1:
        first, last = _month(years[0], month), _month(years[-1], month)
        return Period(
            f"{calendar.month_name[month]} {years[0]} to {years[-1]}", first.starts_on, last.ends_on
        )
    if "mid-year" in words:
        return _day(Date(years[0], 6, 30), f"Mid-{years[0]}")
    return _day(Date(years[0], month, int(day[1]))) if day else _month(years[0], month)


def _month(year: int, month: int) -> Period:
    if not 1 <= month <= 12:
        raise ValueError("no such month")
    last = calendar.monthrange(year, month)[1]
    return Period(f"{calendar.month_name[month]} {year}", Date(year, month, 1), Date(year, month, last))


def _quarter(year: int, quarter: int) -> Period:
    first, last = _month(year, quarter * 3 - 2), _month(year, quarter * 3)
    names = f"{calendar.month_name[quarter * 3 - 2]} to {calendar.month_name[quarter * 3]} {year}"
    return Period(names, first.starts_on, last.ends_on)


def _day(day: Date, label: str = "") -> Period:
    return Period(label or f"{day.day} {calendar.month_name[day.month]} {day.year}", day, day)
