"""The pages of administration, and two of them used."""

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from realign.foundations.audit import actions as audit
from realign.foundations.audit.models import Event
from realign.foundations.partnerships.models import Membership, Organisation
from realign.registers.places.actions import load_gazetteer

pytestmark = pytest.mark.slow
ADMIN = "partnership-administrator"


def at(name, *args):
    return reverse(f"administration:{name}", args=["tayside", *args])


@pytest.fixture
def admin(client, tayside):
    client.force_login(tayside.people[ADMIN])
    return client


@pytest.mark.parametrize("name", ["people", "organisations", "roles", "audit"])
def test_each_page_opens(admin, name):
    assert admin.get(at(name)).status_code == 200


def test_a_person_is_added_and_can_set_a_password(admin, tayside, mailoutbox):
    answer = admin.post(
        at("person-add"),
        {
            "name": "Nairn Forbes",
            "email": "nairn@tayside.example",
            "organisation": tayside.bodies["angus"].pk,
            "roles": ["planner"],
        },
    )
    assert answer.status_code == 302
    assert Membership.objects.get(user__email="nairn@tayside.example").roles == ["planner"]
    admin.logout()
    admin.post(reverse("account_reset_password"), {"email": "nairn@tayside.example"})
    assert mailoutbox[0].to == ["nairn@tayside.example"]


def test_names_lead_to_roles_only_for_those_who_may_change_them(admin, tayside):
    somebody = Membership.objects.filter(partnership=tayside.partnership).first()
    assert at("person", somebody.pk) in admin.get(at("people")).content.decode()
    admin.force_login(tayside.people["coordinator"])
    page = admin.get(at("people")).content.decode()
    assert somebody.user.name in page
    assert at("person", somebody.pk) not in page


def test_a_person_of_another_partnership_cannot_be_reached(admin, elsewhere):
    theirs = Membership.objects.filter(partnership=elsewhere.partnership).first()
    assert admin.get(at("person", theirs.pk)).status_code == 404


def test_organisations_of_another_partnership_are_not_offered(admin, elsewhere):
    page = admin.get(at("person-add")).content.decode()
    theirs = Organisation.objects.filter(partnership=elsewhere.partnership).first()
    assert f'value="{theirs.pk}"' not in page


def test_a_body_is_added_once(admin, tayside):
    body = {"name": "Fife Council", "slug": "fife", "kind": "council"}
    assert admin.post(at("organisation-add"), body).status_code == 302
    again = admin.post(at("organisation-add"), body)
    assert again.status_code == 200
    assert Organisation.objects.filter(slug="fife").count() == 1


def test_the_record_of_changes_reads_as_sentences_and_downloads(admin):
    page = admin.get(at("audit")).content.decode()
    assert "added the membership" in page
    body = b"".join(admin.get(at("audit"), {"format": "csv"}).streaming_content).decode("utf-8-sig")
    assert body.count("\n") > 15
    assert body.startswith("When,Person,What happened,Kind of record,Record,Reason,Number")


def test_the_record_of_changes_is_narrowed_by_person_kind_record_and_days(admin, tayside):
    on = timezone.localdate(Event.objects.filter(scope="tayside").latest("number").at)
    day = {"start_day": on.day, "start_month": on.month, "start_year": on.year}
    found = admin.get(at("audit"), {"kind": "partnerships.membership", "person": "Set-up", **day})
    page = found.content.decode()
    assert "Set-up added the membership" in page
    assert "the organisation “" not in page
    later = {"start_day": 1, "start_month": 1, "start_year": on.year + 1}
    assert "No changes found" in admin.get(at("audit"), later).content.decode()
    assert "No changes found" in admin.get(at("audit"), {"record": "no such record"}).content.decode()
    assert "is not a real date" in admin.get(at("audit"), {**day, "start_day": 32}).content.decode()


def test_the_record_of_changes_shows_no_frozen_page(admin, tayside):
    actor = tayside.actor("coordinator")
    with transaction.atomic():
        audit.record(
            by=actor,
            verb="published",
            subject=tayside.partnership,
            detail={"changes": {"frozen": [{}, {"body": "<p>" + "long " * 30_000}], "name": ["Old", "New"]}},
        )
    page = admin.get(at("audit")).content.decode()
    assert "frozen" not in page
    assert "New" in page
    assert len(page) < 60_000


def test_lists_ask_as_many_questions_for_many_as_for_few(admin, tayside, django_assert_max_num_queries):
    # the first page of a session also writes down in which partnership it was
    admin.get(at("people"))
    with django_assert_max_num_queries(8):
        admin.get(at("people"))


def place_of(tayside, role):
    return Membership.objects.get(user=tayside.people[role])


def test_a_member_added_again_is_refused_on_the_page_and_nothing_typed_is_lost(admin, tayside):
    typed = {
        "name": "Somebody Else",
        "email": "planner@tayside.example",
        "organisation": tayside.bodies["angus"].pk,
        "roles": ["reader"],
    }
    page = admin.post(at("person-add"), typed)
    assert page.status_code == 200
    words = page.content.decode()
    assert "already in the partnership" in words
    assert 'value="Somebody Else"' in words


@pytest.mark.parametrize("role", ["coordinator", "output-checker", "reader"])
def test_nobody_gives_themselves_a_role(admin, tayside, role):
    own = place_of(tayside, ADMIN)
    assert "Ask another partnership administrator" in admin.get(at("person", own.pk)).content.decode()
    page = admin.post(at("person", own.pk), {"roles": [ADMIN, role], "is_active": "on"})
    assert page.status_code == 200
    words = page.content.decode()
    assert "You cannot give yourself a role you do not hold" in words
    assert "Another partnership administrator can" in words
    own.refresh_from_db()
    assert own.roles == [ADMIN]


def test_a_role_too_many_can_be_given_up(admin, tayside):
    own = place_of(tayside, ADMIN)
    own.roles = [ADMIN, "reader"]
    own.save()
    assert admin.post(at("person", own.pk), {"roles": [ADMIN], "is_active": "on"}).status_code == 302
    own.refresh_from_db()
    assert own.roles == [ADMIN]


@pytest.mark.parametrize("typed", [{"roles": ["reader"], "is_active": "on"}, {"roles": [ADMIN]}], ids=str)
def test_the_last_administrator_does_not_leave_by_mistake(admin, tayside, typed):
    own = place_of(tayside, ADMIN)
    page = admin.post(at("person", own.pk), typed)
    assert page.status_code == 200
    assert "You cannot remove your own administrator role" in page.content.decode()
    own.refresh_from_db()
    assert (own.roles, own.is_active) == ([ADMIN], True)


def test_another_administrator_may_give_and_take_what_one_may_not_oneself(client, admin, tayside):
    own, other = place_of(tayside, ADMIN), place_of(tayside, "reader")
    assert admin.post(at("person", other.pk), {"roles": [ADMIN], "is_active": "on"}).status_code == 302
    client.force_login(tayside.people["reader"])
    assert client.post(at("person", own.pk), {"roles": ["planner"], "is_active": "on"}).status_code == 302
    own.refresh_from_db()
    assert own.roles == ["planner"]


def test_the_public_reads_at_the_foot_of_a_page_whom_to_ask(admin, tayside, client):
    load_gazetteer(by=tayside.system)
    form = admin.get(at("settings")).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    refused = admin.post(at("settings"), {**data, "contact_phone": "ring us"}).content.decode()
    assert "Type the number in digits" in refused
    client.logout()
    assert "Questions about this plan" not in client.get("/tayside/plan/").content.decode()
    client.force_login(tayside.people["partnership-administrator"])
    said = {
        "contact_name": "The planning team",
        "contact_email": "plan@tayside.example",
        "contact_phone": "01382 000000",
    }
    client.post(at("settings"), {**data, **said})
    client.logout()
    foot = client.get("/tayside/plan/").content.decode().rpartition("<footer")[2]
    assert "Ask The planning team, " in foot
    assert 'href="mailto:plan@tayside.example"' in foot
    assert "01382 000000" in foot
