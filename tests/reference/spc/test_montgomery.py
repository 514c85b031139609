"""Montgomery's textbook charts come out with the limits that R's qicharts2 gives."""

import csv
from collections import defaultdict

import pytest

from realign.methods.indicators.spc.check import check_series
from realign.methods.indicators.spc.options import Options
from realign.methods.indicators.spc.series import PeriodSeries
from realign.methods.indicators.spc.types import ChartKind, RuleSet, SignalRule
from tests.support.realdata import data_path

pytestmark = pytest.mark.realdata


def rows(name):
    with data_path(f"spc/{name}.csv").open() as file:
        return list(csv.DictReader(file))


def groups(name):
    samples = defaultdict(list)
    for row in rows(name):
        if row["obs"]:
            samples[row["sample"]].append(float(row["obs"]))
    return PeriodSeries.of_groups(samples.values(), samples.keys())


def numbers(expected, column):
    return [float(row[column]) if row[column] else None for row in expected]


@pytest.mark.parametrize(
    ("table", "answer", "chart"),
    [
        ("tbl_06.03", "expected_ex_6.3_1", ChartKind.XBAR),
        ("tbl_06.03", "expected_ex_6.3_2", ChartKind.S),
        ("tbl_06.04", "expected_ex_6.4_1", ChartKind.XBAR),
        ("tbl_06.04", "expected_ex_6.4_2", ChartKind.S),
    ],
)
def test_charts_of_piston_rings(table, answer, chart):
    expected = rows(answer)
    result = check_series(groups(table), Options(chart=chart, rules=RuleSet.ANHOEJ))
    assert [p.value for p in result.points] == pytest.approx(numbers(expected, "y"), rel=1e-9)
    assert [p.centre for p in result.points] == pytest.approx(numbers(expected, "cl"), rel=1e-9)
    assert [p.lower for p in result.points] == pytest.approx(numbers(expected, "lcl"), rel=1e-9)
    assert [p.upper for p in result.points] == pytest.approx(numbers(expected, "ucl"), rel=1e-9)
    assert result.signals == ()
    assert result.phases[0].useful == int(expected[0]["n.useful"])
    assert result.phases[0].runs - 1 == float(expected[0]["n.crossings"])


def cost_series():
    table = rows("tbl_06.07")
    return PeriodSeries.of([float(row["cost"]) for row in table], periods=[row["weeks"] for row in table])


def baseline_of(expected):
    return sum(row["baseline"] == "True" for row in expected)


def outside(expected):
    return [i for i, row in enumerate(expected) if row["sigma.signal"] == "True"]


def test_the_individuals_chart_of_costs():
    expected = rows("expected_ex_6.5_3")
    chosen = Options(chart=ChartKind.I, rules=RuleSet.ANHOEJ, baseline=baseline_of(expected))
    result = check_series(cost_series(), chosen)
    assert result.centre == pytest.approx(float(expected[0]["cl"]), rel=1e-12)
    # 2.66 here, 3/1.128 there: half-widths differ by 0.016 per cent
    half = float(expected[0]["ucl"]) - float(expected[0]["cl"])
    assert result.upper - result.centre == pytest.approx(half, rel=2e-4)
    assert [s.start for s in result.signals if s.rule is SignalRule.OUTSIDE] == outside(expected)


def test_the_moving_range_chart_of_costs():
    expected = rows("expected_ex_6.5_4")
    chosen = Options(chart=ChartKind.MR, rules=RuleSet.ANHOEJ, baseline=baseline_of(expected) - 1)
    result = check_series(cost_series(), chosen)
    assert [p.value for p in result.points][1:] == pytest.approx(numbers(expected, "y")[1:])
    assert result.centre == pytest.approx(float(expected[0]["cl"]), rel=1e-12)
    assert result.points[-1].upper == pytest.approx(float(expected[0]["ucl"]), rel=1e-9)
    assert [s.start for s in result.signals if s.rule is SignalRule.OUTSIDE] == outside(expected)
