"""Child poverty by intermediate zone and the funnel of councils, on the real files."""

import pytest

from realign.analyse.trends import queries
from realign.analyse.trends.funnels import CouncilFunnel
from realign.analyse.trends.wider import wider
from tests.apps.analyse.trends.conftest import DUNDEE, SCOTLAND
from tests.apps.registers.indicators.bring import bring
from tests.support.realdata import data_path

pytestmark = [pytest.mark.realdata, pytest.mark.slow, pytest.mark.django_db]


def test_child_poverty_has_a_gradient_over_small_areas_and_crime_a_funnel(world):
    bring(world.cast.system, data_path("geography/dz2011_master_lookup.csv"), "data-zones", "places")
    bring(world.analyst, data_path("indicators/cpop_councils.csv"), "cpop")
    bring(world.analyst, data_path("indicators/cpop_intermediate_zones.csv"), "cpop")
    described = bring(world.analyst, data_path("indicators/cpop_metadata.csv"), "cpop-definitions")
    assert described.summary["changed"] >= 15
    partnership = world.cast.partnership
    for area, most, least in ((DUNDEE, 30, 12), (SCOTLAND, 25, 9)):
        full = queries.in_full(partnership, "cpop-child-poverty", area)
        found = wider(full)
        assert found.gradient.fifths[0].point.value > most
        assert found.gradient.fifths[-1].point.value < least
        assert found.gradient.slope.sii.lower > 0
        names = [one.name for one in found.indices]
        assert sum(name.startswith("Relative index (RII)") for name in names) == 2
        assert "Index of dissimilarity over small areas (Duncan and Duncan)" in names
        (concentration,) = [one for one in found.indices if one.name == "Concentration index"]
        assert concentration.value.startswith("−0.")
    assert full.trend.indicator.definition.startswith("Percentage of children in low income families")
    bring(world.analyst, data_path("indicators/scotpho_data.csv"), "scotpho")
    crime = wider(queries.in_full(partnership, "scotpho-common-assault", DUNDEE)).funnel
    assert isinstance(crime, CouncilFunnel)
    assert len(crime.members) == 32
    assert "Dundee City" in {one.name for one in crime.beyond}
