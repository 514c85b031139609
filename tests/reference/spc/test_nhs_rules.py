"""The rule vectors of NHS England's plot-the-dots package are met."""

import json

import pytest

from realign.methods.indicators.spc.assurance import Assurance, Polarity, assurance
from realign.methods.indicators.spc.check import check_series
from realign.methods.indicators.spc.options import Options
from realign.methods.indicators.spc.sequences import crowded, monotone, one_sided
from realign.methods.indicators.spc.series import PeriodSeries
from realign.methods.indicators.spc.types import ChartKind, RuleSet
from tests.support.realdata import data_path

pytestmark = pytest.mark.realdata


def vectors(name):
    return json.loads(data_path("spc/reference_rules.json").read_text())["rules"][name]


def flags_from_the_seventh(streaks, length):
    """The reference marks the point at which a pattern becomes seven long, and those that carry it on."""
    flags = [0] * length
    for streak in streaks:
        for position in streak.members[6:]:
            flags[position] = streak.side
    return flags


def test_seven_points_on_one_side():
    for vector in vectors("seven_one_side"):
        sides = vector["relative_to_mean"]
        runs = one_sided(sides, ignore_zero=False)
        found = [abs(flag) for flag in flags_from_the_seventh(runs, len(sides))]
        assert found == [abs(flag) for flag in vector["flag"]]


def test_seven_points_in_a_trend():
    for vector in vectors("seven_point_trend"):
        climbs = monotone(vector["y"], ignore_equal=False)
        assert flags_from_the_seventh(climbs, len(vector["y"])) == vector["flag"]


def test_two_of_three_points_close_to_a_limit():
    for vector in vectors("two_in_three"):
        z = [
            side * (2.5 if near else 1.0)
            for near, side in zip(vector["close"], vector["relative"], strict=True)
        ]
        window = [0] * len(z)
        for streak in crowded(z, need=2, of=3, beyond=2.0, all_on_side=True):
            window[streak.start : streak.end + 1] = [1] * (streak.end + 1 - streak.start)
        assert window == vector["window"]


def test_points_close_to_opposite_limits_are_common_cause():
    y = vectors("two_in_three_end_to_end")["y"]
    result = check_series(PeriodSeries.of(y), Options(chart=ChartKind.I, rules=RuleSet.NHS))
    assert [point.signals for point in result.points[-2:]] == [(), ()]


ICONS = {
    "consistent_pass": Assurance.PASS,
    "consistent_fail": Assurance.FAIL,
    "inconsistent": Assurance.HIT_OR_MISS,
    None: None,
}
POLARITIES = {"increase": Polarity.HIGHER, "decrease": Polarity.LOWER, "neutral": Polarity.NEUTRAL}


def test_assurance_against_a_target():
    for vector in vectors("assurance"):
        found = [
            assurance(low, high, vector["target"], POLARITIES[vector["direction"]])
            for low, high in zip(vector["lpl"], vector["upl"], strict=True)
        ]
        assert found == [ICONS[name] for name in vector["expected"]]
