"""Pages outside every partnership keep the bar of the work for whoever works in one."""

import pytest

from realign.foundations.partnerships import actions
from tests.support.cast import assemble

pytestmark = pytest.mark.django_db


def bar_of(client, where):
    words = client.get(where).content.decode()
    return "My work" in words and 'aria-current="true">Help</a>' in words


@pytest.mark.parametrize("where", ["/glossary/", "/frameworks/"])
def test_a_list_opened_from_the_work_keeps_its_bar(client, tayside, where):
    client.force_login(tayside.people["reader"])
    assert client.get("/tayside/work/").status_code == 200
    assert bar_of(client, where)


def test_a_visitor_reads_the_same_page_without_it(client, tayside):
    assert "My work" not in client.get("/glossary/").content.decode()


def test_it_is_the_partnership_worked_in_last(client, tayside):
    elsewhere = assemble("elsewhere", "Elsewhere")
    person = tayside.people["reader"]
    actions.create_member(
        by=elsewhere.system,
        email=person.email,
        name=person.name,
        organisation=elsewhere.bodies["dundee"],
        role_slugs=["reader"],
    )
    client.force_login(person)
    client.get("/tayside/work/")
    client.get("/elsewhere/work/")
    assert "/elsewhere/work/" in client.get("/glossary/").content.decode()


def test_who_is_no_longer_a_member_has_no_bar(client, tayside):
    person = tayside.people["reader"]
    client.force_login(person)
    client.get("/tayside/work/")
    person.memberships.update(is_active=False)
    assert "My work" not in client.get("/glossary/").content.decode()


def test_the_address_of_a_button_leads_to_its_page(client, tayside):
    """Opened again from the history of a browser, or pasted, it does nothing and says so."""
    client.force_login(tayside.people["analyst"])
    answer = client.get("/tayside/work/imports/7/accept/")
    assert answer.url == "/tayside/work/imports/7/"
    assert "Nothing was done" in client.get("/tayside/work/imports/").getvalue().decode()
    # who may not press it is told as before
    client.force_login(tayside.people["reader"])
    assert client.get("/tayside/work/imports/7/accept/").status_code == 403
