"""Reading the programme: scoped to the partnership, the same number of queries however long the lists."""

from datetime import date

import pytest

from realign.analyse.programme import actions, queries
from realign.analyse.programme.models import Readiness, SignOff, Site
from realign.analyse.programme.rules.capacity import consultants_warning
from realign.analyse.programme.types import AreaStage
from realign.registers.frameworks.models import Framework
from tests.apps.analyse.programme.worlds import BEGAN, TERMS, item, make_ready, sign_all


def test_where_three_areas_stand(world, tayside):
    found = {one.site.slug: one for one in queries.standings(tayside.partnership)}
    assert {slug: one.stage for slug, one in found.items()} == {
        "angus": AreaStage.VISITED, "perth": AreaStage.READY, "dundee": AreaStage.SIGNED,
    }  # fmt: skip
    assert found["perth"].next_step == "Please ask for Health (findings will be used)."
    assert found["perth"].timeline.evidence_complete_by == date(2015, 9, 30)
    assert not any(one.may_start for one in found.values())


def test_the_standings_are_read_in_a_fixed_number_of_queries(world, tayside, django_assert_num_queries):
    with django_assert_num_queries(11):
        assert len(queries.standings(tayside.partnership)) == 3
    for number in range(4):
        site = actions.create_site(by=tayside.system, round=world.round, name=f"Area {number}")
        make_ready(tayside, site, world.lists)
        sign_all(tayside, site, world.lists)
    with django_assert_num_queries(11):
        assert len(queries.standings(tayside.partnership)) == 7


def test_the_slots_are_read_in_a_fixed_number_of_queries(world, tayside, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(queries.slot_plan(world.round, BEGAN)) == 7
    for key in ("angus", "dundee"):
        actions.give_place(by=tayside.system, tranche=world.tranches["2014"], site=world.sites[key])
    with django_assert_num_queries(2):
        assert sum(len(one.areas) for one in queries.slot_plan(world.round, BEGAN)) == 2


def test_ana_06_seven_areas_that_overlap_warn_and_a_withdrawn_one_is_not_counted(world, tayside):
    for number in range(4):
        actions.create_site(
            by=tayside.system, round=world.round, name=f"Area {number}", starts_on=date(2015, 9, 1)
        )
    found = queries.standings(tayside.partnership, world.round)
    assert "7 areas" in consultants_warning(queries.spans(found), world.round.consultants_at_once)
    angus = world.sites["angus"]
    actions.change_site(by=tayside.system, site=angus, revision=1, withdrawn_on=date(2015, 10, 1))
    found = queries.standings(tayside.partnership, world.round)
    assert consultants_warning(queries.spans(found), world.round.consultants_at_once) == ""


def test_the_round_of_a_day_is_the_newest_that_has_begun(world, tayside):
    actions.create_round(by=tayside.system, name="Second", **{**TERMS, "starts_on": date(2026, 4, 1)})
    on = {
        day: queries.round_on(tayside.partnership, day).name for day in (date(2014, 1, 1), date(2020, 1, 1))
    }
    assert set(on.values()) == {"Round of 2015"}
    assert queries.round_on(tayside.partnership, date(2026, 11, 20)).name == "Second"


def test_a_day_shows_who_came_and_what_it_was_about(world, tayside, django_assert_num_queries):
    for day in (1, 2):
        held = actions.create_session(
            by=tayside.system, round=world.round, name=f"Day {day}", day=day, room_for=20,
            held_on=date(2016, day, 1), foci=world.lists.of("development-foci"),
        )  # fmt: skip
        actions.count_attendance(
            by=tayside.system,
            session=held,
            sector=item("trained-sectors", "health"),
            post="Nurse",
            people=day,
        )
    with django_assert_num_queries(2):
        assert [(one.came, len(one.foci.all())) for one in queries.sessions(tayside.partnership)] == [
            (1, 5),
            (2, 5),
        ]


def test_prg_01_and_02_the_lists_are_exact(world):
    roles = world.lists.of("programme-roles")
    assert [(one.label, one.extra["base"]) for one in roles] == [
        ("RCS Programme Manager", "SG"),
        ("RCS Communications Manager / Programme Support Officer", "SG"),
        ("RCS Evaluation/Improvement Manager", "SG"),
        ("RCS JSC Development Adviser", "SG"),
        ("RCS Data and Evidence Adviser", "SG"),
        ("CPP Project Manager/lead", "CPP"),
        ("C&F Analysis Survey Project Manager", "SG: EAS: C&F Analysis"),
    ]
    assert all(one.description for one in roles)
    governance = world.lists.of("programme-governance")
    members = [one for one in governance if one.parent and one.parent.code == "steering-group"]
    assert len(members) == 8
    assert {one.code for one in governance if one.parent is None and one.description} == {
        "steering-group", "research-advisory-group", "learning-network",
    }  # fmt: skip


def test_prg_03_04_and_05_four_elements_five_subjects_and_six_benefits(world):
    lengths = {
        name: len(world.lists.of(name))
        for name in ("programme-elements", "development-foci", "programme-benefits")
    }
    assert lengths == {"programme-elements": 4, "development-foci": 5, "programme-benefits": 6}


def test_another_partnership_sees_nothing_of_it(world, elsewhere):
    there = elsewhere.partnership
    assert queries.standings(there) == []
    for rows in (queries.rounds, queries.tranches, queries.sessions, queries.attendance, queries.waiting,
                 queries.role_holders, queries.oversight, queries.earlier_work, queries.secondments):  # fmt: skip
        assert not rows(there).exists()
    with pytest.raises(Site.DoesNotExist):
        queries.site(there, "angus")


def test_without_the_national_lists_nobody_is_ready(world, tayside):
    for model in (Readiness, SignOff, Framework):
        model.objects.all().delete()
    found = queries.standings(tayside.partnership)
    assert [(one.verdict.ready, one.signatures.complete) for one in found] == [(False, False)] * 3
