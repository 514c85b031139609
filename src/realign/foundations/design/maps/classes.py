"""Values of areas sorted into a few classes, each with a letter, a shade and its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from realign.foundations.design.charts.layout import nice_range, steps, text_width
from realign.foundations.design.charts.theme import GREY, TEXT
from realign.foundations.design.charts.types import Unit
from realign.foundations.design.maps.paper import box, words

SHADES = (
    ("#eaf3fb", TEXT),
    ("#b9d9f2", TEXT),
    ("#7cb8e8", TEXT),
    ("#0065bd", "#ffffff"),
    ("#002d54", "#ffffff"),
)
NONE = ("#ffffff", TEXT)
LETTERS = "ABCDE"
ROW = 26.0


@dataclass(frozen=True)
class MapClass:
    """One class: from ``low`` up to ``high``, the highest class including its end."""

    letter: str
    low: float
    high: float
    fill: str
    ink: str


def bands(values: Sequence[float]) -> tuple[MapClass, ...]:
    """Up to five classes of equal width with round ends that hold all the values."""
    for ticks in (4, 3, 2, 1):
        edges = steps(*nice_range(values, from_zero=False, ticks=ticks))
        if len(edges) - 1 <= len(SHADES):
            break
    shades = SHADES[: len(edges) - 1]
    return tuple(MapClass(LETTERS[i], edges[i], edges[i + 1], *shade) for i, shade in enumerate(shades))


def band_of(value: float, among: Sequence[MapClass]) -> MapClass:
    """The class that a value belongs to."""
    return next((band for band in among if value < band.high), among[-1])


def key(
    among: Sequence[MapClass], unit: Unit, *, missing: bool, y: float, room: float, letters: bool
) -> tuple[str, float]:
    """The key drawn from ``y`` downwards, and the height it takes."""
    entries = [
        (f"{band.letter}  " * letters + f"{unit.write(band.low)} to {unit.write(band.high)}", band.fill)
        for band in among
    ]
    if missing:
        entries.append(("no figure", NONE[0]))
    widest = max(text_width(label) for label, _ in entries) + 44
    across = max(1, int(room / widest))
    drawn = []
    for i, (label, fill) in enumerate(entries):
        x, top = 4 + (i % across) * widest, y + (i // across) * ROW
        drawn.append(box(x, top, 22, 16, fill=fill, stroke=GREY))
        if fill == NONE[0]:
            drawn.append(words(x + 11, top + 8, ["–"]))
        drawn.append(words(x + 30, top + 8, [label], anchor="start"))
    return "".join(drawn), ROW * -(-len(entries) // across)
