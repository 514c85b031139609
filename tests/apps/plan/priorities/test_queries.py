"""Reading the plan: scoped to the partnership, and in as many queries for one as for many."""

from datetime import date

import pytest

from realign.foundations.files.models import Import, Upload
from realign.plan.priorities import actions, queries
from realign.plan.priorities.models import Action, Priority
from realign.plan.priorities.presenters.rows import (
    action_row,
    card,
    commitment_rows,
    ownership_table,
    unfollowed_strategies,
)
from realign.registers.indicators.models import Observation
from realign.registers.places.actions import load_gazetteer
from realign.registers.places.models import Area
from realign.registers.thread.presenters import strip_of
from tests.support.cast import NOON


def everything(partnership):
    """Read all that the list of priorities and the list of actions show."""
    held = list(queries.priorities_in_full(partnership))
    shown = [(card(one), commitment_rows(one)) for one in held]
    return shown, [action_row(one) for one in queries.actions(partnership)]


def test_other_partnerships_rows_are_not_there(plan, elsewhere):
    assert everything(elsewhere.partnership) == ([], [])
    with pytest.raises(Priority.DoesNotExist):
        queries.priority(elsewhere.partnership, "healthy-minds")
    with pytest.raises(Action.DoesNotExist):
        queries.action(elsewhere.partnership, plan.actions["whole"].slug)


def test_more_priorities_and_actions_take_no_more_queries(plan, tayside, django_assert_num_queries):
    with django_assert_num_queries(QUERIES):
        everything(tayside.partnership)
    for number in (7, 8, 9):
        one = actions.create_priority(by=tayside.system, number=number, title=f"P{number}", statement="More.")
        for title in ("Open a hub here", "Open a hub there"):
            actions.create_action(by=tayside.system, priority=one, title=title, lead=tayside.bodies["angus"])
        actions.create_commitment(
            by=tayside.system, priority=one, text="Promise more", lead=tayside.bodies["angus"]
        )
    with django_assert_num_queries(QUERIES):
        everything(tayside.partnership)


QUERIES = 28


def test_who_owns_what_is_counted(plan, tayside):
    held = {one.slug: one for one in queries.priorities_in_full(tayside.partnership)}
    assert queries.owners(held["healthy-minds"]) == ["Dundee City Council", "NHS Tayside"]
    table = ownership_table(list(held.values()))
    assert [row[-1] for row in table.rows] == ["Not shared", "Shared"]


def test_strategies_must_name_the_change_that_follows(plan, tayside):
    actions.change_commitment(
        by=tayside.system,
        commitment=plan.commitments["3.1"],
        revision=1,
        change_that_follows="Every parent is offered a place within a month",
    )
    held = list(queries.priorities_in_full(tayside.partnership))
    assert [row.code for row in unfollowed_strategies(held)] == ["1.1"]


def test_actions_without_an_aim_in_law_are_listed(plan, tayside):
    assert len(queries.without_aim(queries.actions(tayside.partnership))) == 2


def test_values_are_written_with_their_unit():
    assert queries.with_unit(41.0, "percent") == "41%"
    assert queries.with_unit(12.5, "weeks") == "12.5 weeks"
    assert queries.with_unit(1234, "") == "1,234"


def test_the_thread_shows_what_is_missing(plan, tayside):
    nodes = strip_of(tayside.partnership, "priority", "healthy-minds")
    assert [node.stage.key for node in nodes if node.missing] == [
        "need",
        "service",
        "proposal",
        "decision",
        "result",
    ]


def observe(plan, area, day, value, period):
    """A value of the plan's indicator, as an import would bring it."""
    source = Import.objects.create(
        partnership=plan.cast.partnership,
        upload=Upload.objects.create(
            partnership=plan.cast.partnership, name="x.csv", size=1, sha256="0", path="x", uploaded_at=NOON
        ),
        kind="indicators",
        format="values",
        title="Values",
        started_at=NOON,
    )
    return Observation.objects.create(
        indicator=plan.target.indicator,
        area=area,
        period=period,
        starts_on=day,
        ends_on=day,
        value=value,
        brought_by=source,
    )


def test_the_newest_value_for_the_whole_partnership_is_the_result(plan, tayside):
    load_gazetteer(by=tayside.system)
    board, angus = Area.objects.get(code="S08000030"), Area.objects.get(code="S12000041")
    fife = Area.objects.get(code="S08000029")
    observe(plan, board, date(2026, 3, 31), 41, "2025/26")

    def newest():
        rows = queries.newest_observations(tayside.partnership, [plan.target])
        return {pk: row.value for pk, row in rows.items()}

    assert newest() == {}  # the baseline itself is no result
    observe(plan, board, date(2027, 3, 31), 39.5, "2026/27")
    observe(plan, angus, date(2028, 3, 31), 30, "2027/28")
    observe(plan, fife, date(2028, 3, 31), 20, "2027/28")
    assert newest() == {plan.target.pk: 39.5}, "neither one council nor another board is the whole"
    tayside.partnership.council_codes = ["S12000041", "S12000042"]
    assert newest() == {}, "the board has a council more than this partnership"
    tayside.partnership.council_codes = ["S12000041"]
    assert newest() == {plan.target.pk: 30}
    plan.target.area = angus
    plan.target.save()
    assert newest() == {plan.target.pk: 30}


def test_the_vision_of_a_day(tayside):
    assert queries.vision(tayside.partnership, date(2026, 1, 1)) is None
