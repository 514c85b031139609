"""Intervals and standardised rates equal those of PHEindicatormethods."""

import pandas as pd
import pytest

from realign.methods.indicators.rates import crude_rate, proportion
from realign.methods.indicators.standardise import direct_rate, esp2013, indirect_rate, indirect_ratio
from realign.methods.intervals import byar_limits, wilson_limits
from tests.support.realdata import data_path

pytestmark = pytest.mark.realdata
LEVELS = {0.95: "95_0", 0.998: "99_8"}


def table(name):
    return pd.read_csv(data_path(f"statistics/phe_indicator_methods/{name}.csv"))


def test_byar_and_wilson():
    expected = table("testdata_Byars_Wilson__testdata_B_W")
    for row in expected.itertuples():
        level = float(row.confidence.rstrip("%")) / 100
        if row.method == "Byars":
            lower, upper = byar_limits(row.x, level)
        else:
            lower, upper = wilson_limits(row.x, row.n, level)
        if row.lowercl == row.lowercl:  # one lower limit is not given
            assert float(lower) == pytest.approx(row.lowercl, rel=1e-9)
        assert float(upper) == pytest.approx(row.uppercl, rel=1e-9)


@pytest.mark.parametrize(
    ("name", "make"),
    [("testdata_Rate__testdata_Rate", crude_rate), ("testdata_Proportion__testdata_Prop", proportion)],
)
def test_rates_and_proportions(name, make):
    rows = table(name).dropna(subset=["Numerator", "Denominator", "lower95_0cl"])
    assert len(rows) > 10
    for row in rows.to_dict("records"):
        for level, label in LEVELS.items():
            result = make(row["Numerator"], row["Denominator"], row["multiplier"], level)
            assert result.interval.estimate == pytest.approx(row["value"], rel=1e-9)
            assert result.interval.lower == pytest.approx(row[f"lower{label}cl"], rel=1e-9)
            assert result.interval.upper == pytest.approx(row[f"upper{label}cl"], rel=1e-9)
            assert row["method"].rstrip("s").lower() == result.method.lower()


def areas_of(name):
    """Bands by area. The published answers treat an age band without events or people as in the other areas."""
    bands = table(name)
    whole = bands["area"] == "testdata_big"
    for column in bands.columns.drop(["area", "ageband", "count"]):
        usual = dict(zip(bands["ageband"][whole], bands[column][whole], strict=True))
        bands[column] = bands[column].fillna(bands["ageband"].map(usual))
    return bands.fillna({"count": 0}).groupby("area")


def expect(result, row, rel=1e-9, levels=("95_0",)):
    if row["value"] != row["value"]:
        assert result.interval is None
        assert "fewer than 10" in result.reason
        return
    assert result.interval.estimate == pytest.approx(row["value"], rel=rel)
    for label in levels:
        assert result.interval.lower == pytest.approx(row[f"lower{label}cl"], rel=rel)
        assert result.interval.upper == pytest.approx(row[f"upper{label}cl"], rel=rel)


@pytest.mark.parametrize("multiplier", [10_000, 100_000])
@pytest.mark.parametrize("level", LEVELS)
def test_direct_rates(multiplier, level):
    expected = table("testdata_DSR_ISR__testresults_DSR").set_index(["area", "method"])
    areas = areas_of("testdata_DSR_ISR__testdata_multiarea")
    for area, bands in areas:
        rows = expected.loc[(area, "Dobson")].reset_index(drop=True)
        row = rows[rows["statistic"].str.contains(f"per {multiplier}$|NA for")].iloc[0]
        result = direct_rate(
            bands["count"], bands["pop"], esp2013().weights(), multiplier=multiplier, level=level
        )
        expect(result, row, levels=[LEVELS[level]])


def test_a_direct_rate_with_another_standard():
    bands = table("testdata_DSR_ISR__testdata_1976")
    expected = table("testdata_DSR_ISR__testresults_DSR").set_index(["area", "statistic"])
    result = direct_rate(bands["count"], bands["pop"], bands["esp1976"])
    expect(result, expected.loc[("testdata_1976", "dsr per 100000")])


@pytest.mark.parametrize("level", LEVELS)
def test_direct_rates_where_people_have_several_events(level):
    expected = table("testdata_DSR_ISR__testresults_DSR").set_index("area")
    for area, bands in table("testdata_DSR_ISR__testdata_nonindepe").groupby("area"):
        people = bands[["f1", "f2", "f3", "f4"]].fillna(0).to_numpy()
        result = direct_rate(
            bands["count"], bands["pop"], esp2013().weights(), level=level, events_per_person=people
        )
        expect(result, expected.loc[area], rel=1e-8, levels=[LEVELS[level]])


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("make", "multiplier", "statistic"),
    [
        (indirect_rate, 100_000, "indirectly standardised rate per 100000"),
        (indirect_rate, 1000, "indirectly standardised rate per 1000"),
        (indirect_ratio, 1, "indirectly standardised ratio x 1"),
        (indirect_ratio, 100, "indirectly standardised ratio x 100"),
    ],
)
def test_indirect_rates_and_ratios(level, make, multiplier, statistic):
    expected = table("testdata_DSR_ISR__testresults_ISR").set_index(["area", "statistic"])
    for area, bands in areas_of("testdata_DSR_ISR__testdata_multiarea_isr"):
        result = make(
            bands["count"],
            bands["pop"],
            bands["refcount"],
            bands["refpop"],
            multiplier=multiplier,
            level=level,
        )
        row = expected.loc[(area, statistic)]
        expect(result, row, levels=[LEVELS[level]])
        assert result.expected == pytest.approx(row["expected"], rel=1e-12)
        assert result.method.lower() == row["method"].rstrip("s").lower()


def test_the_packaged_standard_population_is_the_published_one():
    assert list(esp2013().weights()) == table("data_esp2013")["esp2013"].tolist()
