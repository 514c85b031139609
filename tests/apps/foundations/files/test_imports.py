"""From upload to acceptance: each step only when it may be taken, whole or not at all, with its event."""

import pytest

from realign.foundations.audit import queries as audit
from realign.foundations.files import actions, queries, rules
from realign.foundations.files.models import Import
from realign.foundations.files.registry import format_for
from realign.foundations.partnerships.types import Refusal
from realign.registers.indicators.models import Observation
from tests.apps.foundations.files.conftest import BAD, GOOD

State = Import.State


def started(by, text, format="lgbf", **details):
    upload = actions.store_upload(by=by, name="figures.csv", chunks=[text.encode()])
    return actions.start_import(by=by, upload=upload, format=format_for("indicators", format), **details)


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        (State.CHECKING, {State.READY, State.REFUSED}),
        (State.READY, {State.ACCEPTED, State.DISCARDED, State.REFUSED, State.CHECKING}),
        (State.REFUSED, {State.DISCARDED, State.CHECKING}),
        (State.ACCEPTED, set()),
        (State.DISCARDED, set()),
        (State.ERASED, set()),
        (State.PERSONAL, set()),
    ],
)
def test_which_step_follows_which(state, allowed):
    record = Import(state=state)
    assert {to for to in State if rules.LIFE.can_become(record, to)} == allowed
    for to in set(State) - allowed:
        with pytest.raises(Refusal) as refusal:
            rules.LIFE.check_can_become(record, to)
        assert refusal.value.what_to_do


def test_checking_counts_and_writes_nothing(places):
    by = places.actor("analyst")
    record = actions.check_import(by=by, record=started(by, GOOD, producer="Somebody"))
    assert record.state == State.READY
    assert (record.summary["rows"], record.summary["new"]) == (2, 2)
    assert record.producer == "Somebody"
    assert not Observation.objects.exists()


def test_accepting_takes_all_and_leaves_events(places):
    by = places.actor("analyst")
    record = actions.check_import(by=by, record=started(by, GOOD))
    actions.accept_import(by=by, record=record)
    record.refresh_from_db()
    assert (record.state, record.decided_at) == (State.ACCEPTED, by.at)
    assert Observation.objects.filter(brought_by=record).count() == 2
    verbs = [event.verb for event in audit.history("tayside", record)]
    assert verbs == ["imported", "imported indicator values from", "checked", "started to import"]
    assert not list(audit.verify("tayside"))
    with pytest.raises(Refusal, match="This file is already imported"):
        actions.accept_import(by=by, record=record)


def test_a_file_with_problems_can_only_be_set_aside(places):
    by = places.actor("analyst")
    record = actions.check_import(by=by, record=started(by, BAD))
    assert (record.state, record.problem_count) == (State.REFUSED, 2)
    with pytest.raises(Refusal, match="problems"):
        actions.accept_import(by=by, record=record)
    actions.discard_import(by=by, record=record)
    record.refresh_from_db()
    assert record.state == State.DISCARDED
    assert not Observation.objects.exists()


def test_a_file_that_was_fine_and_is_not_any_more_is_refused_on_acceptance(places):
    """Another file, taken in between, cannot make it wrong; an area that is gone can."""
    from realign.registers.places.models import AreaName

    by = places.actor("analyst")
    record = actions.check_import(by=by, record=started(by, GOOD))
    AreaName.objects.filter(folded="angus").delete()
    record = actions.accept_import(by=by, record=record)
    assert (record.state, record.problem_count) == (State.REFUSED, 1)
    assert not Observation.objects.exists()


def test_an_upload_altered_on_disk_is_not_taken_in(places):
    from realign.foundations.files.storage import full_path

    by = places.actor("analyst")
    record = actions.check_import(by=by, record=started(by, GOOD))
    full_path(record.upload.path).write_text(GOOD.replace("50", "99"))
    with pytest.raises(Refusal, match="altered"):
        actions.accept_import(by=by, record=record)
    assert not Observation.objects.exists()


def test_when_writing_fails_nothing_of_it_stays(places, django_assert_max_num_queries):
    from dataclasses import replace

    from realign.foundations.files import registry

    by = places.actor("analyst")
    record = actions.check_import(by=by, record=started(by, GOOD))
    held = format_for("indicators", "lgbf")

    def write_then_fall_over(source, reading):
        held.apply(source, reading)
        raise ValueError("the disk is full")

    failing = replace(held, apply=write_then_fall_over)
    with registry.IMPORTS.holding(failing), pytest.raises(ValueError, match="disk"):
        actions.accept_import(by=by, record=record)
    record.refresh_from_db()
    assert record.state == State.READY
    assert not Observation.objects.exists()


def test_an_unknown_setting_or_choice_is_refused(places):
    by = places.actor("analyst")
    with pytest.raises(Refusal, match="no setting “colour”"):
        started(by, GOOD, options={"colour": "red"})
    with pytest.raises(Refusal, match="not possible"):
        started(by, GOOD, options={"impossible": "maybe"})
    assert not Import.objects.exists()


def test_only_the_first_two_hundred_problems_are_shown_and_all_are_in_the_file(places):
    by = places.actor("analyst")
    header, row = BAD.splitlines()[0], ",Atlantis,CHN4,% of pupils,2018-19,50,Yes"
    record = actions.check_import(by=by, record=started(by, "\n".join([header, *[row] * 250])))
    assert record.problem_count == 250
    assert len(queries.problems(record)) == 200
    assert len(list(queries.all_problems(record))) == 251


def test_imports_are_their_partnerships_own(places, elsewhere):
    by = places.actor("analyst")
    record = actions.check_import(by=by, record=started(by, GOOD))
    assert not queries.imports(elsewhere.partnership)
    with pytest.raises(Import.DoesNotExist):
        actions.accept_import(by=elsewhere.actor("analyst"), record=record)
