"""The public front page and my work, on the page and in a browser."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from realign.foundations.partnerships.records import create_record
from realign.foundations.work.presenters import WAITING
from realign.foundations.work.types import WorkItem
from realign.plan.priorities.models import Outcome, Priority, Target, Vision
from realign.review.dashboards import presenters, queries
from realign.review.reports import actions as reports
from realign.review.reports import jobs
from tests.support.browser import (
    assert_axe_clean,
    assert_console_clean,
    assert_fits,
    keep_screenshot,
    sign_in,
)
from tests.support.publishing import publish_all

HOME, WORK = "/tayside/", "/tayside/work/"
TODAY = date(2026, 11, 20)


def test_a_reason_that_ends_in_a_full_stop_ends_in_one():
    item = WorkItem(None, "Publish 1 service", "To be published", "Another publishes it.", "/", WAITING)
    (stretch,) = presenters.stretches([item], TODAY)
    assert [task.hint for task in stretch.tasks] == ["To be published. Another publishes it."]


@pytest.mark.parametrize("why", ["Wait for the board …", ""])
def test_a_reason_that_ends_otherwise_is_given_no_full_stop(why):
    (stretch,) = presenters.stretches(
        [WorkItem(None, "Publish", "To be published", why, "/", WAITING)], TODAY
    )
    assert [task.hint for task in stretch.tasks] == [f"To be published. {why}".strip()]


def test_the_front_page_says_how_children_are_and_how_the_work_goes(client, world):
    create_record(Vision, by=world.cast.system, text="The best start in life", valid_from=date(2017, 4, 1))
    publish_all(world.cast.partnership)
    page = client.get(HOME).content.decode()
    assert "How are children in Tayside doing" in page
    assert "The best start in life" in page
    assert "3 priorities: 1 with a signal of improvement and 2 not measured yet." in page
    assert "Weeks to first support: 10.5 weeks in October 2026, down from 13 weeks in January 2026;" in page
    assert "from January 2026 to October 2026; goal 3 weeks by 31 March 2029." in page
    assert "Invented data" in page
    assert "On track" in page
    assert "/tayside/decisions/open-one-way-in/" in page


def test_before_a_plan_is_published_the_front_page_says_so(client, tayside):
    page = client.get(HOME).content.decode()
    assert "The plan is not published yet. Whatever else is published" in page
    assert "No report is published yet" in page


@pytest.mark.slow
def test_the_newest_report_is_on_the_front_page(client, world):
    by = world.cast.actor("coordinator")
    planner = world.cast.actor("planner")
    draft = reports.create_report(by=planner, plan=world.plan, year="2026/27", ends_on=date(2026, 10, 31))
    assert "Progress report" not in client.get(HOME).content.decode()
    jobs.publish_report(by=by, report=draft, revision=1, say=lambda *_: None)
    assert "/tayside/reports/2026-27-to-october/" in client.get(HOME).content.decode()


def test_a_decision_that_is_not_public_is_not_shown(client, world):
    publish_all(world.cast.partnership)
    assert "Open one way in" in client.get(HOME).content.decode().split("What we decided lately")[1]
    world.decision.is_public = False
    world.decision.save()
    assert "Open one way in" not in client.get(HOME).content.decode().split("What we decided lately")[1]


@pytest.mark.slow
def test_the_front_page_asks_the_same_number_of_questions(world):
    publish_all(world.cast.partnership)
    with CaptureQueriesContext(connection) as few:
        queries.home(world.cast.partnership, TODAY)
    by = world.cast.system
    for number in range(4, 12):
        priority = create_record(
            Priority, by=by, number=number, slug=f"p{number}", title=f"P{number}", statement="Better."
        )
        world.plan.priorities.add(priority)
        outcome = create_record(Outcome, by=by, priority=priority, slug=f"o{number}", statement="So.")
        create_record(
            Target,
            by=by,
            outcome=outcome,
            indicator=world.indicator,
            baseline=1,
            baseline_on=date(2026, 3, 31),
            goal=2,
            goal_on=date(2029, 3, 31),
        )
    publish_all(world.cast.partnership)
    with CaptureQueriesContext(connection) as many:
        queries.home(world.cast.partnership, TODAY)
    assert len(many) == len(few)


def test_my_work_is_one_queue_with_news_and_meetings(client, world):
    client.force_login(world.cast.people["committee-officer"])
    page = client.get(WORK).content.decode()
    assert "What needs you today?" in page
    assert "Next meetings" in page
    assert "last seven days" in page


def test_my_work_may_be_taken_away(client, world):
    client.force_login(world.cast.people["coordinator"])
    reports.create_report(
        by=world.cast.actor("planner"), plan=world.plan, year="2026/27", ends_on=date(2026, 4, 30)
    )
    page = client.get(WORK, {"format": "csv", "kind": "Report"})
    rows = page.getvalue().decode().splitlines()
    assert len(rows) == 2
    assert "Progress report to April 2026" in rows[1]


def test_a_quiet_day_says_what_would_stand_here(client, tayside):
    client.force_login(tayside.people["reader"])
    assert "Nothing needs you today" in client.get(WORK).content.decode()


def test_a_stranger_is_told_there_is_no_such_page(client, tayside, elsewhere):
    client.force_login(elsewhere.people["coordinator"])
    assert client.get(WORK).status_code == 404


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("name", "path"), [("home", HOME), ("my-work", WORK)])
def test_a_browser_is_content(live_server, page_at, world, width, name, path):
    reports.create_report(
        by=world.cast.actor("planner"), plan=world.plan, year="2026/27", ends_on=date(2026, 4, 30)
    )
    page = page_at(width)
    sign_in(page, live_server.url, world.cast.people["coordinator"])
    page.goto(f"{live_server.url}{path}")
    keep_screenshot(page, f"{name}-{width}")
    assert_axe_clean(page)
    assert_console_clean(page)
    assert_fits(page)
