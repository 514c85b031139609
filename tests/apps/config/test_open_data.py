"""The open data of a partnership: only what is published, in pages, with signs, and strangers’ addresses kept apart."""

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from realign.plan.plans import actions as plans
from realign.plan.plans.models import Plan
from realign.registers.evidence import actions as evidence
from realign.registers.indicators import actions as indicators
from realign.registers.indicators.types import Recorded
from realign.registers.places.actions import load_gazetteer
from tests.support.evidence import released_finding
from tests.support.publishing import publish_all
from tests.support.survey import survey_world

pytestmark = pytest.mark.django_db

ANGUS = "S12000041"


@pytest.fixture(autouse=True)
def nobody_asked_yet():
    cache.clear()


def ask(where, **said):
    return Client().get(f"/tayside/api/v1/{where}", said)


def items(where, **said):
    return ask(where, **said).json()["items"]


@pytest.fixture
def waits(tayside):
    load_gazetteer(by=tayside.system)
    by = tayside.actor("analyst")
    indicator = indicators.create_indicator(
        by=by, slug="waits", title="Weeks from asking to support", polarity="lower", unit="weeks"
    )
    first = [
        Recorded(ANGUS, "2023/24", 12.0, 10.5, 13.5, 240.0, 20.0),
        Recorded(ANGUS, "2024/25", None, 1.0, 2.0, 3.0, 60.0, symbol="[c]"),
        Recorded(ANGUS, "2025/26", 9.0, status="projected"),
    ]
    indicators.record_observations(by=by, indicator=indicator, rows=first, invented=True)
    revised = [Recorded(ANGUS, "2023/24", 11.0, status="revised")]
    indicators.record_observations(by=by, indicator=indicator, rows=revised, invented=True)
    publish_all(tayside.partnership, "values", "indicator")
    return indicator


def test_an_indicator_is_given_with_its_definition(waits):
    assert [(one["slug"], one["unit"], one["better"]) for one in items("indicators/")] == [
        ("waits", "weeks", "lower")
    ]
    assert ask("indicators/waits/").json()["title"] == "Weeks from asking to support"
    assert ask("indicators/none/").status_code == 404


def test_values_keep_status_sign_and_vintage_and_nothing_beside_a_confidential_one(waits):
    latest, hidden, revised = items("indicators/waits/observations/")
    assert (latest["value"], latest["status"], latest["was_measured"]) == (9.0, "projected", False)
    beside = [hidden[name] for name in ("value", "lower", "upper", "numerator", "denominator")]
    assert (hidden["symbol"], beside) == ("[c]", [None] * 5)
    assert (revised["value"], revised["status"], revised["is_current"]) == (11.0, "revised", True)
    assert revised["vintage"]["invented"] is True
    everything = items("indicators/waits/observations/", vintages="true", area=ANGUS, since="2024-03-31")
    assert [(one["value"], one["is_current"]) for one in everything[2:]] == [(11.0, True), (12.0, False)]
    assert [one["symbol"] for one in items("indicators/waits/observations/", status="observed")] == ["[c]"]


def test_a_local_indicator_outside_the_plan_is_not_given(waits):
    waits.is_national = False
    waits.save()
    assert items("indicators/") == []
    assert ask("indicators/waits/observations/").status_code == 404


def test_lists_come_in_pages_of_a_sensible_size(waits):
    page = ask("indicators/waits/observations/", limit=1, offset=1).json()
    assert (page["count"], page["limit"], page["offset"], len(page["items"])) == (3, 1, 1, 1)
    assert ask("indicators/", limit=501).status_code == 422


@pytest.mark.slow
def test_a_released_table_is_given_as_published_and_nothing_else_is(tayside):
    world = survey_world(tayside)
    world.ask("bullied", ("council",))
    release = world.released("raised")
    assert [one["slug"] for one in items("evidence/tables/")] == ["raised"]
    table = ask("evidence/tables/raised/").json()
    hidden = [cell for cell in table["cells"] if cell["symbol"] == "[c]"]
    assert hidden
    assert {cell["note"] for cell in hidden} == {"Hidden to protect people."}
    assert all(cell["estimate"] is cell["lower"] is cell["count"] is None for cell in hidden)
    everybody = next(cell for cell in table["cells"] if set(cell["group"].values()) == {"Total"})
    assert everybody["base"] == 480
    evidence.withdraw_release(
        by=tayside.actor("coordinator"),
        release=release,
        revision=release.revision,
        reason="A column was wrong.",
    )
    table = ask("evidence/tables/raised/").json()
    assert (table["withdrawn_because"], table["cells"]) == ("A column was wrong.", [])


def test_a_finding_says_what_it_rests_on(tayside):
    released_finding(
        tayside,
        slug="waits",
        sentence="Waits are long.",
        strength="weak",
        source="A report of 2025",
    )
    (one,) = items("evidence/findings/")
    assert (one["sentence"], one["source"], one["stands"], one["table"]) == (
        "Waits are long.",
        "A report of 2025",
        True,
        None,
    )


def test_a_draft_plan_is_not_given(tayside):
    by = tayside.actor("coordinator")
    plan = plans.create_plan(
        by=by, slug="plan", title="A plan", starts_on=date(2026, 4, 1), ends_on=date(2029, 3, 31)
    )
    assert ask("plan/").status_code == 404
    plan.status = Plan.Status.FULL
    plan.save()
    assert ask("plan/").status_code == 404, "nobody has published it"
    publish_all(tayside.partnership)
    assert ask("plan/").json()["title"] == "A plan"


def test_a_partnership_that_is_not_public_gives_nothing_to_strangers(tayside, elsewhere, client):
    assert ask("indicators/")["Access-Control-Allow-Origin"] == "*"
    tayside.partnership.is_public = False
    tayside.partnership.save()
    answer = ask("indicators/")
    assert (answer.status_code, answer.json()) == (404, {"detail": "There is no such address."})
    client.force_login(elsewhere.people["coordinator"])
    assert client.get("/tayside/api/v1/indicators/").status_code == 404
    client.force_login(tayside.people["reader"])
    answer = client.get("/tayside/api/v1/indicators/")
    assert answer.status_code == 200
    assert "Access-Control-Allow-Origin" not in answer


def test_nothing_can_be_written(tayside):
    assert Client().post("/tayside/api/v1/indicators/", {}).status_code == 405


@pytest.mark.slow
def test_who_asks_too_often_is_told_to_wait(tayside):
    answers = [ask("evidence/findings/").status_code for _ in range(121)]
    assert (answers[-2], answers[-1]) == (200, 429)


def test_the_page_names_every_address_and_the_description_is_valid(tayside, client):
    text = client.get("/tayside/api/").content.decode()
    described = ask("openapi.json").json()
    assert described["openapi"].startswith("3.")
    assert len(described["paths"]) >= 9
    assert all(path in text for path in described["paths"])
    assert all(set(methods) == {"get"} for methods in described["paths"].values())
    assert "<script src" not in text.replace('<script src="/static', "")


def test_the_number_of_queries_does_not_grow(tayside, waits, django_assert_num_queries):
    by = tayside.actor("analyst")
    with django_assert_num_queries(4) as few:
        ask("indicators/")
    for number in range(5):
        indicators.create_indicator(by=by, slug=f"i{number}", title=f"Number {number}", polarity="lower")
    with django_assert_num_queries(len(few)):
        ask("indicators/")
