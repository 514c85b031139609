"""A real partnership of one council, one health board and two groups: what its people meet before anything is entered."""

import re

import pytest
from django.urls import reverse

from realign.deliver.decisions.models import Decision, Meeting
from realign.foundations.partnerships.access import MEMBER, PUBLIC, SIGNED_IN
from realign.foundations.partnerships.roles import roles
from realign.plan.priorities.models import Action, Priority
from realign.plan.proposals.models import Proposal
from realign.registers.groups.models import Group
from realign.registers.thread.queries import graph
from tests.support.small import settle
from tests.whole.addresses import addresses
from tests.whole.filling import forms_on
from tests.whole.test_empty_partnership import where_in
from tests.whole.test_forms import too_long

pytestmark = [pytest.mark.slow]

SCOPED = [address for address in addresses() if "partnership" in address.parts]
# who or what took part before is looked for in lists and files, and an ended body is merged where it is there twice
LOOKS_BACK = {"administration:organisation-merge"}


@pytest.fixture(scope="module")
def small(django_db_setup, django_db_blocker):
    """Lochside, rolled back after the module."""
    from django.db import transaction

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield settle()
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


def who_may(rule, cast):
    may = [role.slug for role in roles().values() if rule in role.permissions]
    anybody = rule in {PUBLIC, SIGNED_IN, MEMBER} or "coordinator" in may
    return cast.people["coordinator" if anybody else may[0]]


@pytest.mark.parametrize("address", SCOPED, ids=str)
def test_no_form_is_too_long_or_offers_what_has_ended(address, client, small, db):
    client.force_login(who_may(address.rule, small))
    where = where_in("lochside", address)
    answer = client.get(where)
    assert answer.status_code in {200, 302, 404, 405}
    if answer.status_code != 200 or address.name in LOOKS_BACK:
        return
    for found in forms_on(where, answer):
        assert too_long(found) == []
        assert "Old Trust" not in found.markup
        assert "Old group" not in found.markup


EMPTY = re.compile(r'<div class="rl_empty">.*?</div>\s*(.*?)\s*</div>', re.DOTALL)
# every list in which a member adds something; what is empty elsewhere fills by itself, or by what stands in other lists
LISTS = {
    "decisions:list": "Choose or arrange the meeting",
    "decisions:meetings": "Arrange a meeting",
    "decisions:questions": "Add a question",
    "fit:list": "Add a need",
    "gaps:list": "Report a data gap",
    "indicators:list": "Import a file",
    "needs:list": "Add a needs assessment",
    "proposals:list": "Add a proposal",
    "reports:list": "Add a report",
    "services:list": "Add a service",
    "sources:list": "Add data",
    "trends:list": "Import figures",
    "voices:stories": "Add a story",
}


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_leads_those_who_may_and_says_to_others_whom_to_ask(name, client, small, db):
    led = set()
    for role in ("coordinator", "analyst", "planner", "reader"):
        client.force_login(small.people[role])
        (beyond,) = EMPTY.findall(client.get(at(name)).content.decode())
        link = re.search(r'href="([^"]+)">([^<]+)', beyond)
        assert LISTS[name] in beyond
        if link:
            assert client.get(link[1]).status_code == 200
            led.add(role)
        else:
            assert re.search(r"One of these roles can do this: .+|A .+ can do this", beyond)
    assert led


WHEN = {"on_day": "20", "on_month": "11", "on_year": "2026"}
DECIDED = {
    "title": "Open a hub",
    "question": "Shall a hub be opened?",
    "result": "approved",
    "text": "A hub opens in April.",
    "reason": "Children wait too long.",
    "route": "here",
    "options-TOTAL_FORMS": 0,
    "options-INITIAL_FORMS": 0,
    "position-council-stance": "yes",
    "position-board-stance": "yes",
}


def at(name, *args):
    return reverse(name, args=["lochside", *args])


def sent(client, address, **typed):
    """Fill in and send the form of a page; answers the page that it leads to."""
    assert client.get(address).status_code == 200
    answer = client.post(address, typed)
    assert answer.status_code == 302, answer.context["form"].errors
    return client.get(answer.headers["Location"]).content.decode()


@pytest.fixture
def coordinator(client, small, db):
    client.force_login(small.people["coordinator"])
    return client


@pytest.fixture
def meeting(coordinator):
    """The planning group met on the day of the cast."""
    group = Group.objects.get(name="Children’s planning group")
    sent(coordinator, at("decisions:meeting-new"), group=group.pk, purpose="Decide on hubs", **WHEN)
    return Meeting.objects.get()


@pytest.fixture
def priority(coordinator):
    sent(coordinator, at("priorities:add"), number=1, title="Waiting", statement="Fewer children wait.")
    return Priority.objects.get()


def test_what_was_decided_without_a_proposal_leads_to_an_action(coordinator, meeting, priority):
    page = sent(coordinator, at("decisions:record", meeting.pk), **DECIDED)
    add = at("decisions:action-add", "open-a-hub")
    assert f'href="{add}"' in page
    page = sent(coordinator, add, priority=priority.pk, title="Open the hub")
    assert f'href="{at("decisions:decision", "open-a-hub")}"' in page
    page = coordinator.get(at("decisions:decision", "open-a-hub")).content.decode()
    assert f'href="{at("priorities:action", "open-the-hub")}"' in page
    assert "No action carries out" not in page
    links = graph(meeting.partnership).after("decision:open-a-hub")
    assert links == ("action:open-the-hub",)


def test_an_action_that_is_there_is_joined_to_a_decision(coordinator, meeting, priority):
    sent(coordinator, at("decisions:record", meeting.pk), **DECIDED)
    sent(coordinator, at("priorities:action-add", priority.slug), title="Open the hub")
    decision, action = Decision.objects.get(), Action.objects.get()
    page = sent(
        coordinator, at("decisions:actions", decision.slug), actions=[action.pk], revision=decision.revision
    )
    assert f'href="{at("priorities:action", action.slug)}"' in page
    page = sent(coordinator, at("decisions:actions", decision.slug), revision=decision.revision + 1)
    assert "No action carries out this decision yet." in page


def test_no_action_carries_out_what_was_not_approved(coordinator, meeting, priority):
    page = sent(coordinator, at("decisions:record", meeting.pk), **DECIDED | {"result": "refused"})
    add = at("decisions:action-add", "open-a-hub")
    assert f'href="{add}"' not in page
    answer = coordinator.post(add, {"priority": priority.pk, "title": "Open the hub"})
    assert "it was not approved" in answer.content.decode()
    assert not Action.objects.exists()


def test_an_agenda_leads_to_its_proposals_and_back(coordinator, meeting, priority):
    sent(coordinator, at("proposals:add"), title="A hub", ask="Open a hub.", priority=priority.pk)
    here = at("proposals:page", "a-hub")
    assert "Submit it first" in coordinator.get(here).content.decode()
    proposal = Proposal.objects.get()
    meeting.proposals.add(proposal)
    stands = f'href="{at("decisions:meeting", meeting.pk)}"'
    assert stands in coordinator.get(here).content.decode()
    assert f'href="{here}"' in coordinator.get(at("decisions:meeting", meeting.pk)).content.decode()


# pages that show what other pages hold, and count nothing of their own
WITHOUT_A_COUNT = {
    "Structure",
    "The cycle",
    "Self-evaluation",
    "An organisation’s data",
    "Administrative burden",
}


@pytest.mark.parametrize("room", ["analyse", "plan", "deliver", "review"])
def test_every_card_of_a_front_page_says_how_it_stands(room, coordinator):
    front = coordinator.get(at(f"fronts:{room}")).context["front"]
    silent = {way.title for way in front.ways if not way.sentences and not way.pages}
    assert silent <= WITHOUT_A_COUNT


def test_the_people_of_a_group_are_ticked_and_the_minutes_show_who_was_absent(coordinator, meeting, small):
    group = meeting.group
    for role in ("planner", "analyst", "commissioner"):
        user = small.people[role]
        sent(coordinator, at("groups:seat-new", group.slug), post=role, role="member", holder_account=user.pk)
    planner, analyst, commissioner = (
        small.people[role].name for role in ("planner", "analyst", "commissioner")
    )
    here = at("decisions:meeting-minutes", meeting.pk)
    typed = {"members": [planner], "members_sorry": [analyst], "present": "A guest", "minutes": "Hubs."}
    twice = coordinator.post(here, typed | {"members_sorry": [planner], "revision": meeting.revision})
    assert "is ticked as present too" in twice.content.decode()
    page = sent(coordinator, here, **typed, revision=meeting.revision)
    for key, words in (("Present", f"{planner}, A guest"), ("Apologies", analyst), ("Absent", commissioner)):
        assert re.search(rf"<dt[^>]*>{key}</dt>\s*<dd[^>]*>\s*{words}", page), key
    form = coordinator.get(here).context["form"]
    assert form["members"].value() == [planner]
    assert form["members_sorry"].value() == [analyst]
