"""Differences know what two groups share."""

import math

import numpy as np
import pytest
from scipy import stats

from realign.methods.results import Estimate
from realign.methods.survey import (
    Design,
    DfRule,
    Stat,
    SurveyError,
    SurveyIndicator,
    between_waves,
    differences,
    estimate,
)
from tests.methods.survey.pupils import CORRECTED, PLAIN, pupil_rows, pupils, table_of

SCORE = SurveyIndicator("score", Stat.MEAN)


def by_definition(rows, first, second, fpc=None):
    """Difference of two groups' means and its standard error, unit by unit."""
    size = {g: sum(r["w"] for r in rows if r["girl"] == g) for g in (first, second)}
    mean = {g: sum(r["w"] * r["score"] for r in rows if r["girl"] == g) / size[g] for g in size}
    sign = {first: 1, second: -1}
    variance = 0.0
    for stratum in {r["stratum"] for r in rows}:
        inside = [r for r in rows if r["stratum"] == stratum]
        psus = sorted({r["psu"] for r in inside})
        scores = [
            sum(
                sign[r["girl"]] * r["w"] * (r["score"] - mean[r["girl"]]) / size[r["girl"]]
                for r in inside
                if r["psu"] == psu
            )
            for psu in psus
        ]
        left = 1 - len(psus) / inside[0][fpc] if fpc else 1
        variance += left * len(psus) * np.var(scores, ddof=1)
    return mean[first] - mean[second], math.sqrt(variance)


@pytest.mark.parametrize(("design", "fpc"), [(PLAIN, None), (CORRECTED, "npsu")])
def test_girls_against_boys_agree_with_the_definition(design, fpc):
    found = differences(pupils(), design, indicators=[SCORE], between="girl", reference=0)
    gap, se = by_definition(pupil_rows(), 1, 0, fpc)
    row = next(found.rows())
    assert (row["group"], row["reference"], row["df"]) == (1, 0, 4)
    assert [row["difference"], row["se"], row["t"]] == pytest.approx([gap, se, gap / se])
    assert row["p_value"] == pytest.approx(2 * stats.t.sf(gap / se, 4))
    assert row["upper"] - row["difference"] == pytest.approx(stats.t.ppf(0.975, 4) * se)


def test_two_strata_share_nothing_so_their_variances_add():
    found = next(differences(pupils(), PLAIN, indicators=[SCORE], between="stratum", reference="P").rows())
    apart = estimate(pupils(), PLAIN, indicators=[SCORE], by=[("stratum",)])
    assert found["se"] ** 2 == pytest.approx((apart["se"] ** 2).sum())


def test_differences_inside_each_stratum_are_those_of_the_stratum():
    found = differences(pupils(), PLAIN, indicators=[SCORE], between="girl", reference=0, within=("stratum",))
    assert found["stratum"].tolist() == ["P", "S"]
    for row in found.rows():
        rows = [one for one in pupil_rows() if one["stratum"] == row["stratum"]]
        assert [row["difference"], row["se"]] == pytest.approx(by_definition(rows, 1, 0))


def test_degrees_of_freedom_may_be_the_whole_design_s():
    whole = Design(weight="w", strata="stratum", psu="psu", df_rule=DfRule.WHOLE_DESIGN)
    asked = {"indicators": [SCORE], "between": "girl", "reference": 0, "within": ("stratum",)}
    assert differences(pupils(), whole, **asked)["df"].tolist() == [5, 5]
    assert differences(pupils(), PLAIN, **asked)["df"].tolist() == [2, 1]


def test_a_place_without_the_reference_group_has_nothing_to_compare():
    rows = [row for row in pupil_rows() if row["girl"] == 0 or row["stratum"] == "P"]
    table = table_of({name: [row[name] for row in rows] for name in rows[0]})
    asked = {"indicators": [SCORE], "between": "girl", "reference": 1, "within": ("stratum",)}
    assert differences(table, PLAIN, **asked)["stratum"].tolist() == ["P"]
    only = table.filter(table.girl == 1)
    assert len(differences(only, PLAIN, indicators=[SCORE], between="girl", reference=1)) == 0


def test_the_reference_must_be_there():
    with pytest.raises(SurveyError, match=r"No group 7 in 'girl'.*Found: 0, 1"):
        differences(pupils(), PLAIN, indicators=[SCORE], between="girl", reference=7)


def test_waves_apart_follow_welch():
    earlier, later = [3.0, 5.0, 4.0, 8.0], [6.0, 9.0, 7.0, 9.0, 10.0]

    def wave(values):
        found = estimate(table_of({"y": values}), Design(), indicators=[SurveyIndicator("y", Stat.MEAN)])
        return found.single("y")

    change, welch = (
        between_waves(wave(earlier), wave(later)),
        stats.ttest_ind(later, earlier, equal_var=False),
    )
    assert [change.t, change.df, change.p_value] == pytest.approx([welch.statistic, welch.df, welch.pvalue])
    assert [change.lower, change.upper] == pytest.approx([*welch.confidence_interval()])


def test_waves_known_without_degrees_of_freedom_use_the_normal():
    change = between_waves(Estimate(0.3, 0.03), Estimate(0.2, 0.04))
    assert change.se == pytest.approx(0.05)
    assert change.p_value == pytest.approx(2 * stats.norm.sf(2))
    assert change.upper == pytest.approx(-0.1 + 1.959964 * 0.05)
