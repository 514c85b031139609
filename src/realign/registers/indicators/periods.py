"""Periods as files write them: years, several together, months, quarters, weeks and days, each in its common spellings.

A spelling is read whole or not at all: no year is picked out of words that are not understood. Every label written here
reads back as the period that it names.
"""

import calendar
import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

Date = datetime.date


class YearKind(StrEnum):
    """What kind of year is meant: a bare 2019 begins in January, a pair such as 2019/20 in April or August."""

    CALENDAR = "calendar"
    FINANCIAL = "financial"
    SCHOOL = "school"


class Hyphen(StrEnum):
    """What 2010-12 means in a file, as its format says; where it says nothing, it could be years or a month."""

    YEARS = "years"
    MONTH = "month"
    UNSAID = "unsaid"


class AmbiguousPeriodError(ValueError):
    """A spelling by which more than one period could be meant; its words name them."""


@dataclass(frozen=True)
class Period:
    """First and last day, and how a reader sees it: 2019/20, 2010/11 to 2013/14, 2022."""

    label: str
    starts_on: Date
    ends_on: Date

    @property
    def is_years(self) -> bool:
        """Whether it is made of whole years, in whichever month they begin."""
        after = self.ends_on + datetime.timedelta(days=1)
        return (after.month, after.day) == (self.starts_on.month, self.starts_on.day)

    @property
    def length(self) -> str:
        """How long a period is that is not made of years, for whoever expected them."""
        days = (self.ends_on - self.starts_on).days + 1
        return (
            "a day" if days == 1 else "a week" if days == 7 else "a month" if days < 32 else "part of a year"
        )


def parse_period(text: str, *, hyphen: Hyphen = Hyphen.UNSAID) -> Period:
    """The period that a text means; ValueError when it cannot be told, AmbiguousPeriodError when it could be two.

    >>> parse_period("2010-11").label, parse_period("2010-14").label, parse_period("2022-03").label
    ('2010/11', '2010/11 to 2013/14', 'March 2022')
    >>> parse_period("2010-11", hyphen=Hyphen.MONTH).label
    'November 2010'
    >>> parse_period("2020 to 2022 calendar years; 3-year aggregates").label
    '2020 to 2022'
    >>> parse_period("2022/23 school year").starts_on.isoformat()
    '2022-08-01'
    >>> parse_period("Q1 2022").label, parse_period("Year ending March 2022").label, parse_period("2022-W01").label
    ('January to March 2022', '2021/22', '3 January 2022 to 9 January 2022')
    """
    words = _plain(text)
    for pattern, period_of in _SPELLINGS:
        if match := pattern.fullmatch(words):
            parts = {name: part for name, part in match.groupdict().items() if part}
            period = period_of(hyphen, **parts)
            if period.starts_on.year < FIRST or period.ends_on.year > LAST:
                raise ValueError("a year of another time")
            return period
    raise ValueError("no year, month or day in a known spelling")


def may_be_month(text: str) -> bool:
    """Whether a hyphened pair could be a month, whatever it was read as: 2010-11 and 2022-03, not 2012-13 or 2010/11."""
    match = re.fullmatch(rf"{_YEAR}-([0-9][0-9])", _plain(text))
    return match is not None and 1 <= int(match[1]) <= 12


def _plain(text: str) -> str:
    dashes = re.sub("[\N{HYPHEN}-\N{EM DASH}\N{MINUS SIGN}]", "-", text)
    words = re.sub(r"\s+", " ", dashes).strip().lower()
    return re.sub(rf"\b({'|'.join(_MONTHS)})\.", r"\1", words)


_BEGINS = {YearKind.CALENDAR: 1, YearKind.FINANCIAL: 4, YearKind.SCHOOL: 8}
FIRST, LAST = 1900, 2199
LONGEST = 20
"""Years over which a pair such as 2010-14 may run: 2022-03, read as years, would be 81 of them."""


def _calendar_years(_: Hyphen, first: str, last: str = "") -> Period:
    return _span(int(first), int(last or first), YearKind.CALENDAR)


def _financial_years(_: Hyphen, first: str, last: str = "") -> Period:
    return _span(_starting_in(first), _starting_in(last or first), YearKind.FINANCIAL)


def _school_years(_: Hyphen, first: str, last: str = "") -> Period:
    return _span(_starting_in(first), _starting_in(last or first), YearKind.SCHOOL)


def _short_pairs(hyphen: Hyphen, first: str, last: str) -> Period:
    """2012/13-14/15."""
    return _financial_years(hyphen, first, f"{first[:2]}{last}")


def _pair(hyphen: Hyphen, first: str, second: str) -> Period:
    """2019-20 or 2010-14; and 2022-03, which is a month as no years can be meant by it."""
    start, end = int(first), int(second)
    follows = end == (start + 1) % 100
    if follows and hyphen is not Hyphen.MONTH:
        return _span(start, start, YearKind.FINANCIAL)
    month = _month(start, end) if 1 <= end <= 12 and hyphen is not Hyphen.YEARS else None
    years = (end - start) % 100
    if month is not None and (hyphen is Hyphen.MONTH or not 1 <= years <= LONGEST):
        return month
    if hyphen is Hyphen.MONTH:
        raise ValueError("no such month")
    several = _span(start, start + years - 1, YearKind.FINANCIAL)
    if month is not None:
        raise AmbiguousPeriodError(f"{month.label}, or {several.label}")
    return several


def _long_pair(hyphen: Hyphen, first: str, second: str) -> Period:
    """2019-2021, which open statistics use for calendar years and others for financial ones."""
    together = _calendar_years(hyphen, first, second)
    if hyphen is Hyphen.MONTH:
        return together
    financial = _span(int(first), int(second) - 1, YearKind.FINANCIAL)
    raise AmbiguousPeriodError(f"{together.label}, or {financial.label}")


def _starting_in(pair: str) -> int:
    """The year in which a financial or school year starts; the other must be the next."""
    first, second = re.split(" ?[/-] ?", pair)
    if int(second) != (int(first) + 1 if len(second) == 4 else (int(first) + 1) % 100):
        raise ValueError("years that do not follow each other")
    return int(first)


def _span(first: int, last: int, kind: YearKind) -> Period:
    """Whole years; ``last`` is the year in which the last one starts."""
    if not first <= last < first + LONGEST:
        raise ValueError("years out of order")
    starts_on, ends_on = Date(first, _BEGINS[kind], 1), _last_day(last + 1, _BEGINS[kind] - 1)
    if kind is not YearKind.SCHOOL:
        return _from_to(starts_on, ends_on)
    plural = "s" if last > first else ""
    return Period(f"School year{plural} {_pair_words(first, last)}", starts_on, ends_on)


def _named_month(_: Hyphen, month: str, year: str) -> Period:
    return _month(int(year), _MONTHS[month])


def _named_months(_: Hyphen, month: str, last_month: str, last_year: str, year: str = "") -> Period:
    """January to March 2022, July 2021 to June 2022."""
    first = Date(int(year or last_year), _MONTHS[month], 1)
    return _from_to(first, _last_day(int(last_year), _MONTHS[last_month]))


def _same_month(_: Hyphen, month: str, first: str, last: str) -> Period:
    """One month of several years together: March 2012 to 2014."""
    number, start, end = _MONTHS[month], int(first), int(last)
    if not start < end < start + LONGEST:
        raise ValueError("years out of order")
    label = f"{calendar.month_name[number]} {start} to {end}"
    return Period(label, Date(start, number, 1), _last_day(end, number))


def _quarter(_: Hyphen, year: str, quarter: str) -> Period:
    """A quarter of a calendar year, as in open statistics."""
    last = int(quarter) * 3
    return _from_to(Date(int(year), last - 2, 1), _last_day(int(year), last))


def _financial_quarter(hyphen: Hyphen, pair: str, quarter: str) -> Period:
    """A quarter of a financial year that is written in full: Q1 2022/23 is April to June 2022."""
    start, number = _starting_in(pair), int(quarter) % 4 + 1
    return _quarter(hyphen, str(start + (number == 1)), str(number))


def _months_ending(_: Hyphen, month: str, year: str, many: str = "", part: str = "", day: str = "") -> Period:
    """Year ending March 2022, 12 months to 31 March 2022, quarter ending June 2022."""
    months = int(many) if many else {"month": 1, "quarter": 3, "year": 12}[part]
    last = _last_day(int(year), _MONTHS[month])
    if day and int(day) != last.day:
        raise ValueError("not the last day of the month")
    if not 1 <= months <= 12 * LONGEST:
        raise ValueError("no such number of months")
    first = last.year * 12 + last.month - months
    return _from_to(Date(first // 12, first % 12 + 1, 1), last)


def _iso_week(_: Hyphen, year: str, week: str) -> Period:
    """A week of ISO 8601, Monday to Sunday."""
    monday = Date.fromisocalendar(int(year), int(week), 1)
    return _from_to(monday, monday + _SIX_DAYS)


def _week_ending(_: Hyphen, day: str) -> Period:
    last = _only_day(day)
    return _from_to(last - _SIX_DAYS, last)


def _week_beginning(_: Hyphen, day: str) -> Period:
    first = _only_day(day)
    return _from_to(first, first + _SIX_DAYS)


def _only_day(text: str) -> Date:
    day = parse_period(text)
    if day.starts_on != day.ends_on:
        raise ValueError("not a day")
    return day.starts_on


def _named_day(_: Hyphen, day: str, month: str, year: str) -> Period:
    return _day(Date(int(year), _MONTHS[month], int(day)))


def _named_days(
    _: Hyphen, day: str, month: str, year: str, last_day: str, last_month: str, last_year: str
) -> Period:
    first = Date(int(year), _MONTHS[month], int(day))
    return _from_to(first, Date(int(last_year), _MONTHS[last_month], int(last_day)))


def _iso_day(_: Hyphen, day: str, month: str, year: str) -> Period:
    return _day(Date(int(year), int(month), int(day)))


def _day_in_figures(_: Hyphen, day: str, month: str, year: str) -> Period:
    """31/03/2022; a day that could be in the American order too is not told apart."""
    date = Date(int(year), int(month), int(day))
    if date.day <= 12 and date.day != date.month:
        raise AmbiguousPeriodError(
            f"{_day_words(date)}, or {_day_words(Date(date.year, date.day, date.month))}"
        )
    return _day(date)


def day_in_figures(text: str, *, day_first: bool) -> Date | None:
    """The day of 31/03/2022 in the order that is said; nothing where it is written otherwise, ValueError if there is none.

    >>> day_in_figures("01/02/2024", day_first=True), day_in_figures("01/02/2024", day_first=False)
    (datetime.date(2024, 2, 1), datetime.date(2024, 1, 2))
    """
    match = re.fullmatch(rf"([0-9]{{1,2}})([/.-])([0-9]{{1,2}})\2({_YEAR})", _plain(text))
    if match is None:
        return None
    day, month = (int(match[1]), int(match[3])) if day_first else (int(match[3]), int(match[1]))
    return Date(int(match[4]), month, day)


def _middle(_: Hyphen, year: str) -> Period:
    """The day for which populations are estimated."""
    return _day(Date(int(year), 6, 30), f"Mid-{year}")


def _day(day: Date, label: str = "") -> Period:
    return Period(label or _day_words(day), day, day)


def _month(year: int, month: int) -> Period:
    return _from_to(Date(year, month, 1), _last_day(year, month))


def _last_day(year: int, month: int) -> Date:
    """The last day of a month; month 0 is December of the year before."""
    first = year * 12 + month
    return Date(first // 12, first % 12 + 1, 1) - datetime.timedelta(days=1)


def _from_to(first: Date, last: Date) -> Period:
    """From one day to another, in the shortest words that say so."""
    if last < first:
        raise ValueError("days out of order")
    return Period(_label(first, last), first, last)


def _label(first: Date, last: Date) -> str:
    after = last + datetime.timedelta(days=1)
    if first.day != 1 or after.day != 1:
        return f"{_day_words(first)} to {_day_words(last)}"
    if first.month == after.month == 1:
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if first.month == after.month == 4:
        return _pair_words(first.year, last.year - 1)
    end = _month_words(last)
    if first.year != last.year:
        return f"{_month_words(first)} to {end}"
    return end if first.month == last.month else f"{calendar.month_name[first.month]} to {end}"


def _pair_words(first: int, last: int) -> str:
    pairs = [f"{year}/{(year + 1) % 100:02d}" for year in sorted({first, last})]
    return " to ".join(pairs)


def _day_words(day: Date) -> str:
    return f"{day.day} {_month_words(day)}"


def _month_words(day: Date) -> str:
    return f"{calendar.month_name[day.month]} {day.year}"


_SIX_DAYS = datetime.timedelta(days=6)
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_YEAR = "(?:19|20|21)[0-9][0-9]"
_PARTS = {
    "year": _YEAR,
    "pair": f"{_YEAR} ?[/-] ?(?:[0-9]{{4}}|[0-9]{{2}})",
    "slashed": f"{_YEAR}/(?:[0-9]{{4}}|[0-9]{{2}})",
    "short": "[0-9]{2}/[0-9]{2}",
    "two": "[0-9][0-9]",
    "month": "|".join(sorted(_MONTHS, key=len, reverse=True)),
    "day": "[0-9]{1,2}",
    "quarter": "[1-4]",
    "many": "[0-9]{1,3}",
    "part": "month|quarter|year",
    "date": "[0-9].*",
}
_TO = "(?: to | ?- ?)"
_TH = "(?:st|nd|rd|th)?"
_CALENDAR, _FINANCIAL, _SCHOOL = (
    f"(?:{kind}) years?" for kind in ("calendar|survey", "financial|fiscal", "school|academic")
)
_OF_YEARS = "[0-9]+[- ]year (?:aggregate|average)s?"
_POOLED = rf"(?:;? \(?{_OF_YEARS}\)?)"
_SNAPSHOT = f"(?: snapshots?{_POOLED}?)?"


def _spelling(written: str) -> re.Pattern[str]:
    """A pattern of which each <name:part>, or <part> for short, is a part that is handed over by its name."""
    return re.compile(
        re.sub(r"<(?:(\w+):)?(\w+)>", lambda part: f"(?P<{part[1] or part[2]}>{_PARTS[part[2]]})", written)
    )


_WRITTEN: tuple[tuple[str, Callable[..., Period]], ...] = (
    (r"<first:year>", _calendar_years),
    (r"<first:year> to <last:year>", _calendar_years),
    (r"<first:slashed>", _financial_years),
    (r"<first:year> ?- ?<second:two>", _pair),
    (r"<first:year> ?- ?<second:year>", _long_pair),
    (rf"<first:pair>{_TO}<last:pair>", _financial_years),
    (r"<first:slashed> ?- ?<last:short>", _short_pairs),
    *(
        (spelling, years_of)
        for kind, part, years_of in (
            (_CALENDAR, "year", _calendar_years),
            (_FINANCIAL, "pair", _financial_years),
            (_SCHOOL, "pair", _school_years),
        )
        for spelling in (
            rf"{kind} <first:{part}>(?:{_TO}<last:{part}>)?",
            rf"{kind} \(<first:{part}>(?:{_TO}<last:{part}>)?\)",
            rf"<first:{part}>(?:{_TO}<last:{part}>)? (?:combined )?{kind}{_POOLED}?",
        )
    ),
    *(
        (spelling, years_of)
        for part, years_of in (("year", _calendar_years), ("slashed", _financial_years))
        for spelling in (
            rf"<first:{part}>{_TO}<last:{part}>{_POOLED}",
            rf"{_OF_YEARS} \(<first:{part}>{_TO}<last:{part}>\)",
        )
    ),
    (rf"<month>[ -]<year>{_SNAPSHOT}", _named_month),
    (rf"<year> <month>{_SNAPSHOT}", _named_month),
    (rf"<month>(?: <year>)?{_TO}<last_month:month> <last_year:year>", _named_months),
    (r"<month> <first:year> to <last:year>", _same_month),
    (rf"<first:year> to <last:year> <month>{_SNAPSHOT}", _same_month),
    (r"<year>[ -]?q<quarter>", _quarter),
    (r"q(?:uarter )?<quarter>[ -]?<year>", _quarter),
    (r"<pair>[ -]?q<quarter>", _financial_quarter),
    (r"q(?:uarter )?<quarter>[ -]?<pair>", _financial_quarter),
    (rf"(?:<many> months?|<part>) (?:ending|ended|to) (?:<day>{_TH} )?<month> <year>", _months_ending),
    (r"<year>-?w<week:two>", _iso_week),
    (r"(?:week (?:ending|ended|to)|w/e) <day:date>", _week_ending),
    (r"(?:week (?:beginning|commencing|starting)|w/[bc]) <day:date>", _week_beginning),
    (rf"<day>{_TH} <month> <year>(?: snapshot)?", _named_day),
    (r"<day>-<month>-<year>", _named_day),
    (rf"<day>{_TH} <month> <year>{_TO}<last_day:day>{_TH} <last_month:month> <last_year:year>", _named_days),
    (r"<year>-<month:two>-<day:two>", _iso_day),
    *((f"<day>{mark}<month:day>{mark}<year>", _day_in_figures) for mark in ("/", "-", r"\.")),
    (r"mid-<year>", _middle),
    (r"<year> mid-year(?: estimates?)?", _middle),
    (r"mid-year(?: estimates?)? <year>", _middle),
)
_SPELLINGS = tuple((_spelling(written), period_of) for written, period_of in _WRITTEN)
