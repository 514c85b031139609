"""Funnel limits equal those of PHEindicatormethods."""

import pandas as pd
import pytest

from realign.methods.indicators.funnel import FunnelZone, proportion_funnel, proportion_lines
from tests.support.realdata import data_path

pytestmark = pytest.mark.realdata
PLACES = {
    "High (0.001)": FunnelZone.HIGH,
    "High (0.025)": FunnelZone.RATHER_HIGH,
    "Not significant": FunnelZone.AS_EXPECTED,
    "Low (0.025)": FunnelZone.RATHER_LOW,
    "Low (0.001)": FunnelZone.LOW,
}


def table(name):
    return pd.read_csv(data_path(f"statistics/phe_indicator_methods/{name}.csv"), encoding="utf-8-sig")


@pytest.mark.parametrize(
    "name", ["testdata_funnel_prop_outputs", "testdata_funnel_prop_outputs_with_axis_variation"]
)
def test_funnel_limits(name):
    expected = table(name)
    exact_average = table("testdata_funnel_prop_inputs")
    average = exact_average["numerator"].sum() / exact_average["denominator"].sum()
    if abs(100 * average - expected["Baseline"][0]) > 1e-5:
        average = expected["Baseline"][0] / 100
    lines = proportion_lines(average, expected["Population"])
    for found, column in (
        (lines.inner_lower, "Lower2s0025limit"),
        (lines.inner_upper, "Upper2s0025limit"),
        (lines.outer_lower, "Lower3s0001limit"),
        (lines.outer_upper, "Upper3s0001limit"),
    ):
        assert [100 * x for x in found] == pytest.approx(expected[column].tolist(), abs=2e-6)


def test_each_area_falls_where_it_was_published_to_fall():
    areas = table("testdata_funnel_prop_inputs")
    funnel = proportion_funnel(areas["numerator"], areas["denominator"])
    assert list(funnel.places) == [PLACES[word] for word in areas["significance"]]
    assert funnel.overdispersion > 10  # a real indicator with far more than chance between areas
