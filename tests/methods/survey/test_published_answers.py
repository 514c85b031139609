"""Surveys everyone knows give the answers everyone has printed."""

import json

import ibis
import pytest

from realign.methods.survey import (
    Centre,
    Design,
    EmptyUnits,
    Method,
    Reduction,
    Stat,
    SurveyIndicator,
    estimate,
    estimate_by_replication,
    quantiles,
)
from tests.methods.survey.pupils import REFERENCE
from tests.support.realdata import data_path

pytestmark = pytest.mark.realdata
PUBLISHED = json.loads((REFERENCE / "api.json").read_text())

STRATIFIED = Design(weight="pw", strata="stype", fpc="fpc")
CLUSTERED = Design(weight="pw", psu="dnum", fpc="fpc")
TWO_STAGE = Design(weight="pw", psu="dnum", fpc="fpc1", ssu="snum", ssu_fpc="fpc2")
SAMPLES = {"apistrat": STRATIFIED, "apiclus1": CLUSTERED, "apiclus2": TWO_STAGE}
INDICATORS = [
    SurveyIndicator("api00", Stat.MEAN),
    SurveyIndicator("enroll", Stat.TOTAL),
    SurveyIndicator("schools", Stat.TOTAL, column="one"),
    SurveyIndicator("ell", Stat.MEAN),
    SurveyIndicator("meals", Stat.MEAN),
    SurveyIndicator("tested", Stat.RATIO, column="api.stu", per="enroll"),
]


def schools(name):
    table = ibis.duckdb.connect().read_csv(data_path(f"survey/{name}.csv"), nullstr="")
    return table.mutate(one=ibis.literal(1))


def half_of_last_digit(printed):
    text = f"{printed:.10g}"
    return 0.5 * 10 ** -len(text.partition(".")[2]) * 1.0001


def agrees(found, printed):
    value, se = printed
    assert found.value == pytest.approx(value, abs=half_of_last_digit(value))
    assert found.se == pytest.approx(se, abs=half_of_last_digit(se))


@pytest.mark.parametrize("reduction", Reduction)
@pytest.mark.parametrize("sample", SAMPLES)
def test_means_and_totals_of_california_schools(sample, reduction):
    found = estimate(schools(sample), SAMPLES[sample], indicators=INDICATORS, reduction=reduction)
    agrees(found.single("api00"), PUBLISHED[sample]["mean_api00"])
    agrees(found.single("enroll"), PUBLISHED[sample]["total_enroll"])


def test_ratio_of_pupils_tested_for_all_and_for_high_schools():
    found = estimate(schools("apiclus1"), CLUSTERED, indicators=INDICATORS, by=[(), ("stype",)])
    agrees(found.single("tested"), PUBLISHED["apiclus1"]["ratio_tested"])
    agrees(found.single("tested", stype="H"), PUBLISHED["apiclus1"]["ratio_tested_high_schools"])


@pytest.mark.parametrize(
    ("indicator", "answers"),
    [("schools", "total_by_type"), ("ell", "ell_by_type"), ("meals", "meals_by_type")],
)
def test_estimates_by_type_of_school(indicator, answers):
    found = estimate(schools("apiclus1"), CLUSTERED, indicators=INDICATORS, by=[("stype",)])
    for kind, printed in PUBLISHED["apiclus1"][answers].items():
        agrees(found.single(indicator, stype=kind), printed)


def test_the_jackknife_of_california_schools():
    found = estimate_by_replication(
        schools("apiclus1"),
        CLUSTERED,
        indicators=INDICATORS[:1],
        method=Method.JK1,
        centre=Centre.REPLICATES,
    )
    agrees(found.single("api00"), PUBLISHED["apiclus1"]["jackknife_mean_api00"])


def test_quartiles_with_their_limits():
    found = quantiles(schools("apiclus1"), CLUSTERED, column="api00", shares=(0.25, 0.5, 0.75))
    for row in found.rows():
        value, lower, upper, se = PUBLISHED["apiclus1"]["quartiles_api00"][str(row["share"])]
        assert (row["quantile"], row["lower"], row["upper"]) == (value, lower, upper)
        assert row["se"] == pytest.approx(se, abs=5e-6)


def helmets_of(table, missing=EmptyUnits.KEEP_UNITS):
    design = Design(weight="weight", strata="stratum", psu="psu")
    return estimate(table, design, indicators=[SurveyIndicator("qn8", equals=1)], missing=missing).single(
        "qn8"
    )


def test_bicycle_helmets_in_the_youth_risk_behaviour_survey():
    table = ibis.duckdb.connect().read_csv(data_path("survey/yrbs.csv"))
    # the printed answer leaves out people without an answer before the design is counted, as Stata does
    helmets = helmets_of(table, EmptyUnits.LEAVE_OUT_UNITS)
    assert helmets == helmets_of(table.filter(~table.qn8.isnan()))
    published = PUBLISHED["yrbs"]
    assert helmets.value == pytest.approx(published["share"], abs=5e-8)
    assert [helmets.se, helmets.lower, helmets.upper] == pytest.approx(
        [published["se"], published["lower"], published["upper"]], abs=6e-8
    )
    assert helmets.df == published["df"]


def test_units_without_answers_stay_in_the_design_unless_taken_out_as_in_r():
    table = ibis.duckdb.connect().read_csv(data_path("survey/yrbs.csv"))
    assert helmets_of(table).value == pytest.approx(PUBLISHED["yrbs"]["share"], abs=5e-8)
    assert helmets_of(table).df == 41  # as R's degf has it: two units hold nobody who answered
    assert helmets_of(table).se > PUBLISHED["yrbs"]["se"]
