"""Recording, joining, closing and opening again: what changes, what the record says, and nothing on refusal."""

import pytest

from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.registers.gaps import actions, queries
from realign.registers.gaps.models import Concern, Gap
from tests.apps.registers.gaps.worlds import TODAY, said


def verbs(subject):
    return [event.verb for event in audit.history("tayside", subject)]


def test_ind_15_a_gap_holds_its_effect_the_fix_the_owner_and_the_day(gaps):
    """IND-15: gap, effect on monitoring, collective fix, owner, date; the example is “no measure for transitions”."""
    held = queries.gap(gaps["transitions"].partnership, "transitions")
    assert "transition" in held.effect
    assert held.fix
    assert held.owner.email == "analyst@tayside.example"
    assert held.due_on
    assert verbs(held) == ["recorded"]


def test_who_may_not_edit_evidence_records_no_gap(tayside, gaps):
    with pytest.raises(Refusal, match="role"):
        actions.create_gap(
            by=tayside.actor("reader"), owner=tayside.people["reader"], **said(title="Another")
        )
    assert Gap.objects.count() == 3


def test_closing_keeps_the_day_the_ending_and_the_reason(tayside, gaps):
    one = gaps["transitions"]
    actions.close_gap(
        by=tayside.actor("planner"), gap=one, revision=1, ending="seen", reason="Asked in the survey of 2027"
    )
    one.refresh_from_db()
    assert (one.ending, one.ended_on, one.ended_because) == ("seen", TODAY, "Asked in the survey of 2027")
    assert verbs(one)[0] == "closed"


@pytest.mark.parametrize(("ending", "reason"), [("seen", " "), ("gone", "A reason")])
def test_without_a_reason_or_a_known_ending_it_stays_open(tayside, gaps, ending, reason):
    with pytest.raises(Refusal):
        actions.close_gap(
            by=tayside.actor("planner"), gap=gaps["transitions"], revision=1, ending=ending, reason=reason
        )
    assert Gap.objects.get(slug="transitions").is_open


def test_opened_again_it_says_why_and_why_it_had_been_closed(tayside, gaps):
    by, one = tayside.actor("planner"), gaps["transitions"]
    actions.close_gap(by=by, gap=one, revision=1, ending="accepted", reason="It costs too much")
    with pytest.raises(Refusal, match="closed"):
        actions.change_gap(by=by, gap=one, revision=2, title="Other words")
    actions.reopen_gap(by=by, gap=one, revision=2, reason="The question is free now")
    assert one.is_open
    assert one.ended_on is None
    told = list(audit.history("tayside", one))
    assert told[0].detail == {"reason": "The question is free now"}
    assert told[1].detail["changes"]["ended_because"] == ["It costs too much", ""]


def test_an_open_gap_is_not_opened_again(tayside, gaps):
    with pytest.raises(Refusal, match="is open"):
        actions.reopen_gap(by=tayside.actor("planner"), gap=gaps["few"], revision=1, reason="Reason")


def test_the_second_of_two_editors_is_told(tayside, gaps):
    one = gaps["transitions"]
    actions.change_gap(by=tayside.actor("planner"), gap=one, revision=1, fix="Ask the schools")
    with pytest.raises(ChangedMeanwhile):
        actions.change_gap(by=tayside.actor("analyst"), gap=one, revision=1, fix="Ask the leavers")
    assert Gap.objects.get(slug="transitions").fix == "Ask the schools"


def test_a_gap_is_not_left_without_anybody(tayside, gaps):
    with pytest.raises(Refusal, match="no owner"):
        actions.change_gap(by=tayside.actor("planner"), gap=gaps["transitions"], revision=1, owner=None)


def test_a_record_is_joined_once_and_only_if_it_is_there(tayside, gaps):
    by, one = tayside.actor("analyst"), gaps["transitions"]
    for key, why in (("positive-destinations", "already"), ("no-such-thing", "no such record")):
        with pytest.raises(Refusal, match=why):
            actions.create_concern(by=by, gap=one, kind="indicator", key=key)
    with pytest.raises(Refusal, match="no such record"):
        actions.create_concern(by=by, gap=one, kind="unicorn", key="x")
    assert Concern.objects.count() == 1


def test_a_record_taken_away_leaves_its_name_in_the_history(tayside, gaps):
    one = gaps["transitions"]
    actions.remove_concern(by=tayside.actor("analyst"), concern=one.concerns.get())
    assert not one.concerns.exists()
    assert audit.history("tayside", one)[0].detail == {"record": "Positive destinations"}


def test_a_stranger_joins_nothing_to_our_gap(elsewhere, gaps):
    with pytest.raises(Refusal, match="another partnership"):
        actions.create_concern(
            by=elsewhere.actor("analyst"),
            gap=gaps["transitions"],
            kind="indicator",
            key="positive-destinations",
        )
