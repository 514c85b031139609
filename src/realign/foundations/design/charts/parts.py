"""Wholes and their parts: stacked bars, and how much of a need is covered."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

import altair as alt

from realign.foundations.design.charts.bars import whiskers
from realign.foundations.design.charts.canvas import (
    Rows,
    categories,
    folded_rows,
    keys,
    layer,
    measure,
    specification,
)
from realign.foundations.design.charts.drawing import kept
from realign.foundations.design.charts.layout import nice_range, text_width, together
from realign.foundations.design.charts.theme import BLUE, PALE, SERIES, TEXT
from realign.foundations.design.charts.types import COUNT, Chart, ChartValue, Unit


def stacked_bar(
    *,
    title: str,
    sentence: str,
    parts: Sequence[str],
    rows: Sequence[tuple[str, Sequence[float]]],
    unit: Unit,
) -> Chart:
    """Rows cut into the same parts. Each piece carries the letter of its part, so colour is never the only key."""
    if not 1 <= len(parts) <= len(SERIES):
        raise ValueError(
            f"A stacked bar holds one to {len(SERIES)} parts to stay readable, not {len(parts)}."
        )
    rows = tuple((label, tuple(values)) for label, values in rows)
    for label, values in rows:
        if len(values) != len(parts) or min(values) < 0:
            raise ValueError(
                f"{label}: each row needs one number, zero or more, for each of the {len(parts)} parts."
            )
    key = " · ".join(
        together(f"{letter} {part}") for letter, part in zip(ascii_uppercase, parts, strict=False)
    )
    return Chart(
        title=title,
        sentence=sentence,
        alt=f"Stacked bar chart. {sentence}",
        columns=("", *parts),
        rows=tuple((label, *(unit.write(value) for value in values)) for label, values in rows),
        specification=lambda room: _draw_parts(room, rows, unit, f"{unit.words}: {key}"),
    )


@kept
def _draw_parts(room: int, rows: Sequence[tuple[str, Sequence[float]]], unit: Unit, heading: str) -> str:
    labels, beside, height = folded_rows([label for label, _ in rows], room)
    places = keys(labels)
    bounds = nice_range([sum(values) for _, values in rows], from_zero=True, ticks=3 if room < 400 else 5)
    width = room - beside - 40
    pixels = width / (bounds[1] - bounds[0])
    pieces: Rows = []
    for place, (_, values) in zip(places, rows, strict=True):
        start = 0.0
        for i, value in enumerate(values):
            words = f"{ascii_uppercase[i]} {unit.write(value)}"
            fits = next((w for w in (words, ascii_uppercase[i]) if text_width(w) + 12 < value * pixels), "")
            pieces.append(
                {"place": place, "start": start, "end": start + value, "middle": start + value / 2,
                 "colour": SERIES[i], "words": fits}
            )  # fmt: skip
            start += value
    y = categories("place", places)
    colour = alt.Color("colour:N", scale=None)
    bar = layer(pieces).mark_bar(size=height * 0.7, stroke="#ffffff", strokeWidth=1.5)
    words = layer(pieces).mark_text(color="#ffffff", baseline="middle", fontWeight=700)
    layers = [
        bar.encode(x=measure("start", unit, bounds, across=True), x2="end:Q", y=y, color=colour),
        words.encode(x="middle:Q", y=y, text="words:N"),
    ]
    return specification(layers, width=width, height=height * len(rows), heading=heading, room=room)


@dataclass(frozen=True)
class Coverage:
    """How many children have a need, and how many of them are reached.

    Whichever of the two is an estimate brings its interval: ``reached`` its own, the need ``need_interval``.
    ``missed`` is the difference of the unrounded numbers where ``need`` is a rounded one; without it, need less reached.
    """

    need: float
    reached: ChartValue
    need_interval: tuple[float, float] | None = None
    missed: float | None = None

    def __post_init__(self) -> None:
        if self.reached.value is not None and not 0 <= self.reached.value <= self.need:
            raise ValueError(
                f"{self.reached.label}: {self.reached.value} reached of {self.need} in need cannot be;"
                " reached must be from none to all of them."
            )


def coverage_bars(*, title: str, sentence: str, needs: Sequence[Coverage], unit: Unit = COUNT) -> Chart:
    """For each need the children reached (solid) and not reached (outlined), with the interval between them."""
    needs = tuple(needs)
    return Chart(
        title=title,
        sentence=sentence,
        alt=f"Bar chart of children reached and not reached. {sentence}",
        columns=("Need", "Children with the need", "Reached", "Not reached", _interval_of(needs)),
        rows=tuple(_coverage_row(need, unit) for need in needs),
        specification=lambda room: _draw_coverage(room, needs, unit),
    )


def _interval_of(needs: Sequence[Coverage]) -> str:
    return f"Interval for {'children with the need' if _need_is_estimated(needs) else 'reached'}"


def _need_is_estimated(needs: Sequence[Coverage]) -> bool:
    return any(need.need_interval is not None for need in needs)


def _limits(coverage: Coverage) -> tuple[float | None, float | None]:
    """The ends of the interval that is drawn."""
    return coverage.need_interval or (coverage.reached.lower, coverage.reached.upper)


def _coverage_row(coverage: Coverage, unit: Unit) -> tuple[str, ...]:
    reached = coverage.reached
    lower, upper = _limits(coverage)
    interval = f"{unit.write(lower)} to {unit.write(upper)}" if lower is not None else ""
    if reached.value is None:
        return (reached.label, unit.write(coverage.need), reached.note, reached.note, interval)
    missed = unit.write(_missed(coverage, reached.value))
    return (reached.label, unit.write(coverage.need), unit.write(reached.value), missed, interval)


@kept
def _draw_coverage(room: int, needs: Sequence[Coverage], unit: Unit) -> str:
    labels, beside, height = folded_rows([need.reached.label for need in needs], room)
    places = keys(labels)
    width = room - beside - 30
    written = [_coverage_words(need, unit, width) for need in needs]
    ends = [n for need in needs for n in (need.need, *(need.need_interval or ()))]
    bounds = nice_range(ends, from_zero=True, ticks=3 if room < 400 else 5)
    height += 18
    rows: Rows = [
        {"place": place, "need": need.need, "value": need.reached.value or 0, "zero": 0, "words": words,
         "lower": _limits(need)[0], "upper": _limits(need)[1]}
        for place, need, words in zip(places, needs, written, strict=True)
    ]  # fmt: skip
    y = categories("place", places)
    x = measure("need", unit, bounds, across=True)
    size = height * 0.42
    whole = layer(rows).mark_bar(size=size, color=PALE, stroke=BLUE, strokeWidth=1.5, yOffset=8)
    solid = layer([r for r in rows if r["value"]]).mark_bar(size=size, color=BLUE, yOffset=8)
    words = layer(rows).mark_text(align="left", baseline="middle", color=TEXT, dy=-size / 2 - 3)
    layers = [
        whole.encode(x=x, y=y),
        solid.encode(x="value:Q", y=y),
        *_low_whiskers([r for r in rows if r["lower"] is not None], y),
        words.encode(x="zero:Q", y=y, text="words:N"),
    ]
    heading = "Children. Solid: reached. Outlined: not reached"
    if _need_is_estimated(needs):
        heading += ". Line: how sure the need is"
    return specification(layers, width=width, height=height * len(needs), heading=heading, room=room)


def _low_whiskers(rows: Rows, y: alt.Y) -> list[alt.Chart]:
    """Whiskers moved down onto the bar, which stands below its words."""
    marks = whiskers(rows, y)
    for mark in marks:
        mark.mark.yOffset = 8
    return marks


def _coverage_words(coverage: Coverage, unit: Unit, width: float) -> str:
    if coverage.reached.value is None:
        words = f"{unit.write(coverage.need)} in need; {coverage.reached.note}"
        return words if text_width(words) < width else coverage.reached.note
    missed = _missed(coverage, coverage.reached.value)
    return f"{unit.write(missed)} of {unit.write(coverage.need)} not reached"


def _missed(coverage: Coverage, reached: float) -> float:
    return coverage.need - reached if coverage.missed is None else coverage.missed
