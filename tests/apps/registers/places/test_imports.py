"""Look-ups, outlines and populations: small files with every trap, and the real ones whole."""

import gzip
import json

import pytest

from realign.foundations.files import queries as file_queries
from realign.foundations.files.models import Import
from realign.registers.places import actions, queries
from realign.registers.places.models import Area, Boundary, Deprivation, Population
from realign.registers.places.types import CHILDREN, EVERYBODY
from tests.apps.registers.indicators.bring import bring, check
from tests.support.realdata import data_path

HEADER = (
    "DataZone,DataZoneName,IntZone,IntZoneName,CA_code_lookup,HB_code_2016vintage,URclass,"
    "SIMD16_Rank,SIMD16_Decile,SIMD20_Rank,SIMD20_Decile,pop2020_all,pop2020_0_17\n"
)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "var"


@pytest.fixture
def by(tayside):
    actions.load_gazetteer(by=tayside.system)
    return tayside.actor("analyst")


@pytest.fixture
def write(tmp_path):
    def written(text, name="lookup.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_zones_come_with_present_codes_deprivation_and_summed_populations(by, write):
    path = write(
        HEADER
        + "S01012000,Anstruther 01,S02002300,Anstruther,S12000015,S08000018,6,100,1,*,*,700.0,100\n"
        + "S01012001,Anstruther 02,S02002300,Anstruther,S12000047,S08000029,6,200,1,150.0,1,800,150\n"
    )
    record = bring(by, path, "data-zones", "places")
    zone = queries.area("S01012000")
    assert (zone.parent.name, zone.parent.parent.code, zone.health_board.code) == (
        "Anstruther",
        "S12000047",
        "S08000029",
    )
    assert list(Deprivation.objects.filter(area=zone).values_list("edition", flat=True)) == ["SIMD 2016"]
    assert queries.population(queries.area("S12000047"), CHILDREN, 2020).persons == 250
    assert queries.population(queries.scotland(), EVERYBODY, 2020).persons == 1500
    assert "Not given, and left out: 1 × SIMD20_Rank." in record.summary["notes"]
    again = bring(by, path, "data-zones", "places")
    assert (again.summary["new"], again.summary["changed"]) == (0, 0)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Z01,A,S02002300,B,S12000047,S08000029,6,1,1,1,1,5,1", "DataZone"),
        ("S01012000,A,S02002300,B,S12999999,S08000029,6,1,1,1,1,5,1", "CA_code_lookup"),
        ("S01012000,A,S02002300,B,S08000029,S08000029,6,1,1,1,1,5,1", "CA_code_lookup"),
        ("S01012000,A,S02002300,B,S12000047,S08000029,6,1,11,1,1,5,1", "SIMD16_Decile"),
        ("S01012000,A,S02002300,B,S12000047,S08000029,6,1,1,1,1,-5,1", "pop2020_all"),
        ("S01012000,A,S02002300,B,S12000047,S08000029,6,1,1,1,1,many,1", "pop2020_all"),
    ],
)
def test_a_bad_zone_is_placed_and_nothing_is_taken_in(by, write, row, column):
    before = Area.objects.count()
    record = check(by, write(HEADER + row + "\n"), "data-zones", "places")
    assert record.state == Import.State.REFUSED
    assert [(problem.row, problem.column) for problem in file_queries.problems(record)] == [(2, column)]
    assert Area.objects.count() == before


def test_a_zone_twice_and_an_intermediate_zone_in_two_councils_are_problems(by, write):
    zone = "S01012000,A,S02002300,B,{},S08000029,6,1,1,1,1,5,1\n"
    path = write(
        HEADER + zone.format("S12000047") * 2 + zone.format("S12000041").replace("S01012000", "S01012009")
    )
    record = check(by, path, "data-zones", "places")
    assert [(problem.row, problem.column) for problem in file_queries.problems(record)] == [
        (3, "DataZone"),
        (4, "IntZone"),
    ]


def outline(code, points, kind="Polygon"):
    feature = {"properties": {"code": code}, "geometry": {"type": kind, "coordinates": [points]}}
    return json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", **feature}]})


RING = [[-3.0, 56.0], [-3.1, 56.0], [-3.1, 56.1], [-3.0, 56.0]]


def test_outlines_join_areas_by_any_of_their_codes(by, write):
    bring(by, write(outline("S12000024", RING), "a.geojson"), "outlines", "places")
    assert set(queries.outlines(Area.Kind.COUNCIL)) == {"S12000048"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (outline("S12999999", RING), "S12999999"),
        (outline("S12000041", [[340000, 700000]]), "[340000, 700000]"),
        (outline("S12000041", RING, "Point"), "Point"),
        ('{"type": "FeatureCollection", "features": [', "column"),
        ('{"type": "FeatureCollection"}', "no features"),
        ('{"type": "FeatureCollection", "features": [1]}', "1"),
        ('{"type": "FeatureCollection", "features": [{"properties": [1]}]}', "[1]"),
        (outline("S12000041", RING).replace(json.dumps([RING]), '"here"'), "here"),
        (outline("S12000041", RING).replace(json.dumps([RING]), json.dumps(RING)), "not in closed rings"),
        (outline("S12000041", RING[:3]), "not in closed rings"),
        (outline("S12000041", RING, ["Polygon"]), "Polygon"),
        ('{"type": "FeatureCollection", "features": ' + "[" * 100_000, "without end"),
    ],
)
def test_outlines_that_cannot_be_drawn_are_refused_in_words(by, write, text, found):
    record = check(by, write(text, "a.geojson"), "outlines", "places")
    [problem] = file_queries.problems(record)
    assert found in problem.found
    assert not Boundary.objects.exists()


@pytest.mark.realdata
@pytest.mark.slow
def test_the_real_look_up_sums_to_scotland_in_as_many_queries_as_two_rows(
    by, write, django_assert_max_num_queries
):
    path = data_path("geography/dz2011_master_lookup.csv")
    record = check(by, path, "data-zones", "places")
    assert record.summary["rows"] == 6_976
    from realign.foundations.files import actions as files

    with django_assert_max_num_queries(60):
        files.accept_import(by=by, record=record)
    counts = {kind: Area.objects.filter(kind=kind).count() for kind in Area.Kind.values}
    assert (counts["data-zone"], counts["intermediate-zone"], counts["council"], counts["health-board"]) == (
        6976,
        1279,
        32,
        14,
    )
    assert queries.population(queries.scotland(), EVERYBODY, 2020).persons == 5_466_000
    assert queries.population(queries.scotland(), CHILDREN, 2020).persons == 1_026_922
    assert Deprivation.objects.count() == 2 * 6_976
    for name, many in (("council_areas_32", 32), ("health_boards_14", 14)):
        bring(by, data_path(f"geography/{name}.geojson"), "outlines", "places")
        assert Boundary.objects.count() in {many, 46}
    estimates = gzip.decompress(data_path("population/population20_dz11.csv.gz").read_bytes()).decode()
    assert (
        bring(by, write(estimates, "estimates.csv"), "population", "places", year="2020").summary["rows"]
        == 6_976
    )
    zones = Population.objects.filter(year=2020, area__kind="data-zone", age_from=0, age_to=120)
    assert sum(zones.values_list("persons", flat=True)) == 5_466_000


@pytest.mark.realdata
def test_the_real_populations_of_councils_agree_with_those_that_come_with_the_product(by):
    record = bring(
        by, data_path("population/population22_ltla19_scotland.csv"), "population", "places", year="2022"
    )
    assert record.summary["changed"] == 0
    assert Population.objects.filter(year=2022, area__kind="council", age_from=5).count() == 32


@pytest.mark.parametrize("year", ["²", "20²²", "9999", "9" * 5000])
def test_a_year_that_is_none_is_refused_in_words(by, write, year):
    ages = ",".join(map(str, range(18)))
    path = write(f"area_code,sex,all_ages,{ages}\nS12000047,persons,100{',1' * 18}\n")
    record = check(by, path, "population", "places", year=year)
    assert "the year of the estimate, not in the future" in [
        problem["expected"] for problem in record.problems
    ]


def test_a_number_of_people_that_no_country_has_is_refused_by_row(by, write):
    ages = ",".join(map(str, range(18)))
    path = write(f"area_code,sex,all_ages,{ages}\nS12000047,persons,{'9' * 400}{',1' * 18}\n")
    record = check(by, path, "population", "places", year="2022")
    assert (2, "all_ages", "a whole number of persons") in [
        (problem["row"], problem["column"], problem["expected"]) for problem in record.problems
    ]


EACH_AGE = (*map(str, range(90)), "90+")


def population(*rows, columns=EACH_AGE):
    return "".join(
        ",".join(map(str, row)) + "\n"
        for row in (("area_code", "area_name", "sex", "all_ages", *columns), *rows)
    )


def test_people_are_counted_once_whatever_everybody_is_called(by, write):
    text = population(
        ("S12000042", "Dundee City", "All people", 905, *[10] * 90, 5),
        ("S12000042", "Dundee", "Female", 455, *[5] * 90, 5),
        ("S12000042", "", "Male", 450, *[5] * 90, 0),
    )
    bring(by, write(text), "population", "places", year="2023")
    dundee = queries.area("S12000042")
    assert queries.population(dundee, EVERYBODY, 2023).persons == 905
    assert queries.population(dundee, CHILDREN, 2023).persons == 180


@pytest.mark.parametrize(
    ("rows", "row", "column", "fault"),
    [
        ([("S12000042", "", "Persons", 5, *[10] * 90, 5)], 2, "all_ages", "the ages add up to 905"),
        ([("S12000042", "", "Residents", 905, *[10] * 90, 5)], 2, "sex", "Residents"),
        ([("S12000042", "", "", 905, *[10] * 90, 5)], 2, "sex", "nothing"),
        ([("S12000042", "", "Female", 905, *[10] * 90, 5)], 0, "sex", "no row about everybody"),
        (
            [("S12000042", "Angus", "Persons", 905, *[10] * 90, 5)],
            2,
            "area_name",
            "S12000042 with the name Angus",
        ),
        (
            [("S12000042", "", sex, 905, *[10] * 90, 5) for sex in ("All", "Persons")],
            3,
            "area_code",
            "a second time",
        ),
        (
            [("S12000042", "", "Persons", 905, *[10] * 90, 5)]
            + [("S12000042", "", sex, 450, *[5] * 90, 0) for sex in ("F", "M")],
            2,
            "all_ages",
            "females and males add up to 900",
        ),
    ],
)
def test_people_that_do_not_add_up_or_are_not_told_apart_are_refused(by, write, rows, row, column, fault):
    first = file_queries.problems(check(by, write(population(*rows)), "population", "places", year="2023"))[0]
    assert (first.row, first.column) == (row, column)
    assert fault in first.found
    assert not Population.objects.filter(year=2023).exists()


def test_fewer_ages_than_all_may_not_come_to_more_people_than_there_are(by, write):
    text = population(("S12000042", "", "Persons", 17, *[1] * 18), columns=EACH_AGE[:18])
    [problem] = file_queries.problems(check(by, write(text), "population", "places", year="2023"))
    assert problem.expected == "at least the sum of the ages that are given"


def test_a_health_board_is_not_the_council_of_its_name(by):
    index = queries.area_index()
    assert index.find("NHS Highland", Area.Kind.COUNCIL, Area.Kind.HEALTH_BOARD).code == "S08000022"
    assert index.find("Highland Council", Area.Kind.HEALTH_BOARD) is None
    assert {area.kind for area in index.named("Highland")} == {"council", "health-board"}
