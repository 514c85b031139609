"""The pages of trends on a telephone and a desk, without JavaScript too."""

import pytest

from tests.apps.analyse.trends.conftest import DUNDEE
from tests.support.browser import (
    assert_axe_clean,
    assert_console_clean,
    assert_fits,
    keep_screenshot,
    sign_in,
)
from tests.support.publishing import publish_all

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "javascript"), [(360, True), (1280, False)])
def test_a_planner_reads_which_series_get_better_and_why(live_server, page_at, world, width, javascript):
    world.awards()
    world.target(world.waits(), goal=3)
    page = page_at(width, javascript=javascript)
    sign_in(page, live_server.url, world.cast.people["planner"])
    page.goto(f"{live_server.url}/tayside/work/trends/")
    assert_axe_clean(page)
    assert_fits(page)
    keep_screenshot(page, f"trends-{width}")
    page.goto(f"{live_server.url}/tayside/work/trends/awards/?area={DUNDEE}")
    assert page.get_by_role("heading", level=1).inner_text() == "Pupils with five awards"
    assert page.get_by_text("2nd highest of 3 similar councils").first.is_visible()
    assert_axe_clean(page)
    assert_fits(page)
    publish_all(world.cast.partnership, "values", "indicator")
    page.goto(f"{live_server.url}/tayside/indicators/awards/")
    assert_axe_clean(page)
    assert_fits(page)
    assert_console_clean(page)
    keep_screenshot(page, f"indicator-public-{width}")
