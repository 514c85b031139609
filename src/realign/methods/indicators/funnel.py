"""Funnel plots: which areas differ from the average by more than chance, without a league table."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from realign.methods.intervals import Floats, exact_poisson_limits, z_value

Flags = NDArray[np.bool_]
INNER, OUTER = 0.95, 0.998  # two and three standard errors, as published


class FunnelZone(StrEnum):
    """Where an area falls. Never a rank."""

    HIGH = "above the outer line"
    RATHER_HIGH = "between the upper lines"
    AS_EXPECTED = "inside the lines"
    RATHER_LOW = "between the lower lines"
    LOW = "below the outer line"


@dataclass(frozen=True)
class FunnelLines:
    """Limits at each size, as shares (or as ratios of observed to expected)."""

    sizes: tuple[float, ...]
    average: float
    inner_lower: tuple[float, ...]
    inner_upper: tuple[float, ...]
    outer_lower: tuple[float, ...]
    outer_upper: tuple[float, ...]


@dataclass(frozen=True)
class Funnel:
    """The areas against their own limits; None is an area of nobody, which has no place on a funnel.

    `overdispersion` well above 1 means that areas differ for reasons beyond chance and this indicator: then too many fall
    outside, and the lines should not be leant on.
    """

    average: float
    places: tuple[FunnelZone | None, ...]
    overdispersion: float


def proportion_lines(average: float, sizes: ArrayLike) -> FunnelLines:
    """The average share ± 1.96 and 3.09 binomial standard errors at each size, never below 0 or above 1.

    Source: Public Health England's funnel plot limits; Spiegelhalter (2005), Stat Med 24, 1185-1202.

    >>> lines = proportion_lines(0.2, [100])
    >>> round(100 * lines.inner_lower[0], 2), round(100 * lines.outer_upper[0], 2)
    (12.16, 32.36)
    """
    if not 0 <= average <= 1:
        raise ValueError(f"The average is a share from 0 to 1; found {average}. Divide per cent by 100.")
    n = np.asarray(sizes, float)
    if np.any(n <= 0):
        raise ValueError("A line is drawn at sizes of more than zero: a share needs people.")
    error = np.sqrt(average * (1 - average) / n)
    return _lines(n, average, _band(average, z_value(INNER) * error), _band(average, z_value(OUTER) * error))


def count_lines(expected: ArrayLike) -> FunnelLines:
    """Poisson limits of observed ÷ expected events, at each number expected (the average is 1)."""
    e = np.asarray(expected, float)
    if np.any(e <= 0):
        raise ValueError("Expected events must be more than zero.")
    inner, outer = exact_poisson_limits(e, INNER), exact_poisson_limits(e, OUTER)
    return _lines(e, 1.0, (inner[0] / e, inner[1] / e), (outer[0] / e, outer[1] / e))


def proportion_funnel(numerators: ArrayLike, denominators: ArrayLike, average: float | None = None) -> Funnel:
    """Place each area against the average of all of them, or against a given average.

    An area without anybody (0 of 0) is placed nowhere and adds nothing to the average.
    """
    x, n = np.asarray(numerators, float), np.asarray(denominators, float)
    if ((x < 0) | (x > n)).any():
        raise ValueError(
            "Every area needs at least as many people as are counted among them, and none below zero."
        )
    peopled = _peopled(n)
    x, n = x[peopled], n[peopled]
    centre = float(x.sum() / n.sum()) if average is None else average
    zones = _places(x / n, proportion_lines(centre, n))
    with np.errstate(invalid="ignore", divide="ignore"):
        z = (x / n - centre) / np.sqrt(centre * (1 - centre) / n)
    # where the average is nought or all, no spread is expected, and a value that is the same has none
    spread = overdispersion(np.where(x / n == centre, 0.0, z))
    return Funnel(centre, _where_peopled(zones, peopled), spread)


def count_funnel(observed: ArrayLike, expected: ArrayLike) -> Funnel:
    """Place each area's observed events against those expected of it; an area where none can happen has no place."""
    o, e = np.asarray(observed, float), np.asarray(expected, float)
    peopled = _peopled(e)
    if (o[~peopled] > 0).any():
        raise ValueError("Events were seen in an area where none were expected. Check the numbers of people.")
    o, e = o[peopled], e[peopled]
    zones = _places(o / e, count_lines(e))
    return Funnel(1.0, _where_peopled(zones, peopled), overdispersion((o - e) / np.sqrt(e)))


def _peopled(sizes: Floats) -> Flags:
    """Which areas have anybody; ValueError where none has."""
    if (sizes < 0).any() or not (sizes > 0).any():
        raise ValueError(
            "A funnel needs areas with more than nobody in them, and none with fewer than nobody."
        )
    return sizes > 0


def _where_peopled(zones: Sequence[FunnelZone], peopled: Flags) -> tuple[FunnelZone | None, ...]:
    placed = iter(zones)
    return tuple(next(placed) if somebody else None for somebody in peopled.tolist())


def overdispersion(z: ArrayLike, trim: float = 0.1) -> float:
    """Mean squared z-score with the extreme tenths pulled in; about 1 when only chance is at work.

    Source: Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202.
    """
    scores = np.asarray(z, float)
    low, high = np.quantile(scores, [trim, 1 - trim])
    return float((np.clip(scores, low, high) ** 2).mean())


def _band(average: float, half: Floats) -> tuple[Floats, Floats]:
    return np.clip(average - half, 0, 1), np.clip(average + half, 0, 1)


def _lines(
    sizes: Floats, average: float, inner: tuple[Floats, Floats], outer: tuple[Floats, Floats]
) -> FunnelLines:
    columns = [tuple(np.atleast_1d(side).tolist()) for side in (sizes, *inner, *outer)]
    return FunnelLines(columns[0], average, *columns[1:])


def _places(values: Floats, lines: FunnelLines) -> tuple[FunnelZone, ...]:
    limits: Sequence[tuple[float, ...]] = list(
        zip(lines.outer_lower, lines.inner_lower, lines.inner_upper, lines.outer_upper, strict=True)
    )
    return tuple(_place(float(v), *four) for v, four in zip(values, limits, strict=True))


def _place(value: float, low: float, rather_low: float, rather_high: float, high: float) -> FunnelZone:
    if value < low:
        return FunnelZone.LOW
    if value > high:
        return FunnelZone.HIGH
    if value < rather_low:
        return FunnelZone.RATHER_LOW
    return FunnelZone.RATHER_HIGH if value > rather_high else FunnelZone.AS_EXPECTED
