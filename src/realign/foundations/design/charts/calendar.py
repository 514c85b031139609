"""A calendar across the page: for each row the parts of its time, from their first to their last day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

import altair as alt

from realign.foundations.design import words
from realign.foundations.design.charts.canvas import Rows, categories, folded_rows, keys, layer, specification
from realign.foundations.design.charts.drawing import kept
from realign.foundations.design.charts.layout import text_width, together
from realign.foundations.design.charts.theme import BLUE, LINE, PALE, SERIES, TEXT
from realign.foundations.design.charts.types import Chart

MONTH = text_width("Sep 2026") + 14  # pixels that the name of a month takes along the bottom


@dataclass(frozen=True)
class Stretch:
    """One part of a row's time; ``part`` counts the parts named for the whole calendar from nought."""

    part: int
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"A stretch ends on {self.last}, before it begins on {self.first}.")


@dataclass(frozen=True)
class CalendarRow:
    """A row with its name and its stretches of time."""

    label: str
    stretches: tuple[Stretch, ...]


def calendar(
    *, title: str, sentence: str, parts: Sequence[str], rows: Sequence[CalendarRow], pale: int | None = None
) -> Chart:
    """Rows of stretches in time. Each stretch carries the letter of its part, so colour is never the only key.

    The part with the number ``pale`` is drawn light and behind the others: it may run beside them.
    """
    rows, parts = tuple(rows), tuple(parts)
    if not any(row.stretches for row in rows):
        raise ValueError("A calendar needs at least one stretch of time; none was given.")
    if not 1 <= len(parts) <= len(SERIES):
        raise ValueError(f"A calendar holds one to {len(SERIES)} parts to stay readable, not {len(parts)}.")
    key = " · ".join(
        together(f"{letter} {part}") for letter, part in zip(ascii_uppercase, parts, strict=False)
    )
    return Chart(
        title=title,
        sentence=sentence,
        alt=f"Calendar. {sentence}",
        columns=("", *parts),
        rows=tuple((row.label, *(_in_words(row, part) for part in range(len(parts)))) for row in rows),
        specification=lambda room: _draw(room, rows, pale, key),
    )


def _in_words(row: CalendarRow, part: int) -> str:
    return "; ".join(
        f"{words.date_words(stretch.first)} to {words.date_words(stretch.last)}"
        for stretch in row.stretches
        if stretch.part == part
    )


@kept
def _draw(room: int, rows: Sequence[CalendarRow], pale: int | None, heading: str) -> str:
    labels, beside, height = folded_rows([row.label for row in rows], room)
    places = keys(labels)
    every = [stretch for row in rows for stretch in row.stretches]
    start = min(stretch.first for stretch in every).replace(day=1)
    end = _month_after(max(stretch.last for stretch in every))
    width = room - beside - 40
    pixels = width / (end - start).days
    pieces: Rows = [
        {
            "place": place, "first": (stretch.first - start).days, "last": (stretch.last - start).days + 1,
            "middle": ((stretch.first - start).days + (stretch.last - start).days + 1) / 2,
            "words": _letter(stretch, pixels),
            "left": (stretch.last - start).days + 1 - 14 / pixels,
            "colour": SERIES[stretch.part], "pale": stretch.part == pale,
        }
        for place, row in zip(places, rows, strict=True)
        for stretch in row.stretches
    ]  # fmt: skip
    y = categories("place", places)
    x = _months(start, end, width)
    behind, before = [p for p in pieces if p["pale"]], [p for p in pieces if not p["pale"]]
    layers = []
    if behind:
        bars = layer(behind).mark_bar(size=height * 0.7, color=PALE, stroke=BLUE, strokeWidth=1)
        letters = layer(behind).mark_text(color=TEXT, baseline="middle", fontWeight=700)
        layers += [bars.encode(x=x, x2="last:Q", y=y), letters.encode(x="left:Q", y=y, text="words:N")]
    if before:
        bars = layer(before).mark_bar(size=height * 0.7, stroke="#ffffff", strokeWidth=1.5)
        colour = alt.Color("colour:N", scale=None)
        letters = layer(before).mark_text(color="#ffffff", baseline="middle", fontWeight=700)
        layers += [
            bars.encode(x=x, x2="last:Q", y=y, color=colour),
            letters.encode(x="middle:Q", y=y, text="words:N"),
        ]
    return specification(layers, width=width, height=height * len(rows), heading=heading, room=room)


def _letter(stretch: Stretch, pixels: float) -> str:
    letter = ascii_uppercase[stretch.part]
    return letter if text_width(letter) + 6 < ((stretch.last - stretch.first).days + 1) * pixels else ""


def _month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _months(start: date, end: date, width: float) -> alt.X:
    """The axis in days since the start, with a line and a name at as many month beginnings as have room."""
    firsts = [start]
    while firsts[-1] < end:
        firsts.append(_month_after(firsts[-1]))
    a_month = width / max(1, len(firsts) - 1)
    step = next(n for n in (1, 2, 3, 6, 12, 24, 48, 120) if n * a_month >= MONTH or n == 120)
    named = {
        (day - start).days: f"{day:%b %Y}" for day in firsts if (day.year * 12 + day.month - 1) % step == 0
    }
    choose = " : ".join(f"datum.value == {at} ? '{name}'" for at, name in named.items())
    return alt.X(
        "first:Q",
        title=None,
        scale=alt.Scale(domain=[0, (end - start).days], nice=False, zero=False),
        axis=alt.Axis(
            values=list(named), labelExpr=f"{choose} : ''", domain=False, ticks=False, gridColor=LINE
        ),
    )
