"""The rest of the PHEindicatormethods workbooks: grouped rates, reference rates, and inputs that must be refused."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from realign.methods.indicators.rates import crude_rate, proportion
from realign.methods.indicators.standardise import direct_rate, esp2013, indirect_ratio
from realign.methods.inequality.slope import slope_index
from tests.support.realdata import data_path

pytestmark = pytest.mark.realdata


def table(name):
    return pd.read_csv(data_path(f"statistics/phe_indicator_methods/{name}.csv"))


@pytest.mark.parametrize(
    ("name", "make"),
    [("testdata_Rate__testdata_Rate_g", crude_rate), ("testdata_Proportion__testdata_Prop_g", proportion)],
)
def test_grouped_areas_are_worked_from_their_sums(name, make):
    rows = table(name).dropna(subset=["value", "lowercl"])
    assert len(rows) >= 8
    for row in rows.to_dict("records"):
        result = make(row["Numerator"], row["Denominator"], row["multiplier"])
        found = result.interval
        expected = (row["value"], row["lowercl"], row["uppercl"])
        assert (found.estimate, found.lower, found.upper) == pytest.approx(expected, rel=1e-9)
        assert row["method"].rstrip("s").lower() == result.method.lower()


def test_ratios_against_reference_rates_and_totals_from_another_table():
    """The totals come from the lookup, the ages from the multi-area table: the published ratios are those of both."""
    reference = table("testdata_DSR_ISR__refdata")
    areas = table("testdata_DSR_ISR__testdata_multiarea")
    totals = table("testdata_DSR_ISR__testdata_multiarea_lookup").set_index("area")["total_count"]
    usual = areas[areas["area"] == "testdata_big"].set_index("ageband")["pop"]
    for area, total in totals.items():
        bands = areas[areas["area"] == area].set_index("ageband")["pop"].reindex(usual.index).fillna(usual)
        found = indirect_ratio(total, bands, reference["refcount"], reference["refpop"])
        expected = float((bands.to_numpy() * reference["refcount"] / reference["refpop"]).sum())
        assert found.expected == pytest.approx(expected, rel=1e-12)
        assert found.interval.estimate == pytest.approx(total / expected, rel=1e-12)
        low = stats.chi2.ppf(0.025, 2 * total) / 2 if total < 10 else total * (
            1 - 1 / (9 * total) - stats.norm.ppf(0.975) / (3 * np.sqrt(total))
        ) ** 3  # fmt: skip
        assert found.interval.lower == pytest.approx(low / expected, rel=1e-9)


@pytest.mark.parametrize("number", [1, 3, 4])
def test_negative_events_people_or_standards_are_refused(number):
    rows = table(f"testdata_DSR_ISR__testdata_err{number}")
    with pytest.raises(ValueError, match=r"zero or more|more than zero"):
        direct_rate(rows["count"], rows["pop"], rows["stdpop"])


def test_a_band_without_people_is_refused():
    rows = table("testdata_DSR_ISR__testdata_err2")
    standard = [weight for _, weight in esp2013().bands]
    first, second = (rows[rows["area"] == area] for area in ("Area1", "Area2"))
    with pytest.raises(ValueError, match="more than zero"):
        direct_rate(first["count"], first["pop"], standard)
    assert direct_rate(second["count"], second["pop"], standard).interval is not None


def test_the_slope_across_fifths_is_a_weighted_line_by_definition():
    rows = table("data_DSR_data")
    assert len(rows["Period"].unique()) > 3
    for _, fifths in rows.groupby("Period"):
        share = fifths["total_pop"] / fifths["total_pop"].sum()
        rank = share.cumsum() - share / 2
        slope, _ = np.polyfit(rank, fifths["value"], 1, w=np.sqrt(share))
        found = slope_index(fifths["value"], fifths["total_pop"])
        assert found.sii.estimate == pytest.approx(-slope, rel=1e-9)
        assert found.rii_of_mean.estimate == pytest.approx(-slope / (share * fifths["value"]).sum(), rel=1e-9)
