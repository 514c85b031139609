"""What needs one person: each rule says what there is for whom, and nothing for those who cannot act on it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from realign.analyse.fit.models import Need
from realign.analyse.surveys.models import CheckerView, ReleaseRequest, Survey
from realign.deliver.decisions.models import OpenQuestion
from realign.deliver.progress.models import Milestone
from realign.foundations.partnerships.actions import change_organisation
from realign.foundations.partnerships.records import create_record
from realign.foundations.work.models import Job
from realign.foundations.work.queries import my_work
from realign.plan.priorities.models import Action
from realign.plan.proposals.models import Proposal
from realign.registers.groups.actions import create_group
from realign.registers.groups.models import Seat
from realign.review.dashboards.queries import BESIDES, happened, meetings_ahead, news_for
from realign.review.reports import actions as reports
from tests.support.cast import NOON

TODAY = date(2026, 11, 20)


def of_kind(by, kind, today=TODAY):
    return [item for item in my_work(by, today) if item.kind == kind]


def at_nhs(world, role):
    """The person with this role, acting for the body that leads the action."""
    return replace(world.cast.actor(role), organisation=world.cast.bodies["nhs-tayside"])


@pytest.fixture
def request_to_check(world):
    by = world.cast.actor("analyst")
    survey = create_record(Survey, by=by, slug="s", title="Survey", wave="March 2026", population="Pupils")
    return create_record(
        ReleaseRequest,
        by=by,
        survey=survey,
        title="Bullied, by stage",
        measure="bullied",
        profile="fewer-than-5",
        state=ReleaseRequest.State.SUBMITTED,
        requested_by_id=by.user_id,
        breakdown=["stage"],
    )


@pytest.mark.parametrize(
    ("role", "waits"),
    [
        ("output-checker", True),
        ("analyst", False),
        ("coordinator", False),
        ("planner", False),
        ("reader", False),
    ],
)
def test_a_table_waits_for_its_checkers_and_nobody_else(world, request_to_check, role, waits):
    assert bool(of_kind(world.cast.actor(role), "Release to check")) is waits


def test_a_checker_who_has_spoken_is_not_asked_again(world, request_to_check):
    checker = world.cast.people["output-checker"]
    CheckerView.objects.create(
        request=request_to_check, checker=checker, verdict="release", reason="Fine.", at=NOON
    )
    assert of_kind(world.cast.actor("output-checker"), "Release to check") == []


@pytest.mark.parametrize(
    ("role", "waits"), [("coordinator", True), ("output-checker", False), ("analyst", False)]
)
def test_a_table_that_both_agreed_waits_for_who_publishes(world, request_to_check, role, waits):
    request_to_check.state = ReleaseRequest.State.REVIEWED
    request_to_check.save()
    assert bool(of_kind(world.cast.actor(role), "Release to publish")) is waits


def test_a_returned_table_waits_for_who_asked(world, request_to_check):
    request_to_check.state = ReleaseRequest.State.RETURNED
    request_to_check.save()
    assert len(of_kind(world.cast.actor("analyst"), "Release returned")) == 1
    assert of_kind(world.cast.actor("coordinator"), "Release returned") == []


def test_late_and_near_milestones_wait_for_the_body_that_leads(world):
    by = at_nhs(world, "planner")
    create_record(
        Milestone, by=world.cast.system, action=world.action, title="Soon", due_on=TODAY + timedelta(days=30)
    )
    create_record(
        Milestone, by=world.cast.system, action=world.action, title="Far", due_on=TODAY + timedelta(days=31)
    )
    found = {item.what: item.status.word for item in of_kind(by, "Milestone")}
    assert found == {"Agreement signed": "Late", "Soon": "Coming up"}
    assert of_kind(world.cast.actor("planner"), "Milestone") == []  # Dundee leads nothing
    assert of_kind(at_nhs(world, "reader"), "Milestone") == []


@pytest.mark.parametrize(
    ("today", "word"),
    [(date(2027, 1, 30), None), (date(2027, 1, 31), "Update overdue"), (date(2029, 4, 1), "Late")],
)
def test_silence_and_lateness_ask_for_an_update(world, today, word):
    found = of_kind(at_nhs(world, "planner"), "Update", today)
    assert [item.status.word for item in found] == ([word] if word else [])


def test_drafts_wait_for_who_worked_on_them_last(world):
    by = world.cast.actor("planner")
    create_record(
        Proposal,
        by=by,
        slug="new",
        title="New",
        ask="Do it.",
        priority=world.priorities[0],
        question_version="2017",
    )
    assert [item.what for item in of_kind(by, "Draft")] == ["Finish the proposal “New”"]
    assert of_kind(world.cast.actor("commissioner"), "Draft") == []


def test_submitted_proposals_wait_for_who_keeps_the_record(world):
    create_record(
        Proposal,
        by=world.cast.system,
        slug="sent",
        title="Sent",
        ask="Do it.",
        priority=world.priorities[0],
        state=Proposal.State.SUBMITTED,
        submitted_at=NOON,
        question_version="2017",
    )
    assert len(of_kind(world.cast.actor("committee-officer"), "To be decided")) == 1
    assert of_kind(world.cast.actor("planner"), "To be decided") == []


@pytest.mark.parametrize(
    ("today", "word"),
    [
        (date(2027, 8, 30), None),
        (date(2027, 8, 31), "Coming up"),
        (date(2027, 9, 30), "Today"),
        (date(2027, 10, 1), "Late"),
    ],
)
def test_decisions_come_back_at_their_review(world, today, word):
    found = of_kind(world.cast.actor("committee-officer"), "Review", today)
    assert [item.status.word for item in found] == ([word] if word else [])
    assert of_kind(world.cast.actor("planner"), "Review", today) == []


def test_an_open_question_waits_for_its_owner(world):
    owner = world.cast.actor("group-lead")
    create_record(
        OpenQuestion,
        by=world.cast.system,
        slug="q",
        group=world.group,
        text="Who leads?",
        owner_account=world.cast.people["group-lead"],
        due_on=TODAY,
    )
    assert [item.what for item in of_kind(owner, "Open question")] == ["Who leads?"]
    assert of_kind(world.cast.actor("planner"), "Open question") == []


def test_a_report_is_due_once_its_period_is_over(world):
    reports.create_report(
        by=world.cast.actor("planner"), plan=world.plan, year="2026/27", ends_on=date(2026, 10, 31)
    )
    assert [item.status.reason for item in of_kind(world.cast.actor("planner"), "Report")] == [
        "20 days since the period ended"
    ]
    assert of_kind(world.cast.actor("planner"), "Report", date(2026, 10, 31)) == []
    assert of_kind(world.cast.actor("reader"), "Report") == []


@pytest.mark.parametrize(("days", "shown"), [(1, True), (29, True), (31, False)])
def test_failed_work_waits_for_who_asked_for_a_month(world, days, shown):
    by = world.cast.actor("analyst")
    when = datetime(2026, 11, 20, 9, tzinfo=UTC) - timedelta(days=days)
    Job.objects.create(
        partnership=by.partnership,
        kind="x",
        title="Work out a table",
        state=Job.State.FAILED,
        problem="No data.",
        requested_by_id=by.user_id,
        requested_at=when,
        ended_at=when,
    )
    assert bool(of_kind(by, "Background work")) is shown
    assert of_kind(world.cast.actor("planner"), "Background work") == []


def test_the_queue_is_by_date(world):
    days = [item.on for item in my_work(at_nhs(world, "coordinator"), date(2027, 10, 1)) if item.on]
    assert days == sorted(days)


def test_nothing_of_another_partnership_is_in_it(world, elsewhere):
    found = my_work(elsewhere.actor("coordinator"), TODAY)
    assert {item.kind for item in found} <= {"Setting up"}  # of their own, which has nothing yet
    assert all(item.url.startswith("/elsewhere/") for item in found)


@pytest.mark.slow
def test_the_number_of_queries_does_not_grow(world):
    by = at_nhs(world, "coordinator")
    with CaptureQueriesContext(connection) as few:
        my_work(by, TODAY)
    for number in range(15):
        action = create_record(
            Action,
            by=world.cast.system,
            priority=world.priorities[0],
            slug=f"a{number}",
            title=f"A{number}",
            lead=by.organisation,
            starts_on=date(2026, 4, 1),
        )
        create_record(Milestone, by=world.cast.system, action=action, title=f"M{number}", due_on=TODAY)
    with CaptureQueriesContext(connection) as many:
        my_work(by, TODAY)
    assert len(many) == len(few) <= 60


def test_who_did_it_is_said_only_to_those_who_may_read_the_record(world):
    words = [one.words for one in happened(world.cast.actor("coordinator"), NOON)]
    assert any(said.startswith("Set-up recorded the decision “Open one way in”") for said in words)
    plain = [one.words for one in happened(world.cast.actor("reader"), NOON)]
    assert "Decision “Open one way in”: recorded" in plain
    assert not any("Set-up" in said for said in plain)


def test_the_same_done_in_a_row_is_told_once(world):
    for number in range(3):
        create_record(Milestone, by=world.cast.system, action=world.action, title=f"M{number}", due_on=TODAY)
    words = [one.words for one in happened(world.cast.actor("reader"), NOON)]
    assert words[0] == "Milestone “M2”: added, and 2 more"
    assert not any("M1" in said for said in words)


def test_what_one_may_not_open_one_does_not_hear_of(world):
    blind = replace(world.cast.actor("reader"), permissions=frozenset())
    assert happened(blind, NOON) == []
    assert happened(world.cast.actor("reader"), NOON + timedelta(days=8)) == []


@pytest.mark.parametrize(
    ("role", "kind"),
    [("reader", "groups.group"), ("reader", "groups.seat"), ("reader", "fit.need"), ("reader", "gaps.gap")],
)
def test_each_kind_of_record_with_a_page_is_news_for_those_who_may_open_it(world, role, kind):
    assert kind in news_for(world.cast.actor(role))


def test_whoever_may_open_every_page_hears_of_every_kind(world):
    from django.apps import apps

    pages = {
        model._meta.label_lower for model in apps.get_models() if getattr(model, "page", "") and model.page
    }
    everything = frozenset().union(*(world.cast.actor(role).permissions for role in world.cast.people))
    actor = replace(world.cast.actor("coordinator"), permissions=everything)
    assert news_for(actor) == pages | set(BESIDES)
    assert news_for(replace(actor, permissions=frozenset())) == set()
    assert all(apps.get_model(kind) for kind in BESIDES)


def test_my_work_tells_of_a_group_its_seats_a_need_and_an_organisation(world, client):
    coordinator = world.cast.actor("coordinator")
    coordinator = replace(coordinator, at=timezone.now())
    group = create_group(
        by=coordinator, name="Data Group", kind="reform", life="limited", reports_to=world.group
    )
    create_record(Seat, by=coordinator, group=group, post="Chair of data")
    create_record(
        Need,
        by=coordinator,
        slug="sleep",
        name="Trouble sleeping",
        definition="Sleeps badly",
        age_from=5,
        age_to=11,
    )
    change_organisation(
        by=coordinator, organisation=world.cast.bodies["voices"], revision=1, name="Voices Of All"
    )
    client.force_login(world.cast.people["reader"])
    page = client.get("/tayside/work/").content.decode()
    news = page[page.index("What others did") :]
    for named in ("Data Group", "Chair of data", "Trouble sleeping", "Voices Of All"):
        assert named in news
    assert "No changes that you can open" not in news


def test_the_next_meetings_come_first_and_mine_are_marked(world):
    from realign.deliver.decisions import actions as decisions

    for day in (5, 3):
        decisions.call_meeting(by=world.cast.system, group=world.group, on=date(2026, 12, day))
    create_record(
        Seat,
        by=world.cast.system,
        group=world.group,
        post="Head of service",
        holder_account=world.cast.people["group-lead"],
    )
    ahead = meetings_ahead(world.cast.actor("group-lead"), TODAY)
    assert [(meeting.on.day, meeting.mine) for meeting in ahead] == [
        (3, "you sit in it"),
        (5, "you sit in it"),
    ]
    assert not any(meeting.mine for meeting in meetings_ahead(world.cast.actor("planner"), TODAY))
    body = world.cast.bodies["dundee"]
    create_record(Seat, by=world.cast.system, group=world.group, post="Officer", organisation=body)
    assert {meeting.mine for meeting in meetings_ahead(world.cast.actor("planner"), TODAY)} == {
        "Dundee City Council sits in it"
    }
