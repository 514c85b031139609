"""Somebody without an account finds out how children are doing and what was decided."""

import pytest

from tests.journeys.people import looks_well, says

PAGES = (
    "/",
    "/accounts/login/",
    "/tayside/",
    "/tayside/plan/",
    "/tayside/progress/",
    "/tayside/decisions/",
    "/tayside/services/",
    "/tayside/evidence/",
    "/tayside/evidence/raised-difficulties/",
    "/tayside/evidence/tables/raised-difficulties-2026/",
    "/frameworks/",
    "/frameworks/shanarri/",
    "/glossary/",
)


@pytest.mark.looks
@pytest.mark.parametrize(
    ("width", "javascript"),
    [(1280, False), (360, True)],
    ids=["desktop without JavaScript", "phone with JavaScript"],
)
@pytest.mark.parametrize("path", PAGES)
def test_every_public_page_looks_well(site, page_at, path, width, javascript):
    page = page_at(width, javascript=javascript)
    assert page.goto(site + path).status == 200
    looks_well(page)


def test_from_the_home_page_to_the_reason_for_a_figure_in_a_few_steps(site, page_at):
    page = page_at(1280, javascript=False)
    page.goto(f"{site}/tayside/")
    page.get_by_role("link", name="What we know").first.click()
    page.get_by_role("link", name="have a raised difficulties score").first.click()
    says(page, "95% interval")
    page.get_by_role("link", name="The released table, its method and who agreed to it").click()
    says(page, "Method")
    says(page, "Invented data")


def test_the_keyboard_reaches_the_content_and_the_first_link(site, page_at):
    page = page_at(1280)
    page.goto(f"{site}/tayside/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id || location.hash").endswith("main-content")
