"""Change over time: one line for each series, named where it ends."""

from collections.abc import Sequence

import altair as alt

from realign.foundations.design.charts.canvas import (
    Rows,
    along,
    keys,
    layer,
    measure,
    of_field,
    specification,
)
from realign.foundations.design.charts.drawing import kept
from realign.foundations.design.charts.layout import (
    LABEL_HEIGHT,
    Bounds,
    fold,
    lines_in,
    nice_range,
    shown_labels,
    spread,
    text_width,
)
from realign.foundations.design.charts.theme import GREY, SERIES, SHAPES, SIZE, TEXT
from realign.foundations.design.charts.types import Chart, ChartSeries, Unit
from realign.foundations.design.charts.words import described, hollow_key

HEIGHT = 300.0


def line_chart(
    *,
    title: str,
    sentence: str,
    series: Sequence[ChartSeries],
    unit: Unit,
    target: tuple[str, float] | None = None,
    from_zero: bool = True,
    interval: str = "95% confidence interval",
) -> Chart:
    """Up to six series over the same periods, with intervals where there are any and a target line.

    Points without a number leave a gap. Points with a note, such as a projection, are drawn hollow.
    """
    series = tuple(series)
    if not 1 <= len(series) <= len(SERIES):
        raise ValueError(
            f"A line chart holds one to {len(SERIES)} series to stay readable, not {len(series)}."
        )
    periods = [point.label for point in series[0].points]
    for data_series in series:
        if [point.label for point in data_series.points] != periods:
            raise ValueError(f"The series {data_series.name!r} has other periods than {series[0].name!r}.")
    points = [point for data_series in series for point in data_series.points]
    shaded = any(point.lower is not None for point in points)
    heading = unit.words + (f", with {interval}" if shaded else "") + hollow_key(points)
    return Chart(
        title=title,
        sentence=sentence,
        alt=f"Line chart. {sentence}",
        columns=("Period", *(data_series.name for data_series in series)),
        rows=tuple(_table_row(i, period, series, unit) for i, period in enumerate(periods)),
        specification=lambda room: _draw(room, series, unit, target, from_zero, heading),
    )


def _table_row(i: int, period: str, series: Sequence[ChartSeries], unit: Unit) -> tuple[str, ...]:
    return (period, *(described(data_series.points[i], unit) for data_series in series))


@kept
def _draw(
    room: int,
    series: Sequence[ChartSeries],
    unit: Unit,
    target: tuple[str, float] | None,
    from_zero: bool,
    heading: str,
) -> str:
    periods = [point.label for point in series[0].points]
    places = keys(periods)
    numbers = [
        number
        for data_series in series
        for point in data_series.points
        for number in (point.value, point.lower, point.upper)
        if number is not None
    ]
    bounds = nice_range([*numbers, *([target[1]] if target else [])], from_zero=from_zero)
    names = [fold(data_series.name, room * 0.3) for data_series in series] if len(series) > 1 else []
    right = max((text_width(name) for name in names), default=0) + (14 if names else 12)
    width = room - right - 70
    labelled = [places[i] for i in shown_labels(periods, width)]
    x = along("place", places, labelled)
    y = measure("value", unit, bounds, across=False)
    layers = [*target_line(target, bounds, unit), *_marks(series, places, x, y)]
    if names:
        layers.append(_end_names(series, names, places, bounds, x, y))
    return specification(layers, width=width, height=HEIGHT, heading=heading, room=room)


def _marks(series: Sequence[ChartSeries], places: list[str], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    layers = []
    for i, data_series in enumerate(series):
        rows: Rows = [
            {"place": place, "value": p.value, "lower": p.lower, "upper": p.upper, "noted": bool(p.note)}
            for place, p in zip(places, data_series.points, strict=True)
        ]
        colour, shape = SERIES[i], SHAPES[i]
        if any(p.lower is not None for p in data_series.points):
            band = layer([r for r in rows if r["lower"] is not None])
            layers.append(
                band.mark_area(color=colour, opacity=0.15).encode(x=x, y=of_field("lower", y), y2="upper")
            )
        layers.append(
            layer(rows)
            .mark_line(color=colour, strokeWidth=2.5, invalid="break-paths-show-domains")
            .encode(x=x, y=y)
        )
        for noted in (False, True):
            dots = [r for r in rows if r["value"] is not None and r["noted"] is noted]
            if dots:
                fill = "#ffffff" if noted else colour
                mark = layer(dots).mark_point(
                    shape=shape, size=55, filled=True, fill=fill, stroke=colour, strokeWidth=2, opacity=1
                )
                layers.append(mark.encode(x=x, y=y))
    return layers


def _end_names(
    series: Sequence[ChartSeries], names: list[str], places: list[str], bounds: Bounds, x: alt.X, y: alt.Y
) -> alt.Chart:
    low, high, _ = bounds
    ends = [
        next((p.value for p in reversed(data_series.points) if p.value is not None), low)
        for data_series in series
    ]
    wanted = [HEIGHT * (high - value) / (high - low) for value in ends]
    placed = spread(wanted, [LABEL_HEIGHT * lines_in(name) for name in names], 0, HEIGHT)
    rows = [
        {
            "place": places[-1],
            "value": high - (high - low) * pixel / HEIGHT,
            "name": name,
            "colour": SERIES[i],
        }
        for i, (pixel, name) in enumerate(zip(placed, names, strict=True))
    ]
    mark = layer(rows).mark_text(align="left", dx=10, baseline="middle", fontSize=SIZE, fontWeight=700)
    names_drawn: alt.Chart = mark.encode(x=x, y=y, text="name:N", color=alt.Color("colour:N", scale=None))
    return names_drawn


def target_line(target: tuple[str, float] | None, bounds: Bounds, unit: Unit) -> list[alt.Chart]:
    """A dashed line with its words on it; nothing where there is no target."""
    if not target:
        return []
    words, value = target
    rows: Rows = [{"value": value, "words": f"{words} {unit.write(value)}"}]
    y = measure("value", unit, bounds, across=False)
    rule = layer(rows).mark_rule(color=GREY, strokeDash=[6, 4], strokeWidth=2).encode(y=y)
    label = layer(rows).mark_text(align="left", baseline="bottom", dx=4, dy=-4, color=TEXT)
    return [rule, label.encode(x=alt.value(0), y=y, text="words:N")]
