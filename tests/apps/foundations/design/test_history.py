"""What the history on a record’s page says was done to it."""

import pytest
from django.db import transaction

from realign.foundations.audit import actions as audit
from realign.foundations.design.history import entries
from realign.foundations.partnerships.records import create_record
from realign.registers.groups.models import Group


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("changed", "changed this"),
        ("brought into force", "brought this into force"),
        ("merged with another", "merged this with another"),
        ("set up", "set this up"),
        ("decided on", "decided on this"),
        ("changed the roles of", "changed the roles of this"),
        ("said why it may be public of", "gave the reason for publishing this"),
    ],
)
def test_this_stands_where_english_puts_it(tayside, verb, words):
    with transaction.atomic():
        audit.record(by=tayside.system, verb=verb, subject=tayside.partnership)
    assert entries("tayside", tayside.partnership)[0].what == words


def test_a_person_is_named_and_a_field_is_called_as_on_its_form(tayside):
    planner = tayside.people["planner"]
    by = tayside.system
    with transaction.atomic():
        group = create_record(Group, by=by, slug="board", name="Board", kind="strategic", life="standing")
        audit.record(
            by=by,
            verb="released",
            subject=group,
            detail={"changes": {"changed_by_id": [None, planner.pk], "aliases": [[], ["CSPB"]]}},
        )
    detail = entries("tayside", group)[0].detail
    assert f"→ {planner}" in detail
    assert "other names: nothing → CSPB" in detail
