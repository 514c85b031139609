"""The front page of each room: its question, the answer in sentences, what to do first where there is nothing yet."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from realign.foundations.design.charts.bars import bar_with_interval
from realign.foundations.design.charts.types import COUNT, ChartValue
from realign.foundations.design.navigation import NAVIGATION, Room
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontFigure, FrontPanel, FrontPicture
from realign.foundations.partnerships.records import create_record
from realign.plan.priorities.models import Priority
from realign.plan.proposals.models import Proposal
from realign.registers.gaps.models import Gap
from realign.registers.services.models import Service

pytestmark = pytest.mark.django_db

ROOMS = {
    "analyse": ("Evidence", "No finding is released yet."),
    "plan": ("Does the plan hold together?", "There is no plan yet."),
    "deliver": ("What is on track, and what is late?", "There are no actions yet."),
    "review": ("Did it help?", "No outcome has a target yet"),
}


def page_of(client, cast, role, room):
    client.force_login(cast.people[role])
    answer = client.get(f"/tayside/work/{room}/")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def lead_of(page):
    return re.search(r'rl_page-header__lead">(.*?)</p>', page, re.DOTALL)[1]


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_opens_on_its_own_page_with_its_question(client, tayside, room):
    page = page_of(client, tayside, "coordinator", room)
    question, nothing_yet = ROOMS[room]
    assert f">{question}</p>" in page
    assert f">{room.capitalize()}</h1>" in page
    assert nothing_yet in lead_of(page)
    assert "Nothing has been recorded here yet." in page
    bar = page[page.index('aria-label="Main"') :]
    assert f'href="/tayside/work/{room}/" aria-current="true"' in bar


def test_the_front_of_review_says_what_the_cycle_lacks(client, tayside):
    page = page_of(client, tayside, "coordinator", "review")
    assert "Analyse still lacks something: " in page[page.index("<h2>Go on") :]


def test_an_empty_room_says_what_to_do_first_to_those_who_may(client, tayside):
    assert 'href="/tayside/work/evidence/add/">Add the first finding' in page_of(
        client, tayside, "analyst", "analyse"
    )
    page = page_of(client, tayside, "reader", "analyse")
    assert "No finding is released yet." in page
    assert "Add the first finding" not in page


def test_a_part_is_for_those_who_may_open_its_page(client, tayside):
    assert "There is no survey yet." in page_of(client, tayside, "analyst", "analyse")
    assert "There is no survey yet." not in page_of(client, tayside, "reader", "analyse")
    assert "There are no actions yet." not in page_of(client, tayside, "output-checker", "deliver")


def test_the_menu_leads_to_no_more_pages_than_the_cards(client, tayside):
    page = page_of(client, tayside, "coordinator", "analyse")
    side = page[page.index("rl_side__list") : page.index("<main")]
    cards = page[page.index("<h2>Go on") :]
    for where in re.findall(r'href="([^"]+)"', side)[1:]:
        assert f'href="{where}"' in cards


def a_world(cast, number):
    by = cast.system
    priority = create_record(
        Priority, by=by, number=number, slug=f"p{number}", title=f"Priority {number}", statement="Better."
    )
    create_record(
        Proposal,
        by=by,
        slug=f"hub{number}",
        title="A hub",
        ask="Open.",
        question_version="2026",
        priority=priority,
    )
    gap = {
        "slug": f"gap{number}",
        "title": "Nobody counts this.",
        "kind": "not-collected",
        "effect": "It cannot be seen.",
    }
    create_record(Gap, by=by, due_on=date(2026, 1, number), **gap)
    service = {"slug": f"service{number}", "name": "Counselling", "summary": "Help.", "tier": "universal"}
    create_record(Service, by=by, provider=cast.bodies["voices"], **service)


def test_what_is_recorded_is_told_in_sentences_and_figures(client, tayside):
    a_world(tayside, 1)
    page = page_of(client, tayside, "coordinator", "analyse")
    assert "1 data gap is open, it is overdue." in lead_of(page)
    assert "1 service running now" in page
    assert "“Nobody counts this.”" in page[page.index("What changed lately") :]
    plan = page_of(client, tayside, "coordinator", "plan")
    assert lead_of(plan) == "There is no plan yet. 1 priority with no actions."
    assert "1 draft; none waits for a decision." in plan


@pytest.mark.parametrize("room", ROOMS)
def test_the_number_of_queries_does_not_grow_with_the_records(client, tayside, room):
    counts = []
    for number in (1, 2, 3):
        a_world(tayside, number)
        page_of(client, tayside, "coordinator", room)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page_of(client, tayside, "coordinator", room)
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_a_part_brings_its_figure_its_picture_and_its_sentence(client, tayside):
    chart = bar_with_interval(
        title="Hubs by state", sentence="Two are open.", bars=[ChartValue("Open", 2)], unit=COUNT
    )
    answer = FrontAnswer("Two hubs are open.", FrontFigure("2", "hubs open", "/hubs/"), FrontPicture(chart))
    panel = FrontPanel("groups:structure", "groups.view", lambda by, on: answer, order=1, leads=True)
    with FRONT_PANELS.holding(panel):
        page = page_of(client, tayside, "reader", "deliver")
    assert lead_of(page).startswith("Two hubs are open.")
    assert '<a href="/hubs/">hubs open</a>' in page
    assert "Hubs by state" in page


def test_every_part_stands_with_a_page_of_a_room_that_has_a_front():
    pages = {
        item.url_name: item
        for item in NAVIGATION.all()
        if item.section in {Room.ANALYSE, Room.PLAN, Room.DELIVER, Room.REVIEW}
    }
    for panel in FRONT_PANELS.all():
        assert panel.page in pages
        assert panel.permission == pages[panel.page].permission
