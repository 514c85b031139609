"""A data gap shows on the pages of what it concerns, on every floor, and in the work of whoever closes it."""

from datetime import date

import pytest

from realign.foundations.work.queries import my_work
from realign.registers.gaps import actions

TODAY = date(2026, 11, 20)


@pytest.fixture
def gap(world):
    by = world.cast.actor("analyst")
    made = actions.create_gap(
        by=by,
        slug="waits",
        title="Who waits is not known by school",
        kind="not-linked",
        effect="The target cannot be followed.",
        owner=world.cast.people["analyst"],
        due_on=date(2026, 11, 1),
    )
    outcome = world.target.outcome
    for kind, key, waits in (
        ("decision", world.decision.slug, True),
        ("outcome", outcome.slug, False),
        ("need", "wellbeing", False),
        ("proposal", world.decision.proposal.slug, True),
        ("indicator", world.indicator.slug, False),
    ):
        actions.create_concern(by=by, gap=made, kind=kind, key=key, waits=waits)
    return made


def test_it_shows_on_the_pages_of_what_it_concerns(client, world, gap):
    client.force_login(world.cast.people["reader"])
    for where in (
        f"decisions/{world.decision.slug}/",
        f"priorities/{world.target.outcome.priority.slug}/",
        "fit/wellbeing/",
        f"indicators/{world.indicator.slug}/",
    ):
        page = client.get(f"/tayside/work/{where}").content.decode()
        assert "/tayside/work/gaps/waits/" in page, where
        assert "Who waits is not known by school" in page, where
    other = client.get(f"/tayside/work/priorities/{world.priorities[1].slug}/").content.decode()
    assert "Who waits is not known" not in other


def test_what_it_concerns_stands_on_its_own_page(client, world, gap):
    client.force_login(world.cast.people["reader"])
    page = client.get("/tayside/work/gaps/waits/").content.decode()
    assert f'href="/tayside/work/decisions/{world.decision.slug}/"' in page
    assert page.index(world.decision.title) < page.index(world.indicator.title), "what waits comes first"


def test_it_is_in_the_work_of_whoever_closes_it(world, gap):
    (item,) = [one for one in my_work(world.cast.actor("analyst"), TODAY) if one.kind == "Data gap"]
    assert (item.on, item.status.word) == (date(2026, 11, 1), "Late")
    assert item.url == "/tayside/work/gaps/waits/"
    assert not [one for one in my_work(world.cast.actor("planner"), TODAY) if one.kind == "Data gap"]
    actions.close_gap(
        by=world.cast.actor("analyst"),
        gap=gap,
        revision=gap.revision,
        ending="seen",
        reason="It is counted now",
    )
    assert not [one for one in my_work(world.cast.actor("analyst"), TODAY) if one.kind == "Data gap"]
