"""The pages of this room: recording a decision without JavaScript, reading it as a member and as anybody."""

import csv
import io
import re
from datetime import date, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from realign.deliver.decisions import actions
from realign.deliver.decisions.models import Decision, Meeting, OpenQuestion
from realign.foundations.partnerships.models import Organisation
from realign.plan.proposals.models import Proposal
from realign.registers.evidence.models import Finding
from realign.registers.groups.actions import create_seat
from realign.registers.groups.models import Group
from tests.support.publishing import publish_all

WORK = "/tayside/work/"
ONE = "start-the-parenting-programme/"


@pytest.fixture
def as_role(tayside):
    """A signed-in client for a role."""

    def sign_in(role: str, cast=tayside) -> Client:
        client = Client()
        client.force_login(cast.people[role])
        return client

    return sign_in


def text(response) -> str:
    """What a page says."""
    assert response.status_code == 200
    return response.content.decode()


def typed(**changes) -> dict:
    """The record form as a committee officer fills it in."""
    said = {
        "title": "Start the programme",
        "question": "Should it start?",
        "result": "approved",
        "route": "here",
        "text": "It starts in April 2027.",
        "reason": "The evidence is strong.",
        "is_public": "on",
        "review_on_day": 10,
        "review_on_month": 11,
        "review_on_year": 2027,
        "options-TOTAL_FORMS": 4,
        "options-INITIAL_FORMS": 2,
        "options-0-title": "Offer it in all three areas",
        "options-0-taken": "on",
        "options-1-title": "Do nothing",
        "options-1-reason": "Needs would grow.",
        "position-angus-stance": "yes",
        "position-dundee-stance": "yes",
        "position-perth-kinross-stance": "yes",
        "position-nhs-tayside-stance": "conditions",
        "position-nhs-tayside-note": "Health visitors first.",
    }
    return {**said, **changes}


class TestRecording:
    def test_the_form_begins_with_the_proposal_and_its_options(self, world, as_role):
        page = text(as_role("committee-officer").get(f"{WORK}meetings/{world.meeting.pk}/record/parenting/"))
        assert "Offer one parenting programme in all three areas." in page
        assert page.count("-taken") >= 4
        assert "Position of NHS Tayside" in page

    def test_a_decision_is_put_on_record(self, world, as_role):
        address = f"{WORK}meetings/{world.meeting.pk}/record/parenting/"
        page = text(as_role("committee-officer").post(address, typed(), follow=True))
        assert "The decision has been recorded" in page
        decision = Decision.objects.get()
        assert (decision.proposal, decision.review_on) == (world.proposal, date(2027, 11, 10))
        assert decision.options.count() == 2
        assert "NHS Tayside agreed with conditions" in page

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"reason": ""}, "Why: This needs an answer"),
            ({"position-dundee-stance": ""}, "Position of Dundee City Council: This needs an answer"),
            (
                {"position-dundee-stance": "no", "position-dundee-note": "Dear"},
                "“Approved” cannot be recorded while",
            ),
            ({"position-nhs-tayside-note": ""}, "the conditions of NHS Tayside"),
            ({"options-1-reason": ""}, "reason for not choosing “Do nothing”"),
            ({"options-1-taken": "on"}, "2 options are marked as chosen"),
            ({"review_on_year": 2020}, "The review is not after the meeting"),
        ],
    )
    def test_what_is_missing_is_said_on_top_and_nothing_typed_is_lost(self, world, as_role, changes, said):
        address = f"{WORK}meetings/{world.meeting.pk}/record/parenting/"
        page = text(as_role("committee-officer").post(address, typed(**changes)))
        assert "There is a problem" in page
        assert said in page
        assert "It starts in April 2027." in page
        assert "Needs would grow." in page or "options-1-reason" in changes
        assert not Decision.objects.exists()

    def test_a_decision_may_be_about_something_else(self, world, as_role):
        address = f"{WORK}meetings/{world.meeting.pk}/record/"
        empty = {f"options-{number}-{part}": "" for number in (0, 1) for part in ("title", "reason", "taken")}
        as_role("committee-officer").post(address, typed(**empty, **{"options-INITIAL_FORMS": 0}))
        assert Decision.objects.get().proposal is None

    def test_a_later_meeting_supersedes_it(self, world, as_role):
        old = world.record()
        meeting = actions.call_meeting(by=world.cast.system, group=world.group, on=date(2026, 11, 17))
        address = f"{WORK}meetings/{meeting.pk}/record/parenting/"
        as_role("committee-officer").post(address, typed(supersedes=old.pk))
        page = text(as_role("reader").get(f"{WORK}decisions/{ONE}"))
        assert "Superseded" in page
        assert "Start the programme</a>" in page

    def test_a_meeting_still_to_come_says_why_nothing_can_be_recorded(self, world, as_role):
        meeting = actions.call_meeting(
            by=world.cast.system, group=world.group, on=date(2099, 1, 1), proposals=[world.proposal]
        )
        page = text(as_role("committee-officer").get(f"{WORK}meetings/{meeting.pk}/"))
        assert "in the future" in page
        assert "disabled" in page


class TestReading:
    def test_a_member_reads_the_reason_the_options_the_dissent_and_what_it_rested_on(self, world, as_role):
        world.record(
            result=Decision.Result.CONDITIONS,
            positions=world.stands(angus="no", nhs_tayside="not-asked"),
        )
        page = text(as_role("planner").get(f"{WORK}decisions/{ONE}"))
        assert "Angus Council disagreed; NHS Tayside was not asked." in page
        assert "Needs would go on growing." in page
        assert "Two in five parents want help." in page
        assert "The evidence has not changed" in page
        assert "Parents want it." in page

    def test_the_page_says_what_changed_since(self, world, as_role):
        world.record()
        Finding.objects.update(sentence="One in five parents want help.")
        page = text(as_role("planner").get(f"{WORK}decisions/{ONE}"))
        assert "The evidence has changed since" in page
        assert "One in five parents want help." in page

    def test_the_page_says_when_the_copy_was_tampered_with(self, world, as_role):
        decision = world.record()
        Decision.objects.filter(pk=decision.pk).update(rested_on={**decision.rested_on, "answers": {}})
        assert "does not match its fingerprint" in text(as_role("planner").get(f"{WORK}decisions/{ONE}"))

    def test_anybody_reads_what_is_public_without_the_answers(self, world, client):
        world.record()
        assert client.get(f"/tayside/decisions/{ONE}").status_code == 404, "nobody has published it"
        publish_all(world.cast.partnership)
        assert "Start the parenting programme" in text(client.get("/tayside/decisions/"))
        page = text(client.get(f"/tayside/decisions/{ONE}"))
        assert "The evidence is strong" in page
        assert "All 4 partners agreed." in page
        assert "Parents want it." not in page

    def test_nobody_outside_reads_what_is_not(self, world, client, as_role):
        world.record(is_public=False)
        assert client.get(f"/tayside/decisions/{ONE}").status_code == 404
        assert "Start the parenting" not in text(client.get("/tayside/decisions/"))
        assert "Start the parenting" in text(as_role("reader").get(f"{WORK}decisions/"))

    def test_who_may_read_it_is_changed_with_a_button(self, world, as_role):
        world.record()
        address, said = f"{WORK}decisions/{ONE}publication/", {"public": "no", "revision": 1}
        assert as_role("planner").post(address, said).status_code == 403
        as_role("committee-officer").post(address, said)
        assert not Decision.objects.get().is_public
        assert as_role("committee-officer").post(address, {**said, "public": "yes"}).status_code == 403
        assert as_role("committee-officer").post(address, {"revision": "x"}).status_code == 404
        assert as_role("committee-officer").get(address).url == f"{WORK}decisions/{ONE}"

    def test_whoever_recorded_it_does_not_put_back_what_was_removed(self, world, as_role, client):
        world.record()
        publish_all(world.cast.partnership)
        address = f"{WORK}decisions/{ONE}publication/"
        as_role("committee-officer").post(address, {"public": "no", "revision": 1})
        assert as_role("committee-officer").post(address, {"public": "yes", "revision": 2}).status_code == 403
        assert client.get(f"/tayside/decisions/{ONE}").status_code == 404
        as_role("coordinator").post(address, {"public": "yes", "revision": 2})
        assert client.get(f"/tayside/decisions/{ONE}").status_code == 200

    def test_whoever_removed_it_does_not_put_it_back_alone(self, world, as_role, client):
        world.record()
        publish_all(world.cast.partnership)
        address = f"{WORK}decisions/{ONE}publication/"
        as_role("coordinator").post(address, {"public": "no", "revision": 1})
        refused = as_role("coordinator").post(address, {"public": "yes", "revision": 2})
        assert refused.status_code == 403
        assert "You removed this decision from the public pages" in refused.content.decode()
        assert client.get(f"/tayside/decisions/{ONE}").status_code == 404

    def test_everybody_reads_the_names_that_bodies_had_when_it_was_published(self, world, client, as_role):
        world.record(positions=world.stands(angus="conditions"))
        publish_all(world.cast.partnership)
        Organisation.objects.filter(slug="angus").update(name="Zz Council")
        Group.objects.filter(pk=world.group.pk).update(name="Zz Group")
        Proposal.objects.update(title="Zz Proposal")
        pages = [text(client.get(f"/tayside/decisions/{path}")) for path in (ONE, "")]
        table = b"".join(client.get("/tayside/decisions/?format=csv").streaming_content).decode()
        for page in (*pages, table):
            assert "Zz" not in page
            assert world.group.name in page
        assert f"{world.cast.bodies['angus'].name} agreed with conditions" in pages[0]
        assert "Zz Council" in text(as_role("reader").get(f"{WORK}decisions/{ONE}"))

    def test_a_draft_that_replaces_it_is_not_named_to_everybody(self, world, client):
        first = world.record(result=Decision.Result.DEFERRED, meeting=old_meeting(world), proposal=None)
        publish_all(world.cast.partnership)
        world.record(title="Zz newer", supersedes=first)
        table = b"".join(client.get("/tayside/decisions/?format=csv").streaming_content).decode()
        assert "A newer decision" in table
        assert "Zz newer" not in table + text(client.get(f"/tayside/decisions/{ONE}"))

    def test_decisions_are_searched_and_taken_away(self, world, as_role, client):
        world.record(result=Decision.Result.DEFERRED)
        world.record(title="Something else", result=Decision.Result.REFUSED)
        reader = as_role("reader")
        assert "Showing 1 decision" in text(reader.get(f"{WORK}decisions/", {"result": "refused"}))
        assert "Showing 1 decision" in text(reader.get(f"{WORK}decisions/", {"q": "parenting start"}))
        body = b"".join(reader.get(f"{WORK}decisions/?format=csv").streaming_content).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(body)))
        assert len(rows) == 2
        assert rows[0]["Reason"].startswith("The evidence is strong")
        publish_all(world.cast.partnership)
        public = b"".join(client.get("/tayside/decisions/?format=csv").streaming_content).decode()
        assert len(public.splitlines()) == 3
        assert "Public" not in public.splitlines()[0]

    def test_what_is_due_for_review_is_named_first(self, world, as_role):
        world.record(meeting=old_meeting(world), review_on=date(2025, 6, 1))
        assert "1 is due for review" in text(as_role("reader").get(f"{WORK}decisions/"))


def old_meeting(world) -> Meeting:
    """A meeting of two years ago."""
    return actions.call_meeting(by=world.cast.system, group=world.group, on=date(2024, 11, 1))


class TestMeetings:
    def test_a_meeting_is_called_changed_and_read(self, world, as_role):
        client = as_role("committee-officer")
        said = {
            "group": world.group.pk,
            "on_day": 1,
            "on_month": 12,
            "on_year": 2026,
            "purpose": "Hubs",
            "chair_account": world.cast.people["decision-maker"].pk,
            "clerk": "A clerk of the council",
        }
        answer = client.post(f"{WORK}meetings/new/", said)
        meeting = Meeting.objects.get(purpose="Hubs")
        assert answer["Location"] == f"{WORK}meetings/{meeting.pk}/agenda/", "the agenda comes next"
        agenda = {"proposals": [world.proposal.pk], "other_items": "The budget", "revision": meeting.revision}
        page = text(client.post(answer["Location"], agenda, follow=True))
        assert "Hubs" in page
        assert "A parenting programme for all" in page
        assert "Decision maker of Tayside" in page, "the chair is named"
        assert "A clerk of the council" in page
        meeting.refresh_from_db()
        minutes = f"{WORK}meetings/{meeting.pk}/minutes/"
        written = {"present": "A guest", "minutes": "We talked.", "revision": meeting.revision}
        page = text(client.post(minutes, written, follow=True))
        assert "We talked." in page
        assert "A guest" in page
        stale = {**said, "purpose": "Mine", "revision": 1}
        page = text(client.post(f"{WORK}meetings/{meeting.pk}/edit/", stale))
        assert "changed this while you were editing" in page
        assert "Mine" in page

    def test_minutes_offer_those_who_hold_a_seat(self, world, as_role):
        holder = world.cast.people["senior-sponsor"]
        create_seat(by=world.cast.system, group=world.group, post="Director", holder_account=holder)
        minutes = f"{WORK}meetings/{world.meeting.pk}/minutes/"
        client = as_role("committee-officer")
        written = {"members": [holder.name], "present": "A guest", "revision": world.meeting.revision}
        client.post(minutes, written)
        world.meeting.refresh_from_db()
        assert world.meeting.present == [holder.name, "A guest"]
        page = text(client.get(minutes))
        assert re.search(rf'value="{holder.name}"[^>]*checked', page), "the member stays ticked"

    def test_the_steps_of_a_meeting_lead_to_where_each_is_done(self, world, as_role):
        page = text(as_role("committee-officer").get(f"{WORK}meetings/{world.meeting.pk}/"))
        here = f"{WORK}meetings/{world.meeting.pk}"
        for step in ("edit/", "agenda/", "minutes/", "record/parenting/"):
            assert f'href="{here}/{step}"' in page, step
        assert "No chair or clerk is named." in page
        assert f"{here}/edit/" not in text(as_role("reader").get(f"{here}/"))

    def test_a_second_meeting_on_the_day_is_refused_on_the_form(self, world, as_role):
        said = {"group": world.group.pk, "on_day": 10, "on_month": 11, "on_year": 2026}
        page = text(as_role("planner").post(f"{WORK}meetings/new/", said))
        assert "already has a meeting" in page

    def test_meetings_are_filtered_and_taken_away(self, world, as_role):
        actions.call_meeting(by=world.cast.system, group=world.group, on=date(2099, 1, 1))
        client = as_role("reader")
        assert "Showing 1 meeting" in text(client.get(f"{WORK}meetings/", {"when": "coming"}))
        body = b"".join(client.get(f"{WORK}meetings/?format=csv").streaming_content).decode()
        assert body.count("Directors’ Group") == 2

    def test_the_meetings_of_a_group_are_a_calendar(self, world, as_role):
        response = as_role("reader").get(f"{WORK}groups/directors-group/meetings.ics")
        assert response["Content-Type"].startswith("text/calendar")
        body = response.content.decode()
        assert "DTSTART;VALUE=DATE:20261110\r\nDTEND;VALUE=DATE:20261111\r\n" in body
        actions.change_meeting(by=world.cast.system, meeting=world.meeting, revision=1, starts_at=time(10, 0))
        timed = as_role("reader").get(f"{WORK}groups/directors-group/meetings.ics").content.decode()
        assert "DTSTART:20261110T100000Z\r\n" in timed
        assert all(len(line.encode()) <= 75 for line in body.split("\r\n"))

    def test_the_page_of_the_group_shows_meetings_proposals_and_decisions(self, world, as_role):
        address = f"{WORK}groups/directors-group/"
        assert "A parenting programme for all" in text(as_role("reader").get(address))
        world.record()
        page = text(as_role("reader").get(address))
        assert "Start the parenting programme" in page
        assert "No proposals are waiting for this group." in page


class TestQuestions:
    def test_a_question_is_put_changed_and_answered(self, world, as_role):
        client = as_role("committee-officer")
        said = {"text": "Who else?", "group": world.group.pk, "owner": "Isla", "options": "All\nNone"}
        assert "Isla" in text(client.post(f"{WORK}questions/new/", said, follow=True))
        address = f"{WORK}questions/who-else/"
        client.post(f"{address}edit/", {**said, "owner": "Neil", "revision": 1})
        assert "Neil" in text(client.get(address))
        assert "1 question waiting for a decision." in text(client.get(f"{WORK}questions/"))
        assert "Who else?" in text(client.get(f"{WORK}groups/directors-group/"))
        question = OpenQuestion.objects.get()
        client.post(f"{WORK}meetings/{world.meeting.pk}/record/parenting/", typed(answers=[question.pk]))
        assert "Answered" in text(client.get(address))
        assert "It answers: “Who else?”" in text(client.get(f"{WORK}decisions/start-the-programme/"))
        assert "no question" in text(client.get(f"{WORK}questions/?state=open")).lower()

    def test_a_change_seen_too_late_shows_both_versions(self, world, as_role):
        question = actions.raise_question(by=world.cast.system, group=world.group, text="Who?")
        actions.change_question(by=world.cast.system, question=question, revision=1, owner="Theirs")
        said = {"text": "Who?", "group": world.group.pk, "owner": "Mine", "revision": 1}
        page = text(as_role("planner").post(f"{WORK}questions/who/edit/", said))
        assert "Theirs" in page
        assert "Mine" in page


READS = (
    "questions/",
    "questions/who/",
    "decisions/",
    f"decisions/{ONE}",
    "meetings/",
    "meetings/1/",
    "groups/directors-group/meetings.ics",
)
WRITES = (
    "questions/new/",
    "questions/who/edit/",
    "meetings/new/",
    "meetings/1/edit/",
    "meetings/1/agenda/",
    "meetings/1/minutes/",
    "meetings/1/record/",
    "meetings/1/record/parenting/",
)


@pytest.mark.parametrize("address", [*READS, *WRITES])
def test_strangers_find_nothing_and_visitors_sign_in(world, elsewhere, as_role, client, address):
    world.record()
    actions.raise_question(by=world.cast.system, group=world.group, text="Who?")
    assert as_role("coordinator", elsewhere).get(WORK + address).status_code == 404
    assert client.get(WORK + address).status_code == 302


@pytest.mark.parametrize("address", WRITES)
def test_members_who_may_not_are_told_who_can_help(world, as_role, address):
    response = as_role("reader").get(WORK + address)
    assert response.status_code == 403
    assert "can help" in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "decisions/none/",
        "meetings/999/",
        "meetings/999/edit/",
        "meetings/1/record/none/",
        "groups/x/meetings.ics",
    ],
)
def test_what_is_not_there_is_not_found(world, as_role, address):
    assert as_role("coordinator").get(WORK + address).status_code == 404


def test_pages_take_as_many_queries_for_one_decision_as_for_six(world, as_role):
    client, counts = as_role("reader"), []
    client.get(
        WORK + "decisions/"
    )  # the first page of a session also writes down the partnership last worked in
    for more in (1, 5):
        for number in range(more):
            world.record(result=Decision.Result.DEFERRED, title=f"Number {more} {number}")
        with CaptureQueriesContext(connection) as seen:
            for address in ("decisions/", "meetings/", f"meetings/{world.meeting.pk}/"):
                client.get(WORK + address)
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert Proposal.objects.get().state == Proposal.State.SUBMITTED
