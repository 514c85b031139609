"""When what happens for an area, from the day it starts."""

from calendar import monthrange
from datetime import date, timedelta

from realign.analyse.programme.types import AreaPhase, Lengths, Timeline

DAY = timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """The same day some months later or earlier, or the last of the month where it is shorter.

    >>> months_after(date(2015, 6, 1), 4), months_after(date(2015, 12, 31), 2)
    (datetime.date(2015, 10, 1), datetime.date(2016, 2, 29))
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def timeline(start: date, lengths: Lengths) -> Timeline:
    """The latest dates of each part: getting ready, gathering evidence, development days, support to its end.

    >>> dates = timeline(date(2015, 6, 1), Lengths(readiness=2, evidence=2, support=12))
    >>> dates.evidence_complete_by, dates.natural_end
    (datetime.date(2015, 9, 30), datetime.date(2016, 5, 31))
    """
    gathering = months_after(start, lengths.readiness)
    reading = months_after(start, lengths.readiness + lengths.evidence)
    end = months_after(start, lengths.support) - DAY
    phases = [
        AreaPhase("Preparation", start, gathering - DAY, "Acceptance, governance and staffing."),
        AreaPhase(
            "Evidence gathering", gathering, reading - DAY, "The survey, and the map of services and spend."
        ),
        AreaPhase("Development days", reading, end, f"{lengths.days} separate days; the area chooses when."),
        AreaPhase("Support, tapering", start, end, "From the first day; it ends within this time."),
    ]
    return Timeline(
        phases=tuple(phase for phase in phases if phase.first <= phase.last),
        evidence_complete_by=reading - DAY,
        natural_end=end,
    )


def latest_start(slot_on: date, lengths: Lengths) -> date:
    """The last day on which an area can begin to get ready and still be surveyed in a slot."""
    return months_after(slot_on, -lengths.readiness)
