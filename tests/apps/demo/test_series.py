"""Invented series: the same every time, add up to the country, and carry the marks that pages must show."""

import pytest

from realign.demo.content import content
from realign.demo.loaders import partnership
from realign.demo.loaders.series import load_series
from realign.demo.series import CouncilFacts, draw
from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships.actions import load_reference_lists
from realign.registers.indicators import queries
from realign.registers.indicators.models import Observation
from realign.registers.indicators.types import Status
from realign.registers.places.queries import area
from tests.support.cast import NOON

PLACES = (CouncilFacts("S1", 20_000, 1), CouncilFacts("S2", 30_000, 3), CouncilFacts("S3", 4_000, 4))


@pytest.mark.parametrize("told", content("series")["series"], ids=lambda told: told["slug"])
def test_a_series_is_the_same_every_time_and_its_counts_add_up(told):
    first, again = (draw(told, PLACES, country="S0", seed=1) for _ in range(2))
    assert first == again
    for year in {row.year for row in first}:
        whole = next(row for row in first if (row.area, row.year) == ("S0", year))
        parts = [row for row in first if row.year == year and row.area != "S0"]
        assert min(row.value for row in parts) <= whole.value <= max(row.value for row in parts)
        if whole.numerator is not None:
            assert whole.numerator == sum(row.numerator for row in parts)


@pytest.mark.slow
def test_imputed_provisional_projected_and_corrected_values_are_marked(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    by = partnership.set_up("tayside", NOON)
    load_reference_lists(by=Registrar(NOON))
    partnership.load_organisations_and_people(by)
    load_series(by)
    concerns = queries.indicator(by.partnership, "developmental-concerns-27-months")
    assert concerns.invented
    [series] = queries.series(concerns, [area("S12000042")])
    marked = {point.period: point.status for point in series.points if point.status != Status.OBSERVED}
    assert marked == {
        "2020/21": Status.IMPUTED,
        "2025/26": Status.PROVISIONAL,
        "2026/27": Status.PROJECTED,
        "2027/28": Status.PROJECTED,
    }
    said = Observation.objects.filter(indicator=concerns, area__code="S12000041", period="2023/24")
    assert [(one.is_current, one.status) for one in said.order_by("pk")] == [
        (False, Status.OBSERVED),
        (True, Status.REVISED),
    ]
