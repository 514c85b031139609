"""The thread read from the records: whole where they are whole, and in a fixed number of queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from realign.foundations.partnerships.records import create_record
from realign.plan.priorities.models import Action, Outcome, Priority
from realign.registers.places.models import Area
from realign.registers.services.models import Service
from realign.review.assurance import queries
from realign.review.assurance.presenters import PAGES, record_address
from realign.review.assurance.types import RecordKind, ThreadStage
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
    thread = queries.thread_of(world.cast.partnership, "decision", world.decision.slug)
    assert [n.label for n in thread.of_kind(RecordKind.FINDING)] == ["Two in five struggle."]
    assert [n.label for n in thread.of_kind(RecordKind.RESULT)] == ["10.5 weeks in October 2026"]
    assert thread.missing == ()


def test_values_at_or_before_the_baseline_are_no_result(world):
    world.indicator.observations.filter(ends_on__gt=date(2026, 3, 31)).delete()
    thread = queries.thread_of(world.cast.partnership, "measure", str(world.target.pk))
    assert thread.of_kind(RecordKind.RESULT) == ()


def test_a_projection_is_no_result(world):
    world.indicator.observations.filter(ends_on__gt=date(2026, 3, 31)).update(status="projected")
    assert queries.newest_since_baseline(world.cast.partnership) == {}


def test_a_value_of_another_place_is_no_result(world):
    dundee, _ = Area.objects.get_or_create(code="S12000042", defaults={"name": "Dundee", "kind": "council"})
    world.target.area = dundee
    world.target.save()
    assert queries.newest_since_baseline(world.cast.partnership) == {}


def test_a_target_for_no_place_in_particular_takes_the_newest_value(world):
    world.target.area = None
    world.target.save()
    assert queries.newest_since_baseline(world.cast.partnership)[world.target.pk]["value"] == 10.5


def test_money_is_said_only_to_those_who_may_see_spending(world):
    partnership = world.cast.partnership
    planner = queries.graph(partnership, world.cast.actor("planner"))
    charity = queries.graph(partnership, world.cast.actor("third-sector-representative"))
    assert (
        planner.nodes["money:service-counselling"].label == "£186,000 for Counselling in schools in 2025/26"
    )
    assert (
        charity.nodes["money:service-counselling"].label == "Spending for Counselling in schools in 2025/26"
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
    thread = queries.thread_of(world.cast.partnership, "report", "2026-27")
    assert world.action.title in {n.label for n in thread.of_kind(RecordKind.ACTION)}


@pytest.mark.parametrize(("kind", "slug"), [("decision", "nothing"), ("elephant", "one-way-in")])
def test_an_unknown_record_is_said_to_be_unknown(world, kind, slug):
    with pytest.raises(queries.NoSuchRecord):
        queries.thread_of(world.cast.partnership, kind, slug)


def test_other_partnerships_records_are_not_in_it(world, elsewhere):
    other = build(elsewhere)
    held = queries.graph(elsewhere.partnership)
    assert len(list(held.of_kind(RecordKind.ACTION))) == 2
    thread = queries.thread_of(world.cast.partnership, "service", "counselling")
    assert len(thread.of_kind(RecordKind.NEED)) == 1
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
    assert len(many) == len(few) <= 26


def test_every_record_with_a_page_of_its_own_is_linked_to_it(world):
    held = queries.graph(world.cast.partnership)
    nodes = [node for node in held.nodes.values() if node.kind in PAGES]
    assert {node.kind for node in nodes} == set(PAGES) - {RecordKind.REPORT}
    assert all(record_address("tayside", node) for node in nodes)
