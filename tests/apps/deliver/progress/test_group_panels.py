"""The page of a group shows the open actions of its priorities."""

from datetime import date

import pytest

from realign.deliver.progress.group_panels import open_actions
from realign.deliver.progress.models import Update
from realign.foundations.partnerships.records import create_record
from realign.plan.priorities.models import Action, Priority
from tests.apps.registers.groups.worlds import build


@pytest.fixture
def priority(tayside):
    """A priority of the early years group."""
    group = build(tayside)["early"]
    words = {"slug": "early", "title": "Early years", "statement": "A good start."}
    return create_record(Priority, by=tayside.system, number=1, group=group, **words)


def action(tayside, priority, slug, *statuses):
    """An action with its updates, oldest first."""
    made = create_record(Action, by=tayside.system, priority=priority, slug=slug, title=slug.title())
    for day, status in enumerate(statuses, 1):
        create_record(
            Update, by=tayside.system, action=made, on=date(2026, 1, day), status=status, reason="As it is."
        )


def test_an_action_is_open_until_its_latest_update_says_complete(tayside, priority):
    action(tayside, priority, "silent")
    action(tayside, priority, "moving", "on-track")
    action(tayside, priority, "reopened", "complete", "at-risk")
    action(tayside, priority, "finished", "on-track", "complete")
    panel = open_actions(priority.group, tayside.actor("reader"))
    assert {(row.link.text, row.status.word) for row in panel.rows} == {
        ("Silent", "Not started"),
        ("Moving", "On track"),
        ("Reopened", "At risk, recoverable"),
    }


def test_a_group_without_a_priority_has_no_such_panel(tayside, priority):
    assert open_actions(priority.group.reports_to, tayside.actor("reader")) is None
