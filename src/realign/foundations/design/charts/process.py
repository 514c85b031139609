"""Charts of a process: centre and limits by phase, signals, marks that people made, and the target."""

from collections.abc import Sequence
from dataclasses import dataclass

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
from realign.foundations.design.charts.layout import Bounds, nice_range, shown_labels, text_width
from realign.foundations.design.charts.line import target_line
from realign.foundations.design.charts.run import signal_words
from realign.foundations.design.charts.theme import BLUE, GREY, SIGNAL, TEXT
from realign.foundations.design.charts.types import Chart, ChartValue, Unit
from realign.foundations.design.charts.words import described

HEIGHT = 300.0


@dataclass(frozen=True)
class ProcessPoint:
    """One point with its centre and limits. ``begins`` names a new phase; ``left_out`` points do not count."""

    point: ChartValue
    centre: float
    lower: float | None = None
    upper: float | None = None
    signal: str = ""
    begins: str = ""
    left_out: bool = False
    phase: int = 0


def process_chart(
    *,
    title: str,
    sentence: str,
    steps: Sequence[ProcessPoint],
    unit: Unit,
    centre: str,
    target: tuple[str, float] | None = None,
) -> Chart:
    """A series whose centre and limits may change from phase to phase, or follow the numbers from point to point.

    Signals are orange diamonds with the rule written once for each run; a new phase begins at a dashed upright with a
    letter, told below; points that do not count are hollow.
    """
    steps = tuple(steps)
    if not steps:
        raise ValueError("A chart needs at least one point; none was given.")
    limits = any(step.lower is not None for step in steps)
    columns = (
        "Period",
        unit.words,
        centre,
        *(("Lower limit", "Upper limit") if limits else ()),
        "Signal",
        "Mark",
    )
    return Chart(
        title=title,
        sentence=sentence,
        alt=f"{'Control' if limits else 'Run'} chart. {sentence}",
        columns=columns,
        rows=tuple(_row(step, unit, limits) for step in steps),
        specification=lambda room: _draw(room, steps, unit, centre, target),
    )


def letters(steps: Sequence[ProcessPoint]) -> dict[int, str]:
    """The letter of each place where a phase begins: A, B, C.

    >>> one = ChartValue("2020", 1.0)
    >>> letters([ProcessPoint(one, 1), ProcessPoint(one, 1, begins="New form"), ProcessPoint(one, 1)])
    {1: 'A'}
    """
    places = [i for i, step in enumerate(steps) if step.begins]
    return {place: chr(ord("A") + number % 26) for number, place in enumerate(places)}


def _row(step: ProcessPoint, unit: Unit, limits: bool) -> tuple[str, ...]:
    def limit(value: float | None) -> str:
        return "none" if value is None else unit.write(value)

    mark = "; ".join(part for part in (step.begins, "does not count" if step.left_out else "") if part)
    edges = (limit(step.lower), limit(step.upper)) if limits else ()
    return (
        step.point.label, described(step.point, unit), unit.write(step.centre), *edges, step.signal, mark
    )  # fmt: skip


@kept
def _draw(
    room: int, steps: tuple[ProcessPoint, ...], unit: Unit, centre: str, target: tuple[str, float] | None
) -> str:
    places = keys([step.point.label for step in steps])
    bounds = _bounds(steps, target)
    limits = any(step.lower is not None for step in steps)
    names = [centre, *(["Upper limit", "Lower limit"] if limits else [])]
    width = room - 90 - max(text_width(name) for name in names)
    labelled = [places[i] for i in shown_labels([step.point.label for step in steps], width)]
    x, y = along("place", places, labelled), measure("value", unit, bounds, across=False)
    rows: Rows = [
        {
            "place": place,
            "value": step.point.value,
            "centre": step.centre,
            "lower": step.lower,
            "upper": step.upper,
            "rule": step.signal if step.point.value is not None else "",
            "phase": step.phase,
            "hollow": step.left_out or bool(step.point.note),
        }
        for place, step in zip(places, steps, strict=True)
    ]
    layers = [
        *target_line(target, bounds, unit),
        *_levels(rows, centre, x, y, width),
        *_beginnings(steps, rows, bounds, x, y),
        layer(rows).mark_line(color=BLUE, strokeWidth=2, invalid="break-paths-show-domains").encode(x=x, y=y),
        *_dots(rows, x, y),
        *signal_words([row for row in rows if row["value"] is not None], steps[-1].centre, x, y),
    ]
    return specification(layers, width=width, height=HEIGHT, heading=_heading(steps, unit), room=room)


def _heading(steps: Sequence[ProcessPoint], unit: Unit) -> str:
    told = [unit.words]
    if any(step.signal for step in steps):
        told.append("Diamonds: more than the usual ups and downs")
    if any(step.left_out for step in steps):
        told.append("Hollow: does not count")
    told += [f"{letter}: {steps[place].begins}" for place, letter in letters(steps).items()]
    return ". ".join(told)


def _bounds(steps: Sequence[ProcessPoint], target: tuple[str, float] | None) -> Bounds:
    numbers = [
        n for s in steps for n in (s.point.value, s.centre, s.lower, s.upper) if n is not None
    ]  # fmt: skip
    air = (max(numbers) - min(numbers)) * 0.12  # room for the words of the rules
    low = min(numbers) - air
    if min(numbers) >= 0:  # what cannot be below zero gets no room there
        low = max(0.0, low)
    return nice_range([*numbers, max(numbers) + air, low, *([target[1]] if target else [])], from_zero=False)


def _levels(rows: Rows, centre: str, x: alt.X, y: alt.Y, width: float) -> list[alt.Chart]:
    """Centre and limits, stepping with the points, broken between phases, named at the right."""
    layers: list[alt.Chart] = []
    last = rows[-1]
    for field, name, dash in (
        ("centre", centre, []),
        ("upper", "Upper limit", [3, 3]),
        ("lower", "Lower limit", [3, 3]),
    ):
        here = [row for row in rows if row[field] is not None]
        if not here:
            continue
        line = layer(here).mark_line(color=GREY, strokeWidth=1.5, strokeDash=dash, interpolate="step")
        layers.append(line.encode(x=x, y=of_field(field, y), detail="phase:N"))
        if last[field] is not None:
            label = layer([{"value": last[field], "name": name}])
            words = label.mark_text(align="left", dx=6, baseline="middle", color=TEXT)
            layers.append(words.encode(x=alt.value(width), y=y, text="name:N"))
    return layers


def _beginnings(
    steps: Sequence[ProcessPoint], rows: Rows, bounds: Bounds, x: alt.X, y: alt.Y
) -> list[alt.Chart]:
    """A dashed upright with its letter where a phase begins."""
    marks: Rows = [
        {"place": rows[place]["place"], "value": bounds[1], "name": letter}
        for place, letter in letters(steps).items()
    ]
    if not marks:
        return []
    rule = layer(marks).mark_rule(color=TEXT, strokeDash=[2, 4], strokeWidth=1.5).encode(x=x)
    name = layer(marks).mark_text(align="left", dx=5, baseline="top", fontWeight=700, color=TEXT)
    return [rule, name.encode(x=x, y=y, text="name:N")]


def _dots(rows: Rows, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Points: filled, hollow where they do not count, diamonds where a rule is broken."""
    known = [row for row in rows if row["value"] is not None]
    layers = []
    for hollow in (False, True):
        usual = [row for row in known if not row["rule"] and row["hollow"] is hollow]
        if usual:
            fill = "#ffffff" if hollow else BLUE
            mark = layer(usual).mark_point(
                filled=True, opacity=1, size=50, fill=fill, stroke=BLUE, strokeWidth=2
            )
            layers.append(mark.encode(x=x, y=y))
    if signals := [row for row in known if row["rule"]]:
        mark = layer(signals).mark_point(filled=True, opacity=1, size=130, shape="diamond", color=SIGNAL)
        layers.append(mark.encode(x=x, y=y))
    return layers
