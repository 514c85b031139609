"""One regional picture from the councils’ own figures: totals are added up from counts, never averaged.

A council’s percentage stands for its own number of children. The mean of three percentages stands for nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from realign.registers.indicators.models import Indicator, Observation
from realign.registers.places.models import Area

# how far a council's published value may lie from its own counts, in parts of the value, for rounding
ROUNDING = 0.005


@dataclass(frozen=True)
class RegionalPicture:
    """One indicator in each council and altogether. ``total`` is None where it cannot be added up; ``why`` says why."""

    indicator: Indicator
    period: str
    values: tuple[tuple[Area, Observation | None], ...]
    total: float | None
    why: str = ""

    @property
    def counted(self) -> tuple[float, float] | None:
        """The counts that the total was made from: those with it, and all."""
        if self.total is None:
            return None
        rows = [row for _, row in self.values if row is not None]
        return sum(row.numerator or 0 for row in rows), sum(row.denominator or 0 for row in rows)


def picture(
    indicator: Indicator, councils: Sequence[Area], observed: dict[int, Observation]
) -> RegionalPicture:
    """The councils’ latest values beside each other, and the total where every council has counts of one period."""
    values = tuple((area, observed.get(area.pk)) for area in councils)
    rows = [row for _, row in values if row is not None]
    periods = sorted({row.period for row in rows})
    total, why = _total(values, periods)
    return RegionalPicture(indicator, ", ".join(periods), values, total, why)


def _total(values: Sequence[tuple[Area, Observation | None]], periods: list[str]) -> tuple[float | None, str]:
    absent = [area.name for area, row in values if row is None]
    if absent:
        return None, f"no value for {', '.join(absent)}"
    if len(periods) > 1:
        return None, "the councils’ values are of different periods"
    rows = [row for _, row in values if row is not None]
    uncounted = [area.name for area, row in values if row is not None and not _has_counts(row)]
    if uncounted:
        return None, f"no counts for {', '.join(uncounted)}; percentages are not averaged"
    scale = _scale(rows)
    if scale is None:
        return None, "a council’s value does not agree with its own counts"
    with_it = sum(row.numerator or 0 for row in rows)
    everybody = sum(row.denominator or 0 for row in rows)
    return with_it / everybody * scale, ""


def _has_counts(row: Observation) -> bool:
    return row.numerator is not None and bool(row.denominator)


def _scale(rows: Sequence[Observation]) -> float | None:
    """Whether values are shares, percentages or rates per thousand and more: the one scale that fits every council."""
    for scale in (1.0, 100.0, 1_000.0, 10_000.0, 100_000.0):
        if all(_fits(row, scale) for row in rows):
            return scale
    return None


def _fits(row: Observation, scale: float) -> bool:
    if row.value is None or row.numerator is None or not row.denominator:
        return False
    expected = row.numerator / row.denominator * scale
    return abs(row.value - expected) <= max(ROUNDING * abs(expected), 0.06 if scale >= 100 else 0.0005)
