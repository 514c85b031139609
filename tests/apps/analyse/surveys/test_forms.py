"""What was typed into the forms of the survey room is still there when it is refused, whatever state a record is in."""

import re

import pytest
from django.urls import reverse

from realign.analyse.surveys.release import actions
from realign.foundations.design import editing
from realign.foundations.files.models import Import
from realign.foundations.partnerships.types import Refusal
from tests.apps.analyse.surveys.test_bring_pages import items_csv, said
from tests.support.mapping import confirm_columns, suggested

pytestmark = pytest.mark.slow

REASON = "Refused because a test looks what becomes of the words."
TYPED = "Typed by a test 4711"
RULES = {"profile": "fewer-than-5", "interval": "logit"}


def at(name, *args):
    return reverse(f"surveys:{name}", args=["tayside", *args])


def refuse(save, values):
    raise Refusal(REASON, "Type on.")


@pytest.fixture
def post(client, world, monkeypatch):
    """Post as somebody with a role, while whatever is saved is refused; answers the page."""

    def posted(role, address, sent):
        client.force_login(world.cast.people[role])
        with monkeypatch.context() as patch:
            patch.setattr(editing, "save_once", refuse)
            answer = client.post(address, sent)
        assert answer.status_code == 200
        page = answer.content.decode()
        assert REASON in page
        return page

    return posted


def test_a_checker_keeps_the_view_that_was_typed(post, world):
    request = world.ask()
    actions.submit_request(by=world.analyst, request=request)
    page = post("output-checker", at("review", request.pk), {"verdict": "release", "reason": TYPED})
    assert TYPED in page


def test_whoever_lets_a_table_out_or_returns_it_keeps_what_was_typed(post, world):
    request = world.reviewed()
    assert "typed-4711" in post("coordinator", at("let-out", request.pk), {"slug": "typed-4711"})
    assert TYPED in post("coordinator", at("return", request.pk), {"reason": TYPED})


def test_a_short_name_that_is_none_is_said_beside_it(client, world):
    request = world.reviewed()
    client.force_login(world.cast.people["coordinator"])
    page = client.post(at("let-out", request.pk), {"slug": "No such name!"}).content.decode()
    assert "No such name!" in page
    assert "Error" in page


def test_other_rules_for_a_returned_table_stay_chosen(post, world):
    request = world.reviewed()
    actions.return_request(by=world.cast.actor("coordinator"), request=request, reason="Say more.")
    page = post("analyst", at("rework", request.pk), {"profile": "ons-10-5", "rounding": ""})
    assert re.search(r'value="ons-10-5"[^>]*selected', page)


def test_a_table_that_may_not_be_asked_out_keeps_its_question(post, world):
    page = post("analyst", at("ask", "small"), {"measure": "sdq-raised", "by": ["council"], **RULES})
    assert re.search(r'value="council"[^>]*checked', page)


def test_scales_that_cannot_be_scored_stay_chosen(client, post, world):
    client.force_login(world.cast.people["analyst"])
    client.post(at("bring"), said(items_csv()))
    confirm_columns(client)
    page = post("analyst", at("accept", Import.objects.get().pk), {"score": ["sdq-self:complete"]})
    assert 'value="sdq-self:complete"' in page


def test_what_was_typed_of_columns_stays_when_saving_is_refused(client, post, world):
    client.force_login(world.cast.people["analyst"])
    client.post(at("bring"), said("q1,q2\n" + "Yes,No\nNo,No\n" * 9))
    record = Import.objects.get()
    sent = suggested(client, record) | {
        "label_0": TYPED,
        "values_1": "No = Never at all",
        "remember": "Named 4711",
    }
    page = post("analyst", at("columns", record.pk), sent)
    assert TYPED in page
    assert "No = Never at all" in page
    assert "Named 4711" in page


def test_the_choice_of_first_rows_stays_when_it_is_refused(client, post, world):
    client.force_login(world.cast.people["analyst"])
    client.post(at("bring"), said("q1,q2\n" + "Yes,No\nNo,No\n" * 9))
    page = post("analyst", at("headings", Import.objects.get().pk), {"headings": "names-questions"})
    assert re.search(r'value="names-questions"[^>]*checked', page)
