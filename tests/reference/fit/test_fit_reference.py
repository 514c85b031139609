"""The need and service table of Perth and Kinross comes out as it was published."""

import json
from pathlib import Path

import pytest

from realign.methods.fit.table import NeedServiceTable, measure

VALUES = json.loads((Path(__file__).parent / "values.json").read_text())["perth_and_kinross"]
LEVEL_OF_1_96 = 0.9500042097035591


@pytest.fixture
def measures():
    return measure(NeedServiceTable(**VALUES["counts"]), level=LEVEL_OF_1_96)


def test_the_published_percentages_come_out(measures):
    published = VALUES["published"]
    assert measures.table.total == published["children"]
    assert round(100 * measures.prevalence.estimate) == published["high_need_percent"]
    assert measures.table.served == published["in_contact"]
    assert round(100 * measures.contact.estimate) == published["in_contact_percent"]
    assert round(100 * measures.targeting.estimate) == published["contact_with_high_need_percent"]
    assert round(100 * (1 - measures.targeting.estimate)) == published["contact_with_few_needs_percent"]
    assert round(100 * measures.coverage.estimate, 1) == published["coverage_percent"]
    assert measures.unmet_count == published["unmet"]
    assert round(100 * measures.unmet.estimate) == published["unmet_percent"]


def test_the_intervals_and_association_come_out(measures):
    expected = VALUES["computed"]
    coverage = measures.coverage
    assert [coverage.estimate, coverage.lower, coverage.upper] == pytest.approx(
        expected["coverage"], abs=5e-5
    )
    ratio = measures.odds_ratio
    assert [ratio.estimate, ratio.lower, ratio.upper] == pytest.approx(expected["odds_ratio"], abs=5e-5)
    assert measures.phi == pytest.approx(expected["phi"], abs=5e-4)
    assert measures.kappa == pytest.approx(expected["kappa"], abs=5e-4)
    assert measures.unmet.estimate == pytest.approx(expected["unmet_share"], abs=5e-5)
