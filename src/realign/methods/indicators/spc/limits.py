"""Centres and limits of each kind of chart.

Each builder answers with a `Frame`: what to draw, its centre and one sigma at each point, on the scale on
which the rules work. Source of all limits: Montgomery, Introduction to Statistical Quality Control,
chapters 6 and 7; constants of the individuals chart as used by NHS England (2.66 and 3.267). A limit too large for a number
is not-a-number here, and unknown to whoever reads it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, lgamma, sqrt

import numpy as np
from numpy.typing import NDArray

from realign.methods.indicators.spc.series import PeriodSeries
from realign.methods.indicators.spc.types import ChartKind
from realign.methods.intervals import Floats

Mask = NDArray[np.bool_]
XMR_LIMIT = 2.66
MR_LIMIT = 3.267
NELSON_POWER = 3.6  # makes times between events near normal: Nelson (1994), J Quality Technology 26, 239-241


@dataclass(frozen=True)
class MovingRanges:
    """How far neighbouring values lie apart: the mean of the ranges that set the limits, and how many of all these are."""

    mean: float
    used: int
    known: int


@dataclass(frozen=True)
class Frame:
    """Values, centre and sigma on the working scale; `floor` and `ceiling` are what is possible at all.

    `sigma` is None on a run chart, and not-a-number at a point too thin to have limits. `power` turns the working scale
    back into the one people read. `ranges` is None on charts whose limits do not rest on moving ranges.
    """

    values: Floats
    centre: Floats
    sigma: Floats | None
    floor: float = -np.inf
    ceiling: float = np.inf
    power: float = 1.0
    ranges: MovingRanges | None = None

    def as_read(self, numbers: Floats) -> Floats:
        """Working numbers as people read them; not-a-number where one is too large to be written."""
        clipped = np.clip(np.where(np.isfinite(numbers), numbers, np.nan), self.floor, self.ceiling)
        if self.power == 1:
            return clipped
        with np.errstate(over="ignore"):
            powered = clipped**self.power
        return np.where(np.isfinite(powered), powered, np.nan)

    def position(self) -> Floats:
        """How many sigma each value lies from its centre; infinite where nothing ever varied."""
        if self.sigma is None:
            raise ValueError("A run chart has no sigma; ask only on which side of the median a point lies.")
        gap = self.values - self.centre
        with np.errstate(divide="ignore", invalid="ignore"):
            where = np.where(np.isclose(gap, 0, atol=1e-12), 0.0, gap / self.sigma)
        # a value on a line is on it, whatever the last bits of a division say
        return where.round(9).astype(np.float64)


def frame(kind: ChartKind, series: PeriodSeries, base: Mask, *, screen: bool = False) -> Frame:
    """The frame of a phase; `base` marks the points from which centre and limits are worked.

    `screen` leaves outlying moving ranges out of the limits of single measurements. Raises ValueError where a centre is too
    large for a number: nothing can be said beside it.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        built = _BUILDERS[kind](series, base & ~np.isnan(drawn(kind, series)), screen)
        middle = built.as_read(built.centre)
    if not np.isfinite(middle).all():
        raise ValueError("The values are too large to be worked with. Give them in a larger unit.")
    return built


def drawn(kind: ChartKind, series: PeriodSeries) -> Floats:
    """The values as charted, on the working scale; not-a-number for gaps."""
    if kind is ChartKind.S:
        return np.array([np.std(g, ddof=1) if len(g) > 1 else np.nan for g in _groups(series, kind)])
    if kind is ChartKind.XBAR:
        return np.array([np.mean(g) if g else np.nan for g in _groups(series, kind)])
    values = np.array([np.nan if v is None else v for v in series.values], float)
    if kind is ChartKind.T:
        return _times(values)
    if kind in (ChartKind.P, ChartKind.U) or (kind is not ChartKind.C and series.denominators):
        with np.errstate(over="ignore"):
            values = values / _denominators(series, kind)
    return _moving_range(values) if kind is ChartKind.MR else values


def _run(series: PeriodSeries, base: Mask, _: bool) -> Frame:
    y = drawn(ChartKind.RUN, series)
    return Frame(y, np.full_like(y, np.median(y[base])), None)


def _individuals(series: PeriodSeries, base: Mask, screen: bool) -> Frame:
    y = drawn(ChartKind.I, series)
    ranges = _moving_ranges_of(np.where(base, y, np.nan), screen=screen)
    sigma = XMR_LIMIT / 3 * ranges.mean
    return Frame(y, np.full_like(y, y[base].mean()), np.full_like(y, sigma), ranges=ranges)


def _moving_ranges(series: PeriodSeries, base: Mask, _: bool) -> Frame:
    y = drawn(ChartKind.MR, series)
    mean = y[base].mean()
    return Frame(y, np.full_like(y, mean), np.full_like(y, (MR_LIMIT - 1) * mean / 3), floor=0)


def _proportions(series: PeriodSeries, base: Mask, _: bool) -> Frame:
    y, n = drawn(ChartKind.P, series), _denominators(series, ChartKind.P)
    if np.any(y > 1):
        raise ValueError(
            "A p chart counts children among children, so no value may be more than its denominator. "
            "Use a u chart for events that can happen more than once."
        )
    p = (y[base] * n[base]).sum() / n[base].sum()
    return Frame(y, np.full_like(y, p), np.sqrt(p * (1 - p) / n), floor=0, ceiling=1)


def _events_by_opportunity(series: PeriodSeries, base: Mask, _: bool) -> Frame:
    y, n = drawn(ChartKind.U, series), _denominators(series, ChartKind.U)
    rate = (y[base] * n[base]).sum() / n[base].sum()
    return Frame(y, np.full_like(y, rate), np.sqrt(rate / n), floor=0)


def _events(series: PeriodSeries, base: Mask, _: bool) -> Frame:
    y = drawn(ChartKind.C, series)
    mean = y[base].mean()
    return Frame(y, np.full_like(y, mean), np.full_like(y, sqrt(mean)), floor=0)


def _means(series: PeriodSeries, base: Mask, _: bool) -> Frame:
    y, n = drawn(ChartKind.XBAR, series), _sizes(series)
    centre = (y[base] * n[base]).sum() / n[base].sum()
    spread = _typical_spread(drawn(ChartKind.S, series)[base], n[base])
    return Frame(y, np.full_like(y, centre), spread / (_c4(n) * np.sqrt(n)))


def _spreads(series: PeriodSeries, base: Mask, _: bool) -> Frame:
    y, n = drawn(ChartKind.S, series), _sizes(series)
    spread, c4 = _typical_spread(y[base], n[base]), _c4(n)
    return Frame(y, np.full_like(y, spread), spread * np.sqrt(1 - c4**2) / c4, floor=0)


def _rare(series: PeriodSeries, base: Mask, screen: bool) -> Frame:
    y = drawn(ChartKind.T, series)
    ranges = _moving_ranges_of(np.where(base, y, np.nan), screen=screen)
    sigma = XMR_LIMIT / 3 * ranges.mean
    return Frame(
        y, np.full_like(y, y[base].mean()), np.full_like(y, sigma), floor=0, power=NELSON_POWER, ranges=ranges
    )


def _typical_spread(spreads: Floats, sizes: Floats) -> float:
    """The mean of equal groups; for unequal ones the pooled spread (Montgomery 6.30 and 6.31).

    A group of one has no spread of its own: it adds nothing to the pooled one.
    """
    spread_out = sizes > 1
    if not spread_out.any():
        raise ValueError(
            "No period that sets the limits has two measurements, so nothing is known of the spread within periods. "
            "Add measurements, or use an i chart."
        )
    if np.all(sizes == sizes[0]):
        return float(spreads.mean())
    spreads, sizes = spreads[spread_out], sizes[spread_out]
    return float(np.sqrt(((sizes - 1) * spreads**2).sum() / (sizes - 1).sum()))


def _c4(sizes: Floats) -> Floats:
    """How much a small group's standard deviation understates the true one, on average."""
    factors = {  # by logarithms: the gamma function itself overflows beyond 343 measurements in a group
        n: sqrt(2 / (n - 1)) * exp(lgamma(n / 2) - lgamma((n - 1) / 2)) for n in set(sizes.tolist()) if n > 1
    }
    return np.array([factors.get(n, np.nan) for n in sizes.tolist()])


def _moving_ranges_of(values: Floats, *, screen: bool) -> MovingRanges:
    """The mean moving range; with `screen` once more without those of 3.267 times the first mean or above.

    Source of the screening: Nelson (1982), J Quality Technology 14, 172-173; NHS England's “plot the dots” does it once,
    and keeps the outlying values in the centre.
    """
    ranges = _moving_range(values)
    ranges = ranges[~np.isnan(ranges)]
    if not len(ranges):
        return MovingRanges(0.0, 0, 0)
    mean = float(ranges.mean())
    kept = ranges[ranges < MR_LIMIT * mean] if screen and mean > 0 else ranges
    return MovingRanges(float(kept.mean()), len(kept), len(ranges))


def _moving_range(values: Floats) -> Floats:
    return np.abs(np.diff(values, prepend=np.nan))


def _times(values: Floats) -> Floats:
    if np.any(values < 0):
        raise ValueError("Times between events cannot be negative; check the order of the dates.")
    transformed: Floats = values ** (1 / NELSON_POWER)
    return transformed


def _sizes(series: PeriodSeries) -> Floats:
    return np.array([len(g) for g in series.groups or ()], float)


def _groups(series: PeriodSeries, kind: ChartKind) -> tuple[tuple[float, ...], ...]:
    if series.groups is None:
        raise ValueError(
            f"An {kind} chart needs several measurements in each period: give two or more rows with the same "
            "period. For one value a period use an i chart."
        )
    return series.groups


def _denominators(series: PeriodSeries, kind: ChartKind) -> Floats:
    if series.denominators is None:
        raise ValueError(
            f"A {kind} chart needs a denominator for each period. Add the column, or use an i or run chart "
            "for values that are already rates."
        )
    bottoms = np.array([np.nan if n is None else n for n in series.denominators], float)
    if np.any(bottoms <= 0):
        raise ValueError(
            "Every denominator must be more than zero; leave the period blank where nobody counted."
        )
    return bottoms


_BUILDERS: dict[ChartKind, Callable[[PeriodSeries, Mask, bool], Frame]] = {
    ChartKind.RUN: _run,
    ChartKind.I: _individuals,
    ChartKind.MR: _moving_ranges,
    ChartKind.P: _proportions,
    ChartKind.U: _events_by_opportunity,
    ChartKind.C: _events,
    ChartKind.XBAR: _means,
    ChartKind.S: _spreads,
    ChartKind.T: _rare,
}
