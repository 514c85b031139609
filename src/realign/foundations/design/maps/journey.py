"""A journey as a picture: its stops along a line, and under each what is there, lane by lane, with the holes drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from realign.foundations.design.charts.layout import fold
from realign.foundations.design.charts.theme import BLUE, GREY, LINE, PALE, SIGNAL
from realign.foundations.design.maps.paper import LINE_HEIGHT, box, disc, page, path, words
from realign.foundations.design.maps.types import Diagram

WIDTH, NARROW, SIDE, MARGIN = 880.0, 340.0, 104.0, 8.0
MOST = 3  # names in a cell before “and so many more”
LONGEST = 80  # letters of a name
NUMERAL = 30.0  # room for the count above the names


class Head(StrEnum):
    """How the stops are drawn: stations on a line, arrows that follow each other, or plain columns."""

    STATIONS = "stations"
    ARROWS = "arrows"
    COLUMNS = "columns"


@dataclass(frozen=True)
class Lane:
    """One kind of thing along the journey. ``hole`` says what an empty cell means; without it, empty is nothing."""

    title: str
    hole: str = ""
    warns: bool = False  # its entries are themselves gaps
    dashed: bool = False  # its entries are not there yet


@dataclass(frozen=True)
class JourneyStop:
    """One stop: its name, a line under it such as ages, and the names of what is there in each lane."""

    name: str
    detail: str
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Journey(Diagram):
    """The picture with another drawing for a telephone: the stops one under the other."""

    narrow_svg: str = field(default="", repr=False)


def journey_picture(
    *, title: str, sentence: str, stops: Sequence[JourneyStop], lanes: Sequence[Lane], head: Head
) -> Journey:
    """Stops across, lanes down; a hole is a dashed box that says what is missing.

    Raises ``ValueError`` for a stop that has another number of cells than there are lanes, and for no stops at all.
    """
    if not stops:
        raise ValueError("A journey needs at least one stop to be drawn.")
    wrong = [stop.name for stop in stops if len(stop.cells) != len(lanes)]
    if wrong:
        raise ValueError(
            f"These stops do not have one cell for each of {len(lanes)} lanes: {', '.join(wrong)}."
        )
    alt = f"Picture of {len(stops)} stops in order: {', '.join(s.name for s in stops)}. {sentence}"
    return Journey(
        title=title,
        sentence=sentence,
        alt=alt,
        columns=("Stop", *(lane.title for lane in lanes), "Missing"),
        rows=tuple(_row(stop, lanes) for stop in stops),
        svg=_wide(stops, lanes, head, title, alt),
        narrow_svg=_narrow(stops, lanes, head, title, alt),
    )


def holes_of(stop: JourneyStop, lanes: Sequence[Lane]) -> list[str]:
    """What is missing at a stop."""
    return [lane.hole for lane, cell in zip(lanes, stop.cells, strict=True) if lane.hole and not cell]


def _row(stop: JourneyStop, lanes: Sequence[Lane]) -> tuple[str, ...]:
    holes = "; ".join(holes_of(stop, lanes)) or "nothing"
    return (stop.name, *(str(len(cell)) for cell in stop.cells), holes)


def _wide(stops: Sequence[JourneyStop], lanes: Sequence[Lane], head: Head, title: str, alt: str) -> str:
    across = (WIDTH - SIDE - MARGIN) / len(stops)
    drawn, y = _heads(stops, lanes, head, across)
    for i, lane in enumerate(lanes):
        cells = [_cell(lane, stop.cells[i], across - 12) for stop in stops]
        tall = max(cell.height for cell in cells)
        drawn.append(path(f"M{MARGIN},{y:.1f}H{WIDTH - MARGIN}", stroke=LINE, stroke_width=1))
        name = fold(lane.title, SIDE - 24).split("\n")
        drawn.append(words(MARGIN, y + 8 + len(name) * LINE_HEIGHT / 2, name, bold=True, anchor="start"))
        drawn += [cell.at(SIDE + n * across + 6, y + 8) for n, cell in enumerate(cells)]
        y += tall + 16
    return page(WIDTH, y + MARGIN, drawn, title=title, alt=alt)


def _heads(
    stops: Sequence[JourneyStop], lanes: Sequence[Lane], head: Head, across: float
) -> tuple[list[str], float]:
    names = [fold(stop.name, across - (34 if head is Head.ARROWS else 14)).split("\n") for stop in stops]
    lines = max(len(name) for name in names)
    details = LINE_HEIGHT if any(stop.detail for stop in stops) else 0.0
    drawn: list[str] = []
    if head is Head.STATIONS:
        y = MARGIN + 20
        drawn.append(
            path(
                f"M{SIDE + across / 2:.1f},{y}H{WIDTH - MARGIN - across / 2:.1f}", stroke=BLUE, stroke_width=6
            )
        )
        for n, (stop, name) in enumerate(zip(stops, names, strict=True)):
            middle = SIDE + (n + 0.5) * across
            drawn.append(_station(middle, y, n + 1, bool(holes_of(stop, lanes))))
            drawn.append(_under(middle, y + 24, name, stop.detail))
        return drawn, y + 30 + lines * LINE_HEIGHT + details
    tall = lines * LINE_HEIGHT + 22
    for n, (stop, name) in enumerate(zip(stops, names, strict=True)):
        left, right = SIDE + n * across + 3, SIDE + (n + 1) * across - 3
        shape = _arrow(left, right, MARGIN, tall, first=n == 0) if head is Head.ARROWS else ""
        drawn.append(
            path(shape, fill=BLUE) if shape else box(left, MARGIN, right - left, tall, fill=BLUE, rx=2)
        )
        drawn.append(
            words(
                (left + right) / 2 + (4 if shape else 0), MARGIN + tall / 2, name, colour="#ffffff", bold=True
            )
        )
        if stop.detail:
            drawn.append(words((left + right) / 2, MARGIN + tall + 14, [stop.detail], colour=GREY))
    return drawn, MARGIN + tall + 10 + (details + 4 if details else 0)


def _arrow(left: float, right: float, top: float, tall: float, *, first: bool) -> str:
    tip, notch = 12.0, 0.0 if first else 12.0
    return (
        f"M{left:.1f},{top:.1f}H{right - tip:.1f}L{right + tip - 6:.1f},{top + tall / 2:.1f}L{right - tip:.1f},"
        f"{top + tall:.1f}H{left:.1f}L{left + notch:.1f},{top + tall / 2:.1f}Z"
    )


def _station(x: float, y: float, number: int, hole: bool) -> str:
    """A full disc where everything asked for is there; a white one with a dashed rim where something is missing."""
    look: dict[str, object] = {"fill": BLUE, "stroke": BLUE, "stroke_width": 3}
    if hole:
        look = {"fill": "#ffffff", "stroke": SIGNAL, "stroke_width": 3, "stroke_dasharray": "5 3"}
    return disc(x, y, 15, **look) + words(
        x, y, [str(number)], bold=True, colour=SIGNAL if hole else "#ffffff"
    )


def _under(x: float, top: float, name: list[str], detail: str) -> str:
    drawn = words(x, top + len(name) * LINE_HEIGHT / 2, name, bold=True)
    return drawn + (
        words(x, top + (len(name) + 0.5) * LINE_HEIGHT + 2, [detail], colour=GREY) if detail else ""
    )


@dataclass(frozen=True)
class _Cell:
    """What is drawn in one lane of one stop: boxes of lines, from the top."""

    boxes: tuple[tuple[tuple[str, ...], str], ...]
    width: float
    count: int = 0

    @property
    def height(self) -> float:
        return sum(self._tall(lines) + 6 for lines, _ in self.boxes) - 6 + (NUMERAL if self.count else 0)

    @staticmethod
    def _tall(lines: Sequence[str]) -> float:
        return len(lines) * LINE_HEIGHT + 10

    def at(self, x: float, y: float) -> str:
        drawn = ""
        if self.count:
            drawn = words(x + 1, y + NUMERAL / 2 - 4, [str(self.count)], anchor="start", bold=True, size=22)
            y += NUMERAL
        for lines, look in self.boxes:
            tall = self._tall(lines)
            if look in _LOOKS:
                drawn += box(x, y, self.width, tall, rx=3, **_LOOKS[look])
            colour = SIGNAL if look in {"hole", "warns"} else GREY if look == "more" else "#333333"
            drawn += words(x + 8, y + tall / 2, lines, anchor="start", colour=colour, bold=look == "hole")
            y += tall + 6
        return drawn


_LOOKS: dict[str, dict[str, object]] = {
    "there": {"fill": PALE, "stroke": BLUE, "stroke_width": 1},
    "dashed": {"fill": "#ffffff", "stroke": BLUE, "stroke_width": 1.5, "stroke_dasharray": "5 4"},
    "warns": {"fill": "#fdf1ea", "stroke": SIGNAL, "stroke_width": 1},
    "hole": {"fill": "#ffffff", "stroke": SIGNAL, "stroke_width": 1.5, "stroke_dasharray": "5 4"},
}


def _cell(lane: Lane, names: Sequence[str], width: float) -> _Cell:
    if not names:
        hole = (lane.hole, "hole") if lane.hole else ("none", "more")
        return _Cell(((tuple(fold(hole[0], width - 14).split("\n")), hole[1]),), width)
    look = "warns" if lane.warns else "dashed" if lane.dashed else "there"
    listed = names if len(names) <= MOST + 1 else names[:MOST]
    boxes = [(tuple(fold(_short(name), width - 14).split("\n")), look) for name in listed]
    if len(names) > len(listed):
        boxes.append(((f"and {len(names) - len(listed)} more",), "more"))
    return _Cell(tuple(boxes), width, len(names))


def _short(name: str) -> str:
    """A name no longer than fits, broken off at a word."""
    if len(name) <= LONGEST:
        return name
    return name[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:.") + " …"


def _narrow(stops: Sequence[JourneyStop], lanes: Sequence[Lane], head: Head, title: str, alt: str) -> str:
    """The stops down a line at the left, each with its lanes under it."""
    left, y = 44.0, MARGIN + 8
    drawn: list[str] = []
    stations: list[tuple[float, int, bool]] = []
    for n, stop in enumerate(stops, start=1):
        name = fold(stop.name, NARROW - left - 8).split("\n")
        stations.append((y + 14, n, head is Head.STATIONS and bool(holes_of(stop, lanes))))
        drawn.append(words(left, y + 14 + (len(name) - 1) * LINE_HEIGHT / 2, name, bold=True, anchor="start"))
        y += 14 + (len(name) - 0.5) * LINE_HEIGHT
        if stop.detail:
            drawn.append(words(left, y + LINE_HEIGHT / 2, [stop.detail], colour=GREY, anchor="start"))
            y += LINE_HEIGHT
        for lane, names in zip(lanes, stop.cells, strict=True):
            if not names and not lane.hole:
                continue
            cell = _cell(lane, names, NARROW - left - MARGIN)
            drawn.append(words(left, y + 16, [lane.title], colour=GREY, anchor="start"))
            drawn.append(cell.at(left, y + 28))
            y += cell.height + 36
        y += 18
    line = path(f"M22,{stations[0][0]:.1f}V{stations[-1][0]:.1f}", stroke=BLUE, stroke_width=6)
    return page(
        NARROW, y, [line, *(_station(22, *station) for station in stations), *drawn], title=title, alt=alt
    )
