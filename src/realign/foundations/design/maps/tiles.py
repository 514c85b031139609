"""A map of Scotland's 32 councils as equal tiles, for when there are no boundaries, or size would mislead."""

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from realign.foundations.design.charts.types import Unit
from realign.foundations.design.maps.classes import NONE, MapClass, band_of, bands, key
from realign.foundations.design.maps.paper import box, page, words
from realign.foundations.design.maps.types import AreaValue, Diagram

# Councils whose code changed when a boundary moved: old code, new code (Office for National Statistics, 2019).
NEWER_CODES = {
    "S12000015": "S12000047",
    "S12000024": "S12000048",
    "S12000046": "S12000049",
    "S12000044": "S12000050",
}
SIDE = 88.0
GAP = 4.0


@dataclass(frozen=True)
class Tile:
    """Where a council stands in the picture, and how its name is broken into lines there."""

    code: str
    column: int
    row: int
    name: str
    lines: tuple[str, ...]


@lru_cache(maxsize=1)
def tiles() -> dict[str, Tile]:
    """The tile of each council by its code."""
    with files(__package__).joinpath("scotland_tiles.csv").open(encoding="utf-8") as file:
        return {
            row["code"]: Tile(
                row["code"], int(row["column"]), int(row["row"]), row["name"], tuple(row["label"].split("|"))
            )
            for row in csv.DictReader(file)
        }


def current(values: Sequence[AreaValue]) -> dict[str, AreaValue]:
    """Values by the newest code of their council; raises ``ValueError`` on two for the same one."""
    by_tile: dict[str, AreaValue] = {}
    for value in values:
        code = NEWER_CODES.get(value.code, value.code)
        if code in by_tile:
            raise ValueError(
                f"There are two values for {code}: one under {by_tile[code].code}, one {value.code}."
            )
        by_tile[code] = value
    return by_tile


def tile_map(
    *, title: str, sentence: str, values: Sequence[AreaValue], unit: Unit, highlight: Collection[str] = ()
) -> Diagram:
    """Councils as tiles, each with its name and value; those highlighted have a heavy edge.

    Raises ``ValueError`` for a code that is not one of the 32 councils, and when no value is given.
    """
    by_code = current(values)
    unknown = sorted(set(by_code) - set(tiles()))
    if unknown:
        raise ValueError(f"These codes are not Scottish councils: {', '.join(unknown)}.")
    numbers = [value.value for value in by_code.values() if value.value is not None]
    if not numbers:
        raise ValueError("A map needs at least one area with a number; none was given.")
    among = bands(numbers)
    marked = {NEWER_CODES.get(code, code) for code in highlight}
    drawn = [_tile(tile, by_code.get(code), among, unit, code in marked) for code, tile in tiles().items()]
    width = 7 * SIDE + 2 * GAP
    missing = len(numbers) < len(tiles())
    legend, height = key(among, unit, missing=missing, y=8 * SIDE + 12, room=width, letters=False)
    alt = f"Tile map of Scotland's councils. {sentence}"
    svg = page(width, 8 * SIDE + 16 + height, [*drawn, legend], title=title, alt=alt)
    rows = tuple((tile.name, _in_words(by_code.get(code), unit)) for code, tile in sorted_tiles())
    return Diagram(title, sentence, alt, ("Council", unit.words), rows, svg)


def sorted_tiles() -> list[tuple[str, Tile]]:
    """Councils by name, as a table lists them."""
    return sorted(tiles().items(), key=lambda item: item[1].name)


def _in_words(value: AreaValue | None, unit: Unit) -> str:
    if value is None:
        return "no figure"
    written = unit.write(value.value)
    return f"{written} ({value.note})" if written and value.note else written or value.note


def _tile(tile: Tile, value: AreaValue | None, among: Sequence[MapClass], unit: Unit, marked: bool) -> str:
    number = value.value if value else None
    fill, ink = NONE
    if number is not None:
        band = band_of(number, among)
        fill, ink = band.fill, band.ink
    x, y = GAP + tile.column * SIDE, GAP + tile.row * SIDE
    inset = 5 if marked else 2
    edge = {"stroke": "#b83a00", "stroke_width": 5} if marked else {"stroke": "#727272", "stroke_width": 1}
    rectangle = box(x + inset / 2, y + inset / 2, SIDE - GAP - inset, SIDE - GAP - inset, fill=fill, **edge)
    lines = [*tile.lines, unit.write(number) or "–"]
    bold = [False] * len(tile.lines) + [True]
    return rectangle + words(x + (SIDE - GAP) / 2, y + (SIDE - GAP) / 2, lines, colour=ink, bold=bold)
