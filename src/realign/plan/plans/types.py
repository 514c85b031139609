"""Periods, report years and accountability of plans, as values."""

from dataclasses import dataclass
from datetime import date, timedelta

from realign.plan.plans.models import Plan

YEARS = 3  # Children and Young People (Scotland) Act 2014, s.8: a plan for each three-year period
FIRST_MONTH = 4  # the first period began on 1 April 2017, and each year of report runs from 1 April (s.13)


@dataclass(frozen=True)
class ReportYear:
    """One year that a plan reports on, 1 April to 31 March."""

    starts_on: date
    ends_on: date

    @property
    def label(self) -> str:
        """“2026/27”."""
        return f"{self.starts_on.year}/{self.ends_on.year % 100:02d}"

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class PeriodWarning:
    """Something about a plan's period that does not fit, in words."""

    plan: Plan
    words: str


def years_on(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, month=3, day=1)


def statutory_end(starts_on: date) -> date:
    """The last day of the three years that begin on a day.

    >>> statutory_end(date(2017, 4, 1))
    datetime.date(2020, 3, 31)
    """
    return years_on(starts_on, YEARS) - timedelta(days=1)


def report_years(starts_on: date, ends_on: date) -> tuple[ReportYear, ...]:
    """The report years that a plan covers, whole or in part.

    >>> [year.label for year in report_years(date(2026, 4, 1), date(2029, 3, 31))]
    ['2026/27', '2027/28', '2028/29']
    """
    first = starts_on.year if starts_on.month >= FIRST_MONTH else starts_on.year - 1
    years = []
    while (begins := date(first, FIRST_MONTH, 1)) <= ends_on:
        years.append(ReportYear(begins, years_on(begins, 1) - timedelta(days=1)))
        first += 1
    return tuple(years)
