"""Groups beside each other: a dot and its interval for each series in each group."""

from collections.abc import Sequence

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
from realign.foundations.design.charts.layout import fold, nice_range, together
from realign.foundations.design.charts.theme import SERIES, SHAPES, TEXT
from realign.foundations.design.charts.types import Chart, ChartSeries, Unit
from realign.foundations.design.charts.words import described

SIGNS = ("●", "■", "▲", "◆", "✚", "▼")
BETWEEN = 20.0  # pixels from one series to the next inside a group


def dot_interval_by_group(
    *,
    title: str,
    sentence: str,
    series: Sequence[ChartSeries],
    unit: Unit,
    interval: str = "95% confidence interval",
    from_zero: bool = False,
) -> Chart:
    """One row for each group; in it one dot for each series, told apart by shape as well as colour."""
    series = tuple(series)
    if not 1 <= len(series) <= len(SERIES):
        raise ValueError(
            f"A dot chart holds one to {len(SERIES)} series to stay readable, not {len(series)}."
        )
    groups = [point.label for point in series[0].points]
    for data_series in series:
        if [point.label for point in data_series.points] != groups:
            raise ValueError(f"The series {data_series.name!r} has other groups than {series[0].name!r}.")
    return Chart(
        title=title,
        sentence=sentence,
        alt=f"Dot chart with intervals. {sentence}",
        columns=("Group", *(data_series.name for data_series in series)),
        rows=tuple(
            (group, *(described(data_series.points[i], unit) for data_series in series))
            for i, group in enumerate(groups)
        ),
        specification=lambda room: _draw(room, series, unit, f"{unit.words}, with {interval}", from_zero),
    )


@kept
def _draw(room: int, series: Sequence[ChartSeries], unit: Unit, heading: str, from_zero: bool) -> str:
    labels, beside, row = folded_rows([point.label for point in series[0].points], room)
    places = keys(labels)
    row = max(row, BETWEEN * len(series) + 14)
    numbers = [
        n
        for data_series in series
        for p in data_series.points
        for n in (p.value, p.lower, p.upper)
        if n is not None
    ]
    bounds = nice_range(numbers, from_zero=from_zero, ticks=3 if room < 400 else 5)
    y, x = categories("place", places), measure("value", unit, bounds, across=True)
    layers = []
    for i, data_series in enumerate(series):
        offset = (i - (len(series) - 1) / 2) * BETWEEN
        rows: Rows = [
            {"place": place, "value": p.value, "lower": p.lower, "upper": p.upper}
            for place, p in zip(places, data_series.points, strict=True)
            if p.value is not None
        ]
        marks = whiskers([r for r in rows if r["lower"] is not None], y, SERIES[i])
        for mark in marks:
            mark.mark.yOffset = offset
        dot = layer(rows).mark_point(
            filled=True, opacity=1, size=90, shape=SHAPES[i], color=SERIES[i], yOffset=offset
        )
        layers += [*marks, dot.encode(x=x, y=y)]
    width = room - beside - 40
    missing = [
        {"place": place, "value": bounds[0], "words": fold(point.note, width)}
        for place, point in zip(places, series[0].points, strict=True)
        if all(data_series.points[places.index(place)].value is None for data_series in series)
    ]
    if missing:
        label = layer(missing).mark_text(align="left", dx=8, baseline="middle", color=TEXT)
        layers.append(label.encode(x=x, y=y, text="words:N"))
    if len(series) > 1:
        key = "   ".join(
            together(f"{sign} {data_series.name}") for sign, data_series in zip(SIGNS, series, strict=False)
        )
        heading = f"{heading}\n{key}"
    return specification(layers, width=width, height=row * len(labels), heading=heading, room=room)
