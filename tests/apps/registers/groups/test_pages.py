"""The pages of this room: the happy path, who may not, two people at once, and CSV."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from realign.registers.groups import actions
from realign.registers.groups.models import Group, Seat
from tests.apps.registers.groups.worlds import build, seat

WORK = "/tayside/work/groups/"


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


def test_the_list_is_searched_filtered_and_taken_away(structure, as_role):
    client = as_role("planner")
    assert "Showing all 6 groups" in text(client.get(WORK))
    assert "Showing 1 group" in text(client.get(WORK, {"status": "proposed"}))
    page = text(client.get(WORK, {"q": "Delivery Reform Groups"}))
    assert "“Delivery Reform Groups” means" in page
    assert "Strategic/Joint Commissioning Group</a>" in page
    body = b"".join(client.get(WORK, {"format": "csv"}).streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert len(rows) == 6
    assert next(r for r in rows if r["Group"] == "Strategic Group")["Purposes"] == "Hold the vision."


def test_the_structure_is_drawn_and_listed(structure, as_role):
    page = text(as_role("reader").get(f"{WORK}structure/"))
    assert "<svg" in page
    assert "5 groups meet; “Strategic Group” is at the top. “Transitions” is only proposed." in page
    assert page.index(">Strategic Group</a>") < page.index(">Directors’ Group</a>")


def test_many_groups_of_a_kind_share_a_box_and_are_listed_one_by_one(structure, tayside, as_role):
    for number in range(4):
        actions.create_group(
            by=tayside.system,
            name=f"Reform {number}",
            kind="reform",
            life="plan",
            reports_to=structure["directors"],
        )
    page = text(as_role("reader").get(f"{WORK}structure/"))
    assert "Five reform delivery groups" in page
    assert all(f"Reform {number}</a>" in page for number in range(4))


def test_an_empty_partnership_is_told_what_belongs_here(tayside, as_role):
    client = as_role("coordinator")
    assert "add the top group first" in text(client.get(WORK))
    assert "No groups yet" in text(client.get(f"{WORK}structure/"))


def test_a_group_says_what_it_is_for_who_sits_in_it_and_what_is_missing(structure, as_role):
    seat(structure, "early", "angus", post="Head of service", holder="Ann Black", since=date(2025, 1, 1))
    seat(structure, "early", "dundee", post="Nurse")
    page = text(as_role("planner").get(f"{WORK}pre-birth-early-years/"))
    assert "Ann Black, since 1 January 2025" in page
    assert "1 member, 1 vacant seat" in page
    assert "It has no senior sponsor." in page
    assert "Performance Sub-Group" in page
    assert "Edit group</a>" not in page


def test_what_is_missing_in_a_group_can_be_done(structure, as_role):
    """A seat is to be filled where there is one; where there is none, it is to be added."""
    page = text(as_role("planner").get(f"{WORK}pre-birth-early-years/"))
    assert "Add a seat with the part “senior sponsor”." in page
    assert "Fill that seat." not in page
    seat(structure, "early", "dundee", post="Director", role="sponsor")
    page = text(as_role("planner").get(f"{WORK}pre-birth-early-years/"))
    assert "part “senior sponsor”" not in page
    assert "It has no senior sponsor. Fill that seat." in page


def test_names_of_colleagues_in_the_history_are_for_those_who_may_read_it(structure, tayside, as_role):
    actions.change_group(by=tayside.actor("group-lead"), group=structure["early"], revision=1, note="Ready.")
    for role, who in (("reader", "A colleague"), ("coordinator", "Group lead of Tayside")):
        page = text(as_role(role).get(f"{WORK}pre-birth-early-years/"))
        assert f"<strong>{who}</strong> changed this group" in page


def test_a_group_is_set_up(structure, as_role):
    said = {
        "name": "Data Group",
        "kind": "reform",
        "status": "active",
        "life": "limited",
        "reports_to": structure["directors"].pk,
        "purposes": "Plan data.\n\nShare data.",
        "supported_by": [structure["performance"].pk],
    }
    response = as_role("coordinator").post(f"{WORK}new/", said, follow=True)
    assert "The group has been added." in text(response)
    group = Group.objects.get(slug="data-group")
    assert group.purposes == ["Plan data.", "Share data."]
    assert list(group.supported_by.all()) == [structure["performance"]]


def test_a_refusal_is_on_top_of_the_form_and_nothing_typed_is_lost(structure, as_role):
    said = {"name": "Second Top", "kind": "reform", "status": "active", "life": "plan", "note": "My words"}
    page = text(as_role("coordinator").post(f"{WORK}new/", said))
    assert "There is a problem" in page
    assert "already at the top" in page
    assert "My words" in page


def form_of(group: Group, **changes) -> dict:
    """What the edit form holds, with changes."""
    said = {
        "name": group.name,
        "kind": group.kind,
        "status": group.status,
        "life": group.life,
        "reports_to": group.reports_to_id or "",
        "supported_by": [one.pk for one in group.supported_by.all()],
        "revision": group.revision,
    }
    return {**said, **changes}


def test_of_two_people_the_second_sees_both_versions_and_then_saves(structure, tayside, as_role):
    group, client = structure["early"], as_role("coordinator")
    actions.change_group(by=tayside.system, group=structure["early"], revision=group.revision, note="Theirs")
    address = f"{WORK}pre-birth-early-years/edit/"
    page = text(client.post(address, form_of(group, note="Mine")))
    assert "changed this while you were editing" in page
    assert "Theirs" in page
    assert "Mine" in page
    held = structure["early"]
    assert held.note == "Theirs"
    client.post(address, form_of(held, note="Mine"))
    assert structure["early"].note == "Mine"


def test_a_seat_is_added_filled_emptied_changed_and_ended(structure, tayside, as_role):
    client, group = as_role("coordinator"), f"{WORK}pre-birth-early-years/"
    body = tayside.bodies["angus"].pk
    client.post(f"{group}seats/new/", {"post": "Manager", "organisation": body, "role": "member"})
    held = Seat.objects.get()
    day = {"on_day": 1, "on_month": "March", "on_year": 2026}
    client.post(f"{WORK}seats/{held.pk}/fill/", {"holder": "Ann Black", "revision": 1, **day})
    assert "Ann Black, since 1 March 2026" in text(client.get(group))
    client.post(f"{WORK}seats/{held.pk}/empty/", {"revision": 2, **day, "on_day": 31})
    page = text(client.get(group))
    assert "Ann Black, Manager (Angus Council): 1 March 2026 to 31 March 2026" in page
    said = {"post": "Head", "organisation": body, "role": "chair", "revision": 3}
    client.post(f"{WORK}seats/{held.pk}/edit/", said)
    assert "Chair" in text(client.get(group))
    assert "Head" in text(client.get(f"{WORK}empty-seats/"))
    client.post(f"{WORK}seats/{held.pk}/end/", {"revision": 4, **day, "on_month": 4})
    assert Seat.objects.get().ends_on == date(2026, 4, 1)


def test_a_group_is_ended_only_when_it_may_be(structure, as_role):
    client = as_role("coordinator")
    assert "still report" in text(client.post(f"{WORK}directors-group/end/", {"revision": 1}))
    client.post(f"{WORK}strategicjoint-commissioning-group/end/", {"revision": 1})
    assert structure["commissioning"].status == Group.Status.ENDED


READS = ("", "structure/", "empty-seats/", "pre-birth-early-years/")
WRITES = (
    "new/",
    "pre-birth-early-years/edit/",
    "pre-birth-early-years/end/",
    "pre-birth-early-years/seats/new/",
    "seats/1/edit/",
    "seats/1/fill/",
    "seats/1/empty/",
    "seats/1/end/",
)


@pytest.mark.parametrize("address", [*READS, *WRITES])
def test_strangers_find_nothing_and_visitors_sign_in(structure, elsewhere, as_role, client, address):
    assert as_role("coordinator", elsewhere).get(WORK + address).status_code == 404
    assert client.get(WORK + address).status_code == 302


@pytest.mark.parametrize("address", WRITES)
def test_members_who_may_not_are_told_who_can_help(structure, as_role, address):
    response = as_role("reader").get(WORK + address)
    assert response.status_code == 403
    assert "can help" in response.content.decode()


@pytest.mark.parametrize("address", ["tennis/", "tennis/edit/", "seats/999/fill/"])
def test_what_is_not_there_is_not_found(structure, as_role, address):
    assert as_role("coordinator").get(WORK + address).status_code == 404


def test_a_seat_of_another_partnership_is_not_there(structure, elsewhere, as_role):
    theirs = seat(build(elsewhere), "early", "angus")
    assert as_role("coordinator").get(f"{WORK}seats/{theirs.pk}/edit/").status_code == 404


def test_a_group_page_takes_as_many_queries_for_one_seat_as_for_seven(structure, as_role):
    client, counts = as_role("planner"), []
    client.get(WORK)  # the first page of a session also writes down the partnership last worked in
    for more in (1, 6):
        for number in range(more):
            seat(structure, "early", "angus", post=f"Post {number}", holder="Ann")
        with CaptureQueriesContext(connection) as seen:
            client.get(f"{WORK}pre-birth-early-years/")
        counts.append(len(seen))
    assert counts[0] == counts[1]
