"""Every rule and every limit a second time, looking at each stretch of points in turn, with no code of the package."""

import json
import math
import statistics
from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

from realign.methods.indicators.spc.check import check_series
from realign.methods.indicators.spc.options import Options
from realign.methods.indicators.spc.series import PeriodSeries
from realign.methods.indicators.spc.types import ChartKind, RuleSet, SignalRule


def stretches(length, size):
    return [range(start, start + size) for start in range(length - size + 1)]


def shift_points(values, centre, size, skip):
    """Points in some stretch of `size` on one side; `skip`: points on the centre neither count nor break."""
    kept = [i for i, y in enumerate(values) if y is not None and not (skip and y == centre)]
    found = set()
    for window in stretches(len(kept), size):
        chosen = [kept[j] for j in window]
        if all(values[i] > centre for i in chosen) or all(values[i] < centre for i in chosen):
            found.update(chosen)
    return found


def trend_points(values, size, skip):
    """Points in some stretch of `size` that only climbs or only falls; `skip`: repeats neither count nor break."""
    kept = [i for i, y in enumerate(values) if y is not None]
    if skip:
        kept = [i for n, i in enumerate(kept) if n == 0 or values[i] != values[kept[n - 1]]]
    found = set()
    for window in stretches(len(kept), size):
        chosen = [kept[j] for j in window]
        steps = [values[b] - values[a] for a, b in pairwise(chosen)]
        if all(step > 0 for step in steps) or all(step < 0 for step in steps):
            found.update(chosen)
    return found


def near_points(z, need, of, beyond, same_side):
    known = [i for i, one in enumerate(z) if one is not None]
    found = set()
    for window in stretches(len(known), of):
        chosen = [known[j] for j in window]
        for side in (1, -1):
            far = [i for i in chosen if side * z[i] > beyond]
            if len(far) >= need and not (same_side and any(side * z[i] <= 0 for i in chosen)):
                found.update(far)
    return found


def hugging_points(z, size):
    known = [i for i, one in enumerate(z) if one is not None]
    found = set()
    for window in stretches(len(known), size):
        chosen = [known[j] for j in window]
        if all(abs(z[i]) < 1 for i in chosen):
            found.update(chosen)
    return found


def expected(values, centre, sigma, rules):
    """The points of each rule, by the lengths in the method note."""
    run_chart = sigma is None
    skip = rules is RuleSet.ANHOEJ or (rules is RuleSet.SCOTLAND and run_chart)
    shift = {RuleSet.SCOTLAND: 6 if run_chart else 8, RuleSet.NHS: 7, RuleSet.WESTERN_ELECTRIC: 8}.get(rules)
    trend = {RuleSet.SCOTLAND: 5 if run_chart else 6, RuleSet.NHS: 7}.get(rules)
    found = {}
    if shift:
        found[SignalRule.SHIFT] = shift_points(values, centre, shift, skip)
    if trend:
        found[SignalRule.TREND] = trend_points(values, trend, skip)
    if not run_chart:
        z = [None if y is None else round((y - centre) / sigma, 9) for y in values]
        found[SignalRule.OUTSIDE] = {i for i, one in enumerate(z) if one is not None and abs(one) > 3}
        if rules is not RuleSet.ANHOEJ:
            found[SignalRule.TWO_OF_THREE] = near_points(z, 2, 3, 2, rules is RuleSet.NHS)
        if rules is RuleSet.WESTERN_ELECTRIC:
            found[SignalRule.FOUR_OF_FIVE] = near_points(z, 4, 5, 1, False)
        if rules is RuleSet.SCOTLAND:
            found[SignalRule.HUGGING] = hugging_points(z, 15)
    return {rule: points for rule, points in found.items() if points}


def about_runs(values, centre, rules, run_chart):
    """Rules that look at the whole series."""
    sides = [y > centre for y in values if y is not None and y != centre]
    runs = 1 + sum(a != b for a, b in pairwise(sides)) if sides else 0
    longest = run = 0
    for place, side in enumerate(sides):
        run = run + 1 if place and side == sides[place - 1] else 1
        longest = max(longest, run)
    found = set()
    if rules is RuleSet.ANHOEJ and sides:
        if longest > round(math.log2(len(sides))) + 3:
            found.add(SignalRule.LONG_RUN)
        if len(sides) > 1 and runs - 1 < stats.binom.ppf(0.05, len(sides) - 1, 0.5):
            found.add(SignalRule.FEW_CROSSINGS)
    if rules is RuleSet.SCOTLAND and run_chart and 10 <= len(sides) <= 60:
        low, high = TABLE[len(sides)]
        if runs < low:
            found.add(SignalRule.FEW_RUNS)
        if runs > high:
            found.add(SignalRule.MANY_RUNS)
    return found


# the published table from 10 useful observations on: fewest and most runs that chance explains
TABLE = dict(
    enumerate(
        json.loads(
            "[[3,9],[3,10],[3,11],[4,11],[4,12],[5,12],[5,13],[5,13],[6,14],[6,15],[6,16],[7,16],[7,17],[7,17],[8,18],"
            "[8,18],[9,19],[10,19],[10,20],[10,20],[11,21],[11,22],[11,23],[12,23],[12,24],[12,24],[13,25],[13,25],"
            "[14,26],[14,26],[15,27]]"
        ),
        start=10,
    )
)
WHOLE = {SignalRule.LONG_RUN, SignalRule.FEW_CROSSINGS, SignalRule.FEW_RUNS, SignalRule.MANY_RUNS}


def lines(kind, values, screen=False):
    """Centre and one sigma, from the definition; `screen` leaves out ranges beyond the limit of a moving range chart."""
    known = [y for y in values if y is not None]
    if kind is ChartKind.RUN:
        return statistics.median(known[:12]), None
    mean = sum(known) / len(known)
    if kind is ChartKind.C:
        return mean, math.sqrt(mean)
    ranges = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    if screen:
        highest = 3.267 * sum(ranges) / len(ranges)
        ranges = [r for r in ranges if r < highest]
    return mean, 2.66 / 3 * sum(ranges) / len(ranges)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [ChartKind.RUN, ChartKind.I, ChartKind.C])
@pytest.mark.parametrize("rules", RuleSet)
def test_signals_of_random_series_with_ties_and_gaps(kind, rules):
    rng = np.random.default_rng(5)
    checked = set()
    for _ in range(150):
        size = int(rng.integers(10, 38))
        drift = rng.choice([0.0, 0.15, -0.15])
        values = [
            int(v) for v in np.clip(np.round(6 + drift * np.arange(size) + rng.normal(0, 1.8, size)), 0, 30)
        ]
        values = [None if i > 2 and rng.random() < 0.05 else v for i, v in enumerate(values)]
        if len({v for v in values if v is not None}) < 3:
            continue
        result = check_series(PeriodSeries.of(values), Options(chart=kind, rules=rules))
        centre, sigma = lines(kind, values, screen=rules is RuleSet.NHS)
        assert result.centre == pytest.approx(centre, rel=1e-12)
        found = {}
        for signal in result.signals:
            if signal.rule not in WHOLE:
                found.setdefault(signal.rule, set()).update(signal.points)
        assert found == expected(values, centre, sigma, rules), values
        whole = {signal.rule for signal in result.signals} & WHOLE
        assert whole == about_runs(values, centre, rules, kind is ChartKind.RUN), values
        checked |= found.keys() | whole
    assert checked, "the series must show the rules at work"


@pytest.mark.parametrize("size", [5, 20, 50, 200])
def test_p_and_u_limits_at_each_size(size):
    counts, sizes = [4, 9, 2, 7, 5, 6], [40, 55, size, 61, 48, 52]
    share, rate = sum(counts) / sum(sizes), sum(counts) / sum(sizes)
    for kind, spread in ((ChartKind.P, share * (1 - share)), (ChartKind.U, rate)):
        points = check_series(PeriodSeries.of(counts, denominators=sizes), Options(chart=kind)).points
        for point, n in zip(points, sizes, strict=True):
            reach = 3 * math.sqrt(spread / n)
            highest = 1 if kind is ChartKind.P else math.inf
            assert (point.lower, point.upper) == pytest.approx(
                (max(0, share - reach), min(highest, share + reach))
            )


def test_means_and_spreads_of_uneven_groups():
    rng = np.random.default_rng(2)
    groups = [rng.normal(50, 4, n).tolist() for n in (4, 5, 3, 5, 4, 2, 6)]
    sizes = [len(group) for group in groups]
    mean = sum(map(sum, groups)) / sum(sizes)
    squares = sum((n - 1) * statistics.variance(group) for n, group in zip(sizes, groups, strict=True))
    spread = math.sqrt(squares / (sum(sizes) - len(sizes)))
    for kind in (ChartKind.XBAR, ChartKind.S):
        for point, n in zip(
            check_series(PeriodSeries.of_groups(groups), Options(chart=kind)).points, sizes, strict=True
        ):
            c4 = math.sqrt(2 / (n - 1)) * math.gamma(n / 2) / math.gamma((n - 1) / 2)
            if kind is ChartKind.XBAR:
                middle, reach = mean, 3 * spread / (c4 * math.sqrt(n))
            else:
                middle, reach = spread, 3 * spread * math.sqrt(1 - c4**2) / c4
            lowest = -math.inf if kind is ChartKind.XBAR else 0
            assert (point.centre, point.lower, point.upper) == pytest.approx(
                (middle, max(lowest, middle - reach), middle + reach)
            )


def test_a_point_on_a_line_is_not_beyond_it():
    counts = [9, 9, 18, 9, 0, 9]
    assert (
        check_series(
            PeriodSeries.of(counts), Options(chart=ChartKind.C, rules=RuleSet.WESTERN_ELECTRIC)
        ).signals
        == ()
    )
    beyond = [9, 9, 19, 9, 0, 8]
    assert {s.rule for s in check_series(PeriodSeries.of(beyond), Options(chart=ChartKind.C)).signals} == {
        SignalRule.OUTSIDE
    }


def test_times_between_events_by_nelson():
    days = [12.0, 30.0, 7.0, 45.0, 21.0, 3.0, 60.0, 18.0]
    power = [day ** (1 / 3.6) for day in days]
    mean = statistics.mean(power)
    reach = 2.66 * statistics.mean(abs(b - a) for a, b in pairwise(power))
    result = check_series(PeriodSeries.of(days), Options(chart=ChartKind.T))
    assert (result.centre, result.lower, result.upper) == pytest.approx(
        (mean**3.6, max(0, mean - reach) ** 3.6, (mean + reach) ** 3.6)
    )


def test_moving_ranges():
    values = [310, 288, 297, None, 298, 307, 303]
    ranges = [22, 9, 9, 4]
    result = check_series(PeriodSeries.of(values), Options(chart=ChartKind.MR))
    assert (result.centre, result.lower, result.upper) == pytest.approx((11, 0, 3.267 * 11))
    assert [point.value for point in result.points if point.value is not None] == pytest.approx(ranges)
