"""What people told us in a browser: accessible, quiet, and fitting a telephone."""

import pytest

from realign.analyse.voices import actions
from tests.support.browser import (
    assert_axe_clean,
    assert_console_clean,
    assert_fits,
    keep_screenshot,
    sign_in,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("width", [360, 1280])
def test_lists_stories_changes_and_pilots_are_clear(live_server, page_at, world, width):
    by = world.cast.system
    need = world.say("need", "Somebody to talk to")
    world.say("barrier", "Nobody has time", need)
    story, held, pilot = world.tell(), world.change(), world.pilot()
    figures = {"n": 84, "before": 51, "better": 22, "worse": 6}
    actions.create_line(by=by, change=held, item=world.themes["safe"], **figures)
    actions.create_line(by=by, change=held, low=70, high=95)
    actions.create_measure(by=by, pilot=pilot, outside="The network", kind="system", name="Waiting list")
    page = page_at(width)
    sign_in(page, live_server.url, world.cast.people["engagement-lead"])
    for name in (
        "voices/three-linked-events/", "voices/three-linked-events/add-line/solution/", "stories/",
        f"stories/{story.slug}/", f"changes/{held.slug}/", f"changes/{held.slug}/add-line/", f"pilots/{pilot.slug}/",
        "indicators/weeks/",
    ):  # fmt: skip
        page.goto(f"{live_server.url}/tayside/work/{name}")
        keep_screenshot(page, f"voices-{name.replace('/', '-')}{width}")
        assert_axe_clean(page)
        assert_console_clean(page)
        assert_fits(page)
