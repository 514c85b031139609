"""The thread read from the records: whole where they are whole, and in a fixed number of queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from realign.foundations.partnerships.records import create_record
from realign.plan.priorities.models import Action, Outcome, Priority
from realign.registers.places.models import Area
from realign.registers.services.models import Service
from realign.registers.thread import queries as thread_queries
from realign.registers.thread.registry import KINDS
from realign.registers.thread.types import ThreadStage
from realign.review.assurance import queries
from realign.review.reports.models import Report
from tests.apps.review.worlds import build


def one(world, slug):
    return next(t for t in queries.threads(world.cast.partnership) if t.priority.slug == slug)


def test_the_third_priority_joins_from_need_to_result(world):
    thread = one(world, "mental-health")
    assert thread.is_complete
    assert thread.breaks == ()


def test_the_first_priority_breaks_where_its_records_do(world):
    found = {(b.about.label, b.stage) for b in one(world, "early-years").breaks}
    assert ("More children are ready for school", ThreadStage.OUTCOME) in found
    assert ("Priority 1: Early years", ThreadStage.NEED) in found
    assert ("Priority 1: Early years", ThreadStage.DECISION) in found


def test_a_priority_with_nothing_lacks_every_stage(world):
    assert set(one(world, "learning").thread.missing) == set(ThreadStage)


def test_the_owner_is_the_lead_official_of_the_group_then_the_sponsor(world):
    assert one(world, "mental-health").priority.owner == "Shona Guthrie, Mental Health Group"
    assert one(world, "early-years").priority.owner == "Angus Council"


def test_a_walk_from_the_decision_reaches_both_ends(world):
    thread = thread_queries.thread_of(world.cast.partnership, "decision", world.decision.slug)
    assert [n.label for n in thread.of_kind("finding")] == ["Two in five struggle."]
    assert [n.label for n in thread.of_kind("result")] == ["10.5 weeks in October 2026"]
    assert thread.missing == ()


def test_values_at_or_before_the_baseline_are_no_result(world):
    world.indicator.observations.filter(ends_on__gt=date(2026, 3, 31)).delete()
    thread = thread_queries.thread_of(world.cast.partnership, "measure", str(world.target.pk))
    assert thread.of_kind("result") == ()


def results(world):
    return [node.label for node in queries.graph(world.cast.partnership).of_kind("result")]


def test_a_projection_is_no_result(world):
    world.indicator.observations.filter(ends_on__gt=date(2026, 3, 31)).update(status="projected")
    assert results(world) == []


def test_a_value_of_another_place_is_no_result(world):
    dundee, _ = Area.objects.get_or_create(code="S12000042", defaults={"name": "Dundee", "kind": "council"})
    world.target.area = dundee
    world.target.save()
    assert results(world) == []


@pytest.mark.parametrize(("councils", "labels"), [
    (["S12000041", "S12000042"], []),
    (["S12000041"], ["10.5 weeks in October 2026"]),
])  # fmt: skip
def test_one_councils_value_stands_for_all_only_where_it_is_all(world, councils, labels):
    world.target.area = None
    world.target.save()
    world.cast.partnership.council_codes = councils
    world.cast.partnership.save()
    assert results(world) == labels


def test_money_is_said_only_to_those_who_may_see_spending(world):
    partnership = world.cast.partnership
    planner = queries.graph(partnership, world.cast.actor("planner"))
    charity = queries.graph(partnership, world.cast.actor("third-sector-representative"))
    assert (
        planner.nodes["spending:service-counselling"].label
        == "£186,000 for Counselling in schools in 2025/26"
    )
    assert (
        charity.nodes["spending:service-counselling"].label
        == "Spending for Counselling in schools in 2025/26"
    )
    assert charity.nodes["money:action-one-way-in"].label.startswith("£1")


def test_a_report_tells_of_progress_in_its_year(world):
    create_record(
        Report,
        by=world.cast.system,
        plan=world.plan,
        slug="2026-27",
        title="Report 2026/27",
        year="2026/27",
        starts_on=date(2026, 4, 1),
        ends_on=date(2027, 3, 31),
    )
    thread = thread_queries.thread_of(world.cast.partnership, "report", "2026-27")
    assert world.action.title in {n.label for n in thread.of_kind("action")}


@pytest.mark.parametrize(("kind", "slug"), [("decision", "nothing"), ("elephant", "one-way-in")])
def test_an_unknown_record_is_said_to_be_unknown(world, kind, slug):
    with pytest.raises(thread_queries.NoSuchRecord):
        thread_queries.thread_of(world.cast.partnership, kind, slug)


def test_other_partnerships_records_are_not_in_it(world, elsewhere):
    other = build(elsewhere)
    held = queries.graph(elsewhere.partnership)
    assert len(list(held.of_kind("action"))) == 2
    thread = thread_queries.thread_of(world.cast.partnership, "service", "counselling")
    assert len(thread.of_kind("need")) == 1
    assert other.cast.partnership != world.cast.partnership


@pytest.mark.slow
def test_the_number_of_queries_does_not_grow(world):
    with CaptureQueriesContext(connection) as few:
        queries.threads(world.cast.partnership)
    by = world.cast.system
    for number in range(4, 24):
        priority = create_record(
            Priority, by=by, number=number, slug=f"p{number}", title=f"P{number}", statement="Better."
        )
        outcome = create_record(Outcome, by=by, priority=priority, slug=f"o{number}", statement="So.")
        create_record(Action, by=by, priority=priority, outcome=outcome, slug=f"a{number}", title="Do it")
        create_record(
            Service,
            by=by,
            slug=f"s{number}",
            name=f"S{number}",
            summary="Helps",
            provider=world.cast.bodies["voices"],
            tier="universal",
        )
    with CaptureQueriesContext(connection) as many:
        queries.threads(world.cast.partnership)
    assert len(many) == len(few) <= 30


def test_every_record_leads_to_the_page_that_shows_it(world):
    nodes = queries.graph(world.cast.partnership).nodes.values()
    assert {node.kind.key for node in nodes} == {kind.key for kind in KINDS.all()} - {"report", "commitment"}
    assert [node.key for node in nodes if not node.page("tayside")] == []
