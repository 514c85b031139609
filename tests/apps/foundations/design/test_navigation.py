"""Navigation: people see what they may open, and where they are."""

import pytest
from django.test import RequestFactory

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


def test_pages_that_belong_together_stand_under_one_heading(tayside):
    items = (
        NavItem("Gallery", "design:gallery", "public", Room.ANALYSE, order=1, heading="What we know"),
        NavItem("Cookies", "design:cookies", "public", Room.ANALYSE, order=2, heading="Surveys"),
        NavItem("Statement", "design:about", "public", Room.ANALYSE, order=3, heading="What we know"),
    )
    (room,) = navigation_for(asked(), items).rooms
    said = [(group.heading, [link.label for link in group.links]) for group in room.groups]
    assert said == [("What we know", ["Gallery", "Statement"]), ("Surveys", ["Cookies"])]
