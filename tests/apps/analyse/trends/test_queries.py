"""Trends are read within the partnership, in as many queries for many series as for few."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from realign.analyse.trends import queries
from realign.analyse.trends.presenters import listing
from realign.analyse.trends.rules import is_total
from realign.methods.indicators.spc.words import ChartVerdict
from realign.registers.frameworks.actions import load_frameworks
from realign.registers.frameworks.queries import items
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.queries import public_indicators
from realign.registers.indicators.types import Recorded
from realign.registers.places.models import Area
from tests.apps.analyse.trends.conftest import ANGUS, DUNDEE, GLASGOW, SCOTLAND
from tests.support.publishing import publish_all

pytestmark = pytest.mark.slow  # values come in as files do


def counted(read):
    with CaptureQueriesContext(connection) as taken:
        found = read()
    return found, len(taken)


def test_the_health_board_of_just_its_councils_is_the_whole_partnership(world):
    found = queries.places(world.cast.partnership)
    assert [place.name for place in found] == [
        "Tayside", "Angus", "Dundee City", "Perth and Kinross", "Scotland",
    ]  # fmt: skip
    world.cast.partnership.council_codes = [ANGUS, DUNDEE]
    assert [place.name for place in queries.places(world.cast.partnership)] == [
        "Angus",
        "Dundee City",
        "Scotland",
    ]


def test_each_series_has_its_verdict_and_stands_beside_scotland(world):
    world.awards()
    world.waits()
    found = {(one.indicator.slug, one.place.name): one for one in queries.trends(world.cast.partnership)}
    assert {place: one.checked.verdict for (slug, place), one in found.items() if slug == "awards"} == {
        "Angus": ChartVerdict.STEADY,
        "Dundee City": ChartVerdict.IMPROVING,
        "Perth and Kinross": ChartVerdict.WORSENING,
    }
    assert found["awards", "Dundee City"].beside.gap == -2
    waits = found["waits", "Tayside"]
    assert (waits.checked.verdict, waits.beside, waits.invented) == (ChartVerdict.IMPROVING, None, True)
    assert not found["awards", "Angus"].invented


def test_what_needs_attention_comes_first(world):
    world.awards()
    rows = listing.rows("tayside", queries.trends(world.cast.partnership))
    assert [row.place for row in rows] == ["Perth and Kinross", "Dundee City", "Angus"]


def test_scotland_has_a_row_only_where_no_place_of_ours_has_values(world):
    bullied = world.measure("bullied", unit="%", polarity="lower")
    world.record(bullied, Recorded(SCOTLAND, "2021", 31))
    [only] = queries.trends(world.cast.partnership)
    assert (only.place.name, only.checked.verdict) == ("Scotland", ChartVerdict.TOO_SHORT)


def test_many_series_take_as_many_queries_as_few(world):
    world.awards()
    few, first = counted(lambda: queries.trends(world.cast.partnership))
    for number in range(4):
        more = world.measure(f"more-{number}", unit="%")
        world.years(more, ANGUS, range(10))
        world.years(more, DUNDEE, range(10))
    many, second = counted(lambda: queries.trends(world.cast.partnership))
    assert len(many) == len(few) + 8
    assert second == first <= 8


def test_one_in_full_takes_as_many_queries_however_long(world):
    awards = world.awards()
    read = lambda: queries.in_full(world.cast.partnership, "awards", DUNDEE)  # noqa: E731
    _, first = counted(read)
    world.years(awards, DUNDEE, range(10), first=1990)
    full, second = counted(read)
    assert second == first <= 16
    assert len(full.trend.points) == 20


def test_others_figures_are_not_read(world, elsewhere):
    world.awards()
    assert queries.trends(elsewhere.partnership) == []
    with pytest.raises(Indicator.DoesNotExist):
        queries.in_full(elsewhere.partnership, "awards")


def test_a_council_stands_among_its_family(world):
    world.awards()
    full = queries.in_full(world.cast.partnership, "awards", DUNDEE)
    assert [row.area for row in full.standing.ranked] == ["Inverclyde", "Dundee City", "Glasgow City"]
    assert queries.in_full(world.cast.partnership, "awards", SCOTLAND).standing is None


def test_an_area_that_is_not_ours_or_has_no_values_gives_way_to_the_first_that_has(world):
    world.waits()
    assert queries.in_full(world.cast.partnership, "waits", "S12000015").trend.place.name == "Tayside"
    assert queries.in_full(world.cast.partnership, "waits", ANGUS).trend.place.name == "Tayside"


def test_a_target_of_the_plan_is_read_with_its_priority(world):
    waits = world.waits()
    world.target(waits, goal=3)
    full = queries.in_full(world.cast.partnership, "waits")
    assert (full.use.goal, full.use.priority_slug, full.use.goal_words) == (3, "mental-health", "March 2029")
    assert full.trend.checked.about_target.startswith("As things run now, the target of 3 weeks cannot be")


def test_a_target_of_ours_is_not_held_against_a_place_beyond_the_partnership(world):
    awards = world.awards()
    world.target(awards, 60)

    def about_target(code):
        area = Area.objects.get(code=code)
        (trend,) = queries.trends_in(world.cast.partnership, area, public=False)
        return trend.place.is_ours, trend.checked.about_target

    assert about_target(GLASGOW) == about_target(SCOTLAND) == (False, "")
    ours, words = about_target(DUNDEE)
    assert ours
    assert words


def test_fifths_come_from_breakdowns_or_from_series_of_their_own(world):
    attendance = world.measure("attendance", unit="%")
    world.years(attendance, ANGUS, [90])
    for n, value in enumerate((88, 89, 90, 91, 92), start=1):
        world.record(attendance, Recorded(ANGUS, "2015", value, breakdown=f"SIMD quintile {n}"))
        part = world.measure(f"tariff-{n}", title=f"Average tariff SIMD Quintile {n}", scheme="lgbf")
        world.years(part, SCOTLAND, [600 + 100 * n])
    overall = world.measure("tariff", title="Overall average tariff", scheme="lgbf")
    world.years(overall, SCOTLAND, [900])
    own = queries.in_full(world.cast.partnership, "attendance", ANGUS).gradient
    assert (own.gap, own.slope) == (-4, None)
    apart = queries.in_full(world.cast.partnership, "tariff").gradient
    assert (apart.gap, apart.slope.sii.estimate) == (-400, pytest.approx(-500))
    assert queries.in_full(world.cast.partnership, "tariff-3").gradient == apart


def test_what_nothing_measures_is_named(world):
    assert queries.unmeasured(world.cast.partnership, date(2026, 11, 20)) == []
    load_frameworks(by=world.cast.system)
    tags = {item.code: item for item in items("shanarri", date(2026, 11, 20))}
    world.measure("safety", tags=[tags["safe"]])
    left = queries.unmeasured(world.cast.partnership, date(2026, 11, 20))
    assert len(left) == 7
    assert "Safe" not in left


@pytest.mark.parametrize(
    ("national", "in_plan", "public"),
    [(True, False, True), (True, True, True), (False, True, True), (False, False, False)],
)
def test_the_public_reads_national_figures_and_those_the_plan_is_measured_by(
    world, national, in_plan, public
):
    indicator = world.measure("waits", is_national=national)
    world.years(indicator, ANGUS, [9, 8])
    if in_plan:
        world.target(indicator, goal=3)
    publish_all(world.cast.partnership, "values", "indicator")
    found = [row.row.slug for row in public_indicators(world.cast.partnership)]
    assert found == (["waits"] if public else [])


@pytest.mark.parametrize(
    ("title", "unit", "total"),
    [
        ("No of Pupils Primary", "", True),
        ("No. Of Children (community)", "", True),
        ("Primary education - Gross expenditure (£000s)", "£000s", True),
        ("Children seen", "Number", True),
        ("Cost per Primary School Pupil", "£", False),
        ("The Gross Cost of “Children Looked After” per Child per Week", "£", False),
        ("Pupils with five awards", "%", False),
    ],
)
def test_totals_are_not_set_beside_places_of_another_size(title, unit, total):
    assert is_total(Indicator(title=title, unit=unit)) is total


def test_a_total_has_its_trend_but_neither_scotland_nor_a_family(world):
    pupils = world.measure("pupils", title="No of Pupils Primary", polarity="neither")
    world.years(pupils, DUNDEE, range(100, 110))
    world.years(pupils, SCOTLAND, range(1000, 1010))
    full = queries.in_full(world.cast.partnership, "pupils", DUNDEE)
    assert full.trend.checked.verdict is ChartVerdict.CHANGING
    assert (full.trend.beside, full.standing) == (None, None)
