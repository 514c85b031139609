"""OpenDocument workbooks for tests, written as LibreOffice writes them."""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def typed(kind: str, text: str = "", more: str = "", **values: object) -> str:
    """A cell that says what it is: ``typed("float", "1.5", value=1.5)``."""
    said = "".join(f' office:{name.replace("_", "-")}="{value}"' for name, value in values.items())
    inside = text if text.startswith("<") or not text else f"<text:p>{escape(text)}</text:p>"
    return f'<table:table-cell office:value-type="{kind}"{said} {more}>{inside}</table:table-cell>'


def cell(value: object) -> str:
    """One cell; what begins with ``<`` is XML already."""
    match value:
        case None:
            return "<table:table-cell/>"
        case str() if value.startswith("<"):
            return value
        case int() | float():
            return typed("float", str(value), value=value)
        case _:
            return typed("string", str(value))


def sheet(title: str, rows: list[list[object]], *, style: str = "shown", after: str = "") -> str:
    """One sheet, with the blank cells and rows up to the end of the grid that LibreOffice adds."""
    width = max(map(len, rows), default=0)
    written = "".join(
        "<table:table-row>"
        + "".join(map(cell, row))
        + f'<table:table-cell table:number-columns-repeated="{16384 - len(row)}"/></table:table-row>'
        for row in rows
    )
    return (
        f'<table:table table:name={quoteattr(title)} table:style-name="{style}">'
        f'<table:table-column table:number-columns-repeated="{max(width, 1)}"/>{written}{after}'
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )


def workbook(*sheets: str) -> bytes:
    """A workbook of these sheets."""
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table">'
        f'<style:table-properties table:display="{shown}"/></style:style>'
        for name, shown in (("shown", "true"), ("hidden", "false"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES} {CALC}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return stream.getvalue()
