"""Gaps, the map of data and the assessment in a browser: accessible, quiet, and fitting a telephone."""

import pytest

from tests.support.browser import (
    assert_axe_clean,
    assert_console_clean,
    assert_fits,
    keep_screenshot,
    sign_in,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("width", [360, 1280])
def test_what_is_known_and_what_is_not_is_clear(live_server, page_at, world, width):
    page = page_at(width)
    sign_in(page, live_server.url, world.cast.people["analyst"])
    one = f"needs-assessment/{world.assessment.slug}"
    for name in (
        "gaps/",
        "gaps/unheard/",
        "gaps/add/",
        f"{one}/",
        f"{one}/outcomes/",
        f"{one}/needs/add/",
        f"{one}/preview/",
        "needs-assessment/who-sees-what/",
        "sources/",
        "alignment/outcomes/",
    ):
        page.goto(f"{live_server.url}/tayside/work/{name}")
        keep_screenshot(page, f"needs-{name.replace('/', '-')}{width}")
        assert_axe_clean(page)
        assert_console_clean(page)
        assert_fits(page)


def test_a_gap_is_recorded_and_closed_without_javascript(live_server, page_at, world):
    page = page_at(360, javascript=False)
    sign_in(page, live_server.url, world.cast.people["analyst"])
    page.goto(f"{live_server.url}/tayside/work/gaps/add/?about=indicator:attendance")
    page.get_by_label("What is not known").fill("Who attends less is not known by deprivation")
    page.get_by_label("Effect").fill("The poorest cannot be aimed at.")
    page.get_by_label("Owner").select_option(label=world.cast.people["analyst"].name)
    page.get_by_role("button", name="Save").click()
    assert page.get_by_role("link", name="Pupils who miss much school").is_visible()
    page.get_by_role("link", name="Close").click()
    page.get_by_text("Closed: it can be seen now").click()
    page.get_by_label("Why?").fill("Each council counts it now.")
    page.get_by_role("button", name="Close").click()
    assert page.get_by_text("Each council counts it now.").first.is_visible()
