"""One value typed on a page: checked like a file, held back where it is small, and shown after a second look."""

import re
from functools import partial

import pytest
from django.urls import reverse

from realign.foundations.files import actions as files
from realign.foundations.files.models import Import
from realign.foundations.partnerships.types import Refusal
from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing.actions import publish_draft
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.registers.indicators import actions, queries
from realign.registers.indicators.models import Observation
from realign.registers.indicators.types import Recorded
from tests.support.cast import NOON
from tests.support.publishing import publish_all

ANGUS = "S12000041"
TYPED = {
    "indicator": "pupils-who-worry",
    "area": ANGUS,
    "period": "2025/26",
    "value": "25",
    "numerator": "50",
    "denominator": "200",
    "status": "observed",
    "source": "School survey of Angus, June 2026",
}


@pytest.fixture
def worry(places):
    return actions.create_indicator(
        by=places.actor("planner"), slug="pupils-who-worry", title="Pupils who worry", unit="%",
        polarity="lower", use_for="Whether more pupils worry.",
    )  # fmt: skip


@pytest.fixture
def type_value(worry, client, places):
    def post(role="planner", **changes):
        client.force_login(places.people[role])
        return client.post(reverse("indicators:value", args=["tayside"]), TYPED | changes, follow=True)

    return post


def accept(client, places, role):
    client.force_login(places.people[role])
    record = Import.objects.get(state=Import.State.READY)
    return client.post(reverse("files:accept", args=["tayside", record.pk]), follow=True)


def test_the_page_names_who_may_import_it_or_whom_to_ask(type_value, worry, places):
    page = type_value().content.decode()
    assert f"<li>{places.people['analyst'].name}</li>" in page
    assert f"<li>{places.people['planner'].name}</li>" not in page
    places.partnership.memberships.exclude(user=places.people["planner"]).update(is_active=False)
    alone = type_value(period="2024/25").content.decode()
    assert "No other person has a role that allows this yet." in alone


def test_a_value_waits_until_a_second_person_has_looked_at_it(type_value, worry, client, places):
    page = type_value().content.decode()
    assert "Pupils who worry, Angus, 2025/26: 25 (50 of 200)." in page
    address = reverse("files:accept", args=["tayside", Import.objects.get().pk])
    assert address not in page
    assert not Observation.objects.exists()
    refused = accept(client, places, "planner")
    assert refused.status_code == 403
    assert "You entered this, so another person must import it." in refused.content.decode()
    waiting = client.get(worry.get_absolute_url()).content.decode()
    assert "wait for a second person" in waiting
    client.force_login(places.people["analyst"])
    assert address in client.get(Import.objects.get().get_absolute_url()).content.decode()
    assert accept(client, places, "analyst").status_code == 200
    value = Observation.objects.get()
    assert (value.value, value.numerator, value.denominator) == (25, 50, 200)
    shown = client.get(worry.get_absolute_url()).content.decode()
    assert "wait for a second person" not in shown
    assert "School survey of Angus, June 2026" in shown


def test_a_value_stands_in_the_work_of_those_who_may_import_it_and_not_of_whoever_typed_it(
    type_value, client, places
):
    own = type_value().content.decode()
    assert "Another person must import it." in own
    assert "Checked, waiting for another person" in own
    assert "Select Import" not in own
    assert "1 record would be added" in own
    task = "Check and import “School survey of Angus, June 2026”"
    assert task not in client.get("/tayside/work/").content.decode()
    client.force_login(places.people["analyst"])
    work = client.get("/tayside/work/").content.decode()
    assert task in work
    assert Import.objects.get().get_absolute_url() in work
    assert "imports it." in work
    accept(client, places, "analyst")
    assert task not in client.get("/tayside/work/").content.decode()


def test_whoever_adds_an_indicator_is_told_that_its_values_can_be_typed(client, places):
    client.force_login(places.people["planner"])
    assert "Its values are typed, or imported" in client.get("/tayside/work/indicators/new/").content.decode()


def test_a_small_number_is_held_back_as_from_a_file(type_value, client, places):
    type_value(value="2", numerator="4")
    accept(client, places, "analyst")
    value = Observation.objects.get()
    assert (value.value, value.numerator, value.held_back) == (None, None, "fewer than 5")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"numerator": "", "denominator": ""}, "it needs the numbers that it is made of"),
        ({"numerator": "300"}, "More are counted than there are."),
        ({"value": "52"}, "50 out of 200 is 25%, and not 52%."),
        ({"period": "last year"}, "last year"),
        ({"value": "many"}, "Enter a number"),
        ({"source": ""}, "source"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(type_value, changes, says):
    page = type_value(**changes).content.decode()
    assert says in page
    assert "School survey of Angus" in page or "source" in changes
    assert not Import.objects.filter(state=Import.State.READY).exists()


def test_a_correction_needs_a_reason_and_what_was_said_before_stays(type_value, worry, client, places):
    type_value()
    accept(client, places, "analyst")
    page = type_value(value="26", numerator="52").content.decode()
    assert "Say why it is corrected." in page
    page = type_value(value="26", numerator="52", reason="Two pupils were counted late.").content.decode()
    assert "It takes the place of 25." in page
    assert "Why the value is corrected: Two pupils were counted late." in page
    accept(client, places, "analyst")
    assert Observation.objects.get(is_current=True).value == 26
    (before,) = queries.earlier_vintages(worry, queries.areas_of_values(places.partnership))
    assert before.value == 25


def test_the_same_value_again_is_refused(type_value, client, places):
    type_value()
    accept(client, places, "analyst")
    assert "This value has already been added, with the same details." in type_value().content.decode()


def test_only_those_who_keep_indicators_type_values(type_value):
    assert type_value(role="reader").status_code == 403


def test_another_partnership_s_indicator_cannot_be_chosen(type_value, elsewhere, client):
    client.force_login(elsewhere.people["planner"])
    page = client.post(reverse("indicators:value", args=["elsewhere"]), TYPED)
    assert page.status_code == 200
    assert not Import.objects.exists()


def test_the_rule_holds_below_the_page_too(worry, places):
    record = actions.propose_value(
        by=places.actor("planner"), indicator=worry, row=Recorded(ANGUS, "2025/26", 25.0, numerator=50, denominator=200),
        source="A survey",
    )  # fmt: skip
    with pytest.raises(Refusal, match="another person must import it"):
        files.accept_import(by=places.actor("planner"), record=record)
    assert files.accept_import(by=places.actor("analyst"), record=record).state == Import.State.ACCEPTED


def test_whoever_imports_a_value_that_another_typed_may_publish_it_and_its_writer_may_not(worry, places):
    record = actions.propose_value(
        by=places.actor("planner"), indicator=worry, row=Recorded(ANGUS, "2025/26", 25.0, numerator=50, denominator=200),
        source="A survey",
    )  # fmt: skip
    files.accept_import(by=places.actor("analyst"), record=record)
    (draft,) = publishing.drafts(places.partnership, NOON.date(), [PUBLIC_RECORDS.get("values")])
    publish = partial(
        publish_draft, kind=draft.kind, key=draft.key, fingerprint=draft.fingerprint, reason="Looked at."
    )
    with pytest.raises(Refusal, match="You wrote this"):
        publish(by=places.actor("planner"))
    assert publish(by=places.actor("analyst")).stands


def test_everybody_reads_the_source_that_was_typed(type_value, worry, client, places):
    """Not the producer of the indicator, and no title that the site made up."""
    actions.change_indicator(
        by=places.actor("planner"), indicator=worry, revision=worry.revision, producer="Some other body"
    )
    type_value()
    accept(client, places, "analyst")
    publish_all(places.partnership)
    client.logout()
    page = client.get("/tayside/indicators/pupils-who-worry/").content.decode()
    assert set(re.findall(r"<dt>Source</dt>\s*<dd>(.*?)</dd>", page)) == {TYPED["source"]}


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ({"title": "Returns of June"}, "Returns of June"),
        ({"producer": "NHS Tayside"}, "NHS Tayside"),
        ({}, actions.SOURCE_NOT_NAMED),
    ],
)
def test_values_recorded_without_a_title_are_called_after_their_source(worry, places, said, title):
    row = Recorded(ANGUS, "2025/26", 25.0, numerator=50, denominator=200)
    record = actions.record_observations(by=places.actor("analyst"), indicator=worry, rows=[row], **said)
    assert record.title == title
