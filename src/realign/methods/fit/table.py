"""The two-by-two table of need (high or low) against service contact (yes or no), and its measures.

Source: the need and service comparison published for Perth and Kinross (Evidence2Success, Dartington
Social Research Unit, 2013); see docs/methods/fit-need-and-services.md.
"""

import math
from dataclasses import asdict, dataclass
from typing import Any

from realign.methods.intervals import Interval, wilson, z_value

# the first words are those of the programme paper of Realigning Children's Services (2015)
CAUTION = (
    "Contact with a service is an indication of whether these needs are likely being met. It is not proof: "
    "contact may be about something else, and help may come from places that are not counted here."
)


@dataclass(frozen=True)
class NeedServiceTable:
    """Four counts of children. Counts may be weighted, but then take intervals from the survey design.

    >>> t = NeedServiceTable(high_served=223, high_unserved=1953, low_served=426, low_unserved=5857)
    >>> t.high, t.served, t.total
    (2176, 649, 8459)
    """

    high_served: float
    high_unserved: float
    low_served: float
    low_unserved: float

    def __post_init__(self) -> None:
        for name in ("high_served", "high_unserved", "low_served", "low_unserved"):
            count = getattr(self, name)
            if not (math.isfinite(count) and count >= 0):
                raise ValueError(
                    f"{name} must be a count of children, zero or more; found {count}. "
                    "A suppressed cell cannot be used: leave the table out or release it at a wider area."
                )
        if self.total == 0:
            raise ValueError("The table holds no children; expected at least one cell above zero.")

    @property
    def high(self) -> float:
        return self.high_served + self.high_unserved

    @property
    def low(self) -> float:
        return self.low_served + self.low_unserved

    @property
    def served(self) -> float:
        return self.high_served + self.low_served

    @property
    def total(self) -> float:
        return self.high + self.low


@dataclass(frozen=True)
class NeedServiceMeasures:
    """What the table says. Shares lie between 0 and 1; None where a share has nothing beneath it."""

    table: NeedServiceTable
    prevalence: Interval
    contact: Interval
    coverage: Interval | None
    unmet: Interval | None
    targeting: Interval | None
    low_need_served: Interval | None
    unmet_count: float
    served_without_need_count: float
    odds_ratio: Interval | None
    phi: float | None
    kappa: float | None
    caution: str = CAUTION

    def as_dict(self) -> dict[str, Any]:
        """Counts, shares and intervals, ready for JSON."""
        return asdict(self)


def measure(table: NeedServiceTable, level: float = 0.95) -> NeedServiceMeasures:
    """Coverage, targeting, unmet need and association, with Wilson and Woolf intervals.

    Coverage is the share of high-need children who are served; targeting is the share of served children
    who have high need; unmet is one minus coverage. The intervals assume a simple random sample.

    >>> m = measure(NeedServiceTable(223, 1953, 426, 5857))
    >>> round(m.coverage.estimate, 4), round(m.targeting.estimate, 4), round(m.odds_ratio.estimate, 4)
    (0.1025, 0.3436, 1.5699)
    """
    coverage = _share(table.high_served, table.high, level)
    return NeedServiceMeasures(
        table=table,
        prevalence=wilson(table.high, table.total, level),
        contact=wilson(table.served, table.total, level),
        coverage=coverage,
        unmet=coverage.complement() if coverage else None,
        targeting=_share(table.high_served, table.served, level),
        low_need_served=_share(table.low_served, table.low, level),
        unmet_count=table.high_unserved,
        served_without_need_count=table.low_served,
        odds_ratio=odds_ratio(table, level),
        phi=phi(table),
        kappa=kappa(table),
    )


def odds_ratio(table: NeedServiceTable, level: float = 0.95) -> Interval | None:
    """How much greater the odds of contact are with high need than with low; None if a cell is empty.

    Interval: Woolf (1955), Annals of Human Genetics 19, 251-253.
    """
    cells = (table.high_served, table.high_unserved, table.low_served, table.low_unserved)
    if min(cells) == 0:
        return None
    a, b, c, d = cells
    estimate = (a * d) / (b * c)
    spread = math.exp(z_value(level) * math.sqrt(sum(1 / cell for cell in cells)))
    return Interval(estimate, estimate / spread, estimate * spread, level)


def phi(table: NeedServiceTable) -> float | None:
    """Correlation of need and contact; 0 when contact ignores need, None if a margin is empty."""
    unserved = table.total - table.served
    margins = table.high * table.low * table.served * unserved
    if margins == 0:
        return None
    cross = table.high_served * table.low_unserved - table.high_unserved * table.low_served
    return cross / math.sqrt(margins)


def kappa(table: NeedServiceTable) -> float | None:
    """Agreement of need and contact beyond chance (Cohen, 1960); None when chance alone explains all."""
    n = table.total
    observed = (table.high_served + table.low_unserved) / n
    expected = (table.high * table.served + table.low * (n - table.served)) / n**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def _share(part: float, whole: float, level: float) -> Interval | None:
    return wilson(part, whole, level) if whole > 0 else None
