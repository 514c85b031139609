"""The areas that come with the product: every council by any of its codes and names."""

import pytest

from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import Refusal
from realign.registers.places import actions, queries
from realign.registers.places.gazetteer import fold_name
from realign.registers.places.models import Area, AreaCode, FamilyGroup, Population
from realign.registers.places.types import CHILDREN, EVERYBODY

COUNCIL = Area.Kind.COUNCIL


@pytest.fixture
def places(tayside):
    actions.load_gazetteer(by=tayside.system)
    return tayside


def test_it_holds_scotland_fourteen_boards_and_thirty_two_councils(places):
    kinds = [queries.areas(kind).count() for kind in (Area.Kind.COUNTRY, Area.Kind.HEALTH_BOARD, COUNCIL)]
    assert kinds == [1, 14, 32]


def test_loading_twice_changes_nothing_and_leaves_no_second_event(places):
    before = audit.events("tayside").count()
    changes = actions.load_gazetteer(by=places.system)
    assert changes.nothing
    assert (
        changes.unchanged
        == 1
        + 14
        + 32
        + AreaCode.objects.count()
        + queries.area_index().by_name.__len__()
        + (Population.objects.count() + FamilyGroup.objects.count())
    )
    assert audit.events("tayside").count() == before


def test_a_reader_may_not_load_areas(tayside):
    with pytest.raises(Refusal, match="role"):
        actions.load_gazetteer(by=tayside.actor("reader"))
    assert not Area.objects.exists()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("S12000015", "S12000047"),
        ("s12000024", "S12000048"),
        ("S12000046", "S12000049"),
        ("S12000044", "S12000050"),
        ("Edinburgh City", "S12000036"),
        ("Edinburgh, City of", "S12000036"),
        ("City of Edinburgh", "S12000036"),
        ("Perth & Kinross", "S12000048"),
        ("PERTH AND KINROSS COUNCIL", "S12000048"),
        ("Eilean Siar", "S12000013"),
        ("Na h-Eileanan Siar", "S12000013"),
        ("Comhairle nan Eilean Siar", "S12000013"),
        ("Dundee", "S12000042"),
        ("Orkney Islands", "S12000023"),
        ("Argyll & Bute", "S12000035"),
    ],
)
def test_a_council_is_found_by_former_codes_and_every_spelling(places, written, code):
    assert queries.find_area(written, COUNCIL).code == code


def test_the_same_name_means_the_council_or_the_board_as_asked(places):
    assert queries.find_area("Fife", COUNCIL).code == "S12000047"
    assert queries.find_area("Fife", Area.Kind.HEALTH_BOARD).code == "S08000029"
    assert queries.find_area("NHS Tayside", Area.Kind.HEALTH_BOARD).code == "S08000030"
    assert queries.find_area("S08000027", COUNCIL) is None


def test_an_unknown_name_or_code_is_nothing(places):
    assert queries.find_area("Atlantis") is None
    assert queries.find_area("S12999999") is None


def test_former_codes_carry_the_days_between_which_they_were_valid(places):
    old, new = AreaCode.objects.get(code="S12000015"), AreaCode.objects.get(code="S12000047")
    assert (new.valid_from - old.valid_to).days == 1
    assert new.valid_to is None


def test_children_of_the_councils_sum_to_scotlands(places):
    scotland = queries.scotland()
    councils = Population.objects.filter(area__kind=COUNCIL, year=2022)
    for ages, total in ((CHILDREN, 1_006_212), (EVERYBODY, 5_447_700)):
        assert queries.population(scotland, ages).persons == total
        assert sum(row.persons for row in councils.filter(age_from=ages[0], age_to=ages[1])) == total


@pytest.mark.parametrize(
    ("councils", "whole"),
    [
        (["S12000041", "S12000042", "S12000048"], "NHS Tayside"),
        (["S12000041", "S12000042"], None),  # the board has one council more
        (["S12000041", "S12000047"], None),  # councils of two boards
        (["S12000041", "S12000042", "S12000048", "S12000047"], None),
        (["S12000041"], "Angus"),
        (["S12000047"], "Fife"),
        (["S12000041", "S12999999"], None),
        ([], None),
    ],
)
def test_the_whole_of_a_partnership_is_its_one_council_or_the_board_of_just_its_councils(
    places, councils, whole
):
    places.partnership.council_codes = councils
    area = queries.whole_of(places.partnership)
    assert (area.name if area else None) == whole
    assert area is None or queries.is_ours(places.partnership, area)


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("S12000041", True),
        ("S08000030", True),
        ("S12000047", False),
        ("S08000029", False),
        ("S92000003", False),
    ],
)
def test_an_area_is_ours_or_lies_beyond_the_partnership(places, code, ours):
    assert queries.is_ours(places.partnership, queries.area(code)) is ours


def test_a_zone_is_ours_with_its_council_and_a_board_only_when_it_is_the_whole(places):
    angus = queries.area("S12000041")
    zone = Area.objects.create(code="S02000001", name="Brechin", kind="intermediate-zone", parent=angus)
    smaller = Area.objects.create(code="S01000001", name="Brechin East", kind="data-zone", parent=zone)
    assert queries.is_ours(places.partnership, smaller)
    places.partnership.council_codes = ["S12000042", "S12000048"]
    assert not queries.is_ours(places.partnership, smaller)
    assert not queries.is_ours(places.partnership, queries.area("S08000030"))


def test_a_family_is_the_other_councils_of_the_group(places):
    dundee = queries.area("S12000042")
    family = [area.name for area in queries.family_of(dundee)]
    assert "Glasgow City" in family
    assert "Dundee City" not in family
    assert len(family) == 7


def test_councils_of_a_partnership_are_its_own(places):
    assert [area.name for area in queries.councils_of(places.partnership)] == [
        "Angus",
        "Dundee City",
        "Perth and Kinross",
    ]


def test_an_index_takes_two_queries_however_often_it_is_asked(places, django_assert_num_queries):
    with django_assert_num_queries(2):
        index = queries.area_index(COUNCIL)
        for name in ("Fife", "Angus", "S12000015", "nowhere") * 50:
            index.find(name, COUNCIL)


def test_names_that_differ_stay_apart():
    folded = {
        fold_name(name)
        for name in ("East Lothian", "West Lothian", "Midlothian", "East Ayrshire", "South Ayrshire")
    }
    assert len(folded) == 5
