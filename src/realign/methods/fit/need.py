"""How many children have a need, how many of them are reached, and how many are not."""

from dataclasses import dataclass

from realign.methods.intervals import Interval, product


@dataclass(frozen=True)
class Fit:
    """Need beside what is provided, in children. `coverage` may exceed 1: more places than need."""

    need: Interval
    provided: float
    coverage: Interval | None
    unmet: Interval

    @property
    def surely_short(self) -> bool:
        """True when even the lowest credible need is more than is provided."""
        return self.unmet.lower > 0


def known(count: float, level: float = 0.95) -> Interval:
    """A number taken as exact, such as places in a contract, where an interval is asked for."""
    return Interval(count, count, count, level)


def need_from_prevalence(prevalence: Interval, population: float | Interval) -> Interval:
    """Children with a need: a released prevalence times the population it speaks for.

    The prevalence interval should come from the survey design. A population estimate with its own interval
    is combined as an independent source of error.

    >>> need_from_prevalence(Interval(0.26, 0.25, 0.27), 20_000)
    Interval(estimate=5200.0, lower=5000.0, upper=5400.0, level=0.95)
    """
    if not (prevalence.lower >= 0 and prevalence.upper <= 1):
        raise ValueError(
            f"A prevalence is a share from 0 to 1; found {prevalence.lower} to {prevalence.upper}. "
            "Divide percentages by 100."
        )
    people = population if isinstance(population, Interval) else known(population, prevalence.level)
    if people.lower < 0:
        raise ValueError(f"A population cannot be negative; found {people.lower}.")
    return product(prevalence, people)


def fit_to_need(need: Interval, provided: float) -> Fit:
    """Compare need with places, or with children with the need who were reached.

    `provided` is a known count: capacity gives the capacity ratio, children reached gives coverage.

    >>> f = fit_to_need(Interval(900, 800, 1000), provided=120)
    >>> round(f.coverage.estimate, 4), round(f.coverage.lower, 4), round(f.coverage.upper, 4)
    (0.1333, 0.12, 0.15)
    >>> f.unmet
    Interval(estimate=780, lower=680, upper=880, level=0.95)
    """
    if provided < 0:
        raise ValueError(f"Places or children reached must be zero or more; found {provided}.")
    return Fit(
        need=need, provided=provided, coverage=_ratio(provided, need), unmet=_shortfall(need, provided)
    )


def spend_per_child(spend: float, children: Interval) -> Interval | None:
    """Pounds for each child of an estimated number; None when there may be no child. Raises ValueError below zero pounds.

    >>> spend_per_child(22_000_000, Interval(2200, 2000, 2500)).lower
    8800.0
    """
    if spend < 0:
        raise ValueError(f"Spend must be zero or more pounds; found {spend}.")
    return _ratio(spend, children)


def _ratio(top: float, children: Interval) -> Interval | None:
    if children.lower <= 0:
        return None
    return Interval(top / children.estimate, top / children.upper, top / children.lower, children.level)


def _shortfall(need: Interval, provided: float) -> Interval:
    estimate, lower, upper = (max(0.0, x - provided) for x in (need.estimate, need.lower, need.upper))
    return Interval(estimate, lower, upper, need.level)
