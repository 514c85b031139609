"""Hidden groups and waiting lists."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realign.methods.fit.hidden import chapman
from realign.methods.fit.waiting import waiting_outlook
from realign.methods.intervals import Interval


def test_chapman_from_its_definition():
    found = chapman(200, 150, 30)
    assert found.size.estimate == pytest.approx(201 * 151 / 31 - 1)
    assert found.seen == 320
    assert found.standard_error == pytest.approx(math.sqrt(201 * 151 * 170 * 120 / (31**2 * 32)))


@given(st.integers(1, 200), st.integers(1, 200), st.data())
def test_a_hidden_group_is_never_smaller_than_the_children_seen(first, second, data):
    both = data.draw(st.integers(0, min(first, second)))
    found = chapman(first, second, both)
    assert found.size.lower >= found.seen - 1e-9
    assert found.missed >= 0


def test_lists_that_overlap_wholly_miss_nobody():
    assert chapman(50, 50, 50).size == Interval(50, 50, 50)


def test_more_on_both_lists_than_on_one_is_refused():
    with pytest.raises(ValueError, match="cannot be more"):
        chapman(10, 20, 11)


def test_a_list_grows_by_arrivals_less_capacity():
    outlook = waiting_outlook(waiting=10, arrivals=30, capacity=25, periods=4)
    assert [p.waiting for p in outlook.periods] == [15, 20, 25, 30]
    assert outlook.clears_in is None
    assert outlook.wait_at_end == 30 / 25


def test_a_list_that_empties_leaves_idle_capacity():
    outlook = waiting_outlook(waiting=5, arrivals=20, capacity=30, periods=2)
    assert [(p.waiting, p.seen, p.idle) for p in outlook.periods] == [(0, 25, 5), (0, 20, 10)]
    assert outlook.clears_in == 0.5


@pytest.mark.slow
@given(st.integers(1, 500), st.integers(0, 40), st.integers(1, 40), st.floats(0, 0.5))
def test_children_are_neither_made_nor_lost(waiting, arrivals, capacity, leave):
    outlook = waiting_outlook(
        waiting=waiting, arrivals=arrivals, capacity=capacity, periods=12, leave_unseen=leave
    )
    stock = waiting
    for period in outlook.periods:
        assert stock * (1 - leave) + arrivals == pytest.approx(period.seen + period.waiting)
        assert period.seen + period.idle == pytest.approx(capacity)
        stock = period.waiting


def test_the_time_to_clear_agrees_with_stepping_through_it():
    outlook = waiting_outlook(waiting=300, arrivals=20, capacity=25, periods=60, leave_unseen=0.05)
    emptied = next(p.period for p in outlook.periods if p.waiting == 0)
    assert emptied == math.ceil(outlook.clears_in)


def test_without_capacity_there_is_no_wait_to_name():
    outlook = waiting_outlook(waiting=3, arrivals=1, capacity=0, periods=1)
    assert outlook.wait_at_start is None
    assert outlook.clears_in is None


def test_impossible_flows_are_refused():
    with pytest.raises(ValueError, match="zero or more"):
        waiting_outlook(waiting=-1, arrivals=1, capacity=1, periods=1)
