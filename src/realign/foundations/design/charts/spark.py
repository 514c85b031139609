"""A trend small enough to stand beside a sentence."""

import json
from collections.abc import Sequence

import altair as alt

from realign.foundations.design.charts.canvas import layer
from realign.foundations.design.charts.drawing import kept
from realign.foundations.design.charts.theme import BLUE
from realign.foundations.design.charts.types import Chart, ChartValue, Unit
from realign.foundations.design.charts.words import described


def sparkline(*, title: str, sentence: str, points: Sequence[ChartValue], unit: Unit) -> Chart:
    """A line without axes, 140 by 36 pixels, with its last point marked; the words carry the numbers."""
    points = tuple(points)
    if not any(point.value is not None for point in points):
        raise ValueError(f"{title}: a sparkline needs at least one number.")
    return Chart(
        title=title,
        sentence=sentence,
        alt=sentence,
        columns=("Period", unit.words),
        rows=tuple((point.label, described(point, unit)) for point in points),
        specification=lambda _room: _draw(points),
        width=140,
    )


@kept
def _draw(points: Sequence[ChartValue]) -> str:
    rows = [{"place": i, "value": point.value} for i, point in enumerate(points)]
    last = [row for row in rows if row["value"] is not None][-1:]
    x = alt.X("place:Q", axis=None, scale=alt.Scale(domain=[0, max(1, len(points) - 1)], nice=False))
    y = alt.Y("value:Q", axis=None, scale=alt.Scale(zero=False, nice=False))
    line = (
        layer(rows).mark_line(color=BLUE, strokeWidth=2, invalid="break-paths-show-domains").encode(x=x, y=y)
    )
    dot = layer(last).mark_point(filled=True, opacity=1, size=50, color=BLUE).encode(x=x, y=y)
    chart = alt.layer(line, dot).properties(width=128, height=26, padding=5)
    return json.dumps(
        chart.to_dict(validate=False) | {"config": {"view": {"stroke": None}, "background": None}},
        sort_keys=True,
    )
