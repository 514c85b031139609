"""The pages of the door: the list, one draft with what changes, a version, and what everybody reads meanwhile."""

import pytest

from realign.foundations.publishing.models import PublicVersion, ReturnedDraft
from realign.registers.evidence.actions import create_finding
from realign.registers.services import actions as services
from tests.apps.foundations.publishing.worlds import draft_of, publish, written

pytestmark = pytest.mark.django_db

LIST, FAMILIES = "/tayside/work/publishing/", "/tayside/services/youth-hub/"


@pytest.fixture
def browse(client, tayside):
    def sign_in(role):
        client.force_login(tayside.people[role])
        return client

    return sign_in


def page_of(service):
    return f"{LIST}service/{service.pk}/"


def test_a_service_is_public_once_a_second_person_has_published_it(browse, client, tayside):
    service = written(tayside)
    assert client.get(FAMILIES).status_code == 404
    answer = browse("coordinator").post(page_of(service), {"fingerprint": draft_of(service).fingerprint})
    assert answer.url == PublicVersion.objects.get().get_absolute_url()
    assert b"everybody can read it" in client.get(answer.url).content
    client.logout()
    text = client.get(FAMILIES).content.decode()
    assert "A place to go after school." in text
    assert "by a person who did not write it (version 1)" in text


def test_the_list_counts_what_waits_in_good_english(browse, tayside):
    written(tayside)
    assert "1 draft waits for a person who did not write it; you can publish it." in said(
        browse("coordinator")
    )
    assert "you cannot publish it." in said(browse("commissioner"))
    written(tayside, name="Help at home")
    words = "2 drafts wait for people who did not write them; you can publish {} of them."
    assert words.format("2") in said(browse("coordinator"))
    assert words.format("none") in said(browse("commissioner"))


def said(client):
    return client.get(LIST).content.decode()


def test_the_writer_is_told_who_can_publish_and_no_button_is_offered(browse, tayside):
    service = written(tayside)
    client = browse("commissioner")
    text = client.get(page_of(service)).content.decode()
    assert "You wrote this; another person must publish it." in text
    assert "Coordinator of Tayside" in text
    assert ">Publish<" not in text
    client.post(page_of(service), {"fingerprint": draft_of(service).fingerprint})
    assert not PublicVersion.objects.exists()


def test_a_change_is_shown_beside_what_is_public_and_families_read_the_old_words(browse, client, tayside):
    service = written(tayside)
    publish(tayside.actor("coordinator"), service)
    services.change_service(
        by=tayside.actor("commissioner"), service=service, revision=1, summary="Open late."
    )
    text = browse("coordinator").get(page_of(service)).content.decode()
    assert "Public now" in text
    assert "A place to go after school." in text
    assert "Open late." in text
    assert "How to get in touch" not in text
    for address in ("/tayside/services/", FAMILIES):
        assert "Open late." not in client.get(address).content.decode()


def test_what_could_name_somebody_is_pointed_out_and_nothing_typed_is_lost(browse, tayside):
    service = written(tayside, summary="It helped two of three children.")
    client, sent = browse("coordinator"), {"fingerprint": draft_of(service).fingerprint}
    text = client.get(page_of(service)).content.decode()
    assert "A small number of people: two of three children. Could anybody be recognised by it?" in text
    assert client.post(page_of(service), sent).status_code == 200
    assert not PublicVersion.objects.exists()
    client.post(page_of(service), sent | {"reason": "The three are dolls."})
    assert PublicVersion.objects.get().reason == "The three are dolls."
    assert "The three are dolls." in client.get(page_of(service)).content.decode()


def test_a_draft_is_returned_and_the_list_says_so(browse, tayside):
    service = written(tayside)
    client = browse("coordinator")
    client.post(
        f"{page_of(service)}return/",
        {"fingerprint": draft_of(service).fingerprint, "because": "Say where it is."},
    )
    assert ReturnedDraft.objects.get().because == "Say where it is."
    text = browse("commissioner").get(LIST).content.decode()
    assert "Sent back" in text
    assert "Say where it is." in text


def test_a_withdrawn_version_leaves_a_note_at_its_address(browse, client, tayside):
    version = publish(tayside.actor("coordinator"), written(tayside))
    browse("coordinator").post(
        f"{version.get_absolute_url()}withdraw/", {"revision": 1, "reason": "The hub has moved."}
    )
    client.logout()
    answer = client.get(FAMILIES)
    assert answer.status_code == 410
    assert "The hub has moved." in answer.content.decode()
    assert "Youth hub" not in client.get("/tayside/services/").content.decode()


def test_the_list_is_filtered_by_kind_and_says_whose_turn_it_is(browse, tayside):
    written(tayside)
    text = browse("coordinator").get(f"{LIST}?kind=service").content.decode()
    assert "Youth hub" in text
    assert "Waiting for you" in text
    assert "Waiting for another person" in browse("commissioner").get(LIST).content.decode()


def test_somebody_of_another_partnership_reaches_nothing(client, tayside, elsewhere):
    service = written(tayside)
    version = publish(tayside.actor("coordinator"), service)
    client.force_login(elsewhere.people["coordinator"])
    for address in (LIST, page_of(service), version.get_absolute_url()):
        assert client.get(address).status_code == 404
    own = LIST.replace("tayside", "elsewhere")
    assert client.get(f"{own}service/{service.pk}/").status_code == 404
    assert client.get(f"{own}versions/{version.pk}/").status_code == 404


def test_the_page_of_a_service_says_how_it_stands(browse, tayside):
    service = written(tayside)
    client = browse("commissioner")
    assert "This is not public until" in client.get(service.get_absolute_url()).content.decode()
    publish(tayside.actor("coordinator"), service)
    text = client.get(service.get_absolute_url()).content.decode()
    assert "This is public as shown here (version 1)." in text
    assert f'href="{FAMILIES}"' in text


def test_findings_stand_in_the_one_list_of_what_waits(browse, tayside):
    written(tayside)
    create_finding(
        by=tayside.actor("analyst"),
        sentence="Mrs Jean Doe says that waits are long.",
        slug="waits",
        strength="weak",
        strength_reason="Asked once.",
        source="Minutes",
    )
    text = browse("coordinator").get(LIST).content.decode()
    assert "2 drafts wait" in text
    assert "Mrs Jean Doe says that waits are long." in text
    only = browse("planner").get(LIST, {"kind": "finding"}).content.decode()
    assert "Youth hub" not in only
    assert "1 thing" in only
    assert "Waiting for you" in only
    assert "Waiting for you" not in browse("analyst").get(LIST, {"kind": "finding"}).content.decode()
