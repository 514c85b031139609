"""Knock-on effects move children and lose none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realign.methods.fit.knock_on import knock_on


@given(st.integers(0, 100), st.floats(0, 0.5), st.floats(0, 0.5))
def test_children_are_neither_made_nor_lost(closed, to_b, to_c):
    found = knock_on(
        users={"A": 100, "B": 40, "C": 10}, reduction={"A": closed}, goes_to={"A": {"B": to_b, "C": to_c}}
    )
    assert sum(s.after for s in found.services) + found.without_service == pytest.approx(150)


def test_a_service_with_room_turns_nobody_away():
    found = knock_on(
        users={"A": 10, "B": 5}, reduction={"A": 4}, goes_to={"A": {"B": 1.0}}, capacity={"A": 10, "B": 20}
    )
    assert [s.beyond_capacity for s in found.services] == [0, 0]
    assert found.without_service == 0


def test_where_nothing_is_said_children_go_without():
    assert knock_on(users={"A": 10}, reduction={"A": 4}, goes_to={}).without_service == 4


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reduction": {"A": 11}}, "cannot see 11 fewer"),
        ({"goes_to": {"A": {"Z": 0.5}}}, "without a number of users"),
        ({"goes_to": {"A": {"B": 1.2}}}, "at most 1"),
        ({"goes_to": {"A": {"A": 0.2}}}, "lead back"),
    ],
)
def test_impossible_moves_are_refused(changes, words):
    facts = {"users": {"A": 10, "B": 5}, "reduction": {"A": 4}, "goes_to": {"A": {"B": 0.5}}} | changes
    with pytest.raises(ValueError, match=words):
        knock_on(**facts)
