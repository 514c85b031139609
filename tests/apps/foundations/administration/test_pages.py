"""The pages of administration, and two of them used."""

import pytest
from django.urls import reverse

from realign.foundations.partnerships.models import Membership, Organisation

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


def test_a_person_of_another_partnership_cannot_be_reached(admin, elsewhere):
    theirs = Membership.objects.filter(partnership=elsewhere.partnership).first()
    assert admin.get(at("person", theirs.pk)).status_code == 404


def test_organisations_of_another_partnership_are_not_offered(admin, elsewhere):
    page = admin.get(at("person-add")).content.decode()
    theirs = Organisation.objects.filter(partnership=elsewhere.partnership).first()
    assert f'value="{theirs.pk}"' not in page


def test_a_body_is_added_once(admin, tayside):
    body = {"name": "Fife Council", "slug": "fife", "kind": "council", "area_code": "S12000047"}
    assert admin.post(at("organisation-add"), body).status_code == 302
    again = admin.post(at("organisation-add"), body)
    assert again.status_code == 200
    assert Organisation.objects.filter(slug="fife").count() == 1


def test_the_record_of_changes_reads_as_sentences_and_downloads(admin):
    page = admin.get(at("audit")).content.decode()
    assert "gave a place to the membership" in page
    body = b"".join(admin.get(at("audit"), {"format": "csv"}).streaming_content).decode("utf-8-sig")
    assert body.count("\n") > 15


def test_lists_ask_as_many_questions_for_many_as_for_few(admin, tayside, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        admin.get(at("people"))
