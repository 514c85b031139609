"""Run and control charts: whether a series changes, or only has its usual ups and downs."""

from collections.abc import Mapping, Sequence
from typing import Literal

import altair as alt

from realign.foundations.design.charts.canvas import (
    Rows,
    along,
    keys,
    layer,
    measure,
    specification,
)
from realign.foundations.design.charts.drawing import kept
from realign.foundations.design.charts.layout import nice_range, shown_labels, text_width
from realign.foundations.design.charts.line import target_line
from realign.foundations.design.charts.theme import BLUE, GREY, SIGNAL, TEXT
from realign.foundations.design.charts.types import Chart, ChartValue, Unit
from realign.foundations.design.charts.words import described

HEIGHT = 300.0
Side = Literal["left", "center", "right"]


def run_chart(
    *,
    title: str,
    sentence: str,
    points: Sequence[ChartValue],
    unit: Unit,
    centre: tuple[str, float],
    limits: tuple[float, float] | None = None,
    signals: Mapping[int, str] | None = None,
    target: tuple[str, float] | None = None,
) -> Chart:
    """A series with its centre line (named, such as "Median"), limits, and the points that are signals.

    ``signals`` gives, for the place of a point in the series, the rule it breaks in words ("shift", "trend").
    Signal points are orange diamonds; the rule is written at the first point of each run.
    """
    points, signals = tuple(points), dict(signals or {})
    marked = tuple(sorted(signals.items()))
    outside = [i for i in signals if not 0 <= i < len(points)]
    if outside:
        raise ValueError(f"Signals name the points {outside}, but the series has {len(points)} points.")
    return Chart(
        title=title,
        sentence=sentence,
        alt=f"Run chart. {sentence}",
        columns=("Period", unit.words, "Signal"),
        rows=tuple((p.label, described(p, unit), signals.get(i, "")) for i, p in enumerate(points)),
        specification=lambda room: _draw(room, points, unit, centre, limits, marked, target),
    )


@kept
def _draw(
    room: int,
    points: Sequence[ChartValue],
    unit: Unit,
    centre: tuple[str, float],
    limits: tuple[float, float] | None,
    marked: tuple[tuple[int, str], ...],
    target: tuple[str, float] | None,
) -> str:
    signals = dict(marked)
    places = keys([p.label for p in points])
    numbers = [p.value for p in points if p.value is not None] + [centre[1], *(limits or ())]
    if signals:  # leave room for the words of the rules
        air = (max(numbers) - min(numbers)) * 0.12
        numbers += [max(numbers) + air, min(numbers) - air]
    bounds = nice_range([*numbers, *([target[1]] if target else [])], from_zero=False)
    names = [(centre[0], centre[1])]
    if limits:
        names += [("Lower limit", limits[0]), ("Upper limit", limits[1])]
    width = room - 90 - max(text_width(name) for name, _ in names)
    labelled = [places[i] for i in shown_labels([p.label for p in points], width)]
    x, y = along("place", places, labelled), measure("value", unit, bounds, across=False)
    layers = [
        *target_line(target, bounds, unit),
        *_levels(names, width, y),
        layer(_rows(places, points, signals))
        .mark_line(color=BLUE, strokeWidth=2, invalid="break-paths-show-domains")
        .encode(x=x, y=y),
        *_points(places, points, signals, centre[1], x, y),
    ]
    heading = unit.words + (". Diamonds: more than the usual ups and downs" if signals else "")
    return specification(layers, width=width, height=HEIGHT, heading=heading, room=room)


def _rows(places: Sequence[str], points: Sequence[ChartValue], signals: Mapping[int, str]) -> Rows:
    return [
        {"place": place, "value": point.value, "rule": signals.get(i, "")}
        for i, (place, point) in enumerate(zip(places, points, strict=True))
    ]


def _levels(names: Sequence[tuple[str, float]], width: float, y: alt.Y) -> list[alt.Chart]:
    """The centre line, solid, and the limits, dashed; each named at its right end."""
    layers = []
    for i, (name, value) in enumerate(names):
        rows: Rows = [{"value": value, "name": name}]
        dash = [] if i == 0 else [3, 3]
        layers.append(layer(rows).mark_rule(color=GREY, strokeWidth=1.5, strokeDash=dash).encode(y=y))
        label = layer(rows).mark_text(align="left", dx=6, baseline="middle", color=TEXT)
        layers.append(label.encode(x=alt.value(width), y=y, text="name:N"))
    return layers


def _points(
    places: Sequence[str],
    points: Sequence[ChartValue],
    signals: Mapping[int, str],
    centre: float,
    x: alt.X,
    y: alt.Y,
) -> list[alt.Chart]:
    rows = [row for row in _rows(places, points, signals) if row["value"] is not None]
    usual = [row for row in rows if not row["rule"]]
    signal = [row for row in rows if row["rule"]]
    layers = []
    if usual:
        layers.append(layer(usual).mark_point(filled=True, opacity=1, size=45, color=BLUE).encode(x=x, y=y))
    if signal:
        marks = layer(signal).mark_point(filled=True, opacity=1, size=130, shape="diamond", color=SIGNAL)
        layers += [marks.encode(x=x, y=y), *signal_words(rows, centre, x, y)]
    return layers


def signal_words(rows: Rows, centre: float, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The words of a rule, once for each run of points that break it, clear of the points of the run."""
    layers = []
    for run in _runs(rows):
        values = [row["value"] for row in run]
        above = sum(values) / len(values) >= centre
        middle = run[len(run) // 2]
        words = middle | {"value": max(values) if above else min(values)}
        spot = rows.index(middle) / max(1, len(rows) - 1)
        side: Side = "left" if spot < 0.2 else "right" if spot > 0.8 else "center"
        mark = layer([words]).mark_text(
            align=side, dy=-18 if above else 18, baseline="middle", color=SIGNAL, fontWeight=700
        )
        layers.append(mark.encode(x=x, y=y, text="rule:N"))
    return layers


def _runs(rows: Rows) -> list[Rows]:
    """Neighbouring points that break the same rule, together."""
    runs: list[Rows] = []
    for i, row in enumerate(rows):
        if row["rule"] and i and rows[i - 1]["rule"] == row["rule"]:
            runs[-1].append(row)
        elif row["rule"]:
            runs.append([row])
    return runs
