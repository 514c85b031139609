"""Bars across the page: one number for each row, with its interval, and rows made of parts."""

from collections.abc import Sequence

import altair as alt

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
from realign.foundations.design.charts.layout import fold, nice_range, text_width
from realign.foundations.design.charts.theme import BLUE, TEXT
from realign.foundations.design.charts.types import Chart, ChartValue, Unit
from realign.foundations.design.charts.words import described


def bar_with_interval(
    *,
    title: str,
    sentence: str,
    bars: Sequence[ChartValue],
    unit: Unit,
    interval: str = "95% confidence interval",
) -> Chart:
    """A bar for each row in the order given, its number written beside it, its interval drawn across its end.

    A row without a number says why in words where its bar would be.
    """
    bars = tuple(bars)
    if not bars:
        raise ValueError("A bar chart needs at least one bar; none was given.")
    drawn = any(bar.lower is not None for bar in bars)
    return Chart(
        title=title,
        sentence=sentence,
        alt=f"Bar chart. {sentence}",
        columns=("", f"{unit.words} ({interval})" if drawn else unit.words),
        rows=tuple((bar.label, described(bar, unit)) for bar in bars),
        specification=lambda room: _draw(
            room, bars, unit, f"{unit.words}, with {interval}" if drawn else unit.words
        ),
    )


@kept
def _draw(room: int, bars: Sequence[ChartValue], unit: Unit, heading: str) -> str:
    labels, beside, row = folded_rows([bar.label for bar in bars], room)
    places = keys(labels)
    numbers = [n for bar in bars for n in (bar.value, bar.lower, bar.upper) if n is not None]
    bounds = nice_range(numbers, from_zero=True, ticks=3 if room < 400 else 5)
    width = room - beside - 30 - max(text_width(unit.write(bar.value)) for bar in bars)
    written = [unit.write(bar.value) or fold(bar.note, width) for bar in bars]
    ends = [max(n for n in (0.0, bar.value, bar.upper) if n is not None) for bar in bars]
    rows: Rows = [
        {
            "place": place,
            "value": bar.value,
            "lower": bar.lower,
            "upper": bar.upper,
            "end": end,
            "words": words,
        }
        for place, bar, end, words in zip(places, bars, ends, written, strict=True)
    ]
    y = categories("place", places)
    x = measure("value", unit, bounds, across=True)
    here = [r for r in rows if r["value"] is not None]
    layers = [layer(here).mark_bar(color=BLUE, size=row * 0.55).encode(x=x, y=y)] if here else []
    layers += whiskers([r for r in rows if r["lower"] is not None], y)
    label = layer(rows).mark_text(align="left", dx=8, baseline="middle", color=TEXT)
    layers.append(label.encode(x="end:Q", y=y, text="words:N"))
    return specification(layers, width=width, height=row * len(bars), heading=heading, room=room)


def whiskers(rows: Rows, y: alt.Y, colour: str = TEXT) -> list[alt.Chart]:
    """A thin line from one end of each interval to the other, with an upright at both ends."""
    if not rows:
        return []
    line = layer(rows).mark_rule(color=colour, strokeWidth=2).encode(x="lower:Q", x2="upper:Q", y=y)
    ends = [
        layer(rows).mark_tick(color=colour, thickness=2, size=10).encode(x=f"{end}:Q", y=y)
        for end in ("lower", "upper")
    ]
    return [line, *ends]
