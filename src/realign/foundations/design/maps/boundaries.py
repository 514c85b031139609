"""A map from imported boundaries (GeoJSON), drawn as shapes with a letter for each class."""

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from realign.foundations.design.charts.types import Unit
from realign.foundations.design.maps.classes import NONE, MapClass, band_of, bands, key
from realign.foundations.design.maps.paper import box, page, path, words
from realign.foundations.design.maps.types import AreaValue, Diagram

Point = tuple[float, float]
Ring = list[Point]
MARGIN = 8.0
AROUND = "#f2f2f2"  # areas outside the focus
FINEST = 0.7  # pixels: points closer than this to the last one are left out


def boundary_map(
    *,
    title: str,
    sentence: str,
    features: Sequence[Mapping[str, Any]],
    values: Sequence[AreaValue],
    unit: Unit,
    focus: Collection[str] = (),
    width: float = 560,
) -> Diagram:
    """Areas shaded by class, each class with a letter that stands on the areas too.

    ``features`` are GeoJSON features in longitude and latitude with ``code`` and ``name`` among their
    properties. With ``focus`` the map shows those areas large, with names and values; the others around them
    stay grey. Raises ``ValueError`` for values of areas that have no boundary.
    """
    names = {f["properties"]["code"]: f["properties"]["name"] for f in features}
    by_code = {value.code: value for value in values}
    unknown = sorted((set(by_code) | set(focus)) - set(names))
    if unknown:
        raise ValueError(f"There is no boundary for {', '.join(unknown)}.")
    drawn = [code for code in names if not focus or code in focus]
    numbers = [v.value for code, v in by_code.items() if code in drawn and v.value is not None]
    if not numbers:
        raise ValueError("A map needs at least one area with a number; none was given.")
    among = bands(numbers)
    outlines, height = _fit({f["properties"]["code"]: _rings(f) for f in features}, drawn, width)
    legend, below = key(
        among, unit, missing=len(numbers) < len(drawn), y=height + 8, room=width, letters=not focus
    )
    areas, labels = [], []
    for code, rings in outlines.items():
        value = by_code.get(code) if code in drawn else None
        areas.append(_area(rings, value, among, around=code not in drawn))
        if code in drawn:
            labels.append(_label(rings, names[code], value, among, unit, bool(focus)))
    # Neighbours may reach below the picture: the key stands on clean paper.
    paper = box(0, height, width, below + 12, fill="#ffffff")
    alt = f"Map. {sentence}"
    svg = page(width, height + below + 12, [*areas, paper, *labels, legend], title=title, alt=alt)
    rows = tuple(
        (names[code], _in_words(by_code.get(code), unit)) for code in sorted(drawn, key=names.__getitem__)
    )
    return Diagram(title, sentence, alt, ("Area", unit.words), rows, svg)


def _in_words(value: AreaValue | None, unit: Unit) -> str:
    if value is None:
        return "no figure"
    written = unit.write(value.value)
    return f"{written} ({value.note})" if written and value.note else written or value.note


def _rings(feature: Mapping[str, Any]) -> list[Ring]:
    shape = feature["geometry"]
    match shape["type"]:
        case "Polygon":
            polygons = [shape["coordinates"]]
        case "MultiPolygon":
            polygons = shape["coordinates"]
        case other:
            raise ValueError(f"A boundary is a Polygon or a MultiPolygon; this one is a {other}.")
    return [[(x, y) for x, y, *_ in ring] for polygon in polygons for ring in polygon]


def _fit(
    outlines: dict[str, list[Ring]], drawn: Sequence[str], width: float
) -> tuple[dict[str, list[Ring]], float]:
    """Outlines in pixels, so that the shown areas fill the width; and the height they need.

    Longitude shrinks with the cosine of the middle latitude, which is accurate enough for a picture.
    """
    points = [point for code in drawn for ring in outlines[code] for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = (width - 2 * MARGIN) / ((east - west) * squeeze)
    scale = min(scale, 760 / (north - south))
    left = (width - (east - west) * squeeze * scale) / 2

    def place(point: Point) -> Point:
        return left + (point[0] - west) * squeeze * scale, MARGIN + (north - point[1]) * scale

    height = (north - south) * scale + 2 * MARGIN
    placed = {
        code: [_thin([place(point) for point in ring]) for ring in rings] for code, rings in outlines.items()
    }
    return {code: _inside(rings, width, height) for code, rings in placed.items()}, height


def _thin(ring: Ring) -> Ring:
    """The ring without points that would fall on the same dot as the one before."""
    kept = ring[:1]
    for point in ring[1:]:
        if math.dist(point, kept[-1]) >= FINEST:
            kept.append(point)
    return kept


def _inside(rings: list[Ring], width: float, height: float) -> list[Ring]:
    """Rings that can be seen at all: big enough to draw, and not wholly beside the picture."""
    return [
        ring
        for ring in rings
        if len(ring) > 2
        and min(x for x, _ in ring) < width
        and max(x for x, _ in ring) > 0
        and min(y for _, y in ring) < height
        and max(y for _, y in ring) > 0
    ]


def _area(rings: list[Ring], value: AreaValue | None, among: Sequence[MapClass], *, around: bool) -> str:
    if not rings:
        return ""
    fill = AROUND if around else NONE[0]
    if value and value.value is not None:
        fill = band_of(value.value, among).fill
    steps = "".join("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in ring) + "Z" for ring in rings)
    return path(
        steps, fill=fill, fill_rule="evenodd", stroke="#727272", stroke_width=1, stroke_linejoin="round"
    )


def _label(
    rings: list[Ring], name: str, value: AreaValue | None, among: Sequence[MapClass], unit: Unit, full: bool
) -> str:
    if not rings:
        return ""
    x, y = _middle(max(rings, key=_size))
    number = value.value if value else None
    if full:
        return words(x, y, [name, unit.write(number) or "–"], bold=[True, False], halo=True)
    return words(x, y, [band_of(number, among).letter if number is not None else "–"], bold=True, halo=True)


def _size(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def _middle(ring: Ring) -> Point:
    """A point well inside a ring: the middle of its widest crossing among a few levels."""
    low, high = min(y for _, y in ring), max(y for _, y in ring)
    best, place = -1.0, ring[0]
    for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.25, 0.75):
        level = low + (high - low) * share
        crossings = sorted(
            a[0] + (level - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
            for a, b in zip(ring, ring[1:] + ring[:1], strict=True)
            if (a[1] > level) != (b[1] > level)
        )
        for start, end in zip(crossings[::2], crossings[1::2], strict=False):
            if (end - start) * (1 - abs(share - 0.5)) > best:
                best, place = (end - start) * (1 - abs(share - 0.5)), ((start + end) / 2, level)
    return place
