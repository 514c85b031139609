"""Indicators as open files: a workbook says what it holds, and nothing stands beside a confidential value."""

import csv
import io

import pytest
from openpyxl import load_workbook

from realign.foundations.files.registry import exports
from realign.registers.indicators import actions
from realign.registers.indicators.types import Recorded
from tests.support.publishing import publish_all

ANGUS = "S12000041"


@pytest.fixture
def waits(places):
    by = places.actor("analyst")
    indicator = actions.create_indicator(
        by=by,
        slug="waits",
        title="=Weeks from asking to support",
        polarity="lower",
        unit="weeks",
        definition="Half waited longer.",
        caveats="Few \x0bchildren.",  # a line break of some programs, which no workbook may hold
    )
    rows = [
        Recorded(ANGUS, "2023/24", 12.0, 10.5, 13.5, 240.0, 20.0),
        Recorded(ANGUS, "2024/25", None, 1.0, 2.0, 3.0, 60.0, symbol="[c]"),
        Recorded(ANGUS, "2025/26", 9.0, status="projected"),
    ]
    actions.record_observations(by=by, indicator=indicator, rows=rows, invented=True)
    return indicator


def written(partnership, format, **said):
    held = next(one for one in exports("indicators") if one.slug == format)
    stream = io.BytesIO()
    held.write(partnership, said, stream)
    return stream.getvalue()


def test_the_workbook_has_values_definitions_and_notes(places, waits):
    book = load_workbook(io.BytesIO(written(places.partnership, "xlsx")))
    assert book.sheetnames == ["Values", "Definitions", "Notes"]
    heading, *rows = book["Values"].iter_rows(values_only=True)
    assert [row[heading.index("symbol")] for row in rows] == [None, "[c]", None]
    # a title that begins like a formula is text
    assert not any(cell.data_type == "f" for sheet in book for row in sheet for cell in row)
    assert book["Definitions"]["H2"].value == "Few children."
    notes = dict(book["Notes"].iter_rows(values_only=True))
    assert {"[c]", "Source and vintage", "Licence", "status", "caveats"} <= set(notes)
    assert not {"[u]", "[x]", "[z]"} & set(notes), "only signs that stand in the table"
    assert "Invented data" in notes["Source and vintage"]


@pytest.mark.parametrize("format", ["csv", "scotpho"])
def test_nothing_stands_beside_a_confidential_value(places, waits, format):
    rows = list(csv.DictReader(io.StringIO(written(places.partnership, format).decode())))
    (hidden,) = [row for row in rows if "[c]" in row.values()]
    names = (
        "numerator",
        "denominator",
        "lower",
        "upper",
        "upper_confidence_interval",
        "lower_confidence_interval",
    )
    assert all(hidden.get(name, "") == "" for name in names)


def test_anybody_may_download_a_public_indicator_and_no_other(places, waits, client):
    assert client.get("/tayside/indicators/waits/xlsx/").status_code == 404, "nobody has published its values"
    publish_all(places.partnership, "values", "indicator")
    answer = client.get("/tayside/indicators/waits/xlsx/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="waits-xlsx.xlsx"'
    assert client.get("/tayside/indicators/waits/word/").status_code == 404
    waits.is_national = False
    waits.save()
    assert client.get("/tayside/indicators/waits/csv/").status_code == 404
