"""Every address has a rule, and the rule holds for every role, for visitors and for strangers."""

import tomllib
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory

from realign.foundations.accounts.models import User
from realign.foundations.partnerships import access
from realign.foundations.partnerships.roles import all_permissions, permissions_of, roles
from realign.foundations.partnerships.types import Refusal
from tests.whole.addresses import addresses, opened_with

TABLE = Path(__file__).with_name("access.toml")
RULES = tomllib.loads(TABLE.read_text(encoding="utf-8"))
ADDRESSES = addresses()
SCOPED = [address for address in ADDRESSES if "partnership" in address.parts]

# what to open where a slug or number alone does not say which record it means
SPECIAL: dict[str, dict[str, object]] = {}

# their address names a file format or a list of words, which all partnerships share
NO_RECORD = {
    "administration:word",
    "administration:word-add",
    "files:new",
    "indicators:export",
    "publishing:together",
}

pytestmark = [pytest.mark.slow]


def rule_of(address):
    return RULES[address.name]


def test_the_table_lists_every_address_and_no_other():
    assert sorted(RULES) == [address.name for address in ADDRESSES]


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_the_view_keeps_the_rule_of_the_table(address):
    assert address.rule == rule_of(address), (
        "a changed rule is a decision: change tests/whole/access.toml with it"
    )


def test_every_rule_is_known():
    known = {access.PUBLIC, access.SIGNED_IN, access.MEMBER, access.OPERATOR} | all_permissions()
    assert set(RULES.values()) <= known


@pytest.fixture(scope="module")
def special_records(demonstration, django_db_blocker):
    """Sample records for addresses that need more than the first of their room, looked up once."""
    from tests.whole.samples import samples

    with django_db_blocker.unblock():
        return samples(demonstration)


@pytest.fixture
def special(special_records, db):
    return special_records


@pytest.mark.parametrize("address", SCOPED, ids=str)
def test_a_visitor_sees_what_is_public_and_is_asked_to_sign_in_elsewhere(address, client, special):
    answer = client.get(opened_with(address, "tayside", special))
    if rule_of(address) == access.PUBLIC:
        assert answer.status_code in {200, 302, 405}
    else:
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("address", SCOPED, ids=str)
def test_a_stranger_is_told_that_there_is_no_such_page(address, client, special):
    client.force_login(User.objects.get(email="coordinator@elsewhere.example"))
    answer = client.get(opened_with(address, "tayside", special))
    if rule_of(address) == access.PUBLIC:
        assert answer.status_code in {200, 302, 405}
    else:
        assert answer.status_code == 404


@pytest.mark.parametrize("address", SCOPED, ids=str)
def test_every_role_is_let_in_or_told_why_not(address, client, special):
    """One allowed role opens the page for real; the others pass or fail at the same door."""
    rule, where = rule_of(address), opened_with(address, "tayside", special)
    opened = False
    for role in roles().values():
        user = User.objects.get(email=f"{email_of(role.slug)}@demo.example")
        # somebody may hold a second role in the demonstration
        held = permissions_of(user.memberships.get(partnership__slug="tayside").roles)
        allowed = rule in {access.PUBLIC, access.SIGNED_IN, access.MEMBER} or rule in held
        if allowed and opened:
            admit(user, rule)
        elif allowed:
            client.force_login(user)
            assert client.get(where).status_code in {200, 302, 405}, f"{role.slug} may open {address}"
            opened = True
        else:
            with pytest.raises(Refusal, match="does not include") as refused:
                admit(user, rule)
            assert "can help" in refused.value.what_to_do
    if not opened:
        pytest.fail(f"nobody may open {address}")


@pytest.mark.parametrize("address", SCOPED, ids=str)
def test_a_record_is_not_found_under_another_partnership(address, client, special):
    """The record of one partnership under the address of another is no page, even for people who belong to both."""
    if set(address.parts) == {"partnership"} or "places" in address.name or address.name in NO_RECORD:
        return
    where = opened_with(address, "tayside", special).replace("/tayside/", "/elsewhere/", 1)
    holder = next((r for r in roles().values() if rule_of(address) in r.permissions), roles()["coordinator"])
    client.force_login(User.objects.get(email=f"{holder.slug}@elsewhere.example"))
    answer = client.get(where)
    # the address of a button is never opened: it leads to the page above it, whatever the record
    assert answer.status_code == 404 or (answer.status_code == 302 and where.startswith(answer.url))


def admit(user, rule):
    request = RequestFactory().get("/")
    request.user = user
    access._admit(request, rule, "tayside")


def email_of(role):
    return {"partnership-administrator": "administrator", "third-sector-representative": "third-sector"}.get(
        role, role
    )


def test_a_refused_member_reads_the_reason_and_who_can_help(client, demonstration, db):
    client.force_login(User.objects.get(email="reader@demo.example"))
    page = client.get("/tayside/work/surveys/")
    assert page.status_code == 403
    assert "analyst" in page.content.decode()


def test_a_page_that_does_not_exist_and_one_that_may_not_be_seen_look_the_same_to_a_stranger(
    client, demonstration, db
):
    client.force_login(User.objects.get(email="coordinator@elsewhere.example"))
    assert client.get("/tayside/work/").status_code == client.get("/nowhere/work/").status_code == 404


def test_an_anonymous_request_admits_nobody(db):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    access._admit(request, access.MEMBER, "tayside")
    assert request.actor is None
    with pytest.raises(Http404):
        access._admit(request, access.PUBLIC, "nowhere")
