"""The words of an indicator are public as somebody who did not write them published them."""

from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships.actions import load_reference_lists
from realign.foundations.partnerships.types import Refusal
from realign.foundations.publishing import actions as publishing
from realign.foundations.publishing import queries as published
from realign.foundations.publishing.models import PublicBefore, PublicVersion
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.registers.indicators import actions, queries
from realign.registers.indicators.types import INDICATOR, Recorded
from realign.registers.places.actions import load_gazetteer
from realign.registers.services import actions as services
from tests.support.cast import NOON
from tests.support.publishing import publish_all

pytestmark = pytest.mark.django_db
NEW = "Words that nobody published"


@pytest.fixture
def waits(tayside):
    """A national indicator with one published value; its words wait."""
    load_gazetteer(by=tayside.system)
    by = tayside.actor("analyst")
    indicator = actions.create_indicator(
        by=by, slug="waits", title="Weeks waited", polarity="lower", unit="weeks", definition="From asking to help.",
        is_national=True, owner=tayside.bodies["angus"],
    )  # fmt: skip
    rows = [Recorded("S12000041", "2022/23", 12.0), Recorded("S12000041", "2023/24", 11.0)]
    actions.record_observations(by=by, indicator=indicator, rows=rows)
    publish_all(tayside.partnership, "values")
    return indicator


def everywhere(client):
    """Everything that a visitor reads of it, as one text."""
    pages = [
        reverse("trends:public", args=["tayside", "waits"]),
        reverse("evidence:published", args=["tayside"]),
        reverse("places:public", args=["tayside", "S12000041"]),
        "/tayside/api/v1/indicators/",
        "/tayside/api/v1/indicators/waits/",
        *(f"/tayside/indicators/waits/{format}/" for format in ("csv", "json", "scotpho", "opensdg")),
        reverse("search:results", args=["tayside"]) + "?q=weeks+words+waited",
    ]
    return {page: client.get(page) for page in pages}


def words_of(answers):
    return "".join(
        (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        for answer in answers.values()
    )


def draft_of(indicator):
    kind = PUBLIC_RECORDS.get(INDICATOR)
    return published.draft_of(indicator.partnership, kind, str(indicator.pk), NOON.date())


def publish(by, indicator):
    draft = draft_of(indicator)
    return publishing.publish_draft(by=by, kind=draft.kind, key=draft.key, fingerprint=draft.fingerprint)


def change(tayside, indicator, **values):
    indicator.refresh_from_db()
    by = tayside.actor("planner")
    return actions.change_indicator(by=by, indicator=indicator, revision=indicator.revision, **values)


def test_published_values_alone_make_no_indicator_public(tayside, waits, client):
    assert draft_of(waits).waits
    answers = everywhere(client)
    assert "Weeks waited" not in words_of(answers)
    assert answers["/tayside/api/v1/indicators/waits/"].status_code == 404
    assert answers[reverse("trends:public", args=["tayside", "waits"])].status_code == 404


def test_its_writer_does_not_publish_it(tayside, waits):
    with pytest.raises(Refusal, match="You wrote this"):
        publish(tayside.actor("analyst"), waits)
    assert publish(tayside.actor("planner"), waits).content["definition"] == "From asking to help."


def test_a_change_of_words_is_read_nowhere_until_another_person_publishes_it(tayside, waits, client):
    publish(tayside.actor("planner"), waits)
    change(
        tayside, waits, title=NEW, definition=NEW, unit=NEW, caveats=NEW, producer=NEW, numerator=NEW,
        denominator=NEW, frequency=NEW, code=NEW, use_for=NEW, polarity="higher", owner=None,
    )  # fmt: skip
    answers = everywhere(client)
    assert {page for page, answer in answers.items() if answer.status_code != 200} == set()
    read = words_of(answers)
    assert NEW not in read
    assert "Weeks waited" in read
    asked = client.get("/tayside/api/v1/indicators/waits/").json()
    assert (asked["better"], asked["unit"], asked["owner"]) == (
        "lower",
        "weeks",
        str(tayside.bodies["angus"]),
    )
    publish(tayside.actor("analyst"), waits)
    assert NEW in words_of(everywhere(client))
    assert client.get("/tayside/api/v1/indicators/waits/").json()["better"] == "higher"


def test_an_owner_is_named_as_when_it_was_published(tayside, waits, client):
    publish(tayside.actor("planner"), waits)
    type(tayside.bodies["angus"]).objects.filter(pk=tayside.bodies["angus"].pk).update(name=NEW)
    assert NEW not in client.get("/tayside/api/v1/indicators/waits/").content.decode()


def test_words_that_are_withdrawn_take_the_indicator_from_every_list(tayside, waits, client):
    version = publish(tayside.actor("planner"), waits)
    publishing.withdraw_version(
        by=tayside.actor("planner"), version=version, revision=1, reason="It is defined anew."
    )
    answers = everywhere(client)
    assert "Weeks waited" not in words_of(answers)
    gone = answers[reverse("trends:public", args=["tayside", "waits"])]
    assert gone.status_code == 410
    assert "It is defined anew." in gone.content.decode()


def test_one_that_was_no_longer_meant_for_everybody_waits_for_a_second_person(tayside, waits, client):
    publish(tayside.actor("planner"), waits)
    change(tayside, waits, is_national=False)
    assert queries.public_indicators(tayside.partnership) == []
    change(tayside, waits, is_national=True)
    assert queries.public_indicators(tayside.partnership) == []
    assert draft_of(waits).waits


def test_names_and_small_numbers_in_its_words_need_a_reason(tayside, waits):
    publish(tayside.actor("planner"), waits)
    change(tayside, waits, caveats="Three of the four children in Kirriemuir moved away.")
    with pytest.raises(Refusal, match="Somebody could be recognised"):
        publish(tayside.actor("analyst"), waits)


def test_an_upgrade_keeps_what_was_public_with_its_words(tayside, waits):
    PublicBefore.objects.create(partnership=tayside.partnership, at=NOON, kinds=["values", "service"])
    load_reference_lists(by=Registrar(NOON))
    (version,) = PublicVersion.objects.filter(kind=INDICATOR)
    assert (version.before_rule, version.published_by, version.title) == (True, None, "Weeks waited")
    assert [row.row.slug for row in queries.public_indicators(tayside.partnership)] == ["waits"]


def test_a_partnership_that_came_after_the_first_kinds_keeps_its_words_and_nothing_else(tayside, waits):
    written = services.create_service(
        by=tayside.actor("commissioner"), name="Youth hub", summary="A place to go after school.", tier="universal",
        provider=tayside.bodies["dundee"],
    )  # fmt: skip
    upgrade = import_module("realign.foundations.publishing.migrations.0004_words_of_indicators_were_public")
    upgrade.note_what_was_there(apps, None)
    load_reference_lists(by=Registrar(NOON))
    kept = PublicVersion.objects.filter(before_rule=True)
    assert list(kept.values_list("kind", "key")) == [(INDICATOR, str(waits.pk))]
    assert not published.versions(tayside.partnership, "service").filter(key=str(written.pk)).exists()


@pytest.mark.parametrize(
    "looser",
    [{"disclosure_profile": "fewer-than-5"}, {"title": "Number of hubs", "unit": "", "definition": ""}],
)
def test_nobody_alone_lets_go_a_small_number_that_everybody_would_read(tayside, client, looser):
    load_gazetteer(by=tayside.system)
    by = tayside.actor("analyst")
    indicator = actions.create_indicator(
        by=by, slug="waits", title="Number of children waiting", polarity="lower", unit="", is_national=True,
        disclosure_profile="nes",
    )  # fmt: skip
    actions.record_observations(by=by, indicator=indicator, rows=[Recorded("S12000041", "2023/24", 7.0)])
    publish_all(tayside.partnership)
    address = "/tayside/api/v1/indicators/waits/observations/"

    def read():
        (row,) = client.get(address).json()["items"]
        return row["value"], row["symbol"]

    assert read() == (None, "[c]")
    change(tayside, indicator, **looser)
    assert read() == (None, "[c]")
    publish(tayside.actor("analyst"), indicator)
    assert read() == (7.0, "")
