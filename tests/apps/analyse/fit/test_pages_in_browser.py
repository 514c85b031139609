"""The pages of fit in a browser: accessible, quiet, and fitting a telephone."""

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
def test_who_is_missed_is_clear(live_server, page_at, world, width):
    page = page_at(width)
    sign_in(page, live_server.url, world.cast.people["commissioner"])
    for name in ("", "emotional-wellbeing/", "grid/", "table/"):
        page.goto(f"{live_server.url}/tayside/work/fit/{name}")
        keep_screenshot(page, f"fit-{name.replace('/', '-')}{width}")
        assert_axe_clean(page)
        assert_console_clean(page)
        assert_fits(page)
