"""Our intervals are those that ScotPHO publishes, as far as its rounding lets anyone tell.

Denominators are not published, so they are worked back from the numerator and the rounded measure. Half a unit
of the last digit of measure and limit is allowed for.
"""

import pandas as pd
import pytest

from realign.methods.intervals import byar_limits, wilson_limits
from tests.support.realdata import data_path

pytestmark = pytest.mark.realdata


def published(method, kind):
    data = pd.read_csv(data_path("indicators/scotpho_data.csv"))
    notes = pd.read_csv(data_path("indicators/scotpho_techdoc.csv")).drop_duplicates("indicator_name")
    methods = notes.set_index("indicator_name")["confidence_interval_method"]
    chosen = data[(data["indicator"].map(methods) == method) & data["type_definition"].str.startswith(kind)]
    chosen = chosen.dropna(subset=["numerator", "measure", "upper_confidence_interval"])
    return chosen[(chosen["measure"] > 0) & (chosen["numerator"] > 0)]


def share_agreeing(rows, upper):
    rounding = 0.05 + upper * 0.05 / rows["measure"] + 1e-9
    return ((upper - rows["upper_confidence_interval"]).abs() <= rounding).mean()


def test_wilson_limits_of_percentages():
    rows = published("Wilson's Score method", "Percentage")
    n = (100 * rows["numerator"] / rows["measure"]).round()
    _, upper = wilson_limits(rows["numerator"].clip(upper=n), n)
    assert len(rows) > 2000
    assert share_agreeing(rows, 100 * upper) > 0.97  # some numerators are weighted or averaged over years


def test_byar_limits_of_crude_rates():
    rows = published("Byar's approximation", "Crude rate")
    _, upper = byar_limits(rows["numerator"])
    assert len(rows) > 600
    assert share_agreeing(rows, upper * rows["measure"] / rows["numerator"]) > 0.97
