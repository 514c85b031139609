"""A long form is read in parts: step by step for a new record, nothing typed is lost, and one page for a change."""

import re

import pytest
from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory

from realign.foundations.design.editing import edit_page
from realign.foundations.design.forms import DayField, Fieldset, Grouped, RevisionField
from realign.foundations.design.forms.steps import MOST_ON_ONE_PAGE
from realign.foundations.partnerships.types import Refusal

pytestmark = pytest.mark.django_db
REST = [f"more{number}" for number in range(MOST_ON_ONE_PAGE - 2)]


class LongForm(Grouped, forms.Form):
    """One field more than a page holds, in three parts."""

    name = forms.CharField()
    starts_on = DayField(required=False)
    last = forms.CharField(max_length=5)
    revision = RevisionField(required=False)
    groups = (
        Fieldset("What is it?", ("name", "starts_on")),
        Fieldset("What more?", tuple(REST)),
        Fieldset("What last?", ("last",)),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in REST:
            self.fields[number] = forms.CharField(required=False)


def sent(data=None, save=lambda values: values, initial=None):
    """The page after sending this, or as it is opened; the saved values when it led on."""
    request = RequestFactory().post("/", data) if data is not None else RequestFactory().get("/")
    request.session = SessionStore()
    request._messages = FallbackStorage(request)
    saved = []

    def keep(values):
        save(values)
        saved.append(values)

    form = LongForm(request.POST or None, initial=initial)
    answer = edit_page(request, form, keep, title="Add it", to="/done/", back="/")
    return saved[0] if answer.status_code == 302 else answer.content.decode()


def shown(page):
    """The legend of the part that is not hidden, without the number of the step."""
    (legend,) = re.findall(
        r'<fieldset class="rl_group" id="[^"]+">\s*<legend[^>]*>(.*?)</legend>', page, re.DOTALL
    )
    return re.sub(r"<span.*?</span>", "", legend).strip()


DAY = {"starts_on_day": "3", "starts_on_month": "5", "starts_on_year": "2026"}


def test_a_new_record_begins_with_the_first_part_and_goes_on_from_there():
    page = sent()
    assert shown(page) == "What is it?"
    assert "Step 1 of 3" in page
    assert "Continue" in page
    assert ">Save<" not in page
    assert 'value="back"' not in page


def test_going_on_keeps_everything_typed_and_says_nothing_of_parts_to_come():
    page = sent({"step_at": "0", "step_to": "next", "name": "A hub", "more1": "Later words", **DAY})
    assert shown(page) == "What more?"
    assert 'value="A hub"' in page
    assert 'value="Later words"' in page
    assert 'value="2026"' in page
    assert "There is a problem" not in page


def test_a_part_with_a_fault_stays():
    page = sent({"step_at": "0", "step_to": "next", "name": "", "more1": "Later words"})
    assert shown(page) == "What is it?"
    assert "There is a problem" in page
    assert "Last:" not in page, "the last part is not asked yet"
    assert 'value="Later words"' in page


def test_one_can_go_back_whatever_is_wrong():
    page = sent({"step_at": "2", "step_to": "back", "name": "A hub", "last": "far too long"})
    assert shown(page) == "What more?"
    assert "There is a problem" not in page
    assert 'value="far too long"' in page


def test_the_last_part_saves_all():
    page = sent({"step_at": "1", "step_to": "next", "name": "A hub"})
    assert shown(page) == "What last?"
    assert ">Save<" in page
    values = sent({"step_at": "2", "name": "A hub", "last": "end", **DAY})
    assert (values["name"], values["last"]) == ("A hub", "end")


def test_saving_leads_to_the_first_part_with_a_fault():
    page = sent({"step_at": "2", "name": "", "last": "far too long"})
    assert shown(page) == "What is it?"
    assert 'value="far too long"' in page


def test_what_is_refused_is_said_at_the_part_where_it_was_asked():
    def refuse(values):
        raise Refusal("There is a hub of this name.", "Choose another.")

    page = sent({"step_at": "2", "name": "A hub", "last": "end"}, save=refuse)
    assert shown(page) == "What last?"
    assert "There is a hub of this name. Choose another." in page
    assert 'value="A hub"' in page


def test_a_record_that_is_there_is_changed_on_one_page_with_contents():
    page = sent(initial={"name": "A hub", "revision": 3})
    assert " hidden>" not in page
    assert "Step 1" not in page
    assert [part for part in ("part-1", "part-2", "part-3") if f'href="#{part}"' in page and f'id="{part}"' in page] == [
        "part-1", "part-2", "part-3",
    ]  # fmt: skip
    assert ">Save<" in page


@pytest.mark.parametrize("at", ["-1", "99", "not a number"])
def test_a_step_that_is_not_there_is_no_fault(at):
    assert "Step " in sent({"step_at": at, "step_to": "next", "name": ""})
