"""Pages of the golden thread: who may open them, what they say, and that a browser is content."""

import pytest

from tests.support.browser import (
    assert_axe_clean,
    assert_console_clean,
    assert_fits,
    keep_screenshot,
    sign_in,
)

THREAD = "/tayside/work/thread/"
NODE = f"{THREAD}decision/open-one-way-in/"


@pytest.fixture
def planner(client, world):
    client.force_login(world.cast.people["planner"])
    return client


def test_the_thread_page_answers_does_it_join_up(planner):
    page = planner.get(THREAD).content.decode()
    assert "1 of the 3 priorities joins up from need to result" in page
    assert "has no indicator" in page
    assert page.count('class="rl_figure"') == 3


def test_broken_links_can_be_chosen_by_owner_and_taken_away(planner):
    page = planner.get(f"{THREAD}broken/", {"owner": "Angus Council", "format": "csv"})
    assert page["Content-Type"].startswith("text/csv")
    rows = page.getvalue().decode().splitlines()
    assert rows[0].lstrip("\ufeff").startswith("Owner,Problem,What to do")
    assert rows[1:]
    assert all("Angus Council" in row for row in rows[1:])


def test_a_walk_shows_both_sides_and_leads_on(planner):
    page = planner.get(NODE).content.decode()
    assert "Before" in page
    assert f"{THREAD}need/wellbeing/" in page
    assert f"{THREAD}service/counselling/" in page
    assert "Invented data" in page


@pytest.mark.parametrize(
    "path", [f"{THREAD}decision/nothing/", f"{THREAD}elephant/open-one-way-in/", "/elsewhere/work/thread/"]
)
def test_what_is_not_there_answers_404(planner, elsewhere, path):
    assert planner.get(path).status_code == 404


def test_a_stranger_is_told_there_is_no_such_page(client, world, elsewhere):
    client.force_login(elsewhere.people["coordinator"])
    assert client.get(THREAD).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, world):
    assert client.get(NODE).status_code == 302


def test_an_empty_partnership_is_offered_the_first_step(client, tayside):
    client.force_login(tayside.people["planner"])
    assert "There are no priorities yet" in client.get(THREAD).content.decode()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    ("name", "path"), [("thread", THREAD), ("thread-node", NODE), ("broken", f"{THREAD}broken/")]
)
def test_a_browser_is_content(live_server, page_at, world, width, name, path):
    page = page_at(width)
    sign_in(page, live_server.url, world.cast.people["planner"])
    page.goto(f"{live_server.url}{path}")
    keep_screenshot(page, f"{name}-{width}")
    assert_axe_clean(page)
    assert_console_clean(page)
    assert_fits(page)
