"""The real files: every row of them, in one transaction, with as many queries for thousands of rows as for a few."""

import csv
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from realign.foundations.files import actions
from realign.registers.indicators import queries
from realign.registers.indicators.models import Indicator, Observation
from realign.registers.indicators.types import Status
from realign.registers.places.queries import area
from tests.apps.registers.indicators.bring import bring, check
from tests.support.realdata import data_path

pytestmark = [pytest.mark.realdata, pytest.mark.slow]


def accept_counted(by, record):
    with CaptureQueriesContext(
        connection,
    ) as taken:
        start = time.perf_counter()
        record = actions.accept_import(by=by, record=record)
        seconds = time.perf_counter() - start
    return record, len(taken), seconds


def test_all_lgbf_rows_take_as_many_queries_as_a_hundred_of_them(places, tmp_path):
    by = places.actor("analyst")
    whole = data_path("indicators/lgbf_children.csv")
    part = tmp_path / "part.csv"
    with whole.open(encoding="utf-8") as stream:
        part.write_text("".join(line for _, line in zip(range(101), stream, strict=False)), encoding="utf-8")
    first, few, _ = accept_counted(by, check(by, part, "lgbf"))
    record, many, seconds = accept_counted(by, check(by, whole, "lgbf"))
    assert first.summary["new"] == 100
    assert (record.summary["rows"], record.summary["new"], record.summary["unchanged"]) == (
        12_573,
        12_473,
        100,
    )
    assert Observation.objects.count() == 12_573
    assert Indicator.objects.count() == 42
    # three more where anything is held back for small numbers, however many values that is
    assert many == few + 3
    assert many < 50
    assert seconds < 30  # a few seconds on one slow core; a loop of saves takes minutes

    again, _, _ = accept_counted(by, check(by, whole, "lgbf"))
    assert again.summary["unchanged"] == 12_573
    assert Observation.objects.count() == 12_573


def test_lgbf_values_are_those_of_the_file(places):
    path = data_path("indicators/lgbf_children.csv")
    bring(places.actor("analyst"), path, "lgbf")
    with path.open(encoding="utf-8") as stream:
        rows = [
            row
            for row in csv.DictReader(stream)
            if row["indicator"] == "CHN10" and row["council"] == "Perth and Kinross"
        ]
    [found] = queries.series(queries.indicator(places.partnership, "lgbf-chn10"), [area("S12000048")])
    held = [point.value for point in found.points if point.value is not None]
    assert sorted(held) == sorted(float(row["value"]) for row in rows if row["value"])
    assert len(found.points) == len(rows)
    assert [point.period for point in found.points][:2] == ["2010/11 to 2013/14", "2012/13 to 2014/15"]
    blanks = Observation.objects.filter(value=None)
    assert blanks.filter(symbol="[x]").count() == 715
    # some islands have fewer than five children in residential care in a year
    held_back = blanks.exclude(symbol="[x]")
    assert held_back.count() == 16
    assert {(row.symbol, row.indicator.title) for row in held_back} == {
        ("[c]", "No. Of Children (residential)")
    }
    assert Observation.objects.filter(area__code="S92000003").count() == 381


def test_cpop_councils_keep_1023_imputed_and_891_projected_apart(places):
    record = bring(places.actor("analyst"), data_path("indicators/cpop_councils.csv"), "cpop")
    assert record.summary["new"] == 8_811
    counts = {status: Observation.objects.filter(status=status).count() for status in Status}
    assert (counts["observed"], counts["imputed"], counts["projected"]) == (6_897, 1_023, 891)


def test_scotpho_and_its_technical_document(places):
    by = places.actor("analyst")
    record = bring(by, data_path("indicators/scotpho_data.csv"), "scotpho")
    assert record.summary["new"] == 7_258
    assert queries.indicator(places.partnership, "scotpho-s4-pupils-who-smoke-salsus").unit == ""
    described = bring(by, data_path("indicators/scotpho_techdoc.csv"), "scotpho-definitions")
    assert described.summary["changed"] == 204
    travel = queries.indicator(places.partnership, "scotpho-active-travel-to-school")
    assert "active way" in travel.definition
    assert (travel.unit, travel.frequency) == ("%", "Annual")
    polarities = {row.polarity for row in queries.indicators(places.partnership)}
    assert polarities == {"higher", "lower", "neither"}
    again = bring(by, data_path("indicators/scotpho_techdoc.csv"), "scotpho-definitions")
    assert (again.summary["changed"], again.summary["unchanged"]) == (0, 204)
