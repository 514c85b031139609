"""Reading gaps: overdue first, scoped, and in a number of queries that does not grow."""

from datetime import date, timedelta

import pytest

from realign.registers.gaps import actions, queries, registry
from tests.apps.registers.gaps.worlds import TODAY, said
from tests.support.publishing import publish_all


def test_the_longest_overdue_comes_first_and_closed_ones_last(tayside, gaps):
    by = tayside.actor("analyst")
    actions.create_gap(
        by=by,
        slug="older",
        owner=tayside.people["analyst"],
        due_on=date(2026, 1, 31),
        **said(title="An older one"),
    )
    shut = actions.create_gap(
        by=by,
        slug="shut",
        owner=tayside.people["analyst"],
        due_on=date(2025, 1, 31),
        **said(title="One that is shut"),
    )
    actions.close_gap(by=by, gap=shut, revision=1, ending="seen", reason="Seen")
    found = [gap.slug for gap in queries.gaps(tayside.partnership)]
    assert found == ["older", "transitions", "screening", "few", "shut"]


def test_the_register_in_numbers(tayside, gaps, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = queries.summary(tayside.partnership, TODAY)
    assert found == {"open": 3, "overdue": 1, "nobody": 1, "waited_for": 1, "closed": 0}


def test_anybody_reads_only_open_gaps_that_are_public(tayside, gaps):
    assert queries.public_gaps(tayside.partnership) == [], "nobody has published it"
    publish_all(tayside.partnership)
    assert [version.slug for version, _ in queries.public_gaps(tayside.partnership)] == ["transitions"]
    actions.close_gap(
        by=tayside.actor("analyst"), gap=gaps["transitions"], revision=1, ending="seen", reason="Seen"
    )
    assert queries.public_gaps(tayside.partnership) == []


@pytest.mark.parametrize(
    ("person", "days", "found"),
    [("analyst", 0, ["transitions"]), ("planner", 0, []), ("planner", 30, ["screening"]), ("reader", 30, [])],
)
def test_what_one_person_is_to_close(tayside, gaps, person, days, found):
    until = TODAY + timedelta(days=days)
    rows = queries.due_for(tayside.partnership, tayside.people[person].pk, until)
    assert [gap.slug for gap in rows] == found


def test_the_system_closes_no_gaps_of_its_own(tayside, gaps):
    assert not queries.due_for(tayside.partnership, None, TODAY).exists()


def test_gaps_stay_in_their_partnership(elsewhere, gaps):
    assert not queries.gaps(elsewhere.partnership).exists()
    assert queries.concerning(elsewhere.partnership, "indicator", ["positive-destinations"]) == []


@pytest.mark.parametrize("more", [0, 5])
def test_reading_costs_the_same_however_many_there_are(tayside, gaps, more, django_assert_num_queries):
    for number in range(more):
        held = actions.create_gap(
            by=tayside.actor("analyst"), owner=tayside.people["analyst"], **said(title=f"Gap {number}")
        )
        actions.create_concern(
            by=tayside.actor("analyst"), gap=held, kind="indicator", key="positive-destinations"
        )
    with django_assert_num_queries(1):
        rows = [(gap.title, gap.owner, gap.group, gap.area) for gap in queries.gaps(tayside.partnership)]
    with django_assert_num_queries(1):
        found = queries.concerning(tayside.partnership, "indicator", ["positive-destinations"])
    assert (len(rows), len(found)) == (3 + more, 1 + more)


def test_a_record_is_named_as_it_is_called_now(tayside, gaps, django_assert_num_queries):
    one = gaps["transitions"].concerns.get()
    with django_assert_num_queries(1):
        held = registry.joined(tayside.partnership, [one], tayside.actor("analyst"))
    assert (held[0].label, held[0].waits) == ("Positive destinations", True)
    assert held[0].url == "/tayside/work/indicators/positive-destinations/"
    one.key = "taken-away"
    assert registry.joined(tayside.partnership, [one])[0].gone


def test_every_floor_offers_its_records():
    assert list(registry.registered()) == [
        "priority", "outcome", "target", "proposal", "decision", "question", "indicator", "need", "pathway",
        "finding", "section",
    ]  # fmt: skip
