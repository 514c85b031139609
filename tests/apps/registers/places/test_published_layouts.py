"""Population estimates as they are published: each layout, from file to accepted figures. All figures are invented."""

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from realign.foundations.files import actions, registry
from realign.foundations.files.commands import bring_in
from realign.foundations.files.models import Import
from realign.foundations.files.remembered_layouts import queries as layouts
from realign.foundations.files.rules import check_layout
from realign.foundations.files.table_layouts.types import TableLayout
from realign.registers.places import actions as place_actions
from realign.registers.places import queries
from realign.registers.places.models import Area, AreaCode, Population
from realign.registers.places.types import CHILDREN, EVERYBODY
from tests.support.tables import text, workbook

PRODUCER = "Invented"
AGES = (*range(90), "90+")
TITLES = ("Mid-year population estimates",), ("This worksheet contains one table.",), ("Source: invented",)
NOTES = (), ("Notes: figures are rounded.",)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "var"


@pytest.fixture
def places(tayside):
    place_actions.load_gazetteer(by=tayside.system)
    return tayside


def people(each, oldest=5):
    """All ages, and each of them."""
    return (each * 90 + oldest, *[each] * 90, oldest)


@pytest.fixture
def zone(places):
    angus = Area.objects.get(code="S12000041")
    zone = Area.objects.create(code="S01007118", name="Arbroath - 01", kind="data-zone", parent=angus)
    AreaCode.objects.create(code=zone.code, area=zone)
    return zone


@pytest.fixture
def start(places):
    def run(content, layout="", format="population", name="estimates.xlsx", **options):
        return actions.start_import(
            by=places.system,
            upload=actions.store_upload(by=places.system, name=name, chunks=[content]),
            format=registry.format_for("places", format),
            options=options,
            producer=PRODUCER,
            layout=registry.LAYOUTS.get(layout).layout if layout else TableLayout(),
        )

    return run


@pytest.fixture
def offered(places, start):
    """The layouts that are offered for a file, with the sheets that they read."""

    def run(content, name="estimates.xlsx"):
        record = start(content, name=name, year="2022")
        format = registry.format_for("places", "population")
        known = layouts.known_layouts(places.partnership, format)
        return [each.slug for each in layouts.fitting(known, layouts.beginnings(record), format)]

    return run


@pytest.fixture
def bring(places, start):
    """Store a file, check it by a layout and accept it; answers its import."""

    def run(content, layout="", **details):
        record = actions.check_import(by=places.system, record=start(content, layout, **details))
        assert record.state == Import.State.READY, record.problems
        return actions.accept_import(by=places.system, record=record)

    return run


def figures(ages=EVERYBODY):
    rows = Population.objects.filter(age_from=ages[0], age_to=ages[1], source__startswith=PRODUCER)
    return {(row.area.name, row.year): row.persons for row in rows}


def test_each_fits_its_format():
    known = [each for each in registry.LAYOUTS.all() if each.kind == "places"]
    assert len(known) == 5
    for each in known:
        check_layout(each.layout, registry.format_for(each.kind, each.format))


class TestMidYear:
    HEADER = ("Area type", "Area name", "Area code", "Sex", "All ages", *AGES)
    SHEETS = {
        "Table_of_contents": [("Table 1", "Population by age")],
        "Table_1": [
            *TITLES,
            HEADER,
            ("Country", "Scotland", "S92000003", "Persons", *people(100)),
            ("Health board", "Tayside", "S08000030", "Persons", *people(30)),
            *(
                ("Council area", "Angus", "S12000041", sex, *people(*each))
                for sex, each in {"Persons": (10, 5), "Females": (6, 3), "Males": (4, 2)}.items()
            ),
            *NOTES,
        ],
        "Table_2": [*TITLES, ("Area type", "Area name", "Area code", "Births"), ("Council area",)],
    }
    FIGURES = {("Scotland", 2022): 9005, ("NHS Tayside", 2022): 2705, ("Angus", 2022): 905}

    def test_by_command(self, places, tmp_path):
        path = tmp_path / "estimates.xlsx"
        path.write_bytes(workbook(**self.SHEETS))
        given = ["places", str(path), "--layout", "nrs-mid-year", "--year", "2022"]
        answer = CliRunner().invoke(bring_in, [*given, "--producer", PRODUCER])
        assert answer.exit_code == 0, answer.output
        assert "Columns not used: Area type" in answer.output
        assert "Not read, because the table ends above: row 11" in answer.output
        assert figures() == self.FIGURES
        assert figures(CHILDREN)["Angus", 2022] == 180

    def test_by_page_in_which_the_layout_is_offered(self, client, places):
        client.force_login(places.people["analyst"])
        file = SimpleUploadedFile("estimates.xlsx", workbook(**self.SHEETS))
        client.post(
            reverse("files:new", args=["tayside", "places", "population"]),
            {"file": file, "option_year": "2022", "producer": PRODUCER},
        )
        record = Import.objects.get()
        address = reverse("files:layout", args=["tayside", record.pk])
        assert client.get(address).context["form"]["layout"].value() == "nrs-mid-year"
        client.post(address, {"layout": "nrs-mid-year"})
        page = client.get(record.get_absolute_url()).content.decode()
        assert "other columns by their own names" in page
        client.post(reverse("files:accept", args=["tayside", record.pk]))
        assert figures() == self.FIGURES

    def test_a_column_that_is_neither_named_nor_known_is_refused(self, places, start):
        header, *rows = self.SHEETS["Table_1"][3:5]
        content = workbook(Table_1=[(*header, "91 to 99"), *((*row, 1) for row in rows)])
        record = start(content, "nrs-mid-year", year="2022")
        record = actions.check_import(by=places.system, record=record)
        assert [problem["column"] for problem in record.problems] == ["91 to 99"]

    def test_without_a_year_it_is_asked_for(self, places, start):
        record = start(text(("area_code", "sex", "all_ages", *AGES), ("S12000041", "Persons", *people(10))))
        [problem] = actions.check_import(by=places.system, record=record).problems
        assert (problem["column"], problem["todo"]) == ("year", "Give the year, such as 2022.")


class TestSeries:
    SHEETS = {
        "Table_1": [
            *TITLES,
            *TITLES[:2],
            ("Area code", "Area name", "Sex", "Year", "All ages", *range(90), "90 and over"),
            *(("S12000041", "Angus", "Persons", 2020 + each, *people(each)) for each in (1, 2, 3)),
        ],
        "Table_2": [("Area code", "Area name", "Sex", "Year", "All ages", *range(90), "90 and over")],
    }

    def test_every_year_is_imported(self, bring):
        bring(workbook(**self.SHEETS), "nrs-mid-year-series")
        assert figures() == {("Angus", 2020 + each): each * 90 + 5 for each in (1, 2, 3)}

    def test_or_only_the_one_asked_for(self, bring):
        record = bring(workbook(**self.SHEETS), "nrs-mid-year-series", year="2023")
        assert figures() == {("Angus", 2023): 275}
        assert "Left out: 2 rows for other years." in record.summary["notes"]

    def test_the_layout_is_offered(self, offered):
        assert offered(workbook(**self.SHEETS))[0] == "nrs-mid-year-series"


class TestSmallAreas:
    COLUMNS = ("Data zone code", "Data zone name", "Council area code", "Council area name")
    ROW = ("S01007118", "Arbroath - 01", "S12000041", "Angus")

    def test_with_a_sheet_for_persons(self, bring, offered, zone):
        header = (*self.COLUMNS, "Total population", *AGES)
        sheets = {
            name: [*TITLES, header, (*self.ROW, *people(*each))]
            for name, each in {"Persons": (10, 5), "Females": (6, 3), "Males": (4, 2)}.items()
        }
        content = workbook(**sheets)
        assert offered(content) == ["nrs-small-areas-persons"]
        record = bring(content, "nrs-small-areas-persons", year="2021")
        assert figures() == {("Arbroath - 01", 2021): 905}
        assert any("Not read: “Females”, “Males”" in note for note in record.summary["notes"])

    def test_with_a_column_for_sex(self, bring, offered, zone):
        rows = [(*self.ROW, sex, *people(each)) for sex, each in (("Persons", 10), ("Females", 6))]
        content = workbook(
            **{"2024": [*TITLES[:2], (*self.COLUMNS, "Sex", "Total population", *AGES), *rows]}
        )
        assert offered(content)[0] == "nrs-small-areas"
        bring(content, "nrs-small-areas", year="2024")
        assert figures() == {("Arbroath - 01", 2024): 905}

    def test_zones_that_are_not_known_say_what_to_import_first(self, places, start):
        header = ("DataZone", "Year", "Sex", "AllAges", *(f"Age{age}" for age in range(90)), "Age90plus")
        record = start(text(header, ("S01007118", 2021, "All", *people(10))), name="download.csv")
        [problem] = actions.check_import(by=places.system, record=record).problems
        assert "known once their look-up is imported" in problem["todo"]

    def test_open_data_of_public_health_scotland_need_no_layout(self, bring, zone):
        header = ("Year", "DataZone", "DataZoneQF", "Sex", "SexQF", "AllAges")
        header += (*(f"Age{age}" for age in range(90)), "Age90plus")
        rows = [
            (2021, "S01007118", "", "All", "d", *people(10)),
            (2021, "S92000003", "d", "All", "d", *people(11)),
        ]
        bring(text(header, *rows), name="download.csv")
        assert figures() == {("Arbroath - 01", 2021): 905, ("Scotland", 2021): 995}


class TestUnitedKingdom:
    def test_areas_outside_scotland_are_left_out_and_said(self, bring, offered):
        rows = [
            ("K02000001", "UNITED KINGDOM", "Country", *people(1000)),
            ("E06000047", "County Durham", "Unitary Authority", *people(50)),
            ("S12000041", "Angus", "Council Area", *people(10)),
        ]
        content = workbook(
            **{"MYE2_-_Persons": [*TITLES, ("Code", "Name", "Geography", "All ages", *AGES), *rows, *NOTES]}
        )
        assert offered(content) == ["ons-mye2-persons"]
        record = bring(content, "ons-mye2-persons", year="2021")
        assert (
            "Left out: 2 rows for areas outside Scotland, which are not supported." in record.summary["notes"]
        )
        assert figures() == {("Angus", 2021): 905}


class TestNomis:
    HEADER = ("DATE", "DATE_NAME", "GEOGRAPHY_NAME", "GEOGRAPHY_CODE", "GENDER_NAME", "C_AGE_NAME")
    HEADER += ("MEASURES_NAME", "OBS_VALUE", "OBS_STATUS")

    def rows(self, sex="Total", each=10, ages=91):
        named = ("All Ages", *(f"Age {age}" for age in range(90)), "Aged 90+")
        for age, persons in list(zip(named, people(each), strict=True))[: ages + 1]:
            yield (2022, 2022, "Angus", "S12000041", sex, age, "Value", persons, "A")

    def test_a_row_for_each_age(self, bring):
        bring(
            text(self.HEADER, *self.rows(), *self.rows("Male", 4)),
            format="population-by-row",
            name="download.csv",
        )
        assert figures() == {("Angus", 2022): 905}
        assert figures(CHILDREN) == {("Angus", 2022): 180}

    def test_by_command(self, places, tmp_path):
        path = tmp_path / "download.csv"
        path.write_bytes(text(self.HEADER, *self.rows()))
        answer = CliRunner().invoke(bring_in, ["places", str(path), "--producer", PRODUCER])
        assert answer.exit_code == 0, answer.output
        assert figures() == {("Angus", 2022): 905}

    @pytest.mark.parametrize(
        ("changed", "column", "found"),
        [
            (lambda rows: rows[:10], "age", "nothing for 9, 10, 11 and other ages (persons)"),
            (lambda rows: [*rows, rows[3]], "age", "Angus a second time (persons, 2022, 2)"),
            (lambda rows: [rows[0], *rows[2:]], "age", "nothing for 0 (persons)"),
            (lambda rows: [*rows, (*rows[3][:5], "Aged 0 to 15", *rows[3][6:])], "age", "Aged 0 to 15"),
            (
                lambda rows: [(*rows[0][:7], 906, "A"), *rows[1:]],
                "all_ages",
                "906, where the ages add up to 905",
            ),
            (lambda rows: [*rows[:5], (*rows[5][:7], 1.5, "A"), *rows[6:]], "persons", "1.5"),
        ],
    )
    def test_what_is_missing_twice_or_wrong_is_refused(self, places, start, changed, column, found):
        content = text(self.HEADER, *changed(list(self.rows())))
        record = start(content, format="population-by-row", name="download.csv")
        problem = actions.check_import(by=places.system, record=record).problems[0]
        assert (problem["column"], problem["found"]) == (column, found)


def test_scotland_and_its_councils_are_compared(bring, places):
    codes = Area.objects.filter(kind="council").values_list("code", flat=True)
    rows = [(code, "Persons", *people(1, 0)) for code in codes]
    header = ("area_code", "sex", "all_ages", *AGES)
    record = bring(
        text(header, *rows, ("S92000003", "Persons", *people(33, 0))), name="download.csv", year="2019"
    )
    assert (
        "2019: Scotland has 2,970 people in the file, and its councils add up to 2,880."
        in record.summary["notes"]
    )
    assert queries.population(queries.scotland(), EVERYBODY, 2019).persons == 2970
