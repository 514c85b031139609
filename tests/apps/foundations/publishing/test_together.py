"""Several drafts of a kind published from one page: the same rules as for one, and one event each."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import Refusal
from realign.foundations.publishing import actions
from realign.foundations.publishing.models import PublicVersion
from realign.foundations.publishing.rules import MOST_AT_ONCE
from realign.registers.services import actions as services
from realign.registers.services.public_records import SERVICE
from tests.apps.foundations.publishing.worlds import draft_of, publish, written
from tests.support.browser import (
    assert_axe_clean,
    assert_console_clean,
    assert_fits,
    keep_screenshot,
    sign_in,
)

pytestmark = pytest.mark.django_db

LIST = "/tayside/work/publishing/"
TOGETHER = f"{LIST}together/service/"
NAMES = ("Help at home", "Music for all", "Youth hub")


@pytest.fixture
def several(tayside):
    return [written(tayside, name=name) for name in NAMES]


@pytest.fixture
def browse(client, tayside):
    def sign_in(role="coordinator"):
        client.force_login(tayside.people[role])
        return client

    return sign_in


def listed(page):
    return re.search(r'name="listed" value="(\w+)"', page)[1]


def token(service):
    return f"{service.pk}:{draft_of(service).fingerprint}"


def public_titles():
    return sorted(PublicVersion.objects.values_list("title", flat=True))


def test_the_list_of_what_waits_leads_to_the_page_and_all_are_published(browse, tayside, several):
    client = browse()
    assert (
        f'<a href="{TOGETHER}">Publish several at once: 3 services</a>' in client.get(LIST).content.decode()
    )
    page = client.get(TOGETHER).content.decode()
    assert all(name in page for name in NAMES)
    answer = client.post(TOGETHER, {"listed": listed(page), "every": "on"}, follow=True).content.decode()
    assert "3 services published: everybody can read what you ticked." in answer
    assert public_titles() == list(NAMES)
    for version in PublicVersion.objects.all():
        assert [event.verb for event in audit.history("tayside", version)] == ["published"]
        assert list(version.writers.all()) == [tayside.people["commissioner"]]
        assert version.published_by == tayside.people["coordinator"]


def test_only_what_is_ticked_is_published(browse, several):
    client = browse()
    page = client.get(TOGETHER).content.decode()
    client.post(TOGETHER, {"listed": listed(page), "chosen": [token(several[0]), token(several[2])]})
    assert public_titles() == ["Help at home", "Youth hub"]


def test_nothing_ticked_is_said(browse, several):
    client = browse()
    page = client.get(TOGETHER).content.decode()
    assert "Tick what you publish." in client.post(TOGETHER, {"listed": listed(page)}).content.decode()
    assert not PublicVersion.objects.exists()


def test_the_writer_may_not_and_is_offered_nothing(browse, tayside, several):
    client = browse("commissioner")
    assert TOGETHER not in client.get(LIST).content.decode()
    page = client.get(TOGETHER).content.decode()
    assert "3 services that you wrote or changed" in page
    assert ">Publish what is ticked<" not in page
    client.post(TOGETHER, {"listed": "x", "chosen": [token(several[0])]})
    assert not PublicVersion.objects.exists()
    with pytest.raises(Refusal, match="You wrote this"):
        actions.publish_together(by=tayside.actor("commissioner"), kind=SERVICE, chosen=[pair(several[0])])


def pair(service):
    return str(service.pk), draft_of(service).fingerprint


def test_a_role_that_may_not_publish_such_records_does_not_open_it(browse, several):
    assert browse("reader").get(TOGETHER).status_code == 403


def test_what_has_something_pointed_out_is_published_on_its_own_page_only(browse, tayside, several):
    pointed_out = written(tayside, name="Small group", summary="It helped two of three children.")
    client = browse()
    page = client.get(TOGETHER).content.decode()
    assert "Small group" not in page
    assert "1 service with something pointed out: each is published on its own page." in page
    client.post(TOGETHER, {"listed": listed(page), "chosen": [token(pointed_out)]})
    assert not PublicVersion.objects.exists()
    with pytest.raises(Refusal, match="Somebody could be recognised from “Small group”"):
        actions.publish_together(
            by=tayside.actor("coordinator"), kind=SERVICE, chosen=[pair(several[0]), pair(pointed_out)]
        )
    assert not PublicVersion.objects.exists(), "all or none"


@pytest.mark.parametrize("chosen", [{"every": "on"}, {}])
def test_what_changed_meanwhile_is_read_again(browse, tayside, several, chosen):
    client = browse()
    page = client.get(TOGETHER).content.decode()
    sent = {"listed": listed(page), **(chosen or {"chosen": [token(several[0])]})}
    services.change_service(
        by=tayside.actor("commissioner"), service=several[0], revision=1, summary="Other words."
    )
    answer = client.post(TOGETHER, sent).content.decode()
    assert "changed or published while you were reading" in answer
    assert "Other words." in answer
    assert not PublicVersion.objects.exists()


def test_an_unread_or_published_draft_is_refused_below_the_page_too(tayside, several):
    by = tayside.actor("coordinator")
    with pytest.raises(Refusal, match="changed while you were reading"):
        actions.publish_together(by=by, kind=SERVICE, chosen=[(str(several[0].pk), "0" * 64)])
    chosen = [pair(several[0])]
    publish(by, several[0])
    with pytest.raises(Refusal, match="published or has gone meanwhile"):
        actions.publish_together(by=by, kind=SERVICE, chosen=chosen)


@pytest.mark.slow
def test_the_page_asks_the_same_number_of_questions_and_lists_so_many_at_a_time(browse, tayside, several):
    client = browse()
    client.get(TOGETHER)
    with CaptureQueriesContext(connection) as few:
        client.get(TOGETHER)
    for number in range(MOST_AT_ONCE):
        written(tayside, name=f"Service number {number}")
    with CaptureQueriesContext(connection) as many:
        page = client.get(TOGETHER).content.decode()
    assert len(many) == len(few)
    assert page.count('name="chosen"') == MOST_AT_ONCE
    assert "3 more can be published once these are" in page


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280])
def test_a_browser_is_content(live_server, page_at, tayside, several, width):
    for number in range(15):
        written(tayside, name=f"Service number {number}")
    page = page_at(width)
    sign_in(page, live_server.url, tayside.people["coordinator"])
    page.goto(f"{live_server.url}{TOGETHER}")
    keep_screenshot(page, f"publishing-together-{width}")
    assert_axe_clean(page)
    assert_console_clean(page)
    assert_fits(page)
