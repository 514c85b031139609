"""Crude rates and proportions with the interval each is usually published with."""

from dataclasses import dataclass
from enum import StrEnum

from realign.methods.intervals import Interval, byar_limits, exact_poisson_limits, wilson

FEW_EVENTS = 10  # below this Byar's approximation is replaced by exact limits in public health practice


class CountMethod(StrEnum):
    """How limits round a count are found; USUAL is exact below 10 events and Byar's from there."""

    USUAL = "exact below 10, else Byar"
    BYAR = "Byar"
    EXACT = "exact"


@dataclass(frozen=True)
class Rate:
    """A figure with its interval, what it was made from, and how."""

    interval: Interval
    numerator: float
    denominator: float
    multiplier: float
    method: str


def count_interval(events: float, level: float = 0.95, method: CountMethod = CountMethod.USUAL) -> Interval:
    """Limits of a count of events.

    >>> round(count_interval(5).upper, 4), round(count_interval(5, method=CountMethod.BYAR).upper, 4)
    (11.6683, 11.6682)
    """
    exact = method is CountMethod.EXACT or (method is CountMethod.USUAL and events < FEW_EVENTS)
    lower, upper = (exact_poisson_limits if exact else byar_limits)(events, level)
    return Interval(float(events), float(lower), float(upper), level)


def crude_rate(
    events: float,
    population: float,
    multiplier: float = 100_000,
    level: float = 0.95,
    method: CountMethod = CountMethod.USUAL,
) -> Rate:
    """Events for each so many people; people may have more than one event.

    Source: Public Health England, technical guide on confidence intervals (2018).

    >>> r = crude_rate(45, 18_250).interval
    >>> round(r.estimate, 4), round(r.lower, 1), round(r.upper, 1)
    (246.5753, 179.8, 329.9)
    """
    _check_population(population)
    scaled = count_interval(events, level, method).times(multiplier / population)
    exact = method is CountMethod.EXACT or (method is CountMethod.USUAL and events < FEW_EVENTS)
    return Rate(scaled, events, population, multiplier, "exact" if exact else "Byar")


def proportion(successes: float, n: float, multiplier: float = 1, level: float = 0.95) -> Rate:
    """A share of people, each counted once, with its Wilson interval; multiplier 100 gives per cent.

    >>> proportion(10, 40, 100).interval.estimate
    25.0
    """
    return Rate(wilson(successes, n, level).times(multiplier), successes, n, multiplier, "Wilson")


def _check_population(population: float) -> None:
    if not population > 0:
        raise ValueError(f"A rate needs a population of more than zero; found {population}.")
