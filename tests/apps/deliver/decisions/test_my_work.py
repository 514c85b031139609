"""Meetings, papers and questions stand in the work of those they are for, each with the page where it is done."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from realign.deliver.decisions import actions
from realign.foundations.partnerships.types import Refusal
from realign.foundations.work.queries import my_work
from realign.registers.groups.actions import create_seat, end_seat

DAY = date(2026, 12, 10)


@pytest.fixture
def meeting(world):
    people = world.cast.people
    return actions.call_meeting(
        by=world.cast.system,
        group=world.group,
        on=DAY,
        proposals=[world.proposal],
        chair_account=people["decision-maker"],
        clerk_account=people["committee-officer"],
    )


def items(world, role, today=DAY):
    return {item.kind: item for item in my_work(world.cast.actor(role), today)}


def test_whoever_chairs_a_meeting_today_is_told_so(world, meeting, client):
    item = items(world, "decision-maker")["Meeting"]
    assert item.what == f"Chair the meeting of the {world.group.name}"
    assert item.status.word == "Today"
    assert item.url == meeting.get_absolute_url()
    assert item.why == "You are in the chair; 1 proposal to decide"
    assert items(world, "decision-maker")["Paper to read"].url == world.proposal.get_absolute_url()
    assert "Meeting" not in items(world, "reader")


def test_the_chair_reads_it_on_the_page(world, client):
    actions.call_meeting(
        by=world.cast.system,
        group=world.group,
        on=date.today(),
        chair_account=world.cast.people["decision-maker"],
    )
    client.force_login(world.cast.people["decision-maker"])
    page = client.get("/tayside/work/").content.decode()
    assert page.index("Today") < page.index(f"Chair the meeting of the {world.group.name}")
    assert "<li>Chair: " in page


@pytest.mark.parametrize(("days", "page"), [(0, "minutes"), (5, "minutes"), (59, "minutes"), (61, None)])
def test_whoever_takes_the_minutes_is_led_to_them_until_they_are_written(world, meeting, days, page):
    found = items(world, "committee-officer", DAY + timedelta(days=days))
    item = found.get("Meeting" if days == 0 else "Minutes")
    assert (item and item.url) == (page and f"{meeting.get_absolute_url()}{page}/")
    actions.change_meeting(by=world.cast.system, meeting=meeting, revision=1, minutes="We met.")
    assert "Minutes" not in items(world, "committee-officer", DAY + timedelta(days=days))


def test_a_seat_brings_the_next_meeting_of_its_group_alone(world, meeting):
    later = actions.call_meeting(by=world.cast.system, group=world.group, on=DAY + timedelta(days=9))
    seat = create_seat(
        by=world.cast.system,
        group=world.group,
        post="Director of children’s services",
        holder_account=world.cast.people["senior-sponsor"],
    )
    meetings = [i for i in my_work(world.cast.actor("senior-sponsor"), DAY) if i.kind == "Meeting"]
    assert [item.url for item in meetings] == [meeting.get_absolute_url()]
    assert "Director of children’s services" in meetings[0].why
    after = my_work(world.cast.actor("senior-sponsor"), DAY + timedelta(days=1))
    assert [item.url for item in after if item.kind == "Meeting"] == [later.get_absolute_url()]
    end_seat(by=world.cast.system, seat=seat, on=DAY, revision=1)
    assert "Meeting" not in items(world, "senior-sponsor")


def test_a_proposal_on_an_agenda_to_come_is_not_to_be_put_to_a_meeting(world, meeting):
    assert "To be decided" not in items(world, "coordinator")
    actions.change_meeting(by=world.cast.system, meeting=meeting, revision=1, proposals=[])
    assert items(world, "coordinator")["To be decided"].what == f"Put “{world.proposal}” to a meeting"


def test_a_question_without_a_day_stands_in_the_work_of_its_owner(world):
    actions.raise_question(
        by=world.cast.system,
        group=world.group,
        text="Who leads?",
        owner_account=world.cast.people["planner"],
    )
    assert items(world, "planner")["Open question"].status.word == "No day set"
    assert "Open question" not in items(world, "coordinator")


def test_more_meetings_ask_no_more_questions(world, meeting):
    by = world.cast.actor("decision-maker")
    my_work(by, DAY)  # what is remembered for good is read once
    with CaptureQueriesContext(connection) as few:
        my_work(by, DAY)
    for days in range(1, 8):
        actions.call_meeting(
            by=world.cast.system,
            group=world.group,
            on=DAY + timedelta(days=days),
            chair_account=world.cast.people["decision-maker"],
        )
    with CaptureQueriesContext(connection) as many:
        my_work(by, DAY)
    assert len(many) == len(few)


@pytest.fixture
def sits_for_angus(world):
    return create_seat(
        by=world.cast.system,
        group=world.group,
        post="Director",
        organisation=world.cast.bodies["angus"],
        holder_account=world.cast.people["decision-maker"],
    )


def test_whoever_sits_for_a_core_partner_is_asked_where_it_stands(world, meeting, sits_for_angus, client):
    """From My work to the page where it is said, to the form on which the decision is recorded."""
    item = items(world, "decision-maker")["Position to give"]
    assert item.what == f"Say where Angus Council stands on “{world.proposal}”"
    client.force_login(world.cast.people["decision-maker"])
    assert "For Angus Council" in client.get(item.url).content.decode()
    refused = client.post(item.url, {"stance": "no", "note": ""}).content.decode()
    assert "It does not say why." in refused
    client.post(item.url, {"stance": "conditions", "note": "If the money is found."})
    assert "Position to give" not in items(world, "decision-maker")
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "If the money is found." in page
    again = {"stance": "yes", "note": "", "revision": 1}
    client.post(item.url, again)
    assert [stated.stance for stated in meeting.stated_positions.all()] == ["yes"]
    client.force_login(world.cast.people["committee-officer"])
    record = client.get(f"{meeting.get_absolute_url()}record/{world.proposal.slug}/").content.decode()
    chosen = record.split('name="position-angus-stance"')[1].split("</select>")[0]
    assert '<option value="yes" selected>' in chosen


def test_whoever_does_not_sit_there_says_nothing_for_anybody(world, meeting, client):
    client.force_login(world.cast.people["reader"])
    where = f"{meeting.get_absolute_url()}position/{world.proposal.slug}/"
    page = client.post(where, {"stance": "yes"}).content.decode()
    assert "You hold no seat for an organisation" in page
    assert not meeting.stated_positions.exists()


def test_a_proposal_of_no_agenda_takes_no_position(world, meeting, sits_for_angus):
    actions.change_meeting(by=world.cast.system, meeting=meeting, revision=1, proposals=[])
    assert "Position to give" not in items(world, "decision-maker")
    with pytest.raises(Refusal, match="does not wait for a decision of this meeting"):
        actions.state_position(
            by=world.cast.actor("decision-maker"), meeting=meeting, proposal=world.proposal, stance="yes"
        )
