"""Inequality measures: laws, edges, and second opinions from individual children."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from realign.methods.inequality.concentration import concentration_index
from realign.methods.inequality.duncan import dissimilarity, dissimilarity_interval, ordered_segregation
from realign.methods.inequality.equity import Equity, use_given_need
from realign.methods.inequality.gaps import attributable_percent, gap
from realign.methods.inequality.ranks import deprivation_ranks
from realign.methods.inequality.slope import SlopeScale, slope_index
from realign.methods.intervals import Interval

groups = st.lists(st.tuples(st.integers(2, 60), st.integers(1, 60)), min_size=3, max_size=10).map(
    lambda rows: ([n for n, _ in rows], [min(n, x) for n, x in rows])
)


def individuals(people, events):
    """One row for each child: rank of the group, and yes or no."""
    ranks = np.repeat(deprivation_ranks(people), people)
    yes = np.concatenate([np.r_[np.ones(x), np.zeros(n - x)] for n, x in zip(people, events, strict=True)])
    return ranks, yes


@pytest.mark.slow
@given(groups)
@example(([45, 42, 2, 56], [7, 4, 2, 1]))  # the least deprived value is next to nothing
def test_the_slope_agrees_with_a_regression_on_every_child(rows):
    people, events = rows
    ranks, yes = individuals(people, events)
    slope, intercept = np.polyfit(ranks, yes, 1)
    found = slope_index(np.divide(events, people), people)
    assert found.sii.estimate == pytest.approx(-slope, abs=1e-9)
    assert found.most_deprived == pytest.approx(intercept, abs=1e-9)
    assert found.overall == pytest.approx(yes.mean())


def exact_ratio(people, events):
    """Fitted most ÷ fitted least deprived by least squares in whole numbers and fractions, without any rounding."""
    total, before, ranks = sum(people), 0, []
    for n in people:
        ranks.append(Fraction(2 * before + n, 2 * total))
        before += n
    mean = Fraction(sum(events), total)
    x = sum(n * r for n, r in zip(people, ranks, strict=True)) / Fraction(total)
    top = sum(e * (r - x) for e, r in zip(events, ranks, strict=True))
    slope = top / sum(n * (r - x) ** 2 for n, r in zip(people, ranks, strict=True))
    return float((mean - slope * x) / (mean + slope * (1 - x)))


@pytest.mark.parametrize(
    ("people", "events"),
    [
        ([45, 42, 2, 56], [7, 4, 2, 1]),  # the least deprived end is next to nothing
        ([14, 9, 22], [1, 9, 22]),  # the most deprived end
    ],
)
def test_a_limit_that_no_number_can_hold_is_unknown(people, events):
    ratio = slope_index(np.divide(events, people), people).rii_ratio
    assert ratio.estimate == pytest.approx(exact_ratio(people, events), rel=1e-9)
    assert (ratio.lower, ratio.upper) == (None, None)


def test_a_gap_with_limits_beyond_all_numbers_says_that_they_are_unknown():
    ratio = gap(Interval(20.0, 1e-300, 1e300), Interval(10.0, 9.0, 11.0)).ratio
    assert ratio.estimate == pytest.approx(2)
    assert 1e298 < ratio.upper < 1e300
    wider = gap(Interval(20.0, 1e-300, 1e300), Interval(10.0, 1e-300, 1e300)).ratio
    assert (wider.lower, wider.upper) == (None, None)


def test_a_line_whose_end_is_too_large_on_its_scale_is_refused():
    with pytest.raises(ValueError, match="Use the natural scale"):
        slope_index([1e300, 1.0, 1e-300], [1, 1000, 1], scale=SlopeScale.LOG)


@pytest.mark.slow
@given(groups)
def test_concentration_agrees_with_the_convenient_regression_on_every_child(rows):
    people, events = rows
    ranks, yes = individuals(people, events)
    slope = np.polyfit(ranks, 2 * ranks.var() * yes / yes.mean(), 1)[0]
    found = concentration_index(np.divide(events, people), people)
    assert found.index.estimate == pytest.approx(slope, abs=1e-9)
    assert -1 <= found.index.estimate <= 1


@pytest.mark.slow
@given(groups)
def test_the_concentration_curve_holds_the_index(rows):
    people, events = rows
    found = concentration_index(np.divide(events, people), people)
    across, up = np.array(found.curve).T
    area = np.trapezoid(up, across)
    assert found.index.estimate == pytest.approx(1 - 2 * area, abs=1e-9)
    assert found.curve[0] == (0, 0)
    assert found.curve[-1] == (pytest.approx(1), pytest.approx(1))


def test_erreygers_mirrors_when_absence_is_counted_and_the_plain_index_does_not():
    people = [400, 300, 300]
    yes, no = np.array([0.3, 0.2, 0.1]), np.array([0.7, 0.8, 0.9])
    first, second = concentration_index(yes, people), concentration_index(no, people)
    assert first.erreygers == pytest.approx(-second.erreygers)
    assert first.wagstaff == pytest.approx(-second.wagstaff)
    assert abs(first.index.estimate) > 2 * abs(second.index.estimate)


@pytest.mark.slow
def test_the_grouped_standard_error_agrees_with_drawing_children_again():
    people, rates = np.array([420, 390, 410, 430, 350]), np.array([0.2, 0.164, 0.137, 0.112, 0.089])
    rng = np.random.default_rng(11)
    drawn = []
    for _ in range(3000):
        size = rng.multinomial(people.sum(), people / people.sum())
        drawn.append(concentration_index(rng.binomial(size, rates) / size, size).index.estimate)
    interval = concentration_index(rates, people).index
    error = (interval.upper - interval.lower) / 2 / 1.96
    assert error == pytest.approx(np.std(drawn), rel=0.05)  # 3,000 draws know it to about 1.3 per cent


def test_where_all_groups_are_alike_nothing_is_unequal():
    found = slope_index([12.0] * 5, [100] * 5)
    assert found.sii.estimate == pytest.approx(0)
    assert found.rii_ratio.estimate == pytest.approx(1)
    assert concentration_index([0.12] * 5, [100] * 5).index.estimate == pytest.approx(0)
    assert attributable_percent([12.0] * 5, [100] * 5) == pytest.approx(0)


@given(st.floats(0.1, 100))
def test_the_unit_changes_the_slope_but_not_the_relative_indexes(factor):
    values, people = np.array([20.0, 16, 13, 11, 9]), [42, 39, 41, 43, 35]
    one, other = slope_index(values, people), slope_index(values * factor, people)
    assert other.sii.upper == pytest.approx(one.sii.upper * factor)
    assert other.rii_of_mean.lower == pytest.approx(one.rii_of_mean.lower)
    assert other.rii_ratio.upper == pytest.approx(one.rii_ratio.upper)


def test_a_line_that_ends_below_zero_has_no_ratio():
    assert slope_index([30.0, 10, 2, 1, 0], [100] * 5).rii_ratio is None


def test_scales_bend_the_line_but_agree_where_inequality_is_small():
    values, people, errors = np.array([0.22, 0.21, 0.2, 0.19, 0.18]), [500] * 5, [0.01] * 5
    natural, logit, log = (
        slope_index(values, people, standard_errors=errors, scale=s).sii.estimate for s in SlopeScale
    )
    assert logit == pytest.approx(natural, rel=0.02)
    assert log == pytest.approx(natural, rel=0.02)


def test_an_absent_group_is_refused_not_passed_over():
    with pytest.raises(ValueError, match="No value for group 2"):
        slope_index([20.0, None, 12], [10, 10, 10])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: slope_index([1.0, 2], [10, 10]), "at least 3 groups"),
        (lambda: slope_index([1.0, 2, 3], [10, 0, 10]), "more than zero"),
        (lambda: slope_index([1.0, 0, 3], [10, 10, 10], scale=SlopeScale.LOG), "above zero"),
        (lambda: slope_index([20.0, 10, 3], [10, 10, 10], scale=SlopeScale.LOGIT), "divide per cent"),
        (lambda: slope_index([0.0, 0, 0], [10, 10, 10]), "above zero"),
        (lambda: concentration_index([20.0, 10, 3], [10, 10, 10]), "Divide per cent"),
        (lambda: concentration_index([0.0, 0, 0], [10, 10, 10]), "above zero"),
        (lambda: attributable_percent([3.0, 2, 0], [10, 10, 10]), "nothing can be compared"),
        (lambda: dissimilarity([1, 2], [1]), "for each place"),
        (lambda: dissimilarity([0, 0], [1, 2]), "at least one member"),
        (lambda: ordered_segregation([1, 2], [1, 2], [5]), "outcome of each place"),
        (lambda: ordered_segregation([1, 2], [1, 2], [5, np.nan]), "outcome of each place"),
        (lambda: use_given_need([5, 5, 5], [4, 9, 9], [20, 20, 20]), "no more than"),
        (lambda: use_given_need([5, 5], [4, 9, 9], [20, 20, 20]), "for each group"),
    ],
)
def test_what_cannot_be_worked_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_a_gap_with_nothing_at_one_end_has_no_ratio():
    found = gap(Interval(5, 3, 8), Interval(1, 0, 3))
    assert found.ratio is None
    assert found.absolute.estimate == 4


def test_concentration_of_a_score_uses_its_bounds():
    found = concentration_index([48.0, 50, 52], [10, 10, 10], bounds=(14.0, 70.0))
    assert found.wagstaff is None
    assert found.erreygers == pytest.approx(4 * 50 / 56 * found.index.estimate)


def test_inverse_care_is_seen_when_the_better_off_get_more_for_the_same_need():
    people = [2000] * 5
    need = [600, 500, 400, 300, 200]
    inverse = use_given_need([120, 125, 140, 135, 120], need, people)
    assert inverse.equity is Equity.INVERSE_CARE
    assert inverse.need.estimate < inverse.use.estimate
    assert inverse.use_less_need.estimate == pytest.approx(inverse.use.estimate - inverse.need.estimate)
    fair = use_given_need([n // 4 for n in need], need, people)
    assert fair.equity is Equity.NO_CLEAR_GRADIENT
    assert fair.use_given_need.estimate == pytest.approx(0)
    assert use_given_need([300, 150, 80, 30, 10], need, people).equity is Equity.PRO_DEPRIVED


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 50)), min_size=2, max_size=12))
def test_dissimilarity_is_what_must_move(rows):
    a, b = np.array(rows, float).T
    index = dissimilarity(a, b)
    surplus = a / a.sum() - b / b.sum()
    assert index == pytest.approx(surplus[surplus > 0].sum(), abs=1e-12)
    assert dissimilarity(b, a) == pytest.approx(index)
    assert 0 <= index <= 1


def test_two_people_picked_by_chance_say_the_same_as_the_ordered_index():
    """The chance that one of the group lives where the outcome is lower than for one of the others, less the reverse."""
    group, others, outcome = [5, 2, 9], [4, 8, 3], [7.0, 1.0, 4.0]
    a, b = np.repeat(outcome, group), np.repeat(outcome, others)
    lower, higher = (a[:, None] < b).mean(), (a[:, None] > b).mean()
    assert ordered_segregation(group, others, outcome) == pytest.approx(lower - higher, abs=1e-12)


def test_chance_alone_looks_uneven_and_is_corrected():
    rng = np.random.default_rng(5)
    a, b = rng.multinomial(120, [1 / 40] * 40), rng.multinomial(400, [1 / 40] * 40)
    assert dissimilarity(a, b) > 0.15
    interval = dissimilarity_interval(a, b, rng=np.random.default_rng(1), replicates=500)
    assert interval.estimate < dissimilarity(a, b)
    assert interval == dissimilarity_interval(a, b, rng=np.random.default_rng(1), replicates=500)


def test_separate_groups_are_wholly_dissimilar():
    interval = dissimilarity_interval([50, 0], [0, 60], rng=np.random.default_rng(1), replicates=100)
    assert interval == Interval(1, 1, 1)
