"""Rates and standardised rates: laws, edges and refusals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realign.methods.indicators.rates import (
    CountMethod,
    count_interval,
    crude_rate,
    proportion,
)
from realign.methods.indicators.standardise import direct_rate, esp2013, indirect_rate, indirect_ratio

bands = st.lists(
    st.tuples(st.integers(0, 50), st.integers(100, 9000), st.integers(1, 7000)), min_size=1, max_size=8
)


def columns(rows):
    return (np.array(column, float) for column in zip(*rows, strict=True))


@pytest.mark.slow
@given(bands)
def test_an_area_as_old_as_the_standard_has_its_crude_rate(rows):
    events, people, _ = columns(rows)
    result = direct_rate(events, people, people)
    if events.sum() < 10:
        assert result.interval is None
    else:
        crude = crude_rate(events.sum(), people.sum(), method=CountMethod.BYAR).interval
        assert result.interval.estimate == pytest.approx(crude.estimate)
        assert result.interval.lower == pytest.approx(crude.lower)


@pytest.mark.slow
@given(bands)
def test_a_direct_rate_lies_between_the_rates_of_its_bands(rows):
    events, people, standard = columns(rows)
    result = direct_rate(events, people, standard)
    if result.interval:
        rates = 100_000 * events / people
        assert rates.min() - 1e-6 <= result.interval.estimate <= rates.max() + 1e-6


def test_the_size_of_the_standard_does_not_matter():
    given_events, people = [12, 18, 30], [400, 500, 600]
    small, large = (direct_rate(given_events, people, np.array([5, 5.5, 5.5]) * k) for k in (1, 1000))
    assert small.interval.upper == pytest.approx(large.interval.upper)


def test_several_events_to_a_person_widen_the_interval_only():
    one = direct_rate([20, 30], [400, 500], [1, 1])
    same = direct_rate([20, 30], [400, 500], [1, 1], events_per_person=[[20, 0], [30, 0]])
    many = direct_rate([20, 30], [400, 500], [1, 1], events_per_person=[[10, 5], [10, 10]])
    assert same.interval == one.interval
    assert many.interval.estimate == one.interval.estimate
    assert many.interval.lower < one.interval.lower
    with pytest.raises(ValueError, match="add up to the events"):
        direct_rate([20, 30], [400, 500], [1, 1], events_per_person=[[20, 5], [30, 0]])


def test_an_area_with_the_reference_rates_has_a_ratio_of_one():
    result = indirect_ratio([5, 8], [500, 400], [100, 200], [10_000, 10_000])
    assert result.expected == 13
    assert result.interval.estimate == 1
    rate = indirect_rate(13, [500, 400], [100, 200], [10_000, 10_000], multiplier=100)
    assert rate.interval.estimate == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("events", "people", "standard", "words"),
    [
        ([1, 2], [10], [1, 1], "one figure for each age band"),
        ([1, -2], [10, 10], [1, 1], "zero or more"),
        ([1, float("nan")], [10, 10], [1, 1], "must be known"),
        ([1, 2], [10, 0], [1, 1], "join empty bands"),
    ],
)
def test_bands_that_do_not_fit_are_refused(events, people, standard, words):
    with pytest.raises(ValueError, match=words):
        direct_rate(events, people, standard)


def test_nothing_expected_is_refused():
    with pytest.raises(ValueError, match="No events are expected"):
        indirect_ratio(3, [100], [0], [1000])


def test_few_events_get_exact_limits():
    assert crude_rate(9, 1000).method == "exact"
    assert crude_rate(10, 1000).method == "Byar"
    assert crude_rate(9, 1000, method=CountMethod.BYAR).method == "Byar"
    assert count_interval(0).lower == 0


def test_a_percentage_is_a_share_times_a_hundred():
    share, percent = proportion(7, 50).interval, proportion(7, 50, 100).interval
    assert percent.upper == pytest.approx(100 * share.upper)


def test_a_rate_needs_people():
    with pytest.raises(ValueError, match="more than zero"):
        crude_rate(3, 0)


def test_the_standard_population_names_its_source():
    standard = esp2013()
    assert sum(standard.weights()) == 100_000
    assert "Eurostat" in standard.source
    with pytest.raises(ValueError, match="no bands"):
        standard.weights("0-9")
