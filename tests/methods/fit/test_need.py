"""Need estimated from prevalence, and what is provided beside it."""

import pytest

from realign.methods.fit.need import (
    fit_to_need,
    need_from_prevalence,
    spend_per_child,
)
from realign.methods.intervals import Interval


def test_need_is_prevalence_times_population():
    need = need_from_prevalence(Interval(0.26, 0.24, 0.285), 8459)
    assert (need.estimate, need.lower, need.upper) == pytest.approx((2199.34, 2030.16, 2410.815))


def test_an_uncertain_population_widens_need():
    prevalence = Interval(0.26, 0.24, 0.285)
    sure, unsure = (
        need_from_prevalence(prevalence, 8459),
        need_from_prevalence(prevalence, Interval(8459, 8000, 9000)),
    )
    assert unsure.lower < sure.lower < sure.upper < unsure.upper


def test_percentages_are_refused_as_prevalence():
    with pytest.raises(ValueError, match="Divide percentages by 100"):
        need_from_prevalence(Interval(26, 24, 28), 100)


def test_capacity_of_120_for_a_need_of_900_covers_13_per_cent():
    fit = fit_to_need(Interval(900, 800, 1000), 120)
    assert round(100 * fit.coverage.estimate) == 13
    assert fit.coverage.lower < fit.coverage.estimate < fit.coverage.upper
    assert fit.surely_short


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: need_from_prevalence(Interval(0.2, 0.1, 0.3), Interval(5, -1, 9)),
            "population cannot be negative",
        ),
        (lambda: fit_to_need(Interval(5, 4, 6), -1), "zero or more"),
        (lambda: spend_per_child(-1, Interval(2, 1, 3)), "zero or more pounds"),
    ],
)
def test_impossible_figures_are_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_more_places_than_need_leaves_nothing_unmet_and_coverage_above_one():
    fit = fit_to_need(Interval(100, 80, 130), 150)
    assert fit.unmet == Interval(0, 0, 0)
    assert fit.coverage.estimate == 1.5
    assert not fit.surely_short


def test_it_is_not_sure_that_there_is_a_shortage_when_the_interval_reaches_the_places():
    fit = fit_to_need(Interval(100, 80, 130), 90)
    assert not fit.surely_short
    assert fit.unmet.lower == 0


def test_need_that_may_be_nothing_has_no_coverage():
    assert fit_to_need(Interval(10, 0, 30), 5).coverage is None


def test_spend_for_each_child_is_dearest_when_there_are_fewest():
    cost = spend_per_child(22_000_000, Interval(2176, 2000, 2400))
    assert cost.upper == 11_000
    assert cost.lower < cost.estimate < cost.upper
    assert spend_per_child(0, Interval(2176, 2000, 2400)).estimate == 0


def test_without_a_child_for_sure_there_is_no_spend_for_each():
    assert spend_per_child(1, Interval(2, 0, 5)) is None
    assert spend_per_child(1, Interval(2, 0.5, 5)) is not None
