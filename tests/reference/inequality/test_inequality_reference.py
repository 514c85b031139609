"""Inequality measures equal ScotPHO's worked method and PHEindicatormethods."""

import json
from math import log
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import logit

from realign.methods.inequality.concentration import concentration_index
from realign.methods.inequality.duncan import ordered_segregation
from realign.methods.inequality.gaps import attributable_percent, gap
from realign.methods.inequality.ranks import deprivation_ranks
from realign.methods.inequality.slope import SlopeScale, slope_index
from realign.methods.intervals import wilson
from tests.support.realdata import data_path

VALUES = json.loads((Path(__file__).parent / "values.json").read_text())
PEOPLE, EVENTS = np.array(VALUES["population"]), np.array(VALUES["events"])


def test_the_worked_slope_and_relative_indexes():
    found = slope_index(100 * EVENTS / PEOPLE, PEOPLE)
    assert deprivation_ranks(PEOPLE) == pytest.approx(VALUES["ranks"])
    assert found.overall == pytest.approx(VALUES["overall_percent"])
    assert [found.sii.estimate, found.sii.lower, found.sii.upper] == pytest.approx(VALUES["sii"], abs=6e-7)
    assert found.rii_of_mean.estimate == pytest.approx(VALUES["rii_of_mean"], abs=6e-7)
    assert found.rii_ratio.estimate == pytest.approx(VALUES["rii_ratio"], abs=6e-7)
    assert found.percent_above_average == pytest.approx(VALUES["percent_above_average"], abs=6e-5)


def test_the_duncan_index_of_the_community_planning_outcomes_profile():
    given = json.loads((Path(__file__).parent / "cpop.json").read_text())
    group, others, *outcomes = zip(*given["places"], strict=True)
    for name, outcome in zip(("crime", "emergency_admissions", "depopulation"), outcomes, strict=True):
        assert ordered_segregation(group, others, outcome) == pytest.approx(given[name], abs=1e-12), name


def test_the_worked_gaps():
    rates = EVENTS / PEOPLE
    ranges = gap(wilson(EVENTS[0], PEOPLE[0]), wilson(EVENTS[-1], PEOPLE[-1]))
    assert 100 * ranges.absolute.estimate == pytest.approx(VALUES["range_absolute"], abs=6e-5)
    assert ranges.ratio.estimate == pytest.approx(VALUES["range_ratio"], abs=6e-7)
    assert attributable_percent(rates, PEOPLE) == pytest.approx(VALUES["attributable_percent"], abs=6e-7)


def test_the_worked_concentration_index():
    found = concentration_index(EVENTS / PEOPLE, PEOPLE)
    assert found.index.estimate == pytest.approx(VALUES["concentration"], abs=6e-7)
    assert found.erreygers == pytest.approx(VALUES["erreygers"], abs=6e-6)
    assert found.wagstaff == pytest.approx(VALUES["wagstaff"], abs=6e-7)


def phe_cases():
    table = pd.read_csv(data_path("statistics/phe_indicator_methods/testdata_SII__testdata_SII.csv"))
    keys = ["TestDescription", "Area", "Grouping1", "Grouping2"]
    for name, rows in table.groupby(keys, dropna=False, sort=False):
        first = rows[rows["sii"].notna()]
        confident = str(rows["Confidence"].iloc[0]).isdigit()
        if len(first) == 1 and confident and rows["Value"].notna().all() and len(rows) <= 10:
            yield name[0], rows, first.iloc[0]


def errors_and_scale(name, rows):
    lower, upper = rows["LowerCL"].to_numpy(), rows["UpperCL"].to_numpy()
    z = 1.959963984540054
    if "log transform" in name:
        return (np.log(upper) - np.log(lower)) / 2 / z, SlopeScale.LOG
    if "logit transform" in name:
        return (logit(upper) - logit(lower)) / 2 / z, SlopeScale.LOGIT
    if rows["ValueType"].iloc[0] == 0:
        return rows["StandardError"].to_numpy(), SlopeScale.NATURAL
    return (upper - lower) / 2 / z, SlopeScale.NATURAL


@pytest.mark.realdata
def test_point_estimates_equal_those_of_public_health_england():
    compared = set()
    for name, rows, expected in phe_cases():
        errors, scale = errors_and_scale(name, rows)
        found = slope_index(
            rows["Value"].to_numpy(), rows["Population"].to_numpy(), standard_errors=errors, scale=scale
        )
        turned = {"(x 100)": 100, "(x -100)": -100, "negative multiplier": -1}
        factor = next((f for words, f in turned.items() if words in name), 1)
        assert -found.sii.estimate * factor == pytest.approx(expected["sii"], rel=1e-8), name
        if expected["rii"] == expected["rii"]:
            ratio = found.rii_ratio.estimate if factor < 0 else 1 / found.rii_ratio.estimate
            assert ratio == pytest.approx(expected["rii"], rel=1e-8), name
        if expected["Intercept"] == expected["Intercept"]:
            assert found.most_deprived == pytest.approx(expected["Intercept"], rel=1e-8), name
        compared.add((name, scale))
    assert len({scale for _, scale in compared}) == 3
    assert len(compared) > 8


@pytest.mark.realdata
def test_limits_agree_with_the_simulated_ones():
    compared = 0
    for name, rows, expected in phe_cases():
        if "multiplier" in name or "quintiles" in name or "98" in name:
            continue
        errors, scale = errors_and_scale(name, rows)
        level = float(rows["Confidence"].iloc[0]) / 100
        found = slope_index(
            rows["Value"].to_numpy(),
            rows["Population"].to_numpy(),
            standard_errors=errors,
            scale=scale,
            level=level,
        )
        near = 0.02 if scale is SlopeScale.NATURAL else 0.05
        width = near * (expected["sii_uppercl_1"] - expected["sii_lowercl_1"])
        assert -found.sii.upper == pytest.approx(expected["sii_lowercl_1"], abs=width), name
        assert -found.sii.lower == pytest.approx(expected["sii_uppercl_1"], abs=width), name
        if expected["rii"] == expected["rii"]:
            spread = near * log(expected["rii_uppercl_1"] / expected["rii_lowercl_1"])
            assert -log(found.rii_ratio.upper) == pytest.approx(log(expected["rii_lowercl_1"]), abs=spread)
            assert -log(found.rii_ratio.lower) == pytest.approx(log(expected["rii_uppercl_1"]), abs=spread)
        compared += 1
    assert compared >= 6
