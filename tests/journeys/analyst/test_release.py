"""A figure travels from pupils’ answers to the public: an analyst asks, two people check, the coordinator lets it out."""

import re
import time

from tests.journeys.people import choose, looks_well, sign_in_as


def test_a_table_is_made_checked_by_two_and_released(site, page_at):
    analyst = sign_in_as(page_at(1280), site, "Analyst")
    analyst.get_by_role("navigation", name="Main").get_by_role("link", name="Analyse").click()
    analyst.goto(f"{site}/tayside/work/surveys/wellbeing-2026/table/")
    analyst.get_by_label("Show", exact=True).select_option(label="Always has an adult to trust")
    choose(analyst, "Sex")
    analyst.get_by_role("button", name="Show the table").click()
    looks_well(analyst)
    analyst.get_by_role("button", name="Ask for the release of this table").click()
    where = wait_for_the_worker(analyst)
    analyst.get_by_role("button", name="Submit to two checkers").click()
    assert "Waiting for two checkers" in analyst.content()

    first = sign_in_as(page_at(1280), site, "Output checker")
    give_view(first, where, "Every group is large.")
    assert "sealed until both have" in first.content()

    second = page_at(360, javascript=False)
    second.goto(f"{site}/accounts/login/")
    second.get_by_label("E-mail address").fill("output-checker-2@demo.example")
    second.get_by_label("Password").fill("demonstration")
    second.get_by_role("button", name="Sign in", exact=True).click()
    second.goto(where)
    assert "Every group is large." not in second.content()
    give_view(second, where, "I agree.")
    assert "Every group is large." in second.content()

    coordinator = sign_in_as(page_at(1280), site, "Coordinator")
    coordinator.goto(where)
    coordinator.get_by_label("Short name for its address").fill("trusted-adult-by-sex")
    coordinator.get_by_role("button", name="Release this table").click()

    visitor = page_at(360, javascript=False)
    assert visitor.goto(f"{site}/tayside/evidence/tables/trusted-adult-by-sex/").status == 200
    looks_well(visitor)


def wait_for_the_worker(page):
    """The worker is a process of its own; the page asks again by itself."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        if page.get_by_role("button", name="Submit to two checkers").count():
            return page.url
        time.sleep(1)
        page.reload()
    raise AssertionError(
        f"the table was not worked out in time: {page.get_by_role('main').inner_text()[:500]}"
    )


def give_view(page, where, reason):
    page.goto(where)
    choose(page, "May go out")
    page.get_by_label(re.compile("^Why")).fill(reason)
    page.get_by_role("button", name="Give this view").click()
