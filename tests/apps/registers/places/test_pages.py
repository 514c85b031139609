"""The places pages: a map, a list, one area by any of its codes."""

import pytest
from django.urls import reverse

from realign.registers.places import actions, queries
from realign.registers.places.gazetteer import gazetteer
from realign.registers.places.records import Records, from_gazetteer


@pytest.fixture
def planner(client, tayside):
    actions.load_gazetteer(by=tayside.system)
    client.force_login(tayside.people["planner"])
    return client


def words(response):
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_says_how_many_children_live_here_and_draws_tiles(planner):
    page = words(planner.get(reverse("places:list", args=["tayside"])))
    assert "74,459 children live here (mid-2022)" in page
    assert "<svg" in page


def test_the_list_searches_filters_and_downloads(planner):
    address = reverse("places:list", args=["tayside"])
    assert "Showing 14 areas" in words(planner.get(address, {"kind": "health-board"}))
    text = b"".join(planner.get(address, {"format": "csv", "q": "Fife"}).streaming_content).decode()
    assert len(text.splitlines()) == 3


def test_an_area_opens_by_a_former_code_and_names_its_family(planner):
    page = words(planner.get(reverse("places:area", args=["tayside", "S12000024"])))
    assert "Perth and Kinross" in page
    assert "S12000024 until 1 February 2018" in page
    assert "East Renfrewshire" in page
    assert "Mid-year" in page


def test_a_board_lists_its_councils(planner):
    page = words(planner.get(reverse("places:area", args=["tayside", "S08000030"])))
    assert all(name in page for name in ("Angus", "Dundee City", "Perth and Kinross"))


def test_outlines_replace_tiles_once_all_are_held(planner, tayside):
    records = Records()
    for entry in gazetteer().entries:
        if entry.kind == "council":
            ring = [[-3.0, 56.0], [-3.5, 56.0], [-3.5, 56.5], [-3.0, 56.0]]
            records.boundaries[(entry.code,)] = {
                "geometry": {"type": "Polygon", "coordinates": [ring]},
                "source": "test",
            }
    actions.load_places(by=tayside.system, records=records)
    assert len(queries.outlines("council")) == 32
    assert "Tile map" not in words(planner.get(reverse("places:list", args=["tayside"])))


def test_the_list_takes_as_many_queries_however_many_areas_there_are(
    planner, tayside, django_assert_max_num_queries
):
    address = reverse("places:list", args=["tayside"])
    with django_assert_max_num_queries(12):
        planner.get(address)
    records = from_gazetteer(gazetteer())
    for number in range(60):
        records.add_area(f"S0100{number:05d}", f"Zone {number}", "data-zone", parent="S12000041")
    actions.load_places(by=tayside.system, records=records)
    with django_assert_max_num_queries(12):
        planner.get(address)


def test_strangers_and_unknown_codes_find_nothing(planner, client, elsewhere):
    assert planner.get(reverse("places:area", args=["tayside", "S12999999"])).status_code == 404
    client.force_login(elsewhere.people["planner"])
    assert client.get(reverse("places:list", args=["tayside"])).status_code == 404


def test_visitors_are_asked_to_sign_in(client, tayside):
    assert client.get(reverse("places:list", args=["tayside"])).status_code == 302
