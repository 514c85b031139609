"""From the most to the least deprived fifth: how far apart, and whether the slope is clear."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from realign.analyse.trends.family import interval_of
from realign.analyse.trends.types import Fifth, Gradient, Zone
from realign.methods.inequality.slope import SlopeIndex, slope_index
from realign.registers.indicators.types import SeriesPoint

_FIFTH = re.compile(r"\b(?:quintiles?|fifths?)\b\D{0,3}([1-5])\b", re.IGNORECASE)
_TITLE = re.compile(r"(?P<stem>.+?)[\s,:(–-]*(?:\bSIMD\s+)?quintile\s+(?P<number>[1-5])\)?", re.IGNORECASE)
_Z = 1.959964
EDITION = "SIMD 2020"
FEWEST = 10  # two small areas to a fifth
FIFTHS = 5
GROUPED = (
    f"Intermediate zones in the order of the average rank of their data zones in the {EDITION}, "
    "weighted by children, and "
    "cut into five groups with about as many children each. Not every child in a deprived zone is deprived, so gaps "
    "between children are wider than gaps between zones"
)


def fifth_of(breakdown: str) -> int | None:
    """Which fifth a breakdown means, 1 the most deprived.

    >>> fifth_of("SIMD quintile 1"), fifth_of("Girls")
    (1, None)
    """
    match = _FIFTH.search(breakdown)
    return int(match[1]) if match else None


def stem_and_fifth(title: str) -> tuple[str, int] | None:
    """What a series measures and for which fifth, where fifths are series of their own.

    >>> stem_and_fifth("Average Total Tariff SIMD Quintile 1")
    ('average total tariff', 1)
    """
    match = _TITLE.fullmatch(title.strip())
    return (match["stem"].strip().casefold(), int(match["number"])) if match else None


def gradient(series: Mapping[int, Sequence[SeriesPoint]], *, equal_sizes: bool) -> Gradient | None:
    """The gradient at the latest period in which every fifth has a measured value; nothing when one is absent.

    The slope index needs the size of each fifth. Denominators give it; for the whole of Scotland fifths are equal by
    definition (``equal_sizes``). Otherwise only the gap is given.
    """
    if set(series) != {1, 2, 3, 4, 5}:
        return None
    by_span = [
        {(p.starts_on, p.ends_on): p for p in series[n] if p.is_measured and p.value is not None}
        for n in range(1, 6)
    ]
    spans = set.intersection(*(set(fifths_of_span) for fifths_of_span in by_span))
    if not spans:
        return None
    last = max(spans, key=lambda span: (span[1], span[0]))
    points = [fifth[last] for fifth in by_span]
    slope, basis = _slope(points, equal_sizes)
    values = [point.value or 0.0 for point in points]
    return Gradient(
        period=points[0].period,
        fifths=tuple(Fifth(number, point) for number, point in enumerate(points, start=1)),
        gap=values[0] - values[-1],
        slope=slope,
        basis=basis,
        sizes=_sizes(points, equal_sizes),
    )


def _sizes(points: Sequence[SeriesPoint], equal_sizes: bool) -> tuple[float, ...]:
    """How many children each fifth has, as far as it is known; nothing where it is not."""
    sizes = tuple(point.denominator or 0.0 for point in points)
    if all(size > 0 for size in sizes):
        return sizes
    return (1.0,) * len(points) if equal_sizes else ()


def _slope(points: Sequence[SeriesPoint], equal_sizes: bool) -> tuple[SlopeIndex | None, str]:
    sizes = _sizes(points, equal_sizes)
    if not sizes:
        return None, "the number of children in each fifth is not known, so no slope is fitted"
    if all((point.denominator or 0.0) > 0 for point in points):
        basis = "weighted by the number of children in each fifth"
    else:
        basis = "each fifth counted equally, since Scotland’s fifths are equal by definition"
    values = [point.value or 0.0 for point in points]
    intervals = [interval_of(point) for point in points]
    errors = [(interval.upper - interval.lower) / (2 * _Z) for interval in intervals if interval is not None]
    if sum(value * size for value, size in zip(values, sizes, strict=True)) <= 0:
        return None, "the values are not above zero, so no slope is fitted"
    slope = slope_index(values, sizes, standard_errors=errors if len(errors) == len(values) else None)
    return slope, basis


def fifth_of_children(zones: Sequence[Zone]) -> list[int]:
    """The fifth of each zone, 1 the most deprived, by where the middle of its children lies.

    >>> fifth_of_children([Zone("A", 10, 50, 1), Zone("B", 20, 50, 1)])
    [2, 4]
    """
    total, before, fifths = sum(zone.children for zone in zones), 0.0, []
    for zone in zones:
        middle = (before + zone.children / 2) / total
        fifths.append(min(FIFTHS, int(middle * FIFTHS) + 1))
        before += zone.children
    return fifths


def zone_gradient(zones: Sequence[Zone], *, period: str, starts_on: date, ends_on: date) -> Gradient | None:
    """The gradient over fifths of children; nothing with too few zones or a fifth without any."""
    ordered = sorted(zones, key=lambda zone: zone.rank)
    if len(ordered) < FEWEST:
        return None
    members: dict[int, list[Zone]] = {number: [] for number in range(1, FIFTHS + 1)}
    for number, zone in zip(fifth_of_children(ordered), ordered, strict=True):
        members[number].append(zone)
    if not all(members.values()):
        return None
    points = {
        number: [
            SeriesPoint(
                period, starts_on, ends_on, _mean(group), denominator=sum(zone.children for zone in group)
            )
        ]
        for number, group in members.items()
    }
    steps = gradient(points, equal_sizes=False)
    if steps is None:
        return None
    return Gradient(
        steps.period, steps.fifths, steps.gap, steps.slope, steps.basis, steps.sizes, grouped=GROUPED
    )


def _mean(zones: Sequence[Zone]) -> float:
    return sum(zone.value * zone.children for zone in zones) / sum(zone.children for zone in zones)
