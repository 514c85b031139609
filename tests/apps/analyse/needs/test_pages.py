"""The pages of the assessment."""

import csv
import io

import pytest
from click.testing import CliRunner

from realign.analyse.needs import actions, jobs
from realign.analyse.needs.commands import needs_assessment
from realign.analyse.needs.models import NeedsAssessment, NeedsSource
from realign.foundations.partnerships.types import Refusal
from realign.foundations.work.jobs import run
from realign.foundations.work.models import Job
from tests.apps.analyse.needs.worlds import said, write_everything
from tests.support.evidence import released_finding
from tests.support.publishing import publish_all

HOME = "/tayside/work/needs-assessment/"
ONE = f"{HOME}what-children-need-2026/"


@pytest.fixture
def signed_in(client, world, tayside):
    def sign(role="analyst"):
        client.force_login(tayside.people[role])
        return client

    return sign


def published(world):
    write_everything(world)
    draft = world.assessment
    jobs.publish_assessment(
        by=world.cast.actor("coordinator"), assessment=draft, revision=draft.revision, say=lambda *_: None
    )
    return draft


def test_the_assessment_says_what_is_missing_first(signed_in):
    page = signed_in("reader").get(ONE).content.decode()
    assert "“Preferences” has a dated source" in page
    assert page.index("No source with a date") < page.index("dated source.")
    assert "Edit the text" not in page


def test_beginning_one(signed_in):
    answer = signed_in().post(f"{HOME}add/", {"title": "Another", "stale_after_years": 3})
    assert answer.url == f"{HOME}another/"
    assert NeedsAssessment.objects.get(slug="another").sections.count() == 7


def test_a_section_shows_tables_sources_with_age_and_gaps(signed_in):
    page = signed_in("reader").get(f"{ONE}outcomes/").content.decode()
    assert "Pupils who miss much school" in page
    assert "8 months old" in page
    assert "Output: not counted as evidence of outcomes" in page
    assert "How many miss much school, by council." in page
    gap = signed_in("reader").get(f"{ONE}preferences/").content.decode()
    assert "/tayside/work/gaps/unheard/" in gap


def test_ana_13_the_regional_table_downloads(signed_in):
    response = signed_in("reader").get(f"{ONE}outcomes/?format=csv&table=0")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["Tayside"] == "10%"
    for absent in ("9", "x", "²", "-1", "9" * 5000):
        assert signed_in("reader").get(f"{ONE}outcomes/?format=csv&table={absent}").status_code == 404


def test_two_people_write_one_section_and_nothing_typed_is_lost(signed_in, tayside, world):
    client, section = signed_in("planner"), world.section("needs")
    actions.change_section(
        by=tayside.actor("analyst"), section=section, revision=1, text="What the first saved"
    )
    sent = {"text": "What the second typed", "refresh_months": 12, "revision": 1, "looked_at": "on"}
    page = client.post(f"{ONE}needs/edit/", sent).content.decode()
    assert "What the first saved" in page
    assert "What the second typed" in page
    assert world.section("needs").text == "What the first saved"


def test_adding_changing_replacing_and_dropping_a_source(signed_in, world):
    client = signed_in()
    sent = {
        "title": "Survey 2011", "kind": "survey", "dated_day": 30, "dated_month": 11, "dated_year": 2011,
        "nature": "outcome", "tags": [world.healthy.pk], "source": "A survey", "use_for": "How it was.",
    }  # fmt: skip
    client.post(f"{ONE}needs/add/", sent)
    old = NeedsSource.objects.get()
    assert "Out of date" in client.get(f"{ONE}needs/").content.decode()
    client.post(f"{HOME}sources/{old.pk}/", sent | {"use_for": "How it was then.", "revision": 1})
    client.post(f"{HOME}sources/{old.pk}/replace/", sent | {"title": "Survey 2025", "dated_year": 2025})
    old.refresh_from_db()
    assert (old.use_for, old.replaced_by.title) == ("How it was then.", "Survey 2025")
    assert "Out of date" not in client.get(f"{ONE}needs/").content.decode()
    client.post(f"{HOME}sources/{old.replaced_by.pk}/drop/")
    assert NeedsSource.objects.get().title == "Survey 2011"


def test_ana_12_the_form_explains_why_an_output_is_none(signed_in, world):
    sent = {
        "title": "Number of sessions delivered", "kind": "returns", "dated_day": 31, "dated_month": 3, "dated_year": 2026,
        "nature": "outcome", "tags": [world.healthy.pk], "source": "Returns", "use_for": "How much was done.",
    }  # fmt: skip
    page = signed_in().post(f"{ONE}outcomes/add/", sent).content.decode()
    assert "counts what was done. That is an output." in page
    assert not NeedsSource.objects.exists()


@pytest.mark.slow
def test_a_published_assessment_is_read_by_anybody_and_downloaded(client, signed_in, world):
    published(world)
    client.logout()
    page = client.get("/tayside/needs/what-children-need-2026/").content.decode()
    assert "Outcomes are not outputs" in page
    assert "added up from the councils’ counts" in page
    pdf = client.get("/tayside/needs/what-children-need-2026/pdf/")
    assert pdf.content.startswith(b"%PDF-")
    assert client.get("/tayside/needs/what-children-need-2026/odt/").status_code == 404
    assert "What children need, 2026" in client.get("/tayside/needs/").content.decode()
    again = signed_in("analyst").post(f"{ONE}new-version/")
    assert again.url == f"{HOME}what-children-need-2026-v2/"


def test_a_draft_is_read_by_nobody_outside(client, world):
    assert client.get("/tayside/needs/what-children-need-2026/").status_code == 404
    assert "No needs assessment is published yet" in client.get("/tayside/needs/").content.decode()


def test_the_preview_reads_as_it_would(signed_in):
    page = signed_in("reader").get(f"{ONE}preview/").content.decode()
    assert "What this assessment does not yet show" in page


def test_publishing_says_what_stops_it(signed_in, world):
    client = signed_in("coordinator")
    assert "has no dated source" in client.get(f"{ONE}publish/").content.decode()
    refused = client.post(f"{ONE}publish/", {"revision": 1})
    assert ": missing." in refused.content.decode()
    assert NeedsAssessment.objects.get().state == "draft"
    write_everything(world)
    assert "/work/jobs/" in client.post(f"{ONE}publish/", {"revision": 1}).url


def test_ana_23_the_page_says_who_sees_what(signed_in):
    page = signed_in("reader").get(f"{HOME}who-sees-what/").content.decode()
    assert "Released tables (1)" in page
    assert "Anybody" in page
    assert "Each with its fingerprint" in page


def test_ana_26_the_usage_note_stands_where_the_statistic_is_cited(client, tayside, world):
    released_finding(
        tayside,
        slug="missed",
        sentence="One pupil in ten misses much school.",
        strength="strong",
        indicator=world.attendance,
    )
    publish_all(tayside.partnership)
    page = client.get("/tayside/evidence/missed/").content.decode()
    assert "Use: How many miss much school, by council." in page


@pytest.mark.slow
def test_the_command_writes_files_and_explains_bad_input(world, tmp_path):
    done = CliRunner().invoke(needs_assessment, ["--format", "html", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "What children need, 2026" in next(tmp_path.iterdir()).read_text()
    wrong = CliRunner().invoke(needs_assessment, ["--assessment", "nothing", "--out", str(tmp_path)])
    assert wrong.exit_code == 2
    assert "expected one of: what-children-need-2026" in wrong.output


@pytest.mark.parametrize(
    ("where", "role", "status"),
    [
        (HOME, "reader", 200),
        (f"{HOME}add/", "reader", 403),
        (f"{ONE}edit/", "reader", 403),
        (f"{ONE}publish/", "analyst", 403),
        (f"{ONE}needs/edit/", "commissioner", 403),
        (f"{ONE}nothing/", "analyst", 404),
        (f"{HOME}nothing/", "analyst", 404),
        (f"{HOME}sources/999/", "analyst", 404),
        ("/elsewhere/work/needs-assessment/", "analyst", 404),
    ],
)
def test_who_may_open_what(signed_in, elsewhere, where, role, status):
    assert signed_in(role).get(where).status_code == status


def test_a_source_is_stored_as_it_was_said(tayside, world):
    one = actions.create_source(by=tayside.actor("analyst"), section=world.section("needs"), **said(world))
    actions.change_source(by=tayside.actor("analyst"), needs_source=one, revision=1, title="Other words")
    assert NeedsSource.objects.get().title == "Other words"


@pytest.mark.slow
def test_names_and_small_numbers_are_pointed_out_and_published_with_a_reason_only(client, world, tayside):
    write_everything(world)
    draft = world.assessment
    words = "Two of the three children moved, and Mrs Jean Doe helped."
    actions.change_assessment(
        by=tayside.actor("analyst"), assessment=draft, revision=draft.revision, introduction=words
    )
    client.force_login(tayside.people["coordinator"])
    page = client.get(f"{ONE}publish/").content.decode()
    assert "Two of the three children" in page
    assert "Mrs Jean Doe" in page
    asked = {"revision": draft.revision}
    assert "Why may it be published as it is?" in client.post(f"{ONE}publish/", asked).content.decode()
    assert not Job.objects.exists()
    with pytest.raises(Refusal, match="recognised"):
        jobs.publish_assessment(
            by=tayside.actor("coordinator"), assessment=draft, revision=draft.revision, say=lambda *_: None
        )
    assert client.post(f"{ONE}publish/", asked | {"reason": "She agreed."}).status_code == 302
    run(Job.objects.get(kind="needs.publish").pk)
    draft.refresh_from_db()
    assert draft.is_published
    assert draft.published_because == "She agreed."
