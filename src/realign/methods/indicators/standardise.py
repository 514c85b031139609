"""Rates made comparable between areas with different age mixes."""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from realign.methods.indicators.rates import CountMethod, count_interval
from realign.methods.intervals import Floats, Interval

FEWEST_EVENTS = 10


@dataclass(frozen=True)
class Standardised:
    """A standardised figure; `interval` is None, with the reason, where it must not be published."""

    interval: Interval | None
    observed: float
    expected: float | None
    multiplier: float
    method: str
    reason: str | None = None


def direct_rate(
    events: ArrayLike,
    populations: ArrayLike,
    standard: ArrayLike,
    *,
    multiplier: float = 100_000,
    level: float = 0.95,
    events_per_person: ArrayLike | None = None,
) -> Standardised:
    """The rate an area would have if its ages were those of a standard population.

    One entry for each age band. With fewer than 10 events in all the rate is not given. Where one person may
    have several events, `events_per_person` has a row for each band and a column for each number of events
    (1, 2, 3, …) with the number of people who had so many; the interval is then wider.

    Source: Dobson, Kuulasmaa, Eberle and Scherer (1991), Statistics in Medicine 10, 457-462.

    >>> r = direct_rate([12, 18, 30, 41], [4800, 5100, 5300, 4900], [5000, 5500, 5500, 5500]).interval
    >>> round(r.estimate, 4), round(r.lower, 2), round(r.upper, 2)
    (507.2756, 413.12, 616.46)
    """
    o, n, w = _bands(events, populations, standard)
    if np.any(n <= 0):
        raise ValueError(
            "Every age band needs a population of more than zero; join empty bands to a neighbour."
        )
    if not w.sum() > 0:
        raise ValueError("The standard population needs somebody in at least one age band.")
    method = "Dobson" if events_per_person is None else "Dobson, for people with several events"
    total = float(o.sum())
    if total < FEWEST_EVENTS:
        reason = f"fewer than {FEWEST_EVENTS} events in all"
        return Standardised(None, total, None, multiplier, method, reason)
    share = w / w.sum()
    rate = float((share * o / n).sum())
    spread = o if events_per_person is None else _clustered(events_per_person, o)
    variance = float((share**2 * spread / n**2).sum())
    count = count_interval(total, level, CountMethod.BYAR)
    stretch = sqrt(variance / total)
    lower, upper = rate + stretch * (count.lower - total), rate + stretch * (count.upper - total)
    return Standardised(
        Interval(rate, lower, upper, level).times(multiplier), total, None, multiplier, method
    )


def indirect_ratio(
    events: float | ArrayLike,
    populations: ArrayLike,
    reference_events: ArrayLike,
    reference_populations: ArrayLike,
    *,
    multiplier: float = 1,
    level: float = 0.95,
) -> Standardised:
    """Events observed ÷ events expected if each age had the reference rate; 1 means as expected.

    `events` may be the total alone. Limits are exact below 10 events and Byar's from there.
    Source: Breslow and Day (1987), Statistical Methods in Cancer Research II.

    >>> indirect_ratio(12, [1000, 2000], [50, 40], [10000, 10000]).expected
    13.0
    """
    n, ref_o, ref_n = _bands(populations, reference_events, reference_populations)
    if np.any(ref_n <= 0):
        raise ValueError("Every age band of the reference needs a population of more than zero.")
    expected = float((n * ref_o / ref_n).sum())
    if expected <= 0:
        raise ValueError("No events are expected, so there is nothing to compare with; use wider age bands.")
    observed = float(np.asarray(events, float).sum())
    interval = count_interval(observed, level).times(multiplier / expected)
    method = "exact" if observed < FEWEST_EVENTS else "Byar"
    return Standardised(interval, observed, expected, multiplier, method)


def indirect_rate(
    events: float | ArrayLike,
    populations: ArrayLike,
    reference_events: ArrayLike,
    reference_populations: ArrayLike,
    *,
    multiplier: float = 100_000,
    level: float = 0.95,
) -> Standardised:
    """The reference population's crude rate times the indirect ratio."""
    ref_o, ref_n = np.asarray(reference_events, float), np.asarray(reference_populations, float)
    crude = float(ref_o.sum() / ref_n.sum())
    return indirect_ratio(events, populations, ref_o, ref_n, multiplier=multiplier * crude, level=level)


@dataclass(frozen=True)
class StandardPopulation:
    """How many of every 100,000 standard people fall in each age band, youngest first."""

    name: str
    source: str
    verified: bool
    bands: tuple[tuple[str, float], ...]

    def weights(self, *ages: str) -> tuple[float, ...]:
        """The weights of the named bands, or of all bands where none is named.

        >>> esp2013().weights("0-4", "5-9", "10-14", "15-19")
        (5000.0, 5500.0, 5500.0, 5500.0)
        """
        known = dict(self.bands)
        unknown = [age for age in ages if age not in known]
        if unknown:
            raise ValueError(f"{self.name} has no bands {unknown}; expected some of {list(known)}.")
        return tuple(known[age] for age in ages) if ages else tuple(known.values())


@lru_cache(maxsize=1)
def esp2013() -> StandardPopulation:
    """The European Standard Population of 2013, which Scottish public health statistics use."""
    text = resources.files("realign.methods.indicators").joinpath("data/esp2013.json").read_text("utf-8")
    standard = json.loads(text)
    bands = tuple((age, float(weight)) for age, weight in standard["bands"].items())
    return StandardPopulation(standard["name"], standard["source"], standard["verified"], bands)


def _bands(*columns: ArrayLike) -> tuple[Floats, ...]:
    arrays = tuple(np.asarray(column, float) for column in columns)
    if any(a.ndim != 1 or a.shape != arrays[0].shape for a in arrays):
        raise ValueError(
            f"Give one figure for each age band in every column; found lengths {[a.size for a in arrays]}."
        )
    if any(np.isnan(a).any() or (a < 0).any() for a in arrays):
        raise ValueError("Events and populations must be known and zero or more in every age band.")
    return arrays


def _clustered(events_per_person: ArrayLike, events: Floats) -> Floats:
    """Σ i² people with i events: the variance of a count when events come in clusters of one person."""
    people = np.asarray(events_per_person, float)
    times = np.arange(1, people.shape[1] + 1)
    if people.shape[0] != len(events) or not np.allclose(people @ times, events):
        raise ValueError("People times their number of events must add up to the events of each age band.")
    spread: Floats = people @ times**2
    return spread
