"""Writing, publishing and replacing reports: results, events, and nothing changed on refusal."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from realign.foundations.audit import queries as audit
from realign.foundations.documents.freezing import fingerprint
from realign.foundations.files.storage import fingerprint as file_fingerprint
from realign.foundations.files.storage import full_path
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.foundations.work.jobs import run
from realign.foundations.work.models import Job
from realign.review.reports import actions, queries
from realign.review.reports.models import BuiltDocument, Report

PART = date(2026, 10, 31)


@pytest.fixture
def draft(world):
    return actions.create_report(
        by=world.cast.actor("planner"), plan=world.plan, year="2026/27", ends_on=PART
    )


def published(world, draft):
    job = actions.ask_to_publish(by=world.cast.actor("coordinator"), report=draft, revision=draft.revision)
    run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.problem
    return queries.report(world.cast.partnership, draft.slug)


def last_event(world, subject):
    return audit.history(world.cast.partnership.slug, subject).first()


def test_a_report_is_begun_for_a_year_of_a_plan(world):
    one = actions.create_report(by=world.cast.actor("planner"), plan=world.plan, year="2027/28")
    assert (one.slug, one.title, one.starts_on) == ("2027-28", "Annual report 2027/28", date(2027, 4, 1))
    assert last_event(world, one).verb == "added"


def test_the_same_period_is_not_begun_twice(world, draft):
    with pytest.raises(Refusal, match="already"):
        actions.create_report(by=world.cast.actor("planner"), plan=world.plan, year="2026/27", ends_on=PART)
    assert Report.objects.count() == 1


def test_a_plan_of_another_partnership_is_refused(world, elsewhere):
    with pytest.raises(Refusal, match="another partnership"):
        actions.create_report(by=elsewhere.actor("planner"), plan=world.plan, year="2026/27")


@pytest.mark.parametrize(
    ("role", "allowed"), [("planner", True), ("analyst", True), ("reader", False), ("decision-maker", False)]
)
def test_who_may_begin_and_write(world, role, allowed):
    by = world.cast.actor(role)
    if not allowed:
        with pytest.raises(Refusal):
            actions.create_report(by=by, plan=world.plan, year="2026/27")
        assert not Report.objects.exists()
        return
    one = actions.create_report(by=by, plan=world.plan, year="2026/27")
    actions.change_report(by=by, report=one, revision=1, introduction="Hello.")
    assert last_event(world, one).detail["changes"]["introduction"] == ["", "Hello."]


def test_the_second_of_two_writers_is_told(world, draft):
    by = world.cast.actor("planner")
    actions.change_report(by=by, report=draft, revision=1, introduction="Mine.")
    with pytest.raises(ChangedMeanwhile):
        actions.change_report(by=by, report=draft, revision=1, introduction="Yours.")
    draft.refresh_from_db()
    assert draft.introduction == "Mine."


def test_a_planner_writes_and_does_not_publish(world, draft):
    with pytest.raises(Refusal):
        actions.ask_to_publish(by=world.cast.actor("planner"), report=draft, revision=1)
    assert not Job.objects.exists()


@pytest.mark.slow
def test_publishing_freezes_the_report_with_its_files(world, draft):
    one = published(world, draft)
    assert one.is_published
    assert one.fingerprint == fingerprint(one.frozen)
    assert "10.5 weeks" in one.frozen["body"]
    assert one.frozen["pictures"]
    held = {built.format: built for built in queries.built(one)}
    assert set(held) == {"html", "docx", "pdf"}
    for built in held.values():
        assert file_fingerprint(full_path(built.path)) == built.sha256
    assert last_event(world, one).verb == "published"


@pytest.mark.slow
def test_what_is_published_stays_when_the_records_change(world, draft):
    one = published(world, draft)
    world.indicator.observations.update(value=99)
    again = queries.report(world.cast.partnership, one.slug)
    assert "99 weeks" not in again.frozen["web"]
    assert "10.5 weeks" in again.frozen["web"]
    for refused in (
        lambda: actions.change_report(
            by=world.cast.actor("planner"), report=one, revision=one.revision, title="New"
        ),
        lambda: actions.ask_to_publish(by=world.cast.actor("coordinator"), report=one, revision=one.revision),
    ):
        with pytest.raises(Refusal, match="published"):
            refused()


@pytest.mark.slow
def test_a_new_version_replaces_the_published_one_and_names_it(world, draft):
    one = published(world, draft)
    newer = actions.create_new_version(by=world.cast.actor("planner"), report=one)
    assert (newer.version, newer.slug, newer.supersedes_id) == (2, f"{one.slug}-v2", one.pk)
    with pytest.raises(Refusal, match="newer version"):
        actions.create_new_version(by=world.cast.actor("planner"), report=one)
    third = actions.create_new_version(by=world.cast.actor("planner"), report=published(world, newer))
    assert third.slug == f"{one.slug}-v3"


def test_a_draft_has_no_new_version(world, draft):
    with pytest.raises(Refusal, match="draft"):
        actions.create_new_version(by=world.cast.actor("planner"), report=draft)


def test_a_late_report_must_say_why(world, draft):
    late = replace(world.cast.actor("coordinator"), at=datetime(2027, 6, 1, 12, tzinfo=UTC))
    with pytest.raises(Refusal, match="the reason for the delay is missing"):
        actions.ask_to_publish(by=late, report=draft, revision=1)


@pytest.mark.slow
def test_a_report_changed_after_the_asking_is_not_published(world, draft):
    job = actions.ask_to_publish(by=world.cast.actor("coordinator"), report=draft, revision=1)
    actions.change_report(
        by=world.cast.actor("planner"), report=draft, revision=1, introduction="One more word."
    )
    run(job.pk)
    job.refresh_from_db()
    draft.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "changed this while you were editing" in job.problem
    assert not draft.is_published
    assert not BuiltDocument.objects.exists()


def test_who_wrote_a_report_does_not_publish_it(world, draft):
    coordinator = world.cast.actor("coordinator")
    actions.change_report(by=coordinator, report=draft, revision=1, introduction="What we did.")
    with pytest.raises(Refusal, match="You wrote part of this report"):
        actions.ask_to_publish(by=coordinator, report=draft, revision=2)
