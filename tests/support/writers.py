"""The same small table as other programmes write it: workbooks in ten layouts, CSV in ten dialects, maps in ten shapes."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl

from tests.support import ods

HEADINGS = ["ca_code", "council", "indicator", "title", "year", "value", "higher_is_better"]
ROWS = [
    HEADINGS,
    ["S12000042", "Dundee City", "T1", "% who walk – on foot", "2022-23", 50, "Yes"],
    ["S12000041", "Angus", "T1", "% who walk – on foot", "2022-23", 12.5, "Yes"],
]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def excel(
    *,
    prefix: str = "",
    namespace: str = MAIN,
    texts: str = "shared",
    places: bool = True,
    absolute: bool = False,
    backslashes: bool = False,
    dimension: str = "",
    before: str = "",
    blanks: int = 0,
    workbook: str = "xl/workbook.xml",
) -> bytes:
    """A workbook written by hand: with a prefix, without places of cells, with texts in their cells or in a list."""
    p = f"{prefix}:" if prefix else ""
    space = f'xmlns{":" + prefix if prefix else ""}="{namespace}"'
    strings: list[str] = []

    def cell(value: Any, place: str) -> str:
        reference = f' r="{place}"' if places else ""
        if not isinstance(value, str):
            return f"<{p}c{reference}><{p}v>{value}</{p}v></{p}c>"
        if texts == "inline":
            runs = "".join(f"<{p}r><{p}t>{escaped(t)}</{p}t></{p}r>" for t in (value[:2], value[2:]))
            return f'<{p}c{reference} t="inlineStr"><{p}is>{runs}</{p}is></{p}c>'
        if texts == "formula":
            return f'<{p}c{reference} t="str"><{p}f>T("x")</{p}f><{p}v>{escaped(value)}</{p}v></{p}c>'
        strings.append(value)
        return f'<{p}c{reference} t="s"><{p}v>{len(strings) - 1}</{p}v></{p}c>'

    rows = ""
    for number, row in enumerate(ROWS, start=1):
        cells = "".join(cell(value, f"{'ABCDEFG'[place]}{number}") for place, value in enumerate(row))
        cells += "".join(f'<{p}c r="{letter}{number}" s="0"/>' for letter in "HIJKLM"[:blanks])
        rows += f"<{p}row{f' r={chr(34)}{number}{chr(34)}' if places else ''}>{cells}</{p}row>"
    shared = "".join(
        f'<{p}si><{p}t xml:space="preserve">{escaped(text)}</{p}t><{p}rPh sb="0" eb="1"><{p}t>x</{p}t></{p}rPh></{p}si>'
        for text in strings
    )
    target = "/xl/" if absolute else ""
    folder = workbook.rpartition("/")[0]
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": (
            f'<Relationships><Relationship Id="r1" Type="{RELATED}/officeDocument" Target="{workbook}"/>'
            "</Relationships>"
        ),
        workbook: (
            f'<{p}workbook {space} xmlns:r="{RELATED}"><{p}sheets>'
            f'<{p}sheet name="Data" sheetId="7" r:id="r9"/></{p}sheets></{p}workbook>'
        ),
        f"{folder}/_rels/{workbook.rpartition('/')[2]}.rels": (
            f'<Relationships><Relationship Id="r9" Type="{RELATED}/worksheet" Target="{target}worksheets/sheet1.xml"/>'
            f'<Relationship Id="r3" Type="{RELATED}/sharedStrings" Target="{target}sharedStrings.xml"/></Relationships>'
        ),
        f"{folder}/sharedStrings.xml": f"<{p}sst {space}>{shared}</{p}sst>",
        f"{folder}/worksheets/sheet1.xml": (
            f"<{p}worksheet {space}>{dimension}{before}<{p}sheetData>{rows}</{p}sheetData></{p}worksheet>"
        ),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("/", "\\") if backslashes else name, content)
    return stream.getvalue()


def by_openpyxl(change: Callable[[openpyxl.Workbook], object] = lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_table(book: openpyxl.Workbook) -> None:
    """Filters, frozen headings, bold, a comment and a second sheet: what people add."""
    sheet = book.active
    sheet.auto_filter.ref, sheet.freeze_panes = "A1:G3", "A2"
    sheet["A1"].font = openpyxl.styles.Font(bold=True)
    sheet["B2"].comment = openpyxl.comments.Comment("Looked at", "J")
    book.create_sheet("Notes").append(["Looked at in May"])


EXCEL: dict[str, Callable[[], bytes]] = {
    "openpyxl": by_openpyxl,
    "Excel with a filter, a comment and a second sheet": lambda: by_openpyxl(with_table),
    "Excel with a list of texts": excel,
    "Excel, strict": lambda: excel(namespace=STRICT),
    "a .NET library with prefixes": lambda: excel(prefix="x"),
    "a library that streams, without places": lambda: excel(places=False, texts="inline"),
    "a report writer with texts from formulae": lambda: excel(texts="formula"),
    "a library with absolute targets": lambda: excel(absolute=True, texts="inline"),
    "an archiver with backslashes": lambda: excel(backslashes=True),
    "a statistics program that says A1": lambda: excel(dimension='<dimension ref="A1"/>', blanks=6),
}


def _annotated() -> list[list[Any]]:
    note = "<office:annotation><text:p>Looked at</text:p></office:annotation><text:p>Dundee City</text:p>"
    return [ROWS[0], [ROWS[1][0], ods.typed("string", note), *ROWS[1][2:]], ROWS[2]]


def _spans() -> list[list[Any]]:
    inside = "<text:p>Dundee<text:s/><text:span>City</text:span></text:p>"
    return [ROWS[0], [ROWS[1][0], ods.typed("string", inside), *ROWS[1][2:]], ROWS[2]]


def _repacked(**options: Any) -> bytes:
    """The same archive as another programme packs it: not compressed, with more parts, or with other names of spaces."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(ods.workbook(ods.sheet("Data", ROWS)))) as old,
        zipfile.ZipFile(stream, "w", options.get("method", zipfile.ZIP_DEFLATED)) as new,
    ):
        for entry in old.infolist():
            content = old.read(entry).decode()
            for before, after in options.get("renamed", {}).items():
                content = content.replace(before, after)
            new.writestr(entry.filename, content)
        for name, content in options.get("more", {}).items():
            new.writestr(name, content)
    return stream.getvalue()


def _sheets(*sheets: str) -> bytes:
    return ods.workbook(*sheets)


def _texts_as_attributes() -> list[list[Any]]:
    return [
        [ods.typed("string", string_value=value) if isinstance(value, str) else value for value in row]
        for row in ROWS
    ]


OTHER_PREFIX = {
    "<table:": "<tbl:",
    "</table:": "</tbl:",
    " table:": " tbl:",
    "xmlns:table=": "xmlns:tbl=",
}
SHOWN_ROWS = {"<table:table-row": "<table:table-row table:visibility='visible'"}
OTHER_PARTS = {"styles.xml": "<styles/>", "META-INF/manifest.xml": "<manifest/>"}

ODS: dict[str, Callable[[], bytes]] = {
    "LibreOffice": lambda: _sheets(ods.sheet("Data", ROWS)),
    "LibreOffice with notes": lambda: _sheets(ods.sheet("Data", _annotated())),
    "LibreOffice with letters in bold": lambda: _sheets(ods.sheet("Data", _spans())),
    "LibreOffice with a second sheet": lambda: _sheets(ods.sheet("Data", ROWS), ods.sheet("Sheet2", [])),
    "LibreOffice with a hidden sheet": lambda: _sheets(
        ods.sheet("Old", [["x"]], style="hidden"), ods.sheet("Data", ROWS)
    ),
    "Google Sheets, not compressed": lambda: _repacked(method=zipfile.ZIP_STORED),
    "Excel, with other prefixes": lambda: _repacked(renamed=OTHER_PREFIX),
    "Calligra, with styles beside": lambda: _repacked(more=OTHER_PARTS),
    "OnlyOffice, that says which rows are shown": lambda: _repacked(renamed=SHOWN_ROWS),
    "a library with texts as attributes": lambda: _sheets(ods.sheet("Data", _texts_as_attributes())),
}


def text(delimiter: str = ",", end: str = "\r\n", quote: str = "", start: str = "", after: str = "") -> bytes:
    """The table as CSV in UTF-8."""
    lines = [delimiter.join(f"{quote}{value}{quote}" for value in row) for row in ROWS]
    return (start + end.join(lines) + end + after).encode()


CSV: dict[str, Callable[[], bytes]] = {
    "Excel, CSV UTF-8": lambda: text(start="\N{ZERO WIDTH NO-BREAK SPACE}"),
    "Excel, other countries": lambda: text(";", start="\N{ZERO WIDTH NO-BREAK SPACE}"),
    "R": lambda: text(end="\n", quote='"'),
    "pandas": lambda: text(end="\n"),
    "a database, with tabs": lambda: text("\t", "\n"),
    "LibreOffice, quoted": lambda: text(quote='"'),
    "an old Mac": lambda: text(end="\r"),
    "a portal with blank lines at the end": lambda: text(end="\n", after="\n\n"),
    "a portal with blank lines between": lambda: text(end="\n\n"),
    "a spreadsheet with blank rows of commas": lambda: text(end="\n", after="," * 6 + "\n"),
}

RING = [[-3.0, 56.0], [-2.9, 56.0], [-2.9, 56.1], [-3.0, 56.0]]


def outline(
    *,
    described: dict[str, Any] | None = None,
    shape: dict[str, Any] | None = None,
    indent: int | None = None,
    start: str = "",
    feature: dict[str, Any] | None = None,
    **more: Any,
) -> bytes:
    """Dundee as GeoJSON."""
    item = {
        "type": "Feature",
        "properties": described or {"code": "S12000042"},
        "geometry": shape or {"type": "Polygon", "coordinates": [RING]},
        **(feature or {}),
    }
    return (
        start + json.dumps({"type": "FeatureCollection", "features": [item], **more}, indent=indent)
    ).encode()


BOX = [-3.0, 56.0, -2.9, 56.1]
ONS = {"LAD24CD": "S12000042", "LAD24NM": "Dundee City"}
GRID = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
HEIGHTS = {"type": "Polygon", "coordinates": [[[*point, 12.5] for point in RING]]}
GEOJSON: dict[str, Callable[[], bytes]] = {
    "QGIS": lambda: outline(crs=GRID, name="la"),
    "Office for National Statistics 2024": lambda: outline(described=ONS),
    "Office for National Statistics 2019": lambda: outline(described={"objectid": 1, "lad19cd": "S12000042"}),
    "Spatial Hub, by name": lambda: outline(described={"name": "Dundee City"}),
    "mapshaper": lambda: outline(shape={"type": "MultiPolygon", "coordinates": [[RING]]}),
    "a server with heights": lambda: outline(shape=HEIGHTS),
    "a server with boxes": lambda: outline(feature={"id": "la.1", "bbox": BOX}),
    "geopandas": lambda: outline(bbox=BOX, described={"id": 0, "hbcode": None, "code": "S12000042"}),
    "a person, laid out": lambda: outline(indent=2),
    "a portal with a byte order mark": lambda: outline(start="\N{ZERO WIDTH NO-BREAK SPACE}"),
}
