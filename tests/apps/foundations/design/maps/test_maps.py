"""Maps: every council has its place, values stand in words, and strangers are refused."""

import json
from collections import Counter

import pytest

from realign.foundations.design.charts.types import PERCENT
from realign.foundations.design.maps.boundaries import boundary_map
from realign.foundations.design.maps.classes import band_of, bands
from realign.foundations.design.maps.tiles import tile_map, tiles
from realign.foundations.design.maps.types import AreaValue
from tests.apps.foundations.design.maps.samples import DIAGRAMS, FEATURES, WORDS
from tests.support.realdata import data_path


def test_each_of_the_32_councils_has_a_tile_of_its_own():
    places = Counter((tile.column, tile.row) for tile in tiles().values())

    assert len(tiles()) == 32
    assert set(places.values()) == {1}


def test_north_is_up_and_east_is_right():
    of = {tile.name: tile for tile in tiles().values()}

    assert (
        of["Shetland Islands"].row
        < of["Orkney Islands"].row
        < of["Highland"].row
        < of["Scottish Borders"].row
    )
    assert of["Inverclyde"].column < of["Glasgow City"].column < of["City of Edinburgh"].column
    assert of["Perth and Kinross"].column < of["Angus"].column


def test_the_table_gives_every_council_its_value_or_why_there_is_none():
    rows = dict(DIAGRAMS["tiles"].rows)

    assert len(rows) == 32
    assert rows["Dundee City"] == "22%"
    assert rows["Perth and Kinross"] == "hidden to protect people"
    assert rows["Fife"] == "no figure"


def test_values_stand_in_the_tiles_so_that_colour_is_not_the_only_key():
    assert ">22%<" in DIAGRAMS["tiles"].svg
    assert ">12.5%<" in DIAGRAMS["tiles"].svg


def test_a_council_may_come_under_its_older_code():
    chart = tile_map(**WORDS, values=[AreaValue("S12000015", 9.0)], unit=PERCENT)

    assert dict(chart.rows)["Fife"] == "9%"


def test_two_values_for_one_council_under_two_codes_are_refused():
    with pytest.raises(ValueError, match="two values for S12000047"):
        tile_map(**WORDS, values=[AreaValue("S12000015", 9), AreaValue("S12000047", 8)], unit=PERCENT)


def test_a_code_that_is_no_council_is_refused():
    with pytest.raises(ValueError, match="not Scottish councils: E06000001"):
        tile_map(**WORDS, values=[AreaValue("E06000001", 1.0)], unit=PERCENT)


def test_a_value_without_boundary_is_refused():
    with pytest.raises(ValueError, match="no boundary for S12000099"):
        boundary_map(**WORDS, values=[AreaValue("S12000099", 1.0)], unit=PERCENT, features=FEATURES)


def test_the_class_of_each_area_stands_on_it_as_a_letter():
    drawn = DIAGRAMS["boundaries"].svg

    assert ">A<" in drawn
    assert ">–<" in drawn  # Perth and Kinross has no figure
    assert ">A  12.5% to 15%<" in drawn


def test_a_focus_names_its_areas_with_their_values_and_lists_only_those():
    chart = DIAGRAMS["focus"]

    assert ">Dundee City<" in chart.svg
    assert ">Perth and Kinross<" not in chart.svg
    assert chart.rows == (("Dundee City", "22%"),)


@pytest.mark.parametrize("values", [[1.0], [0.0, 0.0], [10.0, 31.0], [0.1, 0.2, 0.35], [-5, 5], [3, 1000000]])
def test_classes_hold_all_values_and_are_at_most_five(values):
    among = bands(values)

    assert 1 <= len(among) <= 5
    for value in values:
        band = band_of(value, among)
        assert band.low - 1e-9 <= value <= band.high + 1e-9


@pytest.mark.realdata
@pytest.mark.slow
def test_the_real_council_boundaries_make_a_small_map_of_all_councils():
    features = json.loads(data_path("geography/council_areas_32.geojson").read_text())["features"]
    values = [AreaValue(f["properties"]["code"], float(i)) for i, f in enumerate(features)]

    chart = boundary_map(**WORDS, values=values, unit=PERCENT, features=features)

    assert len(chart.rows) == 32
    assert chart.svg.count("<path") == 32
    assert len(chart.svg) < 120_000
    assert {f["properties"]["code"] for f in features} == set(tiles())
