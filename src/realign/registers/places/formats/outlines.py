"""Outlines of areas as GeoJSON: a feature for each, with its code, in degrees of longitude and latitude."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from realign.foundations.files.isolated import UnreadableFileError, open_geojson
from realign.foundations.files.tables import check_text
from realign.foundations.files.types import FileColumn, FileReading, IncomingFile, Problems
from realign.registers.places.models import Area
from realign.registers.places.queries import area_index
from realign.registers.places.records import Records, merge
from realign.registers.places.types import AreaIndex

COLUMNS = (FileColumn("code", "the area’s code, in the properties of each feature"),)
CODES = (
    *("code", "area_code", "hbcode", "la_code", "local_auth", "interzone", "datazone"),
    # codes of the Office for National Statistics carry the year in which they were drawn: LAD24CD, HB19CD
    re.compile(r"(lad|hb|ctyua)\d\dcd"),
)
NAMES = ("name", "area_name", "hbname", re.compile(r"(lad|hb|ctyua)\d\dnm"))
KINDS = (Area.Kind.COUNCIL, Area.Kind.HEALTH_BOARD)

# three corners, and the first of them again
FEWEST_POINTS = 4

# Scotland with its islands and some sea, in degrees: outlines in metres on the national grid fall outside
WEST, EAST, SOUTH, NORTH = -9.5, 0.0, 54.0, 61.5


def recognises(path: Path) -> bool:
    """True for a file that calls itself GeoJSON and holds features."""
    if path.suffix.lower() not in {".geojson", ".json"}:
        return False
    with path.open("rb") as stream:
        return b"FeatureCollection" in stream.read(4096)


def read(source: IncomingFile) -> FileReading:
    """Read and check outlines; the areas themselves must be held already."""
    problems = Problems()
    records = Records()
    _take_all(source, records, problems)
    changes = merge(records, dry=True)
    return FileReading(records, len(records.boundaries), changes, problems)


def _take_all(source: IncomingFile, records: Records, problems: Problems) -> None:
    if problem := check_text(source.path):
        problems.add(problem.row, problem.column, problem.found, problem.expected, problem.todo)
        return
    index = area_index()
    expected, todo = "a GeoJSON FeatureCollection", "Check the file, or download it again."
    try:
        with open_geojson(source.path) as (features, refused):
            if refused is not None:
                problems.add(refused[0], "", refused[1], expected, todo)
            for number, feature in enumerate(features, start=1):
                _take(number, feature, records, index, problems, source)
    except UnreadableFileError as error:
        problems.add(0, "", error.fault, expected, error.what_to_do)


def _take(
    number: int, feature: Any, records: Records, index: AreaIndex, problems: Problems, source: IncomingFile
) -> None:
    if not isinstance(feature, dict):
        problems.add(number, "", str(feature), "a GeoJSON Feature", "Check the export.")
        return
    described, geometry = feature.get("properties") or {}, feature.get("geometry") or {}
    for name, part in (("properties", described), ("geometry", geometry)):
        if not isinstance(part, dict):
            problems.add(number, name, str(part), "an object in braces, as GeoJSON has", "Check the export.")
            return
    properties = {str(name).lower(): value for name, value in described.items()}
    text = _first(properties, CODES) or _first(properties, NAMES)
    area = index.find(text, *(() if text[:1] == "S" and text[1:].isdigit() else KINDS))
    if area is None:
        problems.add(
            number,
            "code",
            text,
            "the code of a known area",
            "Import the areas first, or correct the code.",
        )
        return
    kind = str(geometry.get("type"))
    if kind not in {"Polygon", "MultiPolygon"}:
        problems.add(number, "geometry", kind, "a Polygon or MultiPolygon", "Check the export.")
        return
    for place in _points(geometry.get("coordinates")):
        if not _is_in_scotland(place):
            problems.add(
                number,
                "geometry",
                str(place),
                "longitude and latitude in Scotland, in degrees",
                "Export it in WGS84 (EPSG:4326), not on the national grid.",
            )
            return
    shapes = geometry["coordinates"] if kind == "MultiPolygon" else [geometry["coordinates"]]
    if not all(_is_polygon(rings) for rings in shapes):
        problems.add(
            number,
            "geometry",
            "points that are not in closed rings",
            "rings of four points or more",
            "Check the export.",
        )
        return
    if (area.code,) in records.boundaries:
        problems.add(number, "code", f"{area.name} a second time", "each area once", "Remove one of them.")
        return
    records.boundaries[(area.code,)] = {
        "geometry": geometry,
        "source": source.record.producer[:200] or source.name[:200],
    }


def _first(properties: dict[str, Any], names: Sequence[str | re.Pattern[str]]) -> str:
    for name in names:
        keys = [name] if isinstance(name, str) else [key for key in properties if name.fullmatch(key)]
        for key in keys:
            if properties.get(key):
                return str(properties[key])
    return ""


def _is_polygon(rings: Any) -> bool:
    """Whether these are rings of points, each long enough to enclose something."""
    return isinstance(rings, list) and all(
        isinstance(ring, list)
        and len(ring) >= FEWEST_POINTS
        and all(isinstance(point, list) and not isinstance(point[0], list) for point in ring)
        for ring in rings
    )


def _is_in_scotland(place: Any) -> bool:
    if not (
        isinstance(place, list)
        and len(place) >= 2
        and all(isinstance(part, int | float) for part in place[:2])
    ):
        return False
    return bool(WEST <= place[0] <= EAST and SOUTH <= place[1] <= NORTH)


def _points(coordinates: Any) -> Iterator[Any]:
    """Every point of nested rings; something that is no ring comes out as it is, to be refused."""
    if isinstance(coordinates, list) and coordinates and isinstance(coordinates[0], list):
        for part in coordinates:
            yield from _points(part)
    else:
        yield coordinates
