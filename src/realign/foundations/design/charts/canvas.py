"""The frame that every chart is put into, and the axes that they share."""

import json
from collections.abc import Sequence
from typing import Any

import altair as alt

from realign.foundations.design.charts.layout import LABEL_HEIGHT, Bounds, fold, lines_in, steps, text_width
from realign.foundations.design.charts.theme import CONFIG, GREY, LINE
from realign.foundations.design.charts.types import Unit

Rows = list[dict[str, Any]]


def layer(rows: Rows) -> alt.Chart:
    """A chart on rows that travel inside the specification."""
    return alt.Chart(alt.InlineData(values=rows))


def specification(
    layers: Sequence[alt.Chart], *, width: float, height: float, heading: str, room: float
) -> str:
    """The layers as one Vega-Lite specification whose plot is ``width`` pixels wide.

    Axes and labels take what they need beside the plot; the heading is folded into ``room``.
    """
    chart = (
        alt.layer(*layers)
        .properties(
            width=max(60, width),
            height=height,
            title=alt.TitleParams(text=fold(heading, room - 20).split("\n")),
            padding={"left": 4, "top": 4, "right": 8, "bottom": 4},
        )
        .resolve_scale(color="independent", shape="independent")
    )
    content = chart.to_dict(validate=False)  # our own fixed shapes: tests compile every kind
    content["config"] = CONFIG
    return json.dumps(content, sort_keys=True)


def measure(field: str, unit: Unit, bounds: Bounds, *, across: bool) -> Any:
    """The axis that numbers are read from, along the bottom (``across``) or up the side."""
    low, high, step = bounds
    decimals = next((d for d in range(6) if abs(step - round(step, d)) < step * 1e-6), 6)
    trimmed = "~" if unit.after == "%" else ""  # 5% beside 2.5%, as in every text
    kind = alt.X if across else alt.Y
    return kind(
        f"{field}:Q",
        title=None,
        scale=alt.Scale(domain=[low, high], nice=False, zero=False),
        axis=alt.Axis(
            values=steps(low, high, step),
            labelExpr=f"'{unit.before}' + format(datum.value, ',.{decimals}{trimmed}f') + '{unit.after}'",
            domain=False,
            ticks=False,
            gridColor=LINE,
        ),
    )


def of_field(field: str, like: Any) -> Any:
    """The same axis, reading another field."""
    changed = like.copy()
    changed.shorthand = f"{field}:Q"
    return changed


def along(field: str, places: Sequence[str], named: Sequence[str]) -> alt.X:
    """The axis of periods along the bottom, naming only the places that have room for a name."""
    return alt.X(
        f"{field}:N",
        title=None,
        sort=list(places),
        scale=alt.Scale(type="point", domain=list(places), padding=0.1),
        axis=alt.Axis(values=list(named), labelExpr="slice(datum.label, 3)", labelAngle=0, grid=False),
    )


def keys(labels: Sequence[str]) -> list[str]:
    """A name for each place along an axis, so that two places may share a label."""
    return [f"{i:03d}{label}" for i, label in enumerate(labels)]


def categories(field: str, order: Sequence[str], **axis: Any) -> alt.Y:
    """The axis that names rows, top to bottom in the given order."""
    return alt.Y(
        f"{field}:N",
        title=None,
        sort=list(order),
        scale=alt.Scale(domain=list(order)),
        axis=alt.Axis(
            labelExpr="split(slice(datum.label, 3), '\\n')",
            labelLineHeight=17,
            domain=False,
            ticks=False,
            labelBaseline="middle",
            domainColor=GREY,
            **axis,
        ),
    )


def folded_rows(labels: Sequence[str], room: float) -> tuple[list[str], float, float]:
    """Row labels folded to their share of the room, the pixels they take, and the height of one row."""
    share = 0.42 if room < 400 else 0.36
    folded = [fold(label, room * share) for label in labels]
    widest = max((text_width(label) for label in folded), default=0)
    tallest = max((lines_in(label) for label in folded), default=1)
    return folded, widest, max(34.0, tallest * LABEL_HEIGHT + 12)
