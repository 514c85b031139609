"""Funnel plots: areas by size and value, with the lines that chance alone seldom crosses."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from realign.foundations.design.charts.canvas import Rows, layer, measure, of_field, specification
from realign.foundations.design.charts.drawing import kept
from realign.foundations.design.charts.layout import LABEL_HEIGHT, Bounds, nice_range, text_width
from realign.foundations.design.charts.theme import BLUE, GREY, SIGNAL, TEXT
from realign.foundations.design.charts.types import Chart, Unit

HEIGHT = 340.0


@dataclass(frozen=True)
class Spot:
    """One area: its size, its value, where it falls in words. ``marked`` gives it a diamond, ``own`` its name."""

    name: str
    size: float
    value: float
    place: str
    marked: bool = False
    own: bool = False


@dataclass(frozen=True)
class Limits:
    """The lines at one size."""

    size: float
    inner: tuple[float, float]
    outer: tuple[float, float]


def funnel_chart(
    *,
    title: str,
    sentence: str,
    spots: Sequence[Spot],
    limits: Sequence[Limits],
    average: tuple[str, float],
    unit: Unit,
    size: Unit,
) -> Chart:
    """Each area as a dot; diamonds with names are beyond the outer lines. Areas are told in the order of the alphabet.

    ``limits`` are drawn as curves from the smallest size to the largest.
    """
    spots, limits = tuple(sorted(spots, key=lambda spot: spot.name)), tuple(limits)
    if not spots or len(limits) < 2:
        raise ValueError("A funnel plot needs areas, and lines at two sizes or more.")
    return Chart(
        title=title,
        sentence=sentence,
        alt=f"Funnel plot. {sentence}",
        columns=("Area", size.words, unit.words, "Where it falls"),
        rows=tuple((s.name, size.write(s.size), unit.write(s.value), s.place) for s in spots),
        specification=lambda room: _draw(room, spots, limits, average, unit, size),
    )


@kept
def _draw(
    room: int,
    spots: tuple[Spot, ...],
    limits: tuple[Limits, ...],
    average: tuple[str, float],
    unit: Unit,
    size: Unit,
) -> str:
    ends = [n for limit in limits for n in (*limit.inner, *limit.outer)]
    bounds = nice_range([*ends, *(spot.value for spot in spots)], from_zero=False)
    sizes = nice_range([spot.size for spot in spots], from_zero=True, ticks=3 if room < 400 else 5)
    width = room - 90
    y = measure("value", unit, bounds, across=False)
    x = measure("size", size, sizes, across=True)
    curves: Rows = [
        {
            "size": limit.size,
            "inner_low": limit.inner[0], "inner_high": limit.inner[1],
            "outer_low": limit.outer[0], "outer_high": limit.outer[1],
        }
        for limit in limits
    ]  # fmt: skip
    layers = [
        layer([{"value": average[1]}]).mark_rule(color=GREY, strokeWidth=1.5).encode(y=y),
        *(
            layer(curves)
            .mark_line(color=GREY, strokeWidth=1.5, strokeDash=dash)
            .encode(x=x, y=of_field(field, y))
            for fields, dash in ((("inner_low", "inner_high"), [2, 3]), (("outer_low", "outer_high"), [7, 3]))
            for field in fields
        ),
        *_spots(spots, bounds, sizes[1], width, x, y),
    ]
    heading = (
        f"{unit.words}, by {size.words[:1].lower()}{size.words[1:]}. Solid: {average[0]} {unit.write(average[1])}. "
        "Dotted: 95% lines. Dashed: 99.8% lines. Diamonds: beyond them"
    )
    return specification(layers, width=width, height=HEIGHT, heading=heading, room=room)


def _spots(
    spots: Sequence[Spot], bounds: Bounds, largest: float, width: float, x: alt.X, y: alt.Y
) -> list[alt.Chart]:
    def rows(wanted: Sequence[Spot]) -> Rows:
        return [{"size": s.size, "value": s.value, "name": s.name} for s in wanted]

    layers = []
    usual = [spot for spot in spots if not spot.marked and not spot.own]
    own = [spot for spot in spots if spot.own and not spot.marked]
    marked = [spot for spot in spots if spot.marked]
    if usual:
        dots = layer(rows(usual)).mark_point(filled=True, size=45, color=GREY, opacity=0.9)
        layers.append(dots.encode(x=x, y=y))
    if own:
        dots = layer(rows(own)).mark_point(filled=True, size=90, shape="square", color=BLUE, opacity=1)
        layers.append(dots.encode(x=x, y=y))
    if marked:
        dots = layer(rows(marked)).mark_point(filled=True, size=120, shape="diamond", color=SIGNAL, opacity=1)
        layers.append(dots.encode(x=x, y=y))
    layers += _names(spots, bounds, largest, width, x, y)
    return layers


def _names(
    spots: Sequence[Spot], bounds: Bounds, largest: float, width: float, x: alt.X, y: alt.Y
) -> list[alt.Chart]:
    """Names that have room: our own first, then those furthest out; the rest are in the table."""
    low, high, _ = bounds
    centre = sorted(spot.value for spot in spots)[len(spots) // 2]
    wanted = sorted(
        (spot for spot in spots if spot.own or spot.marked),
        key=lambda spot: (not spot.own, -abs(spot.value - centre)),
    )
    dots = [(width * s.size / largest, HEIGHT * (high - s.value) / (high - low), 6.0, 6.0) for s in spots]
    taken: list[Box] = []
    placed: dict[bool, Rows] = {True: [], False: []}
    for spot in wanted:
        across, down = width * spot.size / largest, HEIGHT * (high - spot.value) / (high - low)
        half = text_width(spot.name) / 2
        for left in (True, False):
            middle = across + (half + 9 if left else -half - 9)
            box = (middle, down, half, LABEL_HEIGHT / 2 - 2)
            inside = middle - half >= 0 and middle + half <= width
            others = taken if spot.own else [*taken, *dots]  # our own name may cover a dot, others may not
            if inside and not any(_meet(box, other) for other in others):
                taken.append(box)
                placed[left].append({"size": spot.size, "value": spot.value, "name": spot.name})
                break
    layers = []
    for left, rows in placed.items():
        if rows:
            words = layer(rows).mark_text(
                align="left" if left else "right", dx=9 if left else -9, baseline="middle", color=TEXT
            )
            layers.append(words.encode(x=x, y=y, text="name:N"))
    return layers


Box = tuple[float, float, float, float]  # centre across and down, half width, half height


def _meet(box: Box, other: Box) -> bool:
    return abs(box[0] - other[0]) < box[2] + other[2] and abs(box[1] - other[1]) < box[3] + other[3]
