"""The chain of events holds, and shows when somebody meddles with it."""

import pytest
from django.db import transaction

from realign.foundations.audit import actions, queries
from realign.foundations.audit.models import Event
from realign.foundations.audit.presenters import sentence


def test_setting_up_a_partnership_leaves_a_chain_that_holds(tayside):
    assert queries.events("tayside").count() > 5
    assert list(queries.verify()) == []


def test_an_event_reads_as_a_sentence(tayside):
    first = queries.events("tayside").last()
    assert sentence(first) == "Set-up set up the partnership “Tayside”"


def changed(**changes):
    return Event(
        actor_name="Ann Smith",
        verb="changed",
        subject_type="priorities.action",
        subject_label="Open hubs",
        detail={"changes": changes},
    )


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (
            changed(due_on=["2026-05-01", "2026-06-03"]),
            "Ann Smith changed the due date of the action “Open hubs” from 1 May 2026 to 3 June 2026",
        ),
        (
            changed(
                state=["draft", "published"], frozen=[{}, {"body": "<p>"}], fingerprint=["", "629e47" * 10]
            ),
            "Ann Smith changed the state of the action “Open hubs” from draft to published",
        ),
        (changed(due_on=[None, "2026-06-03"]), "set the due date of the action “Open hubs” to 3 June 2026"),
        (changed(lead_person=["Bob", ""]), "removed the lead official of the action “Open hubs” (Bob)"),
        (
            changed(title=["Open hub", "Open hubs"], lead_person=["", "Bob"]),
            "changed the action “Open hubs”: title from Open hub to Open hubs; lead official set to Bob",
        ),
        (
            changed(due_on=["2026-05-01", "2026-06-03"], change_reason=["", "The building is late"]),
            "to 3 June 2026, reason: The building is late",
        ),
        (changed(content=[{}, {"body": "<p>…"}]), "Ann Smith changed the content of the action “Open hubs”"),
        (
            Event(
                actor_name="Bob",
                verb="took a finding from",
                subject_type="priorities.priority",
                subject_label="Feel heard",
                detail={"finding": "One in five worry"},
            ),
            "Bob removed a finding from the priority “Feel heard”: One in five worry",
        ),
    ],
)
def test_a_change_says_what_it_was_and_is(event, words):
    assert sentence(event).endswith(words)


def test_a_changed_event_is_found(tayside):
    Event.objects.filter(scope="tayside", number=3).update(actor_name="Another person")
    assert [(b.number, b.reason) for b in queries.verify("tayside")] == [
        (3, "its contents no longer match its fingerprint")
    ]


def test_a_removed_event_is_found(tayside):
    Event.objects.filter(scope="tayside", number=4).delete()
    assert "event 4 is missing" in next(queries.verify("tayside")).reason


def test_cutting_off_the_end_is_found(tayside):
    last = queries.events("tayside").first()
    Event.objects.filter(pk=last.pk).delete()
    assert "events were added but" in next(queries.verify("tayside")).reason


def test_chains_of_two_partnerships_are_apart(tayside, elsewhere):
    numbers = set(queries.events("tayside").values_list("number", flat=True))
    assert numbers == set(range(1, len(numbers) + 1))


@pytest.mark.django_db(transaction=True)
def test_an_event_cannot_be_written_apart_from_its_change(tayside):
    assert not transaction.get_connection().in_atomic_block
    with pytest.raises(RuntimeError, match="outside a transaction"):
        actions.record(by=tayside.system, verb="changed", subject=tayside.partnership)
