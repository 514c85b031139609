"""The register and the public page in a browser: accessible, quiet, and fitting a telephone."""

import pytest

from tests.support.browser import (
    assert_axe_clean,
    assert_console_clean,
    assert_fits,
    keep_screenshot,
    sign_in,
)
from tests.support.publishing import publish_all

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_register_and_the_money_are_clear(live_server, page_at, register, tayside, width):
    page = page_at(width)
    sign_in(page, live_server.url, tayside.people["commissioner"])
    for name in (
        "",
        "school-counselling/",
        "school-counselling/edit/",
        "school-counselling/purpose/",
        "spend/",
    ):
        page.goto(f"{live_server.url}/tayside/work/services/{name}")
        keep_screenshot(page, f"services-{name.replace('/', '-')}{width}")
        assert_axe_clean(page)
        assert_console_clean(page)
        assert_fits(page)


def test_families_find_help_on_a_telephone_without_javascript(live_server, page_at, register, tayside):
    publish_all(tayside.partnership)
    page = page_at(360, javascript=False)
    page.goto(f"{live_server.url}/tayside/services/")
    page.get_by_label("What do you need help with?").fill("my son is worried")
    page.get_by_role("button", name="Find help").click()
    page.get_by_role("link", name="School counselling").click()
    assert page.get_by_text("Ask your guidance teacher.").is_visible()
    assert page.get_by_role("link", name="Leave this page quickly").is_visible()
    assert_fits(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_way_out_covers_no_field(live_server, page_at, register, tayside, width):
    publish_all(tayside.partnership)
    page = page_at(width)
    page.goto(f"{live_server.url}/tayside/services/")
    keep_screenshot(page, f"services-find-{width}")
    leave = page.get_by_role("link", name="Leave this page quickly")
    fields = page.locator("main input, main select, main button, main h1, main h2 a")
    assert fields.count() >= 5
    for field in fields.all():
        assert_apart(leave, field)
    for field in fields.all():
        if field.evaluate("node => node.matches('input, select, button, a')"):
            # wherever the page was scrolled to, what has the focus is not under it
            page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
            field.focus()
            assert_apart(leave, field)
            assert leave.is_visible()


def assert_apart(one, other):
    first, second = one.bounding_box(), other.bounding_box()
    across = first["x"] < second["x"] + second["width"] and second["x"] < first["x"] + first["width"]
    down = first["y"] < second["y"] + second["height"] and second["y"] < first["y"] + first["height"]
    assert not (across and down), f"{first} covers {second}"
