"""Numbers and notes as charts and their tables write them."""

from collections.abc import Iterable

from realign.foundations.design.charts.types import ChartValue, Unit


def described(point: ChartValue, unit: Unit) -> str:
    """A number with its interval and its note, as a table shows it."""
    words = unit.write(point.value)
    if point.lower is not None:
        words += f" ({unit.write(point.lower)} to {unit.write(point.upper)})"
    return f"{words} ({point.note})" if words and point.note else words or point.note


def hollow_key(points: Iterable[ChartValue]) -> str:
    """What hollow points mean on a chart, for its heading; empty where there are none."""
    notes = dict.fromkeys(point.note for point in points if point.note and point.value is not None)
    return f". Hollow: {', '.join(notes)}" if notes else ""
