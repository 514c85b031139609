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


def test_a_changed_event_is_found(tayside):
    Event.objects.filter(scope="tayside", number=3).update(actor_name="Somebody else")
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
