"""Is the data fit to be used? Unusual values, missing returns, late returns, and figures that must agree."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

import numpy as np

UNUSUAL = 3.5  # Iglewicz and Hoaglin (1993), How to Detect and Handle Outliers


@dataclass(frozen=True)
class Outlier:
    """A value far from the usual. To be checked, not deleted: the unusual may be true."""

    index: int
    value: float
    usual: float
    score: float


def outliers(values: Sequence[float | None], threshold: float = UNUSUAL) -> tuple[Outlier, ...]:
    """Values whose modified z-score (distance from the median in robust standard deviations) is large.

    Where more than half the values are equal, the mean distance from the median takes the place of the
    median distance. Source: Iglewicz and Hoaglin (1993).

    >>> [o.index for o in outliers([12, 13, 12, 14, 13, 130, None, 12])]
    [5]
    """
    known = [v for v in values if v is not None]
    if len(known) < 3:
        return ()
    usual = median(known)
    distances = np.abs(np.array(known) - usual)
    spread = 1.4826 * float(np.median(distances)) or 1.2533 * float(distances.mean())
    if spread == 0:
        return ()
    return tuple(
        Outlier(i, v, usual, (v - usual) / spread)
        for i, v in enumerate(values)
        if v is not None and abs(v - usual) / spread > threshold
    )


@dataclass(frozen=True)
class Completeness:
    """How much of what was expected has come. `missing` names what has not; `unexpected` is reported beside."""

    received: int
    expected: int
    missing: tuple[str, ...]
    unexpected: tuple[str, ...]

    @property
    def share(self) -> float | None:
        return self.received / self.expected if self.expected else None


def completeness(received: Collection[str], expected: Collection[str]) -> Completeness:
    """Compare what came with what should have come, each thing named once (a period, an area, a service).

    >>> completeness({"Angus"}, ["Angus", "Dundee City"]).missing
    ('Dundee City',)
    """
    came, due = set(received), set(expected)
    return Completeness(
        received=len(came & due),
        expected=len(due),
        missing=tuple(sorted(due - came)),
        unexpected=tuple(sorted(came - due)),
    )


@dataclass(frozen=True)
class Timeliness:
    """Returns on time and late. `days_late` is the middle one of those that came late."""

    due: int
    on_time: int
    late: int
    outstanding: tuple[str, ...]
    days_late: float | None

    @property
    def share_on_time(self) -> float | None:
        return self.on_time / self.due if self.due else None


def timeliness(returns: Mapping[str, tuple[date, date | None]], as_at: date) -> Timeliness:
    """Compare the date due with the date received; returns due after `as_at` are not counted yet.

    >>> day = date(2026, 6, 30)
    >>> timeliness({"Angus": (day, date(2026, 7, 4))}, as_at=date(2026, 8, 1)).days_late
    4.0
    """
    due = {name: dates for name, dates in returns.items() if dates[0] <= as_at}
    here = {name: (d, got) for name, (d, got) in due.items() if got is not None and got <= as_at}
    lateness = [(got - d).days for d, got in here.values() if got > d]
    return Timeliness(
        due=len(due),
        on_time=len(here) - len(lateness),
        late=len(lateness),
        outstanding=tuple(sorted(due.keys() - here.keys())),
        days_late=float(median(lateness)) if lateness else None,
    )


class Relation(StrEnum):
    """How two figures must stand to each other."""

    EQUAL = "must equal"
    AT_MOST = "must be at most"
    AT_LEAST = "must be at least"


@dataclass(frozen=True)
class Agreement:
    """A rule between figures and whether it holds; None where a figure is missing, so it was not tested."""

    rule: str
    holds: bool | None
    difference: float | None


def agree(
    name: str,
    left: Sequence[float | None],
    relation: Relation,
    right: Sequence[float | None],
    tolerance: float = 0.0,
) -> Agreement:
    """Compare two sums: parts with their whole, a numerator with its denominator.

    >>> agree("sexes", [40, 45], Relation.EQUAL, [86]).difference
    -1.0
    """
    if any(v is None for v in (*left, *right)):
        return Agreement(f"{name}: {relation}", None, None)
    gap = float(sum(v or 0.0 for v in left) - sum(v or 0.0 for v in right))
    match relation:
        case Relation.EQUAL:
            holds = abs(gap) <= tolerance
        case Relation.AT_MOST:
            holds = gap <= tolerance
        case Relation.AT_LEAST:
            holds = gap >= -tolerance
    return Agreement(f"{name}: {relation}", holds, gap)
