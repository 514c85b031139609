"""One thread in a partnership that has one, and in one that has nothing: every page says the same of it."""

import pytest
from django.urls import reverse

from realign.registers.thread.queries import graph
from realign.registers.thread.registry import KINDS
from realign.registers.thread.rules import walk
from realign.registers.thread.types import ThreadStage
from tests.whole.test_thread import WITH_STRIP, compare, strip_on


@pytest.mark.slow
def test_every_record_of_one_thread_and_of_its_neighbours_says_the_same_everywhere(world, client):
    tayside = world.cast
    client.force_login(tayside.people["planner"])
    # the page of a proposal needs its questions, which come with the demonstration, and there is no report here
    kinds = WITH_STRIP - {"proposal", "report"}
    assert compare(client, tayside.partnership, tayside.people["planner"], kinds) == kinds


def test_an_empty_partnership_has_an_empty_thread(tayside, client):
    client.force_login(tayside.people["planner"])
    assert compare(client, tayside.partnership, tayside.people["planner"]) == set()


@pytest.mark.slow
def test_a_hollow_link_is_a_button_for_those_who_may_fill_it(world, client):
    tayside = world.cast
    where = reverse("priorities:page", args=["tayside", "learning"])
    fill = f'class="rl_thread__fill" href="{reverse("priorities:outcome-add", args=["tayside", "learning"])}"'
    client.force_login(tayside.people["planner"])
    assert fill in strip_on(client, where)
    client.force_login(tayside.people["senior-sponsor"])
    seen = strip_on(client, where)
    assert "rl_thread__fill" not in seen
    assert seen.count("missing</span>") == len(ThreadStage)


@pytest.mark.slow
def test_taking_a_room_out_leaves_the_thread_running(world, monkeypatch):
    kept = tuple(kind for kind in KINDS.all() if kind.key != "service")
    monkeypatch.setattr(KINDS, "all", lambda: kept)
    held = graph(world.cast.partnership)
    assert "service:counselling" not in held.nodes
    assert walk(held, "priority:mental-health").missing == (ThreadStage.SERVICE,)
