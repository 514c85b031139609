"""Invented yearly series for Scotland and its councils, the same every time. Nothing behind them was ever counted.

A council's value follows what is typical, its family group, a lasting difference of its own, and chance: counts are
drawn from their denominators, so that small councils move about more, as they do in life.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

EVERYWHERE = "*"
_PER = {"%": 100.0, "per 1,000": 1000.0}
_MIDDLE = 2.5  # between the second and the third of four family groups


@dataclass(frozen=True)
class CouncilFacts:
    """What a series needs to know of one council."""

    code: str
    children: int
    family_group: int


@dataclass(frozen=True)
class InventedValue:
    """One invented value; the counts behind it where it is a share or a rate."""

    area: str
    year: int
    value: float
    numerator: float | None = None
    denominator: float | None = None


def draw(
    told: Mapping[str, Any], places: Sequence[CouncilFacts], *, country: str, seed: int
) -> list[InventedValue]:
    """Every year of every place, then the country as the sum of its places."""
    chance = np.random.default_rng(seed)
    own = dict(zip(places, chance.normal(0.0, told["spread"], len(places)), strict=True))
    years = range(told["from"], max([told["to"], *told.get("projected", ())]) + 1)
    rows = [_value(told, place, year, own[place], chance) for year in years for place in places]
    return [*rows, *_whole(rows, country, told["unit"], places)]


def _value(
    told: Mapping[str, Any], place: CouncilFacts, year: int, own: float, chance: np.random.Generator
) -> InventedValue:
    expected = (
        told["typical"]
        + told["slope"] * (year - told["from"])
        + told["gradient"] * (place.family_group - _MIDDLE)
        + own
        + sum(
            step["by"]
            for step in told.get("step", ())
            if step["area"] in (place.code, EVERYWHERE) and year >= step["from"]
        )
    )
    if told["unit"] not in _PER:
        return InventedValue(
            place.code, year, round(expected + chance.normal(0.0, 0.03 * told["typical"]), 2)
        )
    per = _PER[told["unit"]]
    among = round(place.children * told["share_of_children"])
    share = min(max(expected / per, 0.001), 0.999)
    counted = int(chance.binomial(among, share))
    return InventedValue(place.code, year, round(per * counted / among, 1), counted, among)


def _whole(
    rows: Sequence[InventedValue], country: str, unit: str, places: Sequence[CouncilFacts]
) -> Iterator[InventedValue]:
    """The country: counts added up; where there are none, the mean of the places by their children."""
    children = {place.code: place.children for place in places}
    for year in sorted({row.year for row in rows}):
        those = [row for row in rows if row.year == year]
        if unit in _PER:
            counted = sum(row.numerator or 0.0 for row in those)
            among = sum(row.denominator or 0.0 for row in those)
            yield InventedValue(country, year, round(_PER[unit] * counted / among, 1), counted, among)
        else:
            mean = np.average([row.value for row in those], weights=[children[row.area] for row in those])
            yield InventedValue(country, year, round(float(mean), 2))
