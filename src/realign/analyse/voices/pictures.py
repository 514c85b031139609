"""The four lists as a picture, and change before and after."""

from collections.abc import Sequence

from realign.analyse.voices.models import Said
from realign.analyse.voices.types import ChangeShown, EstimatedLine, Heard, LineShown
from realign.foundations.design.charts.layout import fold
from realign.foundations.design.charts.theme import BLUE, GREY, LINE, PALE, SIGNAL
from realign.foundations.design.maps.journey import Journey
from realign.foundations.design.maps.paper import box, disc, page, path, words
from realign.foundations.design.maps.thread import (
    ROOMY,
    BoxSpacing,
    ThreadBox,
    ThreadColumn,
    ThreadJoin,
    thread_picture,
)
from realign.foundations.design.maps.types import Diagram
from realign.foundations.design.words import percent

TITLES = {
    Said.Kind.NEED: "What we need",
    Said.Kind.BARRIER: "Barriers",
    Said.Kind.SOLUTION: "What would help",
    Said.Kind.ACTION: "What adults agreed to do",
}
KEY = "The ring is the start, the tip of the arrow the end; grey may be chance."
WIDE, NARROW, ROW = 860, 340, 58.0


def lists_picture(heard: Heard, sentence: str) -> Diagram | None:
    """Needs, barriers, solutions and agreed actions in columns, with their links; what nothing answers stays open."""
    lines = [line for lines in heard.lists.values() for line in lines]
    if not lines:
        return None
    order = list(TITLES)
    columns: dict[str, list[ThreadBox]] = {kind: [] for kind in order}
    links: list[ThreadJoin] = []
    for line in lines:
        columns[line.kind].append(ThreadBox(str(line.pk), line.text))
        links += [ThreadJoin(str(other.pk), str(line.pk)) for other in line.answers.all()]
    for line in heard.unanswered:
        column = order[order.index(Said.Kind(line.kind)) + 1]
        columns[column].append(ThreadBox(f"open-{line.pk}", "No answer yet", missing=True))
        links.append(ThreadJoin(str(line.pk), f"open-{line.pk}", missing=True))
    return thread_picture(
        title="From need to agreed action",
        sentence=sentence,
        columns=[ThreadColumn(TITLES[kind], tuple(columns[kind])) for kind in order],
        links=links,
        room=BoxSpacing(width=176.0, across=44.0) if len(lines) < 40 else ROOMY,
    )


def change_picture(change_shown: ChangeShown) -> Journey | None:
    """Counted lines: a hollow disc at the start, a full one at the end, an arrow between."""
    lines = change_shown.counted
    if not lines:
        return None
    alt = "Arrows from the share doing well at the start to the share at the end, by wellbeing indicator."
    return _drawn("Doing well, at the start and at the end", KEY, alt, lines)


def estimate_picture(change_shown: ChangeShown, sentence: str) -> Journey | None:
    """Estimated lines: a pale band from the lowest to the highest, with no point in it, for none is known."""
    lines = change_shown.estimated
    if not lines:
        return None
    alt = f"Bands from the lowest to the highest estimate of improvement. {sentence}"
    return _drawn("Improvement, as estimated", sentence, alt, lines)


def _drawn(title: str, sentence: str, alt: str, lines: Sequence[LineShown]) -> Journey:
    return Journey(
        title=title,
        sentence=sentence,
        alt=alt,
        columns=("Wellbeing indicator", "At the start", "At the end", "Change", "Children"),
        rows=tuple(table_row(line) for line in lines),
        svg=_scale(lines, WIDE, title, alt),
        narrow_svg=_scale(lines, NARROW, title, alt),
    )


def table_row(line: LineShown) -> tuple[str, ...]:
    """A line of a change in words, with its interval or its range; never the counts behind it."""
    if isinstance(line, EstimatedLine):
        return (
            str(line.line),
            "not known",
            "not known",
            f"{line.low}% to {line.high}%, an estimate",
            "not known",
        )
    return (
        str(line.line),
        percent(line.before.estimate, 0),
        percent(line.after.estimate, 0),
        f"{points(line.change.estimate)} ({points(line.change.lower)} to {points(line.change.upper)})",
        str(line.children),
    )


def points(share: float) -> str:
    """A difference of shares in points, with its sign."""
    value = round(100 * share)
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value)} points"


def _scale(lines: Sequence[LineShown], width: int, title: str, alt: str) -> str:
    left = 178.0 if width == WIDE else 14.0
    right = width - (214.0 if width == WIDE else 22.0)
    high = ROW if width == WIDE else ROW + 40
    bottom = 30 + len(lines) * high
    drawn = []
    for share in (0, 25, 50, 75, 100):
        x = left + (right - left) * share / 100
        drawn.append(path(f"M{x:.1f},30V{bottom:.1f}", stroke=LINE, stroke_width=1))
        drawn.append(words(x, 16, [f"{share}%"], colour=GREY))
    for n, line in enumerate(lines):
        top = 30 + n * high
        if width == WIDE:
            name = fold(str(line.line), left - 20).split("\n")
            drawn.append(words(8, top + high / 2, name, bold=True, anchor="start"))
            drawn.append(words(right + 20, top + high / 2, _line_words(line), anchor="start"))
            middle = top + high / 2
        else:
            drawn.append(words(left, top + 18, [str(line.line)], bold=True, anchor="start", halo=True))
            drawn.append(words(left, top + 80, [", ".join(_line_words(line))], anchor="start", halo=True))
            middle = top + 48
        drawn.append(_mark(line, left, right, middle))
    return page(width, bottom + 12, drawn, title=title, alt=alt)


def _line_words(line: LineShown) -> list[str]:
    if isinstance(line, EstimatedLine):
        return [f"{line.low}% to {line.high}%", "an estimate"]
    return [points(line.change.estimate), "more than chance" if line.is_sure else "may be chance"]


def _mark(line: LineShown, left: float, right: float, y: float) -> str:
    def at(share: float) -> float:
        return left + (right - left) * share

    if isinstance(line, EstimatedLine):
        start, end = at(line.low / 100), at(line.high / 100)
        return box(
            start, y - 12, max(end - start, 3), 24, fill=PALE, stroke=BLUE, stroke_width=1.5, stroke_dasharray="5 4",
            rx=3,
        )  # fmt: skip
    start, end = at(line.before.estimate), at(line.after.estimate)
    colour = GREY if not line.is_sure else BLUE if line.change.estimate > 0 else SIGNAL
    way = 1 if end >= start else -1
    drawn = (
        path(f"M{start:.1f},{y}H{end - way * 9:.1f}", stroke=colour, stroke_width=4)
        if abs(end - start) > 12
        else ""
    )
    ring = disc(start, y, 8, fill="#ffffff", stroke=colour, stroke_width=3)
    head = (
        path(
            f"M{end - way * 10:.1f},{y - 9}L{end + way * 6:.1f},{y}L{end - way * 10:.1f},{y + 9}Z",
            fill=colour,
        )
        if abs(end - start) > 12
        else disc(end, y, 5, fill=colour)
    )
    return drawn + ring + head
