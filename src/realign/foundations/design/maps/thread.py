"""The golden thread as a picture: records in columns from need to result, and the links that are missing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from realign.foundations.design.charts.layout import fold
from realign.foundations.design.charts.theme import BLUE, GREY, PALE, SIGNAL
from realign.foundations.design.maps.paper import LINE_HEIGHT, box, page, path, words
from realign.foundations.design.maps.types import Diagram

DOWN, MARGIN, HEAD = 14.0, 8.0, 30.0


@dataclass(frozen=True)
class BoxSpacing:
    """How wide a box is, and how far it is to the next column, in pixels."""

    width: float = 132.0
    across: float = 44.0


ROOMY, NARROW = BoxSpacing(), BoxSpacing(width=114.0, across=26.0)  # narrow: eight columns fit a page


@dataclass(frozen=True)
class ThreadBox:
    """A record in the thread; ``missing`` where there ought to be one, its label saying what."""

    key: str
    label: str
    missing: bool = False


@dataclass(frozen=True)
class ThreadColumn:
    """One kind of record, such as "Outcome", with those that are there."""

    title: str
    nodes: tuple[ThreadBox, ...]


@dataclass(frozen=True)
class ThreadJoin:
    """A join between two records; ``missing`` where it ought to be and is not."""

    start: str
    end: str
    missing: bool = False


def thread_picture(
    *,
    title: str,
    sentence: str,
    columns: Sequence[ThreadColumn],
    links: Sequence[ThreadJoin],
    room: BoxSpacing = ROOMY,
) -> Diagram:
    """Columns of boxes with lines between them. What is missing is hollow, dashed and says "missing".

    Raises ``ValueError`` for a key used twice, and for a link whose ends are not both in the picture.
    """
    column_of = {node.key: i for i, column in enumerate(columns) for node in column.nodes}
    labels = {node.key: node.label for column in columns for node in column.nodes}
    twice = [key for key, count in Counter(n.key for c in columns for n in c.nodes).items() if count > 1]
    if twice:
        raise ValueError(f"These records stand in the picture twice: {', '.join(sorted(twice))}.")
    strangers = sorted({key for link in links for key in (link.start, link.end)} - set(labels))
    if strangers:
        raise ValueError(f"Links name records that are not in the picture: {', '.join(strangers)}.")
    alt = f"Records in columns from {columns[0].title} to {columns[-1].title}, with their links. {sentence}"
    rows = tuple(
        (column.title, _state(node), _ends(links, labels, node.key))
        for column in columns
        for node in column.nodes
    )
    svg = _draw(columns, links, column_of, title, alt, room)
    return Diagram(title, sentence, alt, ("Kind", "Record", "Leads to"), rows, svg)


def _state(node: ThreadBox) -> str:
    return f"{node.label} (missing)" if node.missing else node.label


def _ends(links: Sequence[ThreadJoin], labels: dict[str, str], key: str) -> str:
    return "; ".join(
        labels[link.end] + (" (link missing)" if link.missing else "") for link in links if link.start == key
    )


def _draw(
    columns: Sequence[ThreadColumn],
    links: Sequence[ThreadJoin],
    column_of: dict[str, int],
    title: str,
    alt: str,
    room: BoxSpacing,
) -> str:
    step = room.width + room.across
    lines = {n.key: _lines(n, room) for c in columns for n in c.nodes}
    heights = {key: len(rows) * LINE_HEIGHT + 16 for key, rows in lines.items()}
    tall = max((sum(heights[n.key] + DOWN for n in c.nodes) for c in columns), default=0)
    titles = [fold(c.title, room.width).split("\n") for c in columns]
    top = MARGIN + HEAD + (max(len(t) for t in titles) - 1) * LINE_HEIGHT
    places: dict[str, tuple[float, float]] = {}
    for i, column in enumerate(columns):
        y = top + (tall - sum(heights[n.key] + DOWN for n in column.nodes)) / 2
        for node in column.nodes:
            places[node.key] = (MARGIN + i * step, y + heights[node.key] / 2)
            y += heights[node.key] + DOWN
    drawn = [_link(link, places, column_of, room) for link in links]
    for i, lines_of_title in enumerate(titles):
        middle = MARGIN + i * step + room.width / 2
        drawn.append(words(middle, MARGIN + (top - MARGIN) / 2 - 4, lines_of_title, bold=True))
    for column in columns:
        drawn += [
            _box(node, places[node.key], heights[node.key], lines[node.key], room) for node in column.nodes
        ]
    width = len(columns) * step - room.across + 2 * MARGIN
    return page(width, top + tall + MARGIN, drawn, title=title, alt=alt)


def _lines(node: ThreadBox, room: BoxSpacing) -> list[str]:
    folded = fold(node.label, room.width - 14).split("\n")
    return [*folded, "missing"] if node.missing else folded


def _box(
    node: ThreadBox, place: tuple[float, float], height: float, lines: list[str], room: BoxSpacing
) -> str:
    x, y = place
    look: dict[str, object] = {"fill": PALE, "stroke": BLUE, "stroke_width": 2}
    if node.missing:
        look = {"fill": "#ffffff", "stroke": SIGNAL, "stroke_width": 2, "stroke_dasharray": "6 4"}
    bold = [False] * (len(lines) - 1) + [node.missing]
    return box(x, y - height / 2, room.width, height, rx=2, **look) + words(
        x + room.width / 2, y, lines, bold=bold
    )


def _link(
    link: ThreadJoin, places: dict[str, tuple[float, float]], column_of: dict[str, int], room: BoxSpacing
) -> str:
    """A curve from the right of one box to the left of the other; under both when they share a column."""
    first, second = sorted((link.start, link.end), key=lambda key: column_of[key])
    (x1, y1), (x2, y2) = places[first], places[second]
    start = x1 + room.width
    end = x2 if column_of[second] > column_of[first] else x2 + room.width
    bend = room.across * 0.6
    towards = end - bend if column_of[second] > column_of[first] else end + bend
    steps = f"M{start:.1f},{y1:.1f}C{start + bend:.1f},{y1:.1f} {towards:.1f},{y2:.1f} {end:.1f},{y2:.1f}"
    if link.missing:
        return path(steps, stroke=SIGNAL, stroke_width=2, stroke_dasharray="6 4")
    return path(steps, stroke=GREY, stroke_width=2)
