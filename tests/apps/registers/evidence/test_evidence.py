"""Findings rest on something; released tables read well, download, and can be withdrawn."""

import csv
import io

import pytest
from django.urls import reverse

from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.methods.percentages import percentage
from realign.registers.evidence import actions, queries
from realign.registers.evidence.models import Finding, Release
from tests.support.evidence import released_finding
from tests.support.survey import survey_world

pytestmark = pytest.mark.slow


@pytest.fixture
def world(tayside):
    return survey_world(tayside)


@pytest.fixture
def release(world):
    return world.released()


WORDS = {"slug": "one", "sentence": "A third of pupils have a raised score.", "strength": "strong"}


def write_finding(world, **values):
    return actions.create_finding(by=world.cast.actor("analyst"), **(WORDS | values))


def test_only_a_protected_table_can_be_released(world):
    with pytest.raises(Refusal, match="Only a protected table"):
        actions.release_table(
            by=world.cast.actor("coordinator"),
            slug="raw",
            title="Raw",
            safe={"rows": [1, 2, 3]},
            dims=(),
            estimates={},
            provenance=None,
            approvals=(),
        )
    assert Release.objects.count() == 0


def test_a_finding_needs_something_to_rest_on(world):
    with pytest.raises(Refusal, match="needs a source"):
        write_finding(world)
    assert Finding.objects.count() == 0


def test_a_finding_quotes_its_cell_with_the_interval(world, release):
    cell = queries.cell_for(release, council="S12000042")
    finding = write_finding(world, release=release, cell=cell)
    figure = queries.figure_of(finding)
    assert figure.value == percentage(cell.estimate * 100)
    assert "95% interval" in figure.words
    assert "Small survey" in figure.source
    assert figure.invented


def test_a_finding_on_a_hidden_cell_says_so(world, release):
    hidden = release.cells.filter(symbol="[c]").first()
    finding = write_finding(world, release=release, cell=hidden)
    assert queries.figure_of(finding).words == "hidden to protect people"


def test_the_second_of_two_editors_is_told(world, release):
    finding = write_finding(world, release=release)
    planner = world.cast.actor("analyst")
    actions.change_finding(by=planner, finding=finding, revision=1, sentence="Their words.")
    with pytest.raises(ChangedMeanwhile):
        actions.change_finding(by=planner, finding=finding, revision=1, sentence="My words.")
    finding.refresh_from_db()
    assert finding.sentence == "Their words."


def test_the_second_editor_sees_both_versions_and_loses_nothing(client, world, release):
    finding = write_finding(world, release=release)
    actions.change_finding(
        by=world.cast.actor("analyst"), finding=finding, revision=1, sentence="Their words."
    )
    client.force_login(world.cast.people["analyst"])
    page = client.post(
        reverse("evidence:finding-edit", args=["tayside", "one"]),
        {"revision": 1, "sentence": "My own words.", "strength": "fair", "release": release.pk},
    )
    text = page.content.decode()
    assert "Their words." in text
    assert "My own words." in text
    assert "while you were editing" in text


def test_a_withdrawn_table_stays_in_the_ledger_and_takes_no_new_findings(world, release):
    coordinator = world.cast.actor("coordinator")
    with pytest.raises(Refusal, match="needs a reason"):
        actions.withdraw_release(by=coordinator, release=release, revision=1, reason=" ")
    actions.withdraw_release(by=coordinator, release=release, revision=1, reason="Wrong weights.")
    assert len(queries.ledger(world.cast.partnership, release.dataset_fingerprint)) == 1
    with pytest.raises(Refusal, match="was withdrawn"):
        write_finding(world, release=release)


def test_the_public_reads_the_table_and_its_download_never_has_a_blank_for_a_hidden_number(client, release):
    address = reverse("evidence:release", args=["tayside", release.slug])
    page = client.get(address).content.decode()
    assert "Why some numbers are hidden" in page
    body = b"".join(client.get(address, {"format": "csv"}).streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert len(rows) == release.cells.count()
    for row in rows:
        if row["symbol"] == "[c]":
            assert row["share"] == row["count"] == "[c]"
        else:
            assert float(row["share"]) > 0


def test_the_library_asks_as_many_questions_for_many_findings_as_for_one(
    client, world, release, django_assert_num_queries
):
    address = reverse("evidence:library", args=["tayside"])
    released_finding(world.cast, **WORDS, release=release)
    client.get(address)
    with django_assert_num_queries(4):
        client.get(address)
    for number in range(5):
        released_finding(world.cast, **(WORDS | {"slug": f"more-{number}"}), release=release)
    with django_assert_num_queries(4):
        client.get(address)


def test_findings_of_another_partnership_are_not_found(client, world, release, elsewhere):
    released_finding(world.cast, **WORDS, release=release)
    assert client.get(reverse("evidence:finding", args=["tayside", "one"])).status_code == 200
    assert client.get(reverse("evidence:finding", args=["elsewhere", "one"])).status_code == 404


@pytest.mark.slow
def test_a_withdrawn_table_shows_and_gives_no_figures(world, release, client):
    page = reverse("evidence:release", args=["tayside", release.slug])
    assert client.get(f"{page}?format=xlsx").status_code == 200
    coordinator = world.cast.actor("coordinator")
    actions.withdraw_release(by=coordinator, release=release, revision=1, reason="Wrong weights.")
    text = client.get(page).content.decode()
    assert "Wrong weights." in text
    assert "Percentage" not in text
    assert "<table" not in text
    for format in ("csv", "xlsx"):
        answer = client.get(f"{page}?format={format}")
        assert answer.status_code == 403
        assert "Wrong weights." in answer.content.decode()
