"""A planner walks the golden thread; every page of it looks well on a desktop and a phone, for those who work here."""

import pytest

from tests.journeys.people import looks_well, sign_in_as

THREAD = (
    "/tayside/work/",
    "/tayside/work/people/",
    "/tayside/work/roles/",
    "/tayside/work/groups/",
    "/tayside/work/groups/structure/",
    "/tayside/work/groups/directors-group/",
    "/tayside/work/services/",
    "/tayside/work/indicators/",
    "/tayside/work/surveys/",
    "/tayside/work/surveys/wellbeing-2026/",
    "/tayside/work/surveys/requests/",
    "/tayside/evidence/tables/",
    "/tayside/work/imports/",
    "/tayside/work/places/",
    "/tayside/work/thread/",
)


@pytest.fixture(scope="module")
def signed_in_state(site, browser):
    """One sign-in for all pages of the walk."""
    context = browser.new_context(locale="en-GB")
    sign_in_as(context.new_page(), site, "Coordinator")
    state = context.storage_state()
    context.close()
    return state


@pytest.mark.looks
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", THREAD)
def test_every_page_of_the_thread_looks_well(site, page_at, signed_in_state, path, width):
    page = page_at(width, storage_state=signed_in_state)
    assert page.goto(site + path).status == 200
    looks_well(page)
