"""Proposals as people write and read them."""

import csv
import io
import re

import pytest
from django.urls import reverse

from realign.plan.proposals import actions
from realign.plan.proposals.models import Answer, Proposal
from tests.apps.plan.proposals.conftest import finish
from tests.apps.plan.worlds import finding


@pytest.fixture
def planner(client, tayside):
    client.force_login(tayside.people["planner"])
    return client


def at(name, *args):
    return reverse(f"proposals:{name}", args=["tayside", *args])


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_a_proposal_is_begun_and_answered_question_by_question(planner, draft, plan, tayside):
    form = {"title": "A second way in", "ask": "Open it.", "priority": plan.priorities["minds"].pk}
    answer = planner.post(at("add"), form)
    one = Proposal.objects.get(title="A second way in")
    assert answer.url == at("page", one.slug)
    page = text(planner.get(at("question", one.slug, "1b")))
    assert "Question 1b, 2 of 23. 0 answered so far." in page
    assert "Transformational" in page
    said = {"choice": "large", "text": "1,800 a year", "revision": 0}
    assert planner.post(at("question", one.slug, "1b"), said).url == at("question", one.slug, "2")
    later = planner.post(at("question", one.slug, "2"), {"text": "Half an", "revision": 0, "then": "back"})
    assert later.url == at("page", one.slug)
    assert "checked" in text(planner.get(at("question", one.slug, "1b")))
    assert "9% answered, 0% evidenced" in text(planner.get(at("page", one.slug)))


def test_a_question_that_is_needed_is_not_called_optional(planner, draft):
    """The form says of an answer what the page of the proposal says of it."""
    needed, optional = (text(planner.get(at("question", draft.slug, code))) for code in ("1b", "5"))
    assert re.search(r"Choose one\s*<span[^>]*>\(needed before it can be submitted\)", needed)
    assert re.search(r"Your answer\s*<span[^>]*>\(optional\)", needed), "the choice answers it"
    assert "needed before" not in optional
    written = text(planner.get(at("question", draft.slug, "2")))
    assert re.search(r"Your answer\s*<span[^>]*>\(needed before it can be submitted\)", written)


def test_a_question_asks_of_the_principles_that_the_partners_have(planner, draft):
    """Not every partnership agreed seven; a proposal keeps the questions that it was begun with."""
    page = text(planner.get(at("question", draft.slug, "10")))
    assert "the principles by which the partners agreed to work together" in page
    assert "our seven" not in page
    Proposal.objects.filter(pk=draft.pk).update(question_version="2017")
    assert "our seven guiding principles" in text(planner.get(at("question", draft.slug, "10")))


@pytest.mark.parametrize("kind", ["option", "cost"])
def test_an_option_or_a_cost_is_removed_from_a_draft_and_not_from_what_was_submitted(
    planner, draft, tayside, kind
):
    by, body = tayside.system, tayside.bodies["dundee"]
    if kind == "option":
        record = actions.create_option(by=by, proposal=draft, title="A smaller hub")
    else:
        record = actions.change_cost(
            by=by, proposal=draft, organisation=body, year="2031/32", amount=5, price_base="2031/32"
        )
    where = at(f"{kind}-remove", record.pk)
    assert where in text(planner.get(at("page", draft.slug)))
    assert ">Remove</button>" in text(planner.get(where))
    Proposal.objects.filter(pk=draft.pk).update(state="submitted")
    assert "cannot be removed" in text(planner.get(where))
    planner.post(where, {"revision": record.revision})
    assert type(record).objects.filter(pk=record.pk).exists()
    assert where not in text(planner.get(at("page", draft.slug)))
    Proposal.objects.filter(pk=draft.pk).update(state="draft")
    planner.post(where, {"revision": record.revision})
    assert not type(record).objects.filter(pk=record.pk).exists()


def test_the_last_question_leads_back_to_the_proposal(planner, draft):
    assert planner.post(at("question", draft.slug, "16"), {"text": "No", "revision": 0}).url == at(
        "page", draft.slug
    )


def test_findings_are_cited_with_an_answer(planner, draft, tayside):
    known = finding(tayside)
    planner.post(at("question", draft.slug, "3a"), {"text": "Many", "findings": [known.pk], "revision": 0})
    page = text(planner.get(at("page", draft.slug)))
    assert known.sentence in page
    assert "4% answered, 4% evidenced" in page


def test_two_people_answering_see_both_versions(planner, draft, tayside):
    actions.answer_question(
        by=tayside.actor("group-lead"), proposal=draft, code="5", revision=0, text="Theirs"
    )
    page = text(planner.post(at("question", draft.slug, "5"), {"text": "Mine", "revision": 0}))
    assert "Theirs" in page
    assert "Mine" in page
    assert Answer.objects.get().text == "Theirs"


def test_the_page_says_the_ask_the_cost_and_what_is_missing(planner, draft, tayside):
    page = text(planner.get(at("page", draft.slug)))
    for words in (
        "Open one way in. It costs £240,000.",
        "Costs have not been added yet.",
        "0% answered, 0% evidenced",
        "No findings cited yet.",
        "It has 0 of at least 3 options.",
        "items still needed, listed above",
    ):
        assert words in page


def test_options_and_costs_are_added_and_the_proposal_submitted_taken_back_and_withdrawn(
    planner, draft, tayside
):
    planner.post(at("option-add", draft.slug), {"title": "A fourth way", "rejected_because": "No"})
    option = draft.options.get()
    changed = {"title": "A better way", "rejected_because": "No", "cost": "1.2m", "revision": 1}
    planner.post(at("option-edit", option.pk), changed)
    planner.post(
        at("cost", draft.slug),
        {
            "organisation": tayside.bodies["angus"].pk,
            "year": "2027/28",
            "amount": "£40,000",
            "price_base": "2026/27 prices",
        },
    )
    finish(draft, tayside.system)
    page = text(planner.get(at("page", draft.slug)))
    assert "It costs £280,000 (2026/27 prices): NHS Tayside £240,000, Angus Council £40,000." in page
    assert "£1,200,000" in page
    assert "Submit this proposal for decision?" in text(planner.get(at("submit", draft.slug)))
    planner.post(at("submit", draft.slug), {"revision": draft.revision})
    assert "awaiting decision" in text(planner.get(at("page", draft.slug)))
    assert planner.get(at("question", draft.slug, "5")).status_code == 403
    draft.refresh_from_db()
    text(planner.get(at("take-back", draft.slug)))
    planner.post(at("take-back", draft.slug), {"revision": draft.revision})
    draft.refresh_from_db()
    planner.post(at("edit", draft.slug), {
        "title": "One way", "ask": "Open it.", "priority": draft.priority_id, "revision": draft.revision,
    })  # fmt: skip
    draft.refresh_from_db()
    assert draft.title == "One way"
    planner.post(at("withdraw", draft.slug), {"because": "Overtaken", "revision": draft.revision})
    assert "Overtaken" in text(planner.get(at("page", draft.slug)))


def test_a_stale_submission_is_refused(planner, draft, tayside):
    finish(draft, tayside.system)
    page = text(planner.post(at("submit", draft.slug), {"revision": draft.revision - 1}))
    assert "changed this while you were editing" in page
    assert Proposal.objects.get(pk=draft.pk).state == "draft"


def test_a_proposal_that_is_not_ready_says_what_it_lacks_on_the_page_that_asks(planner, draft):
    page = text(planner.post(at("submit", draft.slug), {"revision": draft.revision}))
    assert "This proposal is not ready." in page
    assert "Submit this proposal for decision?" in page


def test_the_history_tells_how_it_came_to_say_this(planner, draft, tayside):
    actions.answer_question(
        by=tayside.actor("group-lead"), proposal=draft, code="5", revision=0, text="First"
    )
    actions.answer_question(by=tayside.actor("planner"), proposal=draft, code="5", revision=1, text="Second")
    page = text(planner.get(at("history", draft.slug)))
    assert "Group lead of Tayside" in page
    assert "First → Second" in page


def test_the_list_is_filtered_and_comes_as_csv(planner, draft):
    assert "One way in to help" in text(planner.get(at("list")))
    assert "No proposal matches" in text(planner.get(at("list"), {"state": "decided"}))
    answer = planner.get(at("list"), {"format": "csv"})
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [len(lines), lines[1][0]] == [2, "One way in to help"]


@pytest.mark.parametrize(("name", "args"), [
    ("list", ()), ("add", ()), ("page", (1,)), ("history", (1,)), ("edit", (1,)), ("question", (1, "5")),
    ("option-add", (1,)), ("cost", (1,)), ("submit", (1,)), ("take-back", (1,)), ("withdraw", (1,)),
])  # fmt: skip
def test_strangers_find_nothing_and_readers_only_read(client, draft, tayside, elsewhere, name, args):
    where = at(name, *(draft.slug if arg == 1 else arg for arg in args))
    assert client.get(where).status_code == 302
    client.force_login(elsewhere.people["coordinator"])
    assert client.get(where).status_code == 404
    client.force_login(tayside.people["reader"])
    assert client.get(where).status_code == (200 if name in {"list", "page", "history"} else 403)


def test_what_is_not_there_is_not_found(planner, draft):
    assert planner.get(at("page", "none")).status_code == 404
    assert planner.get(at("question", draft.slug, "17")).status_code == 404
    assert planner.get(at("option-edit", 999)).status_code == 404


def test_the_thread_of_a_submitted_proposal_offers_no_page_that_refuses(planner, draft, tayside):
    offered = "Choose the actions that carry it out"
    assert offered in text(planner.get(at("page", draft.slug)))
    by = tayside.system
    finish(draft, by)
    actions.submit_proposal(by=by, proposal=draft, revision=draft.revision)
    assert offered not in text(planner.get(at("page", draft.slug)))
    assert planner.get(at("edit", draft.slug)).status_code == 403
