"""Small areas put in the order of their deprivation: fifths of children where no producer gives them."""

from collections.abc import Sequence
from datetime import date

from realign.analyse.trends.gradient import gradient
from realign.analyse.trends.types import Gradient, Zone
from realign.registers.indicators.types import Point

EDITION = "SIMD 2020"
FEWEST = 10  # two small areas to a fifth
FIFTHS = 5
GROUPED = (
    f"Intermediate zones in the order of the average rank of their data zones in the {EDITION}, weighted by children, and "
    "cut into five groups with about as many children each. Not every child in a deprived zone is deprived, so gaps "
    "between children are wider than gaps between zones"
)


def fifth_of_children(zones: Sequence[Zone]) -> list[int]:
    """The fifth of each zone, 1 the most deprived, by where the middle of its children lies.

    >>> fifth_of_children([Zone("A", 10, 50, 1), Zone("B", 20, 50, 1)])
    [2, 4]
    """
    total, before, found = sum(zone.children for zone in zones), 0.0, []
    for zone in zones:
        middle = (before + zone.children / 2) / total
        found.append(min(FIFTHS, int(middle * FIFTHS) + 1))
        before += zone.children
    return found


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
            Point(period, starts_on, ends_on, _mean(group), denominator=sum(zone.children for zone in group))
        ]
        for number, group in members.items()
    }
    found = gradient(points, equal_sizes=False)
    if found is None:
        return None
    return Gradient(
        found.period, found.fifths, found.gap, found.slope, found.basis, found.sizes, grouped=GROUPED
    )


def _mean(zones: Sequence[Zone]) -> float:
    return sum(zone.value * zone.children for zone in zones) / sum(zone.children for zone in zones)
