"""The pages of pathways in a browser: accessible, quiet, and fitting a telephone."""

import pytest

from realign.analyse.pathways import actions
from tests.support.browser import (
    assert_axe_clean,
    assert_console_clean,
    assert_fits,
    keep_screenshot,
    sign_in,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("width", [360, 1280])
def test_a_map_with_things_and_holes_is_clear(live_server, page_at, world, width):
    held = world.draw("transitions", "Growing up")
    by = world.cast.system
    actions.create_placement(
        by=by, stop=held.stops.first(), kind="service", service=world.services["visiting"]
    )
    actions.create_placement(
        by=by, stop=world.stop(held, "Leaving school"), kind="gap", words="Nobody follows on."
    )
    page = page_at(width)
    sign_in(page, live_server.url, world.cast.people["commissioner"])
    for name in ("", "growing-up/", "add/", f"stop/{held.stops.first().pk}/place/gap/"):
        page.goto(f"{live_server.url}/tayside/work/pathways/{name}")
        keep_screenshot(page, f"pathways-{name.replace('/', '-')}{width}")
        assert_axe_clean(page)
        assert_console_clean(page)
        assert_fits(page)
