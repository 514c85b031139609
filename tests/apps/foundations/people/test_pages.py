"""Each person chooses when to be told, and names in words are joined to accounts by a person, never by a guess."""

import pytest

from realign.foundations.audit import queries as audit
from realign.foundations.people.models import MailChoice
from realign.foundations.people.queries import choice
from realign.plan.priorities import actions as priorities
from realign.registers.groups.actions import create_group, create_seat
from realign.registers.groups.models import Seat

NAMES = "/tayside/work/names/"


@pytest.fixture
def seats(tayside):
    by = tayside.system
    group = create_group(by=by, name="Directors’ Group", kind="directors", life="standing")
    name = tayside.people["reader"].name
    return [
        create_seat(by=by, group=group, post=post, holder=holder)
        for post, holder in (("Director", name), ("Deputy", name), ("Clerk", "A clerk"))
    ]


def test_a_person_chooses_on_their_account_page(client, tayside):
    reader = tayside.people["reader"]
    client.force_login(reader)
    page = client.get("/account/e-mails/").content.decode()
    assert reader.email in page
    assert page.count(" checked") == 1, "at once, while they have not chosen"
    client.post("/account/e-mails/", {"when": "weekly"})
    assert choice(reader.pk).when == MailChoice.When.WEEKLY
    assert choice(tayside.people["planner"].pk).when == MailChoice.When.NOW
    assert "/account/e-mails/" in client.get("/tayside/work/").content.decode()


def test_a_visitor_is_asked_to_sign_in(client, db):
    assert client.get("/account/e-mails/").status_code == 302


def test_names_in_words_are_listed_with_the_one_account_that_has_the_name(client, tayside, seats):
    client.force_login(tayside.people["partnership-administrator"])
    page = client.get(NAMES).content.decode()
    assert "reader@tayside.example" in page
    assert "A clerk" in page
    assert client.get(f"{NAMES}link/", {"name": "Nobody"})["Location"] == NAMES


def test_two_members_of_one_name_are_never_guessed(client, tayside, seats):
    planner = tayside.people["planner"]
    planner.name = tayside.people["reader"].name
    planner.save()
    client.force_login(tayside.people["partnership-administrator"])
    assert "@tayside.example" not in client.get(NAMES).content.decode()
    page = client.get(f"{NAMES}link/", {"name": planner.name}).content.decode()
    assert "No single member has this very name." in page
    assert (
        "selected" not in page.split("Whose account is this?")[1].split("</select>")[0].split("<option", 2)[2]
    )


def test_a_name_is_joined_only_in_the_records_that_are_ticked(client, tayside, seats):
    reader = tayside.people["reader"]
    client.force_login(tayside.people["partnership-administrator"])
    where = f"{NAMES}link/?name={reader.name}"
    page = client.get(where).content.decode()
    assert f'<option value="{reader.pk}" selected>' in page
    key = f"groups.seat.holder_account:{seats[0].pk}"
    refused = client.post(where, {"person_account": reader.pk})
    assert refused.status_code == 200
    client.post(where, {"person_account": reader.pk, "chosen": [key]})
    assert [seat.holder_account for seat in Seat.objects.order_by("pk")] == [reader, None, None]
    assert Seat.objects.order_by("pk")[0].holder == reader.name
    client.force_login(reader)
    assert "Member (Director)" in client.get("/tayside/work/").content.decode()


@pytest.mark.parametrize("role", ["coordinator", "reader"])
def test_only_those_who_manage_people_join_names(client, tayside, seats, role):
    client.force_login(tayside.people[role])
    assert client.get(NAMES).status_code == 403


def test_a_promise_that_names_somebody_in_other_words_is_joined_and_says_why(client, tayside):
    reader = tayside.people["reader"]
    priority = priorities.create_priority(by=tayside.system, number=1, title="Minds", statement="Well.")
    action = priorities.create_action(
        by=tayside.system, priority=priority, title="Open a hub", lead_person="R. Eader"
    )
    client.force_login(tayside.people["partnership-administrator"])
    key = f"priorities.action.lead_person_account:{action.pk}"
    client.post(f"{NAMES}link/?name=R. Eader", {"person_account": reader.pk, "chosen": [key]})
    action.refresh_from_db()
    assert (action.lead_person_account, action.lead_person) == (reader, reader.name)
    because = audit.history("tayside", action)[0].detail["because"]
    assert because == "“R. Eader” in the record has this account."
