"""A committee officer records a decision without JavaScript; the pages hold at both widths."""

import pytest

from realign.deliver.decisions.models import Decision
from tests.apps.deliver.decisions.worlds import build
from tests.support.browser import assert_axe_clean, assert_console_clean, assert_fits, sign_in
from tests.support.cast import assemble

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_decision_is_recorded_without_javascript(live_server, page_at):
    world = build(assemble())
    page = page_at(360, javascript=False)
    sign_in(page, live_server.url, world.cast.people["committee-officer"])
    page.goto(f"{live_server.url}/tayside/work/meetings/{world.meeting.pk}/")
    page.get_by_role("link", name="Record the decision", exact=True).click()
    on = page.get_by_role("button", name="Continue")
    page.get_by_label("Question for decision").fill("")
    on.click()
    assert "There is a problem" in page.content()
    page.get_by_label("Question for decision").fill("Shall it start?")
    on.click()
    page.get_by_label("Reason for or against option 2").fill("Needs would grow.")
    on.click()
    for body in ("Angus Council", "Dundee City Council", "NHS Tayside", "Perth and Kinross Council"):
        page.get_by_label(f"Position of {body}").select_option("Agrees")
    on.click()
    while page.get_by_text("Approved", exact=True).is_hidden():
        on.click()
    page.get_by_text("Approved", exact=True).click()
    page.get_by_label("Decision", exact=True).fill("It starts in April.")
    page.get_by_label("Why", exact=True).fill("The evidence is strong.")
    on.click()
    on.click()
    page.get_by_role("button", name="Save decision").click()
    assert "The decision has been recorded" in page.content()
    assert Decision.objects.get().positions.count() == 4


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_hold(live_server, page_at, width):
    world = build(assemble())
    world.record()
    page = page_at(width)
    sign_in(page, live_server.url, world.cast.people["committee-officer"])
    for address in (
        "/tayside/work/decisions/start-the-parenting-programme/",
        f"/tayside/work/meetings/{world.meeting.pk}/record/",
        "/tayside/work/groups/structure/",
        "/tayside/work/groups/directors-group/",
        "/tayside/decisions/",
    ):
        page.goto(live_server.url + address)
        assert_axe_clean(page)
        assert_console_clean(page)
        assert_fits(page)
