"""What other rooms show of the evidence programme: signatures that wait for somebody, surveys a group oversees."""

from dataclasses import replace
from datetime import date

import pytest

from realign.analyse.programme import actions, queries
from realign.foundations.work.queries import my_work
from realign.registers.groups import actions as groups
from realign.registers.groups.panels import panels_for
from tests.apps.analyse.programme.worlds import item, sign_all


def acting(world, role, body):
    return replace(world.cast.actor(role), organisation=world.cast.bodies[body])


@pytest.mark.parametrize(
    ("role", "body", "waits"),
    [
        ("decision-maker", "nhs-tayside", ["Sign for health in Perth: findings will be used"]),
        ("senior-sponsor", "nhs-tayside", ["Sign for health in Perth: findings will be used"]),
        ("decision-maker", "perth-kinross", []),  # has signed
        ("coordinator", "nhs-tayside", []),  # runs the programme and signs for nobody
        ("reader", "nhs-tayside", []),
    ],
)
def test_a_missing_signature_waits_for_those_who_may_give_it(world, role, body, waits):
    found = [one for one in my_work(acting(world, role, body), date(2015, 5, 20)) if one.kind == "Signature"]
    assert [one.what for one in found] == waits
    assert all(one.url == "/tayside/work/programme/areas/perth/sign/health/use/" for one in found)
    assert all(one.on == date(2015, 6, 1) for one in found)


def test_nobody_is_asked_before_an_area_is_ready_or_after_it_withdrew(world):
    by, angus, perth = (
        acting(world, "decision-maker", "nhs-tayside"),
        world.sites["angus"],
        world.sites["perth"],
    )
    sign_all(world.cast, angus, world.lists, leave=("health", "use"))
    assert [site.slug for site, _, _ in queries.wanted_from(by)] == ["perth"]
    actions.change_site(by=world.cast.system, site=perth, revision=1, withdrawn_on=date(2015, 6, 1))
    assert queries.wanted_from(by) == []


def test_what_waits_is_found_in_a_fixed_number_of_queries(world, django_assert_num_queries):
    by = acting(world, "decision-maker", "nhs-tayside")
    with django_assert_num_queries(11):
        queries.wanted_from(by)
    for number in range(3):
        actions.create_site(by=world.cast.system, round=world.round, name=f"Area {number}")
    with django_assert_num_queries(11):
        queries.wanted_from(by)


def test_ana_25_the_page_of_the_overseeing_group_shows_its_surveys(world):
    group = groups.create_group(by=world.cast.system, name="Advisers", kind="advisory", life="limited")
    by = world.cast.actor("reader")
    assert not [one for one in panels_for(group, by) if one.title == "Surveys it oversees"]
    body = item("programme-governance", "research-advisory-group")
    actions.name_group(by=world.cast.system, body=body, group=group)
    actions.give_place(by=world.cast.system, tranche=world.tranches["2014"], site=world.sites["angus"])
    (panel,) = [one for one in panels_for(group, by) if one.title == "Surveys it oversees"]
    assert [(row.link.text, row.detail) for row in panel.rows] == [
        ("September 2015", "no area yet"),
        ("September 2014", "Angus"),
    ]
