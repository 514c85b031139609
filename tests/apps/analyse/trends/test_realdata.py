"""The whole benchmarking file, brought in as people do: our councils, Scotland, the family group, periods in order."""

import pytest

from realign.analyse.trends import queries
from realign.analyse.trends.types import Basis
from realign.methods.indicators.spc.words import ChartVerdict
from realign.registers.indicators.types import Status
from tests.apps.analyse.trends.conftest import ANGUS, DUNDEE, PERTH_AND_KINROSS, SCOTLAND
from tests.apps.registers.indicators.bring import bring
from tests.support.realdata import data_path

pytestmark = [pytest.mark.realdata, pytest.mark.slow]


def test_the_benchmarking_framework_as_trends(world):
    bring(world.analyst, data_path("indicators/lgbf_children.csv"), "lgbf")
    partnership = world.cast.partnership
    trends = queries.trends(partnership)
    by_series = {(one.indicator.code, one.place.name): one for one in trends}
    ours = {"Angus", "Dundee City", "Perth and Kinross"}
    codes = {code for code, _ in by_series if code.startswith("CHN")}
    assert len(codes) == 32
    assert {(code, place) for code in codes for place in ours} <= set(by_series)

    # every series of pupils and children has our councils, Scotland, and the family group beside them
    for code in sorted(codes):
        full = queries.in_full(partnership, f"lgbf-{code.lower()}", DUNDEE)
        assert [place.name for place, _ in full.lines] == [*sorted(ours), "Scotland"], code
        members = [row.area for row in full.standing.ranked]
        assert "Dundee City" in members, code
        assert set(members) <= {
            "Dundee City", "Glasgow City", "Inverclyde", "North Lanarkshire", "West Dunbartonshire",
            "North Ayrshire", "East Ayrshire", "Na h-Eileanan Siar",
        }, code  # fmt: skip
        assert len(members) >= 6, code
        assert full.standing.place.best_rank <= full.standing.place.rank <= full.standing.place.worst_rank
        spans = [(point.ends_on, point.starts_on) for point in full.trend.points]
        assert spans == sorted(spans), code

    # three- and four-year periods that overlap stand in order, and do not pass for ten years of evidence
    schools = queries.in_full(partnership, "lgbf-chn10", ANGUS)
    assert [point.period for point in schools.trend.points][:3] == [
        "2010/11 to 2013/14", "2012/13 to 2014/15", "2013/14 to 2015/16",
    ]  # fmt: skip
    assert schools.trend.checked.verdict is ChartVerdict.TOO_SHORT
    assert schools.standing.basis is Basis.NONE
    assert "The periods overlap" in schools.trend.checked.notes[0]

    # single years do have a range, and attainment in Scotland rose
    awards = queries.in_full(partnership, "lgbf-chn4", SCOTLAND)
    assert awards.trend.checked.verdict is ChartVerdict.IMPROVING
    assert queries.in_full(partnership, "lgbf-chn4", PERTH_AND_KINROSS).standing.basis is Basis.USUAL_CHANGE

    # the deprivation gradient comes from the five series of the tariff
    tariff = queries.in_full(partnership, "lgbf-chn12a", SCOTLAND).gradient
    assert len(tariff.fifths) == 5
    assert tariff.slope.sii.upper < 0


def test_what_was_imputed_or_projected_is_not_judged(world):
    bring(world.analyst, data_path("indicators/cpop_councils.csv"), "cpop")
    poverty = queries.in_full(world.cast.partnership, "cpop-child-poverty", ANGUS)
    apart = [point for point in poverty.trend.points if point.status in (Status.IMPUTED, Status.PROJECTED)]
    assert apart
    assert not {point.period for point in apart} & {point.period for point in poverty.trend.checked.points}
    assert poverty.trend.latest.is_measured
