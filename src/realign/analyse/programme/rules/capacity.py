"""How many areas a round can take, slot by slot, and how many may have consultants at a time."""

from collections.abc import Iterable, Sequence
from datetime import date

from realign.analyse.programme.types import Busiest, Capacity
from realign.foundations.design.words import date_words
from realign.foundations.partnerships.types import Refusal

Span = tuple[date, date]


def capacity(*, slots_a_year: int, areas_per_slot: int, years: int, before: int = 0) -> Capacity:
    """The areas that fit: slots × areas × years, and together with those that took part before.

    >>> round_of_2015 = capacity(slots_a_year=2, areas_per_slot=3, years=3, before=3)
    >>> round_of_2015.new, round_of_2015.all
    (18, 21)
    """
    for what, number in (("slots", slots_a_year), ("areas", areas_per_slot), ("years", years)):
        if number < 1:
            raise ValueError(f"Capacity needs at least one of each; {what} is {number}.")
    if before < 0:
        raise ValueError(f"The number of earlier areas cannot be below 0; it is {before}.")
    return Capacity(new=slots_a_year * areas_per_slot * years, before=before)


def slots(starts_on: date, years: int, months: Iterable[int]) -> list[date]:
    """The first day of each slot month from the day a round starts until its funding ends.

    >>> [f"{day:%b %Y}" for day in slots(date(2015, 4, 17), 3, [9, 3])]
    ['Sep 2015', 'Mar 2016', 'Sep 2016', 'Mar 2017', 'Sep 2017', 'Mar 2018']
    """
    first = (starts_on.year, starts_on.month)
    last = (starts_on.year + years, starts_on.month)
    return [
        date(year, month, 1)
        for year in range(starts_on.year, starts_on.year + years + 1)
        for month in sorted(set(months))
        if first <= (year, month) < last
    ]


def check_room(tranche: str, taken: int, most: int) -> None:
    """Refuse one area more than a slot can take."""
    if taken >= most:
        raise Refusal(
            f"{tranche} is full: {taken} of {most} places are taken.",
            "Choose another slot, or free a place first.",
        )


def busiest(spans: Sequence[Span]) -> Busiest:
    """The most of these times that lie on one day, and the first such day. Both ends of a time belong to it."""
    most = Busiest(0)
    for day in sorted(first for first, _ in spans):
        now = sum(first <= day <= last for first, last in spans)
        if now > most.areas:
            most = Busiest(now, day)
    return most


def consultants_warning(spans: Sequence[Span], most: int) -> str:
    """Words of warning when consultants would work with more areas at a time than they can; empty when all is well."""
    busiest_day = busiest(spans)
    if busiest_day.areas <= most or busiest_day.on is None:
        return ""
    return (
        f"{busiest_day.areas} areas would have consultants at the same time from "
        f"{date_words(busiest_day.on)}; the limit is {most}. Start one later, or end the support "
        "of one that no longer needs it."
    )
