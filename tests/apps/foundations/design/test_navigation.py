"""Navigation: people see what they may open, and where they are."""

import pytest
from django.test import RequestFactory
from django.urls import resolve

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room, navigation_for

ITEMS = (
    NavItem("Gallery", "design:gallery", "public", Room.PUBLIC, exact=True),
    NavItem("No such page", "design:never-built", "public", Room.PUBLIC),
    NavItem("People", "administration:people", "partnership.view", Room.ADMINISTRATION),
    NavItem("Statement", "design:about", "member", Room.REVIEW),
    NavItem("Cookies", "design:cookies", "signed-in", Room.DELIVER),
    NavItem("Accessibility", "design:accessibility", "operator", Room.PLAN),
)


def asked(path="/", actor=None, user=None, partnership=None):
    request = RequestFactory().get(path)
    request.actor, request.partnership = actor, partnership
    if user is not None:
        request.user = user
    return request


def labels(navigation) -> list[str]:
    return [link.label for room in navigation.rooms for link in room.links]


def test_a_visitor_sees_public_pages_that_exist_and_nothing_else():
    navigation = navigation_for(asked(), ITEMS)
    assert [link.label for link in navigation.public] == ["Gallery"]
    assert labels(navigation) == []


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("partnership-administrator", ["Cookies", "Statement", "People"]),
        ("reader", ["Cookies", "Statement", "People"]),
    ],
)
def test_a_member_sees_what_their_role_may_open(tayside, role, seen):
    actor = tayside.actor(role)
    seen = seen if actor.may("partnership.view") else seen[:-1]
    request = asked(actor=actor, user=tayside.people[role], partnership=tayside.partnership)
    assert labels(navigation_for(request, ITEMS)) == seen


def test_an_address_lies_within_the_partnership(tayside):
    request = asked(
        actor=tayside.actor("partnership-administrator"),
        user=tayside.people["partnership-administrator"],
        partnership=tayside.partnership,
    )
    people = navigation_for(request, ITEMS).rooms[-1].links[0]
    assert people.url == "/tayside/work/people/"


@pytest.mark.parametrize(
    ("path", "here"),
    [("/tayside/work/people/", "page"), ("/tayside/work/people/7/", "true"), ("/tayside/work/", "")],
)
def test_the_nearest_item_is_where_one_is(tayside, path, here):
    request = asked(
        path,
        actor=tayside.actor("partnership-administrator"),
        user=tayside.people["partnership-administrator"],
        partnership=tayside.partnership,
    )
    navigation = navigation_for(request, ITEMS)
    assert navigation.rooms[-1].links[0].here == here
    assert (navigation.room is not None) == bool(here)


def test_an_exact_item_is_not_current_on_pages_below_it():
    assert navigation_for(asked("/design/gallery/"), ITEMS).public[0].here == "page"
    assert navigation_for(asked("/design/gallery/more/"), ITEMS).public[0].here == ""


def test_a_partnership_may_call_the_third_stage_do(tayside):
    tayside.partnership.stage_three_label = "Do"
    request = asked(
        actor=tayside.actor("reader"), user=tayside.people["reader"], partnership=tayside.partnership
    )
    assert "Do" in [room.label for room in navigation_for(request, ITEMS).rooms]


def test_every_registered_item_names_a_room_and_comes_in_order():
    items = NAVIGATION.all()
    assert items, "the installed apps offer at least one way in"
    assert all(isinstance(item.section, Room) for item in items)
    assert [item.order for item in items] == sorted(item.order for item in items)


def test_pages_that_belong_together_are_one_entry_with_tabs(tayside):
    items = (
        NavItem("Gallery", "design:gallery", "public", Room.ANALYSE, order=1, heading="Evidence"),
        NavItem("Cookies", "design:cookies", "public", Room.ANALYSE, order=2),
        NavItem("Statement", "design:about", "public", Room.ANALYSE, order=3, heading="Evidence"),
    )
    (room,) = navigation_for(asked("/about/"), items).rooms
    entries = [(entry.label, [link.label for link in entry.links]) for entry in room.entries]
    assert entries == [("Evidence", ["Gallery", "Statement"]), ("Cookies", ["Cookies"])]
    evidence, cookies = room.entries
    assert (evidence.url, evidence.has_tabs, cookies.has_tabs) == ("/design/gallery/", True, False)
    assert room.entry is not None
    assert (room.entry.label, room.entry.here, room.entry.current.label) == ("Evidence", "true", "Statement")
    assert cookies.here == ""


def test_no_room_has_more_than_nine_entries(tayside):
    """A menu is read at a glance; what is more stands as tabs inside an entry."""
    everything = tayside.actor("coordinator")
    request = asked("/tayside/work/", everything, tayside.people["coordinator"], tayside.partnership)
    long = {room.label: len(room.entries) for room in navigation_for(request).rooms if len(room.entries) > 9}
    assert long == {}


def test_the_public_bar_is_read_at_a_glance_and_what_is_known_stands_as_tabs(tayside):
    request = asked("/tayside/evidence/tables/", partnership=tayside.partnership)
    side = navigation_for(request).public_side
    assert [entry.label for entry in side.entries] == [
        "Home",
        "Plan",
        "Progress",
        "What we know",
        "Find a service",
        "Decisions",
        "Reports",
    ]
    assert side.entry.label == "What we know"
    assert side.entry.current.label == "Tables and indicators"
    assert [link.label for link in side.entry.links] == [
        "Findings",
        "Tables and indicators",
        "Needs assessment",
        "Places",
        "Local areas",
        "Data gaps",
        "Open data",
    ]


def test_a_page_below_no_item_belongs_to_the_room_of_its_address(tayside):
    request = asked(
        "/tayside/work/outcomes/o1/edit/",
        tayside.actor("planner"),
        tayside.people["planner"],
        tayside.partnership,
    )
    request.resolver_match = resolve(request.path)
    room = navigation_for(request).room
    assert room is not None
    assert (room.label, room.entry.label, room.entry.current.label) == ("Plan", "Priorities", "Priorities")


def test_a_page_that_an_item_covers_belongs_to_it(tayside):
    request = asked(
        "/tayside/work/jobs/1/", tayside.actor("analyst"), tayside.people["analyst"], tayside.partnership
    )
    request.resolver_match = resolve(request.path)
    room = navigation_for(request).room
    assert (room.label, room.entry.label) == ("Analyse", "Data sources")
