"""The pages: the list, one trend, what the public sees, and the part on an indicator's own page."""

import re
from datetime import date

import pytest
from django.urls import reverse

from realign.foundations.partnerships.records import create_record
from realign.plan.plans.models import Plan
from realign.plan.priorities.models import Priority
from realign.registers.indicators.types import Recorded, Status
from tests.apps.analyse.trends.conftest import ANGUS, DUNDEE, SCOTLAND, TAYSIDE
from tests.support.publishing import publish_all

pytestmark = pytest.mark.slow  # charts are drawn for real


@pytest.fixture
def planner(client, world):
    client.force_login(world.cast.people["planner"])
    return client


def address(name, *more, of="tayside"):
    return reverse(f"trends:{name}", args=[of, *more])


def words(response):
    assert response.status_code == 200
    return response.content.decode()


def csv_of(response):
    return b"".join(response.streaming_content).decode()


def test_the_list_answers_and_can_be_narrowed(world, planner):
    world.awards()
    world.waits()
    page = words(planner.get(address("list")))
    assert (
        "4 series: 1 with a signal of worsening, 2 with a signal of improvement and 1 with no recent signal."
        in page
    )
    assert "signal of worsening: 10 points in a row going down, from 2015 to 2024" in page
    assert "2 percentage points below (2024)" in page
    assert "8.5 weeks in June 2026, down from" in page
    assert "Invented data" in page
    only = words(planner.get(address("list"), {"verdict": "Signal of worsening"}))
    assert "Perth and Kinross" in only
    assert "Weeks to first support" not in only
    assert "Weeks to first support" in words(planner.get(address("list"), {"place": "Tayside"}))
    assert "Weeks to first support" not in words(planner.get(address("list"), {"scheme": "lgbf"}))
    assert "No matches" in words(planner.get(address("list"), {"q": "smoking"}))
    text = csv_of(planner.get(address("list"), {"format": "csv"}))
    assert "49% in 2024, up from 40% in 2015; signal of improvement: 10 points in a row going up" in text
    assert text.count("\n") == 5


def test_an_empty_list_says_what_belongs_there(world, planner):
    assert "No series yet" in words(planner.get(address("list")))


def test_a_trend_answers_in_a_sentence_and_shows_its_signals_and_others(world, planner):
    """IND-08: the value with its trend and comparators; intervals are tested in test_beside_others."""
    world.awards()
    publish_all(world.cast.partnership, "values", "indicator")
    page = words(planner.get(address("trend", "awards"), {"area": DUNDEE}))
    assert (
        "; signal of improvement: 10 points in a row going up, from 2015 to 2024. Chance alone seldom does this, and higher"
        in page
    )
    assert "10 points in a row going up, from 2015 to 2024</li>" in page
    assert "Dundee City is 2 percentage points below Scotland: 49% against 51% in 2024" in page
    assert "Dundee City is 2nd highest of 3 similar councils in 2024, at 49%." in page
    assert page.count("<svg") >= 3
    assert "Family group 4 by deprivation" in page
    assert reverse("indicators:indicator", args=["tayside", "awards"]) in page
    assert f'href="{address("public", "awards")}"' in page


def test_another_chart_and_other_rules_may_be_asked_for(world, planner):
    world.awards()
    page = words(planner.get(address("trend", "awards"), {"area": ANGUS, "chart": "i", "rules": "nhs"}))
    assert "Individuals chart with limits (XmR). Rules: NHS England, Making Data Count (shown now)" in page
    assert "Upper limit" in page
    assert "area=S12000042&amp;chart=i&amp;rules=nhs" in page
    strange = words(planner.get(address("trend", "awards"), {"area": "x", "chart": "xbar", "rules": "own"}))
    assert "Run chart. Rules: Scottish improvement practice (shown now)" in strange


def test_a_target_is_drawn_and_leads_to_its_priority(world, planner):
    world.target(world.waits(), goal=3)
    page = words(planner.get(address("trend", "waits")))
    assert "Target for March 2029" in page
    assert (
        "From 12 weeks to 3 weeks by March 2029, for “Help comes sooner”. Reason: Young people named it"
        in page
    )
    assert reverse("priorities:page", args=["tayside", "mental-health"]) in page
    assert "Invented data" in page


def test_how_far_a_place_has_come_towards_the_target_is_said(world, planner):
    """From 12 on 31 December 2025 to 3 on 31 March 2029: June 2026 is 0.1525 of the way in time, and 8.5 is 39%."""
    world.target(world.waits(), goal=3)
    page = words(planner.get(address("trend", "waits")))
    assert (
        "On track in June 2026: 39% of the way. On a straight line it would be at 10.6 weeks by then." in page
    )
    assert "From there it must fall by 2 weeks a year." in page


def test_beyond_the_target_and_the_wrong_way_are_said(world, planner):
    waits = world.waits()
    world.target(waits, goal=8.5)
    assert "Target achieved in June 2026: 100% of the way." in words(planner.get(address("trend", "waits")))
    world.record(waits, Recorded(TAYSIDE, "July 2026", 12.5), invented=True)
    page = words(planner.get(address("trend", "waits")))
    assert "Going the wrong way in July 2026." in page


def test_what_was_not_observed_is_tagged_and_kept_out_of_the_chart_of_signals(world, planner):
    poverty = world.measure("poverty", unit="%", polarity="lower")
    world.years(poverty, ANGUS, [15, 16] * 5)
    world.years(poverty, SCOTLAND, [20] * 10)
    world.record(
        poverty,
        Recorded(ANGUS, "2025", 30, status=Status.IMPUTED),
        Recorded(ANGUS, "2026", 31, status=Status.PROJECTED),
    )
    page = words(planner.get(address("trend", "poverty"), {"area": ANGUS}))
    assert "16% in 2024, up from 15% in 2015; no signal of a recent change" in page
    assert "2 values were imputed or projected" in page
    assert "30% (imputed)" in page
    assert "Hollow: imputed, projected" in page
    assert {"Projected", "Imputed"} <= set(re.findall(r"(Projected|Imputed|Provisional)", page))


def test_too_few_values_are_said_and_drawn_as_nothing(world, planner):
    bullied = world.measure("bullied", unit="%", polarity="lower")
    world.record(bullied, Recorded(SCOTLAND, "2021", 31))
    page = words(planner.get(address("trend", "bullied")))
    assert "Too few values for a chart" in page
    assert "31% in 2021, with no earlier value to compare it with; too few values for a signal" in page
    world.measure("nothing")
    assert "There are no measured values." in words(planner.get(address("trend", "nothing")))


@pytest.mark.parametrize("name", ["list", "trend"])
def test_strangers_are_told_that_there_is_nothing_and_visitors_to_sign_in(client, world, elsewhere, name):
    world.awards()
    where = address(name, *(["awards"] if name == "trend" else []))
    assert client.get(where).status_code == 302
    client.force_login(elsewhere.people["planner"])
    assert client.get(where).status_code == 404
    own = address(name, *(["awards"] if name == "trend" else []), of="elsewhere")
    assert client.get(own).status_code == (404 if name == "trend" else 200)


def test_a_role_that_may_not_see_trends_is_told_who_can_help(client, world):
    world.awards()
    without = [role for role in world.cast.people if not world.cast.actor(role).may("trends.view")]
    assert without
    client.force_login(world.cast.people[without[0]])
    refused = client.get(address("list"))
    assert refused.status_code == 403
    assert "can help" in refused.content.decode()


def test_the_public_sees_sentence_chart_and_source(client, world):
    world.awards()
    assert client.get(address("public", "awards")).status_code == 404, "nobody has published its values"
    publish_all(world.cast.partnership)
    page = words(client.get(address("public", "awards"), {"area": DUNDEE}))
    assert "; signal of improvement: 10 points in a row going up" in page
    assert "<svg" in page
    assert "Source" in page
    assert "/work/" not in page.split("<main", 1)[1].split("</main>")[0]


def test_local_figures_are_public_once_the_plan_is_measured_by_them(client, world):
    waits = world.waits()
    assert client.get(address("public", "waits")).status_code == 404
    world.target(waits, goal=3)
    plan = create_record(
        Plan, by=world.cast.system, slug="plan", title="Plan", starts_on=date(2026, 4, 1), ends_on=date(2029, 3, 31),
        status=Plan.Status.FULL, priorities=list(Priority.objects.all()),
    )  # fmt: skip
    publish_all(plan.partnership, "values")
    assert client.get(address("public", "waits")).status_code == 404, (
        "nobody has published its title and definition"
    )
    publish_all(plan.partnership)
    page = words(client.get(address("public", "waits")))
    assert "Invented data" in page
    assert client.get(address("public", "waits", of="nowhere")).status_code == 404


def test_an_indicators_own_page_shows_its_trend_and_the_way_to_more(world, planner):
    world.awards()
    page = words(planner.get(reverse("indicators:indicator", args=["tayside", "awards"])))
    assert "Trend" in page
    assert f"{address('trend', 'awards')}?area={ANGUS}" in page
