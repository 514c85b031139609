"""Focus and pace in a browser: accessible, quiet, and fitting a telephone."""

from datetime import date

import pytest

from tests.apps.review.learning.worlds import ask
from tests.support.browser import (
    assert_axe_clean,
    assert_console_clean,
    assert_fits,
    keep_screenshot,
    sign_in,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_series_is_clear(live_server, page_at, tayside, board, width):
    for day, yes in ((date(2026, 5, 14), (5, 2, 2)), (date(2026, 11, 12), (6, 2, 7))):
        look = ask(tayside, board, day, *yes)
    page = page_at(width)
    sign_in(page, live_server.url, tayside.people["planner"])
    for name in ("", f"{look.pk}/", "add/"):
        page.goto(f"{live_server.url}/tayside/work/collaboration/{name}")
        keep_screenshot(page, f"focus-and-pace-{name.replace('/', '-')}{width}")
        assert_axe_clean(page)
        assert_console_clean(page)
        assert_fits(page)
