"""Every limit of need and services, exactly at it and just beside it."""

import pytest

from realign.methods.fit.hidden import chapman
from realign.methods.fit.knock_on import knock_on
from realign.methods.fit.need import Fit, fit_to_need, need_from_prevalence, spend_per_child
from realign.methods.fit.table import NeedServiceTable, kappa, measure
from realign.methods.fit.waiting import waiting_outlook
from realign.methods.intervals import Interval


@pytest.mark.parametrize(("fewer", "held"), [(0, True), (100, True), (100.5, False), (-0.5, False)])
def test_a_service_may_lose_none_of_its_children_or_all_of_them(fewer, held):
    asked = {"users": {"A": 100, "B": 40}, "reduction": {"A": fewer}, "goes_to": {"A": {"B": 1.0}}}
    if held:
        moved = knock_on(**asked)
        assert [one.after for one in moved.services] == [100 - fewer, 40 + fewer]
        assert moved.without_service == 0
    else:
        with pytest.raises(ValueError, match="cannot see"):
            knock_on(**asked)


@pytest.mark.parametrize(
    ("shares", "held"),
    [({"B": 0.0}, True), ({"B": 1.0}, True), ({"B": 1.1}, False), ({"B": -0.1}, False)],
)
def test_shares_run_from_nobody_to_everybody(shares, held):
    asked = {"users": {"A": 100, "B": 40}, "reduction": {"A": 10}, "goes_to": {"A": shares}}
    if held:
        assert knock_on(**asked).without_service == pytest.approx(10 * (1 - shares["B"]))
    else:
        with pytest.raises(ValueError, match="zero or more, add up to at most 1"):
            knock_on(**asked)


def test_a_service_that_is_exactly_full_has_nobody_beyond_its_places():
    moved = knock_on(
        users={"A": 100, "B": 40}, reduction={"A": 10}, goes_to={"A": {"B": 1}}, capacity={"B": 50}
    )
    assert moved.services[1].beyond_capacity == 0


@pytest.mark.parametrize(
    ("prevalence", "held"),
    [((0, 0, 1), True), ((1, 0, 1), True), ((0.5, -0.01, 1), False), ((0.5, 0, 1.01), False)],
)
def test_a_prevalence_may_be_nobody_or_everybody(prevalence, held):
    if held:
        assert need_from_prevalence(Interval(*prevalence), 100).estimate == 100 * prevalence[0]
    else:
        with pytest.raises(ValueError, match="from 0 to 1"):
            need_from_prevalence(Interval(*prevalence), 100)


def test_a_population_may_be_nobody():
    assert need_from_prevalence(Interval(0.5, 0.4, 0.6), Interval(5, 0, 9)).estimate == 2.5


def test_no_places_at_all_leave_every_need_unmet():
    assert fit_to_need(Interval(10, 8, 12), 0).unmet == Interval(10, 8, 12)


@pytest.mark.parametrize(("places", "short"), [(80, False), (79, True)])
def test_a_shortage_is_sure_only_where_the_lowest_need_is_more_than_the_places(places, short):
    assert fit_to_need(Interval(100, 80, 130), places).surely_short is short


def test_need_that_reaches_exactly_zero_has_neither_coverage_nor_spend():
    assert fit_to_need(Interval(10, 0, 30), 5).coverage is None
    assert isinstance(fit_to_need(Interval(10, 0.1, 30), 5), Fit)
    assert fit_to_need(Interval(10, 0.1, 30), 5).coverage is not None
    assert spend_per_child(0, Interval(2, 1, 3)).estimate == 0


def test_lists_that_share_everybody_or_nobody():
    assert chapman(10, 20, 10).missed == 0
    assert chapman(0, 0, 0).size == Interval(0, 0, 0)
    with pytest.raises(ValueError, match="below zero"):
        chapman(10, 20, -1)


def test_a_table_may_have_empty_cells_but_not_be_empty():
    table = NeedServiceTable(0, 5, 0, 5)
    assert measure(table).coverage.estimate == 0
    assert measure(table).targeting is None
    assert kappa(NeedServiceTable(5, 0, 0, 0)) is None
    for cells in ((-1, 5, 0, 5), (float("inf"), 1, 1, 1)):
        with pytest.raises(ValueError, match="zero or more"):
            NeedServiceTable(*cells)


@pytest.mark.parametrize(("changed", "held"), [
    ({"waiting": 0}, True), ({"arrivals": 0}, True), ({"capacity": 0}, True), ({"periods": 0}, True),
    ({"leave_unseen": 0}, True),
    ({"waiting": -1}, False), ({"arrivals": -1}, False), ({"capacity": -1}, False), ({"periods": -1}, False),
    ({"leave_unseen": -0.1}, False), ({"leave_unseen": 1}, False), ({"leave_unseen": 0.99}, True),
])  # fmt: skip
def test_flows_may_be_nothing(changed, held):
    asked = {"waiting": 60, "arrivals": 20, "capacity": 25, "periods": 3} | changed
    if held:
        assert len(waiting_outlook(**asked).periods) == asked["periods"]
    else:
        with pytest.raises(ValueError, match="zero or more"):
            waiting_outlook(**asked)


@pytest.mark.parametrize(("arrivals", "clears"), [(25, None), (24, 60)])
def test_a_list_that_as_many_join_as_are_seen_never_clears(arrivals, clears):
    assert waiting_outlook(waiting=60, arrivals=arrivals, capacity=25, periods=1).clears_in == clears


def test_a_list_of_nobody_is_clear_already():
    assert waiting_outlook(waiting=0, arrivals=50, capacity=25, periods=1).clears_in == 0
