"""Pages of the report room, from the first draft to the public page."""

import re
from datetime import date

import pytest
from django.utils import timezone

from realign.foundations.design.words import report_year
from realign.foundations.partnerships.types import Refusal
from realign.foundations.work.jobs import run
from realign.foundations.work.models import Job
from realign.review.reports import actions, jobs
from realign.review.reports.models import Report
from tests.support.browser import (
    assert_axe_clean,
    assert_console_clean,
    assert_fits,
    keep_screenshot,
    sign_in,
)

LIST = "/tayside/work/reports/"
ONE = f"{LIST}2026-27-to-october/"
PUBLIC = "/tayside/reports/2026-27-to-october/"
TYPED = {
    "title": "To October",
    "introduction": "We began.",
    "next_steps": "We go on.",
    "delay_reason": "",
    "revision": 1,
}


@pytest.fixture
def planner(client, world):
    client.force_login(world.cast.people["planner"])
    return client


@pytest.fixture
def draft(world):
    end = world.plan.starts_on.replace(month=10, day=31)
    return actions.create_report(by=world.cast.actor("planner"), plan=world.plan, year="2026/27", ends_on=end)


@pytest.fixture
def out(world, draft):
    return jobs.publish_report(
        by=world.cast.actor("coordinator"), report=draft, revision=1, say=lambda *_: None
    )


def test_a_report_is_begun_from_the_list(planner):
    assert "Add a report" in planner.get(LIST).content.decode()
    form = planner.get(f"{LIST}add/").content.decode()
    chosen = re.search(r'<option value="([^"]+)" selected', form)
    assert chosen, "the newest year that has begun is chosen"
    day = min(max(timezone.localdate(), date(2026, 4, 1)), date(2029, 3, 31))
    assert chosen[1].endswith(f" {report_year(day)}")
    typed = {
        "year": "plan-2026-2029 2026/27",
        "ends_on_day": "31",
        "ends_on_month": "10",
        "ends_on_year": "2026",
    }
    answer = planner.post(f"{LIST}add/", typed)
    assert answer.status_code == 302
    assert answer.url == ONE
    assert "Progress report to October 2026" in planner.get(LIST).content.decode()
    again = planner.post(f"{LIST}add/", typed).content.decode()
    assert "There is already a report for this period" in again


def test_a_draft_lists_what_is_missing_first(planner, draft):
    page = planner.get(ONE).content.decode()
    assert page.index("Missing</td>") < page.index("Nothing found missing</td>")
    assert "Aim (d): best use of resources" in page
    assert "No action serves it." in page
    assert f'href="{ONE}publish/"' not in page  # a planner does not publish


def test_the_words_are_written_and_read_back(planner, draft):
    assert planner.post(f"{ONE}edit/", TYPED).status_code == 302
    page = planner.get(f"{ONE}preview/").content.decode()
    assert "We began." in page
    assert "10.5 weeks in October 2026" in page
    assert "Invented data" in page


def test_the_second_of_two_writers_sees_both_versions(planner, world, draft):
    actions.change_report(by=world.cast.actor("analyst"), report=draft, revision=1, introduction="Theirs.")
    page = planner.post(f"{ONE}edit/", TYPED).content.decode()
    assert "changed this while you were editing" in page
    assert "Theirs." in page
    assert "We began." in page
    assert Report.objects.get().introduction == "Theirs."


@pytest.mark.slow
def test_a_coordinator_publishes_and_everybody_reads(client, world, draft):
    client.force_login(world.cast.people["coordinator"])
    assert "cannot be changed afterwards" in client.get(f"{ONE}publish/").content.decode()
    answer = client.post(f"{ONE}publish/", {"revision": draft.revision})
    job = Job.objects.get()
    assert answer.url == f"/tayside/work/jobs/{job.pk}/"
    run(job.pk)
    client.logout()
    page = client.get(PUBLIC).content.decode()
    assert "days after the period ended" in page
    assert f"{PUBLIC}docx/" in page
    assert 'id="note-1"' in page
    assert "Progress report to October 2026" in client.get("/tayside/reports/").content.decode()
    word = client.get(f"{PUBLIC}docx/")
    assert word.content.startswith(b"PK")
    assert "tayside-report-2026-27-to-october.docx" in word["Content-Disposition"]
    assert client.get(f"{PUBLIC}odt/").status_code == 404


@pytest.mark.slow
def test_a_version_that_was_replaced_says_so(client, world, out):
    by = world.cast.actor("coordinator")
    newer = actions.create_new_version(by=world.cast.actor("planner"), report=out)
    jobs.publish_report(by=by, report=newer, revision=1, say=lambda *_: None)
    page = client.get(PUBLIC).content.decode()
    assert "A newer version has replaced this one" in page
    assert f"{PUBLIC.removesuffix('/')}-v2/" in page


def test_a_draft_is_not_public(client, draft):
    assert client.get(PUBLIC).status_code == 404
    assert "No report is published yet" in client.get("/tayside/reports/").content.decode()


def test_words_for_a_report_that_was_published_meanwhile_are_not_lost(planner, out):
    page = planner.post(f"{ONE}edit/", {**TYPED, "revision": out.revision}).content.decode()
    assert "is published and cannot be changed" in page
    assert "We go on." in page


@pytest.mark.parametrize("revision", ["", "2"])
def test_what_cannot_be_published_again_says_so_on_the_page_that_asks(client, world, out, revision):
    client.force_login(world.cast.people["coordinator"])
    page = client.post(f"{ONE}publish/", {"revision": revision}).content.decode()
    assert "Publish this report?" in page
    assert "There is a problem" in page
    assert not Job.objects.exists()


@pytest.mark.parametrize("path", [ONE, f"{ONE}preview/", f"{ONE}edit/", LIST])
def test_a_stranger_is_told_there_is_no_such_page(client, draft, elsewhere, path):
    client.force_login(elsewhere.people["coordinator"])
    assert client.get(path).status_code == 404


def test_a_reader_reads_and_may_not_write(client, world, draft):
    client.force_login(world.cast.people["reader"])
    assert client.get(ONE).status_code == 200
    refused = client.get(f"{ONE}edit/")
    assert refused.status_code == 403
    assert "can help" in refused.content.decode()
    assert client.post(f"{ONE}publish/", {"revision": 1}).status_code == 403


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    ("name", "path"),
    [("reports", LIST), ("draft", ONE), ("preview", f"{ONE}preview/"), ("report-edit", f"{ONE}edit/")],
)
def test_a_browser_is_content_with_drafts(live_server, page_at, world, draft, width, name, path):
    page = page_at(width)
    sign_in(page, live_server.url, world.cast.people["coordinator"])
    page.goto(f"{live_server.url}{path}")
    keep_screenshot(page, f"{name}-{width}")
    assert_axe_clean(page)
    assert_console_clean(page)
    assert_fits(page)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280])
def test_a_browser_is_content_with_a_published_report(live_server, page_at, out, width):
    page = page_at(width)
    page.goto(f"{live_server.url}{PUBLIC}")
    keep_screenshot(page, f"public-report-{width}")
    assert_axe_clean(page)
    assert_console_clean(page)
    assert_fits(page)


def test_names_and_small_numbers_are_pointed_out_and_published_with_a_reason_only(client, world, draft):
    words = "Two of the three children moved, and Mrs Jean Doe helped."
    actions.change_report(by=world.cast.actor("planner"), report=draft, revision=1, introduction=words)
    client.force_login(world.cast.people["coordinator"])
    page = client.get(f"{ONE}publish/").content.decode()
    assert "Two of the three children" in page
    assert "Mrs Jean Doe" in page
    refused = client.post(f"{ONE}publish/", {"revision": 2})
    assert "Why may it be published as it is?" in refused.content.decode()
    assert not Job.objects.filter(kind="reports.publish").exists()
    sent = client.post(f"{ONE}publish/", {"revision": 2, "reason": "She agreed; the numbers are invented."})
    assert sent.status_code == 302
    run(Job.objects.get(kind="reports.publish").pk)
    draft.refresh_from_db()
    assert draft.is_published
    assert draft.published_because == "She agreed; the numbers are invented."
    assert ["NAME", "Mrs Jean Doe"] in draft.noticed


def test_a_reason_for_some_words_lets_no_others_out(world, draft):
    by = world.cast.actor("coordinator")
    words = "Two of the three children moved."
    actions.change_report(by=world.cast.actor("planner"), report=draft, revision=1, introduction=words)
    for said in ({}, {"reason": "Agreed.", "pointed_out": ["Mr Other Person"]}):
        with pytest.raises(Refusal, match=r"recognised|changed since"):
            jobs.publish_report(by=by, report=draft, revision=2, say=lambda *_: None, **said)
    draft.refresh_from_db()
    assert not draft.is_published
