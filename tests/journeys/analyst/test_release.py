"""A figure travels from pupils’ answers to the public: an analyst asks, two people check, the coordinator lets it out."""

import re

from playwright.sync_api import expect

from tests.journeys.people import choose, looks_well, says, sign_in_as

WORKER_PATIENCE = 120_000  # in thousandths, as the browser counts


def test_a_table_is_made_checked_by_two_and_released(site, page_at):
    analyst = sign_in_as(page_at(1280), site, "Analyst")
    analyst.get_by_role("navigation", name="Main").get_by_role("link", name="Analyse").click()
    analyst.goto(f"{site}/tayside/work/surveys/wellbeing-2026/table/")
    analyst.get_by_label("Show", exact=True).select_option(label="Always has an adult to trust")
    choose(analyst, "Sex")
    analyst.get_by_role("button", name="Show the table").click()
    looks_well(analyst)
    analyst.get_by_role("button", name="Request release of this table").click()
    where = wait_for_the_worker(analyst)
    analyst.get_by_role("button", name="Send for checking").click()
    says(analyst, "Waiting for two checkers")

    first = sign_in_as(page_at(1280), site, "Output checker")
    give_view(first, where, "Every group is large.")
    says(first, "hidden until both have")

    second = page_at(360, javascript=False)
    second.goto(f"{site}/accounts/login/")
    second.get_by_label("E-mail address").fill("output-checker-2@demo.example")
    second.get_by_label("Password").fill("demonstration")
    second.get_by_role("button", name="Sign in", exact=True).click()
    second.wait_for_url("**/work/")
    second.goto(where)
    expect(second.get_by_role("button", name="Save decision")).to_be_visible()
    expect(second.get_by_role("main")).not_to_contain_text("Every group is large.")
    give_view(second, where, "I agree.")
    says(second, "Every group is large.")

    coordinator = sign_in_as(page_at(1280), site, "Coordinator")
    coordinator.goto(where)
    coordinator.get_by_label("Short name for its address").fill("trusted-adult-by-sex")
    coordinator.get_by_role("button", name="Release this table").click()
    # the visitor comes when the release has been carried out, not while it is
    expect(coordinator.get_by_role("button", name="Release this table")).to_have_count(0)

    visitor = page_at(360, javascript=False)
    assert visitor.goto(f"{site}/tayside/evidence/tables/trusted-adult-by-sex/").status == 200
    looks_well(visitor)


def wait_for_the_worker(page):
    """The worker is a process of its own; the page shows by itself when it is done."""
    expect(page.get_by_role("button", name="Send for checking")).to_be_visible(timeout=WORKER_PATIENCE)
    return page.url


def give_view(page, where, reason):
    page.goto(where)
    choose(page, "May go out")
    page.get_by_label(re.compile("^Why")).fill(reason)
    page.get_by_role("button", name="Save decision").click()
