"""A real partnership on its first day: nothing is entered yet, no demonstration beside it, and every page answers."""

import re

import pytest
from django.forms import Form
from django.urls import NoReverseMatch, reverse

from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships.access import MEMBER, PUBLIC, SIGNED_IN
from realign.foundations.partnerships.actions import load_reference_lists
from realign.foundations.partnerships.roles import roles
from realign.plan.priorities.models import Priority
from realign.plan.proposals.models import Proposal
from tests.support.cast import NOON, assemble
from tests.whole.addresses import addresses, opened_with

pytestmark = [pytest.mark.slow]

SCOPED = [address for address in addresses() if "partnership" in address.parts]
FOR_EVERYBODY = {PUBLIC, SIGNED_IN, MEMBER}

# a choice that must be made, and what the partnership itself enters first; everything else comes with the product
ENTERED_FIRST = {
    "alignment:add": {"finding"},
    "decisions:meeting-new": {"group"},
    "decisions:question-new": {"group"},
    "indicators:value": {"indicator"},
    "learning:add": {"group"},
    "proposals:add": {"priority"},
    "reports:add": {"year"},
    "sources:linkage-add": {"holdings"},
}

BUTTON = re.compile(r'<a\b[^>]*\bclass="ds_button[^>]*\bhref="([^"]+)"')

FIRST_PRIORITY = {"number": 1, "title": "Waiting", "statement": "Fewer children wait for help."}
FIRST_PROPOSAL = {"title": "A youth hub", "ask": "Open a youth hub for 300 young people."}


@pytest.fixture(scope="module")
def first_day(django_db_setup, django_db_blocker):
    """A partnership as `realign partnership add` leaves it, with its bodies and people; rolled back after the module."""
    from django.db import transaction

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            load_reference_lists(by=Registrar(NOON))
            yield assemble("tayside", "Tayside")
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


def where(address):
    """The address in Tayside on its first day."""
    return where_in("tayside", address)


def where_in(slug, address):
    """The address with a record that is there, where there is one, and with one that is not where there is none."""
    made_up: dict[str, object] = {}
    while True:
        try:
            return opened_with(address, slug, {address.name: made_up})
        except LookupError as problem:
            unknown = re.search("what “(.+)” is", str(problem))
            names = [unknown[1]] if unknown else [part for part in address.parts if part in {"slug", "pk"}]
            made_up |= {name: 1 if name == "pk" else "nothing" for name in names}
        except NoReverseMatch:
            made_up |= {name: 1 for name, value in made_up.items() if value == "nothing" and name != "slug"}
            return opened_with(address, slug, {address.name: made_up})


def somebody_for(address, cast):
    """The coordinator or, for what a coordinator may not open, somebody who may."""
    may = [role.slug for role in roles().values() if address.rule in role.permissions]
    everybody = address.rule in FOR_EVERYBODY or "coordinator" in may
    return cast.people["coordinator" if everybody else may[0]]


@pytest.mark.parametrize("address", SCOPED, ids=str)
def test_every_page_answers_on_the_first_day(address, client, first_day, db):
    """And what an empty list offers does not stand as a button beside it as well."""
    client.force_login(somebody_for(address, first_day))
    answer = client.get(where(address))
    assert answer.status_code in {200, 302, 404, 405}
    assert offered_twice(answer) == []
    form = answer.context.get("form") if answer.context else None
    if isinstance(form, Form):
        assert empty_choices(form) <= ENTERED_FIRST.get(address.name, set())


def offered_twice(answer):
    """Where more than one button of a page leads."""
    if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
        return []
    offered = BUTTON.findall(answer.content.decode())
    return sorted({link for link in offered if offered.count(link) > 1})


def empty_choices(form):
    """The names of choices that must be made among nothing."""
    return {
        name
        for name, field in form.fields.items()
        if field.required and hasattr(field, "choices") and not any(str(value) for value, _ in field.choices)
    }


def begun(client, address, **typed):
    """Fill in and send the form of a page; answers the page that it leads to, which is there."""
    answer = client.post(address, typed)
    assert answer.status_code == 302, answer.context["form"].errors
    page = client.get(answer.headers["Location"])
    assert page.status_code == 200
    return page


def test_a_first_priority_and_a_first_proposal_are_begun_by_page(client, first_day, db):
    client.force_login(first_day.people["coordinator"])
    begun(client, reverse("priorities:add", args=["tayside"]), **FIRST_PRIORITY)
    priority = Priority.objects.get()
    begun(client, reverse("proposals:add", args=["tayside"]), **FIRST_PROPOSAL, priority=priority.pk)
    proposal = Proposal.objects.get()
    question = client.get(reverse("proposals:question", args=["tayside", proposal.slug, "1a"]))
    assert question.status_code == 200
