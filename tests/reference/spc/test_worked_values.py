"""The worked run chart, XmR chart, p chart and runs tables come out."""

import json
from pathlib import Path

import pytest

from realign.methods.indicators.spc.check import check_series
from realign.methods.indicators.spc.options import Options
from realign.methods.indicators.spc.runs_table import RunsTable, runs_bounds
from realign.methods.indicators.spc.series import PeriodSeries
from realign.methods.indicators.spc.types import ChartKind, Direction, SignalRule

VALUES = json.loads((Path(__file__).parent / "values.json").read_text())


def test_the_run_chart_shows_a_shift_of_eight_and_an_ordinary_number_of_runs():
    given = VALUES["run_chart"]
    result = check_series(PeriodSeries.of(given["values"]), Options(baseline=given["baseline"]))
    [signal] = result.signals
    assert result.centre == given["median"]
    assert (signal.rule, signal.direction) == (SignalRule.SHIFT, Direction.ABOVE)
    assert len(signal.points) == given["shift_length"]
    assert signal.points == tuple(range(11, 19))
    assert (result.phases[0].useful, result.phases[0].runs) == (given["useful"], given["runs"])


def test_the_xmr_chart_of_the_first_twelve():
    values, expected = VALUES["run_chart"]["values"][:12], VALUES["xmr"]
    result = check_series(PeriodSeries.of(values), Options(chart=ChartKind.I))
    assert (result.centre, result.lower, result.upper) == pytest.approx(
        (expected["mean"], expected["lower"], expected["upper"]), abs=5e-5
    )


def test_the_p_chart():
    given = VALUES["p"]
    result = check_series(
        PeriodSeries.of(given["events"], denominators=given["n"]), Options(chart=ChartKind.P)
    )
    assert result.centre == pytest.approx(given["centre"], abs=5e-7)
    assert [[p.lower, p.upper] for p in result.points] == [
        pytest.approx(pair, abs=6e-6) for pair in given["limits"]
    ]
    assert result.lower is None  # limits differ from point to point


@pytest.mark.parametrize("useful", range(10, 61))
def test_the_exact_runs_table_differs_from_the_published_one_only_where_it_is_known_to(useful):
    published, exact = runs_bounds(useful), runs_bounds(useful, RunsTable.EXACT)
    expected = VALUES["exact_runs_bounds_that_differ_from_published"].get(
        str(useful), [published.fewest, published.most]
    )
    assert [exact.fewest, exact.most] == expected
    assert not published.verified
    assert exact.verified
