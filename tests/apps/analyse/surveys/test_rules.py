"""Who may check what, as tables."""

import pytest

from realign.analyse.surveys import rules
from realign.analyse.surveys.models import ReleaseRequest

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
    assert rules.state_after(verdicts) == after


def test_every_state_has_a_way_on_or_is_an_end():
    assert set(rules.TRANSITIONS) == set(State)
    ends = {state for state, onward in rules.TRANSITIONS.items() if not onward}
    assert ends == {State.RELEASED, State.REJECTED, State.WITHDRAWN}


def test_nothing_is_released_without_two_views():
    before_release = [state for state, onward in rules.TRANSITIONS.items() if State.RELEASED in onward]
    assert before_release == [State.REVIEWED]
    before_that = {state for state, onward in rules.TRANSITIONS.items() if State.REVIEWED in onward}
    assert before_that == {State.PART_REVIEWED}
