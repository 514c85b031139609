"""Waiting lists as stock and flow: who joins, who leaves, how long the list becomes."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class WaitingPeriod:
    """The list at the end of one period; `idle` is help that could have been given to nobody waiting."""

    period: int
    waiting: float
    seen: float
    idle: float


@dataclass(frozen=True)
class WaitingOutlook:
    """What a steady inflow and capacity do to a list. Waits and times are in periods."""

    periods: tuple[WaitingPeriod, ...]
    growth_per_period: float
    clears_in: float | None
    wait_at_start: float | None
    wait_at_end: float | None


def waiting_outlook(
    *, waiting: float, arrivals: float, capacity: float, periods: int, leave_unseen: float = 0.0
) -> WaitingOutlook:
    """Carry a waiting list forward: each period it grows by arrivals less those seen or who gave up.

    `arrivals` and `capacity` are children per period. `leave_unseen` is the share of the list that gives
    up in a period. The wait is the list divided by capacity (Little, 1961, Operations Research 9, 383-387).
    `clears_in` is None when the list never clears.

    >>> outlook = waiting_outlook(waiting=60, arrivals=20, capacity=25, periods=3)
    >>> [p.waiting for p in outlook.periods], outlook.clears_in
    ([55.0, 50.0, 45.0], 12.0)
    """
    if min(waiting, arrivals, capacity, periods) < 0 or not 0 <= leave_unseen < 1:
        raise ValueError(
            "Waiting, arrivals, capacity and periods are zero or more, and leave_unseen is a share from 0 "
            f"to below 1; found {waiting}, {arrivals}, {capacity}, {periods} and {leave_unseen}."
        )
    stock, rows = float(waiting), []
    for period in range(1, periods + 1):
        wanting = stock * (1 - leave_unseen) + arrivals
        helped = min(wanting, capacity)
        stock = wanting - helped
        rows.append(WaitingPeriod(period, stock, helped, capacity - helped))
    return WaitingOutlook(
        periods=tuple(rows),
        growth_per_period=arrivals - capacity - waiting * leave_unseen,
        clears_in=_clears_in(waiting, arrivals, capacity, leave_unseen),
        wait_at_start=waiting / capacity if capacity else None,
        wait_at_end=stock / capacity if capacity else None,
    )


def _clears_in(waiting: float, arrivals: float, capacity: float, leave: float) -> float | None:
    """Periods until nobody waits; solves w(t+1) = w(t)(1-leave) + arrivals - capacity for w = 0."""
    if waiting == 0:
        return 0.0
    spare = capacity - arrivals
    if spare <= 0:
        return None
    if leave == 0:
        return waiting / spare
    return -math.log1p(leave * waiting / spare) / math.log1p(-leave)
