"""Indicators as open files: a workbook says what it holds, and nothing stands beside a confidential value."""

import csv
import io
import json
from datetime import date

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from realign.foundations.files.registry import exports
from realign.registers.indicators import actions
from realign.registers.indicators.exports import middle_year
from realign.registers.indicators.types import Recorded
from realign.registers.places.types import SCOTLAND
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


# what ScotPHO’s own download of July 2024 writes: the years that a period covers, and its column “year”
SCOTPHO_YEARS = [
    ("2016-04-01", "2017-03-31", 2016),  # 2016/17 financial year
    ("2022-08-01", "2023-07-31", 2022),  # 2022/23 school year
    ("2022-01-01", "2022-12-31", 2022),  # 2022 calendar year
    ("2018-01-01", "2022-12-31", 2020),  # 2018 to 2022 calendar years; 5-year aggregates
    ("2020-04-01", "2023-03-31", 2021),  # 2020/21 to 2022/23 financial years; 3-year aggregates
    ("2014-01-01", "2017-12-31", 2016),  # 4-year aggregate (2014 - 2017)
    ("2010-01-01", "2013-12-31", 2012),  # 2010-2013 combined survey years
    ("2017-01-01", "2019-12-31", 2018),  # Survey year (2017-2019)
    ("2014-03-31", "2014-03-31", 2014),  # 31st March 2014 snapshot
    ("2022-01-01", "2022-03-31", 2022),
]


@pytest.mark.parametrize(("starts", "ends", "year"), SCOTPHO_YEARS)
def test_the_year_of_a_period_is_the_one_that_scotpho_writes(starts, ends, year):
    assert middle_year(date.fromisoformat(starts), date.fromisoformat(ends)) == year


@pytest.fixture
def counted(places):
    """Figures of Scotland and of a council, observed and provisional, of everybody and of a group."""
    by = places.actor("analyst")
    indicator = actions.create_indicator(
        by=by, slug="counted", title="Children counted", polarity="higher", unit=""
    )
    rows = [
        Recorded(SCOTLAND, "2023/24", 100.5),
        Recorded(SCOTLAND, "2024/25", 101.0, status="provisional"),
        Recorded(SCOTLAND, "2023/24", 50.0, breakdown="Girls"),
        Recorded(ANGUS, "2023/24", 2.0),
        Recorded(ANGUS, "2024/25", None, symbol="[c]"),
    ]
    actions.record_observations(by=by, indicator=indicator, rows=rows)
    return indicator


def test_the_tidy_table_passes_the_checks_of_open_sdg_and_has_its_headline(places, counted):
    """The rules of ``check_csv`` and ``filter_headline`` of the package that builds Open SDG sites, written anew."""
    table = pd.read_csv(io.BytesIO(written(places.partnership, "opensdg")))
    assert (table.columns[0], table.columns[-1]) == ("Year", "Value")
    assert table["Value"].dtype in (np.dtype("float64"), np.dtype("int64"))
    texts = [*table.columns, *(text for name in table for text in table[name] if isinstance(text, str))]
    assert [text for text in texts if text != text.strip()] == []
    assert not table.isnull().all(axis=1).any()
    others = table.drop(columns=["Year", "Series", "Units", "Value"])
    headline = table[others.isnull().all(axis=1)]
    assert headline[["Year", "Series", "Value"]].to_numpy().tolist() == [
        ["2023/24", "Children counted", 100.5]
    ]


@pytest.mark.parametrize("format", [export.slug for export in exports("indicators")])
def test_every_file_says_what_is_invented(places, waits, format):
    content = written(places.partnership, format)
    if content.startswith(b"PK"):
        values = load_workbook(io.BytesIO(content))["Values"]
        heading, *rows = values.iter_rows(values_only=True)
        assert {row[heading.index("invented")] for row in rows} == {"yes"}
    elif format == "json":
        assert {row["invented"] for row in json.loads(content)} == {"yes"}
    else:
        rows = list(csv.DictReader(io.StringIO(content.decode())))
        assert rows
        assert all(row.get("invented") == "yes" or "(invented data)" in str(row) for row in rows)


def test_kinds_of_area_are_called_as_scotpho_calls_them(places, counted):
    rows = csv.DictReader(io.StringIO(written(places.partnership, "scotpho").decode()))
    assert {(row["area_name"], row["area_type"]) for row in rows} == {
        ("Scotland", "Scotland"),
        ("Angus", "Council area"),
    }
