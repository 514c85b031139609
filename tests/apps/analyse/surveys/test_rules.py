"""Who may check what, as tables."""

import pytest

from realign.analyse.surveys.models import ReleaseRequest
from realign.analyse.surveys.release import rules as release_rules
from realign.analyse.surveys.release.types import TakenPart
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Actor, Refusal
from tests.support.cast import NOON

State = ReleaseRequest.State


@pytest.mark.parametrize(
    ("verdicts", "after"),
    [
        (["release"], State.PART_REVIEWED),
        (["reject"], State.PART_REVIEWED),
        (["release", "release"], State.REVIEWED),
        (["release", "return"], State.RETURNED),
        (["return", "return"], State.RETURNED),
        (["release", "reject"], State.REJECTED),
        (["reject", "return"], State.REJECTED),
    ],
)
def test_a_table_goes_on_only_when_both_say_so(verdicts, after):
    assert release_rules.state_after(verdicts) == after


def test_every_state_has_a_way_on_or_is_an_end():
    assert set(release_rules.LIFE.steps) == set(State)
    ends = {state for state, onward in release_rules.LIFE.steps.items() if not onward}
    assert ends == {State.RELEASED, State.REJECTED, State.WITHDRAWN}


def test_nothing_is_released_without_two_views():
    before_release = [state for state, onward in release_rules.LIFE.steps.items() if State.RELEASED in onward]
    assert before_release == [State.REVIEWED]
    before_that = {state for state, onward in release_rules.LIFE.steps.items() if State.REVIEWED in onward}
    assert before_that == {State.PART_REVIEWED}


ASKER, CHECKER, THIRD = 1, 2, 3
TOO_EARLY = "This request is waiting for the second checker, so it cannot become released."
TOO_LATE = "This request is already released, so it cannot become that again."
TAKEN_PART = TakenPart(requesters=frozenset({ASKER}), checkers=frozenset({CHECKER}))


def acting(user_id, *permissions):
    return Actor(Partnership(), NOON, "Somebody", user_id=user_id, permissions=frozenset(permissions))


@pytest.mark.parametrize(
    ("user_id", "permissions", "state", "may", "why_not"),
    [
        (THIRD, ["release.publish"], State.REVIEWED, True, ""),
        (ASKER, ["release.publish"], State.REVIEWED, False, "You asked for this; another person must release it."),
        (CHECKER, ["release.publish"], State.REVIEWED, False, "You checked this; another person must release it."),
        (THIRD, [], State.REVIEWED, False, ""),
        (THIRD, ["release.publish"], State.PART_REVIEWED, False, TOO_EARLY),
        (THIRD, ["release.publish"], State.RELEASED, False, TOO_LATE),
    ],
)  # fmt: skip
def test_a_table_is_let_out_by_somebody_who_neither_asked_for_it_nor_checked_it(
    user_id, permissions, state, may, why_not
):
    actor, request = acting(user_id, *permissions), ReleaseRequest(state=state)
    assert release_rules.can_let_out(actor, request, TAKEN_PART) is may
    assert release_rules.why_not_let_out(actor, request, TAKEN_PART) == why_not
    if why_not:
        with pytest.raises(Refusal):
            release_rules.check_may_let_out(actor, request, TAKEN_PART)
    else:
        release_rules.check_may_let_out(actor, request, TAKEN_PART)


def test_a_table_is_checked_by_somebody_who_neither_asked_for_it_nor_changed_or_submitted_it():
    request = ReleaseRequest(state=State.SUBMITTED)
    may = {
        user: release_rules.can_review(acting(user, "release.check"), request, [], TAKEN_PART)
        for user in (ASKER, CHECKER, THIRD)
    }
    assert may == {ASKER: False, CHECKER: True, THIRD: True}, "who checked an earlier round may check again"
