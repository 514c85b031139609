"""Worked rates and funnel limits come out."""

import json
from pathlib import Path

import pytest

from realign.methods.indicators.funnel import proportion_lines
from realign.methods.indicators.rates import crude_rate
from realign.methods.indicators.standardise import direct_rate, esp2013

VALUES = json.loads((Path(__file__).parent / "values.json").read_text())
LEVEL_OF_1_96 = 0.9500042097035591


def numbers(interval):
    return [interval.estimate, interval.lower, interval.upper]


def test_the_directly_standardised_rate():
    given = VALUES["direct_rate"]
    weights = esp2013().weights(*given["ages"])
    result = direct_rate(given["events"], given["populations"], weights, level=LEVEL_OF_1_96)
    assert numbers(result.interval) == pytest.approx(given["rate"], abs=5e-4)
    crude = crude_rate(sum(given["events"]), sum(given["populations"]))
    assert crude.interval.estimate == pytest.approx(given["crude"], abs=5e-5)


def test_the_crude_rate():
    given = VALUES["crude_rate"]
    result = crude_rate(given["events"], given["population"], level=LEVEL_OF_1_96)
    assert numbers(result.interval) == pytest.approx(given["rate"], abs=5e-4)


@pytest.mark.parametrize("size", [50, 100, 500])
def test_the_funnel_limits(size):
    lines = proportion_lines(VALUES["funnel"]["average"], [size])
    found = [lines.inner_lower[0], lines.inner_upper[0], lines.outer_lower[0], lines.outer_upper[0]]
    assert [100 * x for x in found] == pytest.approx(VALUES["funnel"]["percent"][str(size)], abs=6e-5)
