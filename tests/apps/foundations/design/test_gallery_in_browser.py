"""The gallery shows every component, so a fault in one is a fault seen here."""

import pytest

from tests.support.browser import assert_axe_clean, assert_console_clean, assert_fits, keep_screenshot

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EVERY_WAY = pytest.mark.parametrize(
    ("width", "javascript"),
    [(1280, True), (1280, False), (360, True), (360, False)],
    ids=["desktop", "desktop-without-javascript", "phone", "phone-without-javascript"],
)


@EVERY_WAY
def test_the_gallery_breaks_no_accessibility_rule_and_says_nothing_in_the_console(
    live_server, page_at, width, javascript
):
    page = page_at(width, javascript=javascript)
    page.goto(f"{live_server.url}/design/gallery/")
    keep_screenshot(page, f"gallery-{width}{'' if javascript else '-without-javascript'}")
    assert_fits(page)
    assert_axe_clean(page, at_every_width=True)
    assert_console_clean(page)
