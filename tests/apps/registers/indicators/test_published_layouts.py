"""Official downloads as they are published: each layout, from file to accepted values. All figures are invented."""

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from realign.foundations.files import actions, registry
from realign.foundations.files.commands import bring_in
from realign.foundations.files.models import Import
from realign.foundations.files.remembered_layouts import queries
from realign.foundations.files.rules import check_layout
from realign.registers.indicators.models import Indicator, Observation
from realign.registers.places.models import Area, AreaCode
from tests.support.tables import text, workbook


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "var"


def layout(slug):
    return registry.LAYOUTS.get(slug)


@pytest.fixture
def bring(places):
    """Store a file, check it by a layout and accept it; answers its import."""

    def run(slug, content, name="download.csv", **options):
        known = layout(slug)
        upload = actions.store_upload(by=places.system, name=name, chunks=[content])
        record = actions.start_import(
            by=places.system,
            upload=upload,
            format=registry.format_for(known.kind, known.format),
            options=options,
            layout=known.layout,
        )
        record = actions.check_import(by=places.system, record=record)
        assert record.state == Import.State.READY, record.problems
        return actions.accept_import(by=places.system, record=record)

    return run


@pytest.fixture
def offered(places):
    """The layouts that are offered for a file."""

    def run(content, format, name="download.csv"):
        by, read_by = places.system, registry.format_for("indicators", format)
        upload = actions.store_upload(by=by, name=name, chunks=[content])
        record = actions.start_import(
            by=by,
            upload=upload,
            format=read_by,
            options={option.name: "Figures" for option in read_by.options if option.required},
        )
        known = queries.known_layouts(by.partnership, read_by)
        return [each.slug for each in queries.fitting(known, queries.beginnings(record), read_by)]

    return run


def figures(*more):
    return sorted(
        Observation.objects.values_list("indicator__title", "area__name", "period", "value", *more),
        key=str,
    )


def test_each_fits_its_format_and_says_where_and_when_it_was_seen():
    assert registry.LAYOUTS.all()
    for known in registry.LAYOUTS.all():
        check_layout(known.layout, registry.format_for(known.kind, known.format))
        assert known.source, known.slug
        assert known.dated.year >= 2026, known.slug


class TestBenchmarking:
    SHEETS = {
        "Deflators": [("Year", "Deflator", None, None, 100), ("2010-11", 80.5)],
        "Archive_hidden": [("Local Authority",), ("Angus",)],
        "Raw_Data": [
            (
                "Local Authority",
                "CHN1 2010-11",
                "No of Pupils Primary 2010-11",
                "CHN1 2010-11 Real",
                "CHN10 2010-14",
                "CORP 4 2010-11",
                "MYE Population 2010-11",
                "MYE Population 2010-11",
            ),
            ("Angus", 4960.5, 11900, 5200.25, 80, 12.5, 1000, 1000),
            ("Dundee City", 4880.2, 11955, 5100, "dna", "#N/A", 1000, 1000),
        ],
    }
    FIGURES = [
        ("CHN1", "Angus", "2010/11", 4960.5),
        ("CHN1", "Dundee City", "2010/11", 4880.2),
        ("CHN10", "Angus", "2010/11 to 2013/14", 80.0),
        ("CHN10", "Dundee City", "2010/11 to 2013/14", None),
        ("CORP 4", "Angus", "2010/11", 12.5),
        ("CORP 4", "Dundee City", "2010/11", None),
    ]

    def test_by_command(self, places, tmp_path):
        path = tmp_path / "new bnch data.xlsx"
        path.write_bytes(workbook(**self.SHEETS))
        answer = CliRunner().invoke(bring_in, ["indicators", str(path), "--layout", "lgbf-workbook"])
        assert answer.exit_code == 0, answer.output
        assert "Read from the sheet “Raw Data”." in answer.output
        assert "Columns not used: No of Pupils Primary 2010-11, CHN1 2010-11 Real" in answer.output
        assert figures() == self.FIGURES
        assert set(Indicator.objects.values_list("polarity", flat=True)) == {"neither"}

    def test_by_page(self, client, places):
        client.force_login(places.people["analyst"])
        file = SimpleUploadedFile("new bnch data.xlsx", workbook(**self.SHEETS))
        client.post(reverse("files:new", args=["tayside", "indicators", "lgbf"]), {"file": file})
        record = Import.objects.get()
        address = reverse("files:layout", args=["tayside", record.pk])
        assert client.get(address).context["form"]["layout"].value() == "lgbf-workbook"
        client.post(address, {"layout": "lgbf-workbook"})
        listed = client.get(reverse("files:layouts", args=["tayside"])).content.decode()
        assert "commit 8b78b63" in listed
        assert "no download was seen, only code that reads one" in listed
        client.post(reverse("files:accept", args=["tayside", record.pk]))
        assert figures() == self.FIGURES

    def test_a_heading_that_is_written_otherwise_is_refused(self, places, tmp_path):
        header, *rows = self.SHEETS["Raw_Data"]
        path = tmp_path / "changed.xlsx"
        path.write_bytes(
            workbook(Raw_Data=[(*header, "CHN1 2011-12 (provisional)"), *((*row, 1) for row in rows)])
        )
        answer = CliRunner().invoke(bring_in, ["indicators", str(path), "--layout", "lgbf-workbook"])
        assert answer.exit_code == 2
        assert "a column that the layout does not name" in answer.output
        assert not Observation.objects.exists()


class TestScotPHO:
    RANK = (
        *("code", "areatype", "areaname", "indicator", "type_definition", "definition_period"),
        *("numerator", "measure", "upper_confidence_interval", "lower_confidence_interval"),
    )
    TREND = (*RANK[:6], "trend_axis", *RANK[6:])
    INEQUALITY = (
        *("area_code", "area_type", "area_name", "year", "period", "indicator", "quint_type", "quintile"),
        *("measure", "value", "lower_confidence_interval", "upper_confidence_interval", "data_source"),
    )
    ANGUS = ("S12000041", "Council area", "Angus")
    PERIOD = "2021/22 financial year"

    def test_data_of_charts(self, bring, offered):
        row = (*self.ANGUS, "Healthy smiles", "Percentage", self.PERIOD)
        rank = text(self.RANK, (*row, 700, 70.5, 72, 69))
        assert offered(rank, "scotpho") == ["scotpho-rank-trend"]
        bring("scotpho-rank-trend", rank)
        assert figures("lower", "numerator") == [("Healthy smiles", "Angus", "2021/22", 70.5, 69.0, 700.0)]
        later = (*row[:5], "2022/23 financial year", "2022/23", 710, 71, 73, 69)
        bring("scotpho-rank-trend", text(self.TREND, later))
        assert len(figures()) == 2

    def test_fifths_come_apart_and_measures_of_inequality_do_not_come(self, bring):
        row = (*self.ANGUS, 2021, self.PERIOD, "Healthy smiles")
        slope, risk = "Slope index of inequality (SII)", "Population attributable risk (PAR)"
        record = bring(
            "scotpho-inequality",
            text(
                self.INEQUALITY,
                (*row, "sc_quin", "Total", "Percentage", 70.5, 69, 72, "NDIP"),
                (*row, "sc_quin", 1, "Percentage", 60, 55, 65, "NDIP"),
                (*row, "ca_quin", 1, "Percentage", 61, 56, 66, "NDIP"),
                (*row, "sc_quin", "NA", slope, -12, -15, -9, "NDIP"),
                (*row, "sc_quin", "NA", risk, 8, 0, 0, "NDIP"),
            ),
        )
        assert "Rows not used by this layout: 2 (measure: Slope" in " ".join(record.summary["notes"])
        assert [(value, breakdown) for *_, value, breakdown in figures("breakdown")] == [
            (60.0, "quintile: 1"),
            (61.0, "quintile: 1; within: ca_quin"),
            (70.5, ""),
        ]


class TestOutcomesProfile:
    SHEETS = {
        "Front_page": [("Raw Data file for Shiny App",), ("Child Poverty_Raw data_2019/20",)],
        "Healthy_Birthweight_-_Rolled": [
            (" ", "Healthy Birthweight_Raw data_2010/11", "Healthy Birthweight_Projected_2030/31"),
            ("Angus", 90.5, 91),
        ],
        "Chi_Pov_-_CPP": [(None, "Child Poverty_Imputed_2010/11"), ("Angus", 12), ("Scotland", 16)],
    }
    FIGURES = [
        ("Child Poverty", "Angus", "2010/11", 12.0, "imputed"),
        ("Child Poverty", "Scotland", "2010/11", 16.0, "imputed"),
        ("Healthy Birthweight", "Angus", "2010/11", 90.5, "observed"),
        ("Healthy Birthweight", "Angus", "2030/31", 91.0, "projected"),
    ]

    def test_every_sheet_is_read(self, bring):
        record = bring("cpop-councils", workbook(**self.SHEETS), name="outcomes.xlsx")
        assert figures("status") == self.FIGURES
        notes = " ".join(record.summary["notes"])
        assert "sheets “Healthy Birthweight - Rolled”, “Chi Pov - CPP”. Not read: “Front page”." in notes

    def test_by_page_no_sheet_is_asked_for(self, client, places):
        client.force_login(places.people["analyst"])
        file = SimpleUploadedFile("outcomes.xlsx", workbook(**self.SHEETS))
        client.post(reverse("files:new", args=["tayside", "indicators", "cpop"]), {"file": file})
        record = Import.objects.get()
        address = reverse("files:layout", args=["tayside", record.pk])
        client.post(address, {"layout": "cpop-councils", "sheet": "Chi Pov - CPP"})
        client.post(reverse("files:accept", args=["tayside", record.pk]))
        assert figures("status") == self.FIGURES

    def test_problems_name_the_sheet(self, places, tmp_path):
        path = tmp_path / "outcomes.xlsx"
        path.write_bytes(
            workbook(**self.SHEETS, Fires=[("", "Fires_Raw data_2010/11"), ("Atlantis", "many")])
        )
        answer = CliRunner().invoke(bring_in, ["indicators", str(path), "--layout", "cpop-councils"])
        assert answer.exit_code == 2
        assert "row 2, column Fires_Raw data_2010/11 (sheet “Fires”): found many" in answer.output, (
            answer.output
        )
        assert not Observation.objects.exists()

    def test_of_intermediate_zones(self, bring, places):
        angus = Area.objects.get(code="S12000041")
        zone = Area.objects.create(code="S02002001", name="Zone", kind="intermediate-zone", parent=angus)
        AreaCode.objects.create(code=zone.code, area=zone)
        rows = [("InterZone", "Child Poverty_Raw data_2019/20"), ("S02002001", 12)]
        bring("cpop-zones", workbook(Chi_Pov=rows), name="zones.xlsx")
        assert figures() == [("Child Poverty", "Zone", "2019/20", 12.0)]


class TestStatisticsGovScot:
    AREA = "http://purl.org/linked-data/sdmx/2009/dimension#refArea"
    SLICE = text(
        *((f"Generated by: line {number}",) for number in range(1, 7)),
        (),
        (AREA, "Reference Area", "2019/2020", "2020/2021"),
        ("http://statistics.gov.scot/id/statistical-geography/S12000041", "Angus", 40.5, 41),
        ("http://statistics.gov.scot/id/statistical-geography/S12000042", "Dundee City", 30, "*"),
    )
    CUBE = ("FeatureCode", "DateCode", "Measurement", "Units", "Value", "DataMarker", "Sex")

    def test_a_slice(self, bring, offered):
        assert offered(self.SLICE, "statistics-gov-scot") == ["statistics-gov-scot-slice"]
        bring(
            "statistics-gov-scot-slice",
            self.SLICE,
            indicator="Sport",
            measurement="Percent",
            units="Children",
        )
        assert figures("indicator__unit") == [
            ("Sport", "Angus", "2019/20", 40.5, "%"),
            ("Sport", "Angus", "2020/21", 41.0, "%"),
            ("Sport", "Dundee City", "2019/20", 30.0, "%"),
            ("Sport", "Dundee City", "2020/21", None, "%"),
        ]

    def test_a_slice_does_not_say_what_it_measures(self, bring):
        with pytest.raises(AssertionError, match="rows that do not say their measurement and units"):
            bring("statistics-gov-scot-slice", self.SLICE, indicator="Sport")

    def cube(self, places, *row):
        by, read_by = places.system, registry.format_for("indicators", "statistics-gov-scot")
        upload = actions.store_upload(by=by, name="cube.csv", chunks=[text(self.CUBE, row)])
        record = actions.start_import(by=by, upload=upload, format=read_by, options={"indicator": "Sport"})
        return actions.check_import(by=by, record=record)

    def test_a_marker_of_a_cube_is_no_group(self, places):
        record = self.cube(places, "S12000041", "2020", "Percent", "Children", "", "*", "All")
        assert record.state == Import.State.READY, record.problems
        actions.accept_import(by=places.system, record=record)
        assert figures("symbol", "breakdown") == [("Sport", "Angus", "2020", None, "[c]", "")]

    def test_a_marker_beside_a_figure_is_refused(self, places):
        record = self.cube(places, "S12000041", "2020", "Percent", "Children", "40", "r", "All")
        assert "r beside the figure 40" in record.problems[0]["found"]
