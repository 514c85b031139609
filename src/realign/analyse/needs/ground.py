"""What all sections of an assessment are read from: everything that is out, read once.

Populations, released tables, values of indicators, the register of services: nothing of the restricted room.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from realign.analyse.fit import queries as fit
from realign.analyse.fit.types import NeedFit
from realign.analyse.needs.regional import RegionalPicture, picture
from realign.analyse.needs.rules import WELLBEING
from realign.analyse.needs.types import Datum, Lines
from realign.foundations.design.words import date_words
from realign.foundations.partnerships.models import Partnership
from realign.registers.evidence import queries as evidence
from realign.registers.evidence.models import Release
from realign.registers.frameworks.models import FrameworkVersion
from realign.registers.indicators import queries as indicators
from realign.registers.indicators.models import Indicator
from realign.registers.places import queries as places
from realign.registers.places.models import Area, Population
from realign.registers.services import queries as services
from realign.registers.services.models import Service
from realign.registers.services.types import SpendPicture

NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Block:
    """What the records show for one section."""

    tables: tuple[Lines, ...] = ()
    data: tuple[Datum, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ground:
    """What all sections are read from, on one day. A number of queries that does not grow with the records."""

    partnership: Partnership
    on: date
    councils: tuple[Area, ...]
    populations: tuple[Population, ...]
    fits: tuple[NeedFit, ...]
    releases: tuple[Release, ...]
    indicators: tuple[Indicator, ...]
    pictures: tuple[RegionalPicture, ...]
    services: tuple[Service, ...]
    money: SpendPicture | None = None
    wellbeing: frozenset[int] = frozenset()

    @property
    def place(self) -> str:
        """The partnership as a column calls it."""
        return self.partnership.short_name

    def records(self, what: str) -> str:
        """The note of what is counted from the partnership’s own records."""
        return f"{what}, from the records of {self.place} as they stood on {date_words(self.on)}."


def ground(partnership: Partnership, on: date) -> Ground:
    """Read everything once."""
    councils = tuple(places.councils_of(partnership))
    every_indicator = tuple(indicators.indicators(partnership))
    latest = indicators.latest(every_indicator, councils)
    years = services.spend_by_year(partnership)
    standing = evidence.releases(partnership).standing().prefetch_related("cells")
    return Ground(
        partnership=partnership,
        on=on,
        councils=councils,
        populations=tuple(places.populations(councils)),
        fits=tuple(fit.fits(partnership, on)),
        releases=tuple(standing),
        indicators=every_indicator,
        pictures=tuple(
            picture(indicator, councils, latest[indicator.pk])
            for indicator in every_indicator
            if latest.get(indicator.pk)
        ),
        services=tuple(services.running(partnership, on).prefetch_related("years")),
        money=years[0] if years else None,
        wellbeing=frozenset(
            FrameworkVersion.objects.filter(framework__slug=WELLBEING).values_list("pk", flat=True)
        ),
    )


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
