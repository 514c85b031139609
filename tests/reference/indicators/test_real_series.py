"""Every real Scottish children's series can be read, and councils fall in their published families."""

import json

import pandas as pd
import pytest

from realign.methods.indicators.family_groups import lgbf_family_groups
from realign.methods.indicators.spc.assurance import Polarity
from realign.methods.indicators.spc.check import check_series
from realign.methods.indicators.spc.series import PeriodSeries
from realign.methods.indicators.spc.words import ChartVerdict, read
from tests.support.realdata import data_path

pytestmark = pytest.mark.realdata


@pytest.mark.slow
def test_every_benchmarking_series_gets_a_verdict_and_a_sentence():
    data = pd.read_csv(data_path("indicators/lgbf_children.csv")).dropna(subset=["value"])
    seen = set()
    for (_, indicator), rows in data.groupby(["council", "indicator"]):
        if len(rows) < 2:
            continue
        rows = rows.sort_values("year")
        result = check_series(PeriodSeries.of(rows["value"], periods=rows["year"]))
        polarity = Polarity.HIGHER if rows["higher_is_better"].iloc[0] == "Yes" else Polarity.LOWER
        reading = read(result, polarity)
        json.dumps(result.as_dict(), allow_nan=False)
        assert reading.sentence.endswith(".")
        assert "nan" not in reading.sentence, indicator
        seen.add(reading.verdict)
    assert {
        ChartVerdict.IMPROVING,
        ChartVerdict.WORSENING,
        ChartVerdict.STEADY,
        ChartVerdict.TOO_SHORT,
    } <= seen


def test_the_packaged_families_are_those_of_the_published_data():
    data = pd.read_csv(data_path("indicators/lgbf_children.csv")).dropna(subset=["ca_code"])
    theirs = data.drop_duplicates("ca_code").set_index("ca_code")["family_group_people"]
    ours = {code: deprivation for code, deprivation, _ in lgbf_family_groups().groups}
    assert ours == theirs.astype(int).to_dict()
