"""The governance chart: groups as boxes, who reports to whom as solid lines, who advises whom as dotted ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from realign.foundations.design.charts.layout import fold
from realign.foundations.design.charts.theme import BLUE, GREY
from realign.foundations.design.maps.layers import place
from realign.foundations.design.maps.lines import MARGIN, LineRoutes, Reporting
from realign.foundations.design.maps.paper import LINE_HEIGHT, box, page, path, words
from realign.foundations.design.maps.types import Diagram

WIDTH, GAP = 168.0, 20.0


@dataclass(frozen=True)
class GroupBox:
    """A box: its name, and under it what kind of group it is or who leads it."""

    key: str
    name: str
    detail: str = ""


@dataclass(frozen=True)
class ListedGroup:
    """One group in the list form of the chart, with the groups that report to it."""

    group: GroupBox
    advises: tuple[str, ...]
    below: tuple["ListedGroup", ...]


@dataclass(frozen=True)
class OrganisationChart(Diagram):
    """The chart, and the same as a nested list for small screens and for reading aloud."""

    entries: tuple[ListedGroup, ...] = ()


def organisation_chart(
    *,
    title: str,
    sentence: str,
    groups: Sequence[GroupBox],
    lines: Sequence[Reporting],
    dotted: str = "advises",
) -> OrganisationChart:
    """The groups in layers, the highest at the top; ``dotted`` is the word for what a dotted line means.

    Raises ``ValueError`` for a line from or to a group that is not there, and when reporting runs in a ring.
    """
    by_key = {group.key: group for group in groups}
    strangers = sorted({key for line in lines for key in (line.lower, line.upper)} - set(by_key))
    if strangers:
        raise ValueError(f"Reporting lines name groups that are not in the chart: {', '.join(strangers)}.")
    alt = f"Chart of groups and who they report to. {sentence}"
    return OrganisationChart(
        title=title,
        sentence=sentence,
        alt=alt,
        columns=("Group", "Kind", "Reports to", dotted.capitalize()),
        rows=tuple(_row(group, lines, by_key) for group in groups),
        svg=_draw(groups, lines, title, alt, dotted),
        entries=_entries(groups, lines, by_key),
    )


def _row(group: GroupBox, lines: Sequence[Reporting], by_key: dict[str, GroupBox]) -> tuple[str, ...]:
    def above(dotted: bool) -> str:
        return ", ".join(by_key[x.upper].name for x in lines if x.lower == group.key and x.dotted is dotted)

    return group.name, group.detail, above(False), above(True)


def _entries(
    groups: Sequence[GroupBox], lines: Sequence[Reporting], by_key: dict[str, GroupBox]
) -> tuple[ListedGroup, ...]:
    """Groups nested under the first group they report to; those that report to nobody come first of all."""
    first: dict[str, str] = {}
    for line in lines:
        if not line.dotted:
            first.setdefault(line.lower, line.upper)

    def under(upper: str | None) -> tuple[ListedGroup, ...]:
        return tuple(
            ListedGroup(
                group,
                tuple(by_key[x.upper].name for x in lines if x.lower == group.key and x.dotted),
                under(group.key),
            )
            for group in groups
            if first.get(group.key) == upper
        )

    return under(None)


def _draw(groups: Sequence[GroupBox], lines: Sequence[Reporting], title: str, alt: str, dotted: str) -> str:
    names = {g.key: fold(g.name, WIDTH - 16).split("\n") for g in groups}
    details = {g.key: fold(g.detail, WIDTH - 16).split("\n") if g.detail else [] for g in groups}
    tall = max((len(names[k]) + len(details[k]) for k in names), default=1) * LINE_HEIGHT + 18
    placed = place(list(names), [(x.upper, x.lower) for x in lines], dict.fromkeys(names, WIDTH), GAP)
    plan = LineRoutes(placed, lines, tall)
    drawn = [plan.line(i) for i in range(len(lines))]
    for key in names:
        x, y = MARGIN + placed.middles[key], plan.top(key)
        bold = [True] * len(names[key]) + [False] * len(details[key])
        drawn.append(box(x - WIDTH / 2, y, WIDTH, tall, fill="#ffffff", stroke=BLUE, stroke_width=2, rx=2))
        drawn.append(words(x, y + tall / 2, [*names[key], *details[key]], bold=bold))
    width = max(placed.middles.values(), default=0) + WIDTH / 2 + 2 * MARGIN
    legend, below = _key(lines, plan.height, dotted)
    return page(max(width, 330), plan.height + below, [*drawn, legend], title=title, alt=alt)


def _key(lines: Sequence[Reporting], y: float, dotted: str) -> tuple[str, float]:
    if not any(line.dotted for line in lines):
        return "", 0.0
    middle = y + 14
    return (
        path(f"M{MARGIN},{middle}h34", stroke=GREY, stroke_width=2)
        + words(MARGIN + 42, middle, ["reports to"], anchor="start")
        + path(f"M{MARGIN + 134},{middle}h34", stroke=GREY, stroke_width=2, stroke_dasharray="2 5")
        + words(MARGIN + 176, middle, [dotted], anchor="start")
    ), 30.0
