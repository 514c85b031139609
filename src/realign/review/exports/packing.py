"""Records as CSV files, described in a data package, in one archive.

The description follows the Frictionless Data Package and Table Schema (version 1), so that a reader’s own tools know
every column’s type without asking us.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from realign.foundations.design.words import moment_words
from realign.foundations.partnerships.models import Organisation
from realign.methods.cells import CsvWriter
from realign.review.exports.types import ExportPart, Packed


def packed(part: ExportPart, records: Iterable[Any]) -> Packed:
    """The records of one kind as a CSV file in UTF-8, one column for each field."""
    out = io.StringIO()
    writer = CsvWriter(out, lineterminator="\n")
    writer.row([field.name for field in part.fields])
    rows = [[_value(record, field.path) for field in part.fields] for record in records]
    writer.rows(rows)
    return Packed(part, len(rows), out.getvalue().encode("utf-8"))


def archive(organisation: Organisation, files: Sequence[Packed], at: datetime) -> bytes:
    """The files, their description and a page to read first, always in the same bytes for the same records."""
    memory = {f"{file.part.slug}.csv": file.content for file in files}
    memory["datapackage.json"] = _description(organisation, files, at)
    memory["README.txt"] = _readme(organisation, files, at).encode("utf-8")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in memory.items():
            entry = zipfile.ZipInfo(name, at.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(entry, content)
    return out.getvalue()


def _value(record: Any, path: str) -> Any:
    value = record
    for step in path.split("."):
        value = getattr(value, step, None)
    value = value() if callable(value) else value
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float() | Decimal() | date():
            return value
        case _:
            return str(value)


def _description(organisation: Organisation, files: Sequence[Packed], at: datetime) -> bytes:
    package = {
        "profile": "tabular-data-package",
        "name": f"{organisation.partnership.slug}-{organisation.slug}",
        "title": f"{organisation.name} in {organisation.partnership.name}",
        "created": at.isoformat(timespec="seconds"),
        "resources": [_resource(file) for file in files],
    }
    return json.dumps(package, ensure_ascii=False, indent=2).encode("utf-8")


def _resource(packed: Packed) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": packed.part.slug,
        "path": f"{packed.part.slug}.csv",
        "title": packed.part.title,
        "description": packed.part.what,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(packed.content),
        "hash": f"sha256:{sha256(packed.content).hexdigest()}",
        "schema": {
            "fields": [
                {"name": field.name, "title": field.title, "type": field.form.value}
                for field in packed.part.fields
            ],
            "missingValues": [""],
        },
    }


def _readme(organisation: Organisation, files: Sequence[Packed], at: datetime) -> str:
    listed = "\n".join(f"  {file.part.slug}.csv: {file.part.title}, {file.rows} rows" for file in files)
    return (
        f"{organisation.name} in {organisation.partnership.name}\n"
        f"As recorded on {moment_words(at)}.\n\n"
        f"{listed}\n\n"
        "Files are CSV in UTF-8 with commas; datapackage.json describes every column.\n"
        "Empty means not recorded. Dates are year-month-day; money is in pounds.\n"
        "Text that a spreadsheet would read as a formula starts with an apostrophe.\n"
        "Rows marked as invented are not real.\n"
        "A file is left out if the role of the person who downloaded this cannot see its contents.\n"
    )
