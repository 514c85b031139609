"""What was promised changes with a reason: each field that needs one is changed without, and refused."""

from datetime import date, timedelta

import pytest
from django.apps import apps

from realign.deliver.progress import actions as progress
from realign.deliver.progress.forms import MilestoneChangeForm
from realign.foundations.audit import queries as audit
from realign.foundations.audit.presenters import sentence
from realign.foundations.design.history import entries
from realign.foundations.partnerships.models import PartnershipRecord
from realign.foundations.partnerships.records import change_record
from realign.foundations.partnerships.types import Refusal
from realign.plan.plans import actions as plans
from realign.plan.plans.forms import PlanChangeForm
from realign.plan.priorities import actions as priorities
from realign.plan.priorities.forms import ActionChangeForm, CommitmentChangeForm, JoinForm, TargetChangeForm
from realign.registers.gaps import actions as gaps
from realign.registers.gaps.forms import GapChangeForm
from realign.registers.groups.actions import create_group
from tests.apps.plan.worlds import build

NEEDS_A_REASON = {
    "deliver.progress.Milestone": {"due_on", "owner"},
    "registers.gaps.Gap": {"owner", "group", "due_on"},
    "plan.plans.Plan": {"starts_on", "ends_on", "priorities"},
    "plan.priorities.Action": {"due_on", "lead", "lead_person", "outcome", "measures"},
    "plan.priorities.Commitment": {"lead"},
    "plan.priorities.Target": {"indicator", "baseline", "baseline_on", "goal", "goal_on"},
}


def test_these_fields_of_these_records_need_a_reason_and_their_forms_ask_for_it():
    asking = {
        ".".join(model.__module__.split(".")[1:3]) + f".{model.__name__}": set(model.needs_reason)
        for model in apps.get_models()
        if issubclass(model, PartnershipRecord) and model.needs_reason
    }
    assert asking == NEEDS_A_REASON
    for form in (
        JoinForm,
        MilestoneChangeForm,
        PlanChangeForm,
        ActionChangeForm,
        CommitmentChangeForm,
        TargetChangeForm,
        GapChangeForm,
    ):
        assert "because" in form.base_fields


@pytest.fixture
def promises(tayside):
    plan = build(tayside)
    action = plan.actions["whole"]
    by = tayside.system
    milestone = progress.create_milestone(
        by=by, action=action, title="Signed", owner="Ann Smith", due_on=date(2027, 2, 26)
    )
    ours = plans.create_plan(
        by=by, title="In force", slug="in-force", starts_on=date(2026, 4, 1), ends_on=date(2029, 3, 31),
        priorities=list(plan.priorities.values()), bodies=[tayside.bodies["angus"]],
    )  # fmt: skip
    plans.move_plan(by=by, plan=ours, revision=ours.revision, status="full")
    commitment = priorities.create_commitment(
        by=by, priority=plan.priorities["minds"], text="Listen to children", lead=tayside.bodies["angus"]
    )
    other = tayside.bodies["nhs-tayside"]
    action.measures.set([plan.target])
    priorities.change_action(
        by=by, action=action, revision=action.revision, lead=tayside.bodies["angus"], lead_person="Ann Smith",
        due_on=date(2027, 3, 31), because="The first promise",
    )  # fmt: skip
    gap = gaps.create_gap(
        by=by, title="Who waits longest", kind="not-collected", effect="Nobody sees who waits too long",
        owner=tayside.people["planner"], due_on=date(2027, 3, 31),
        group=create_group(by=by, name="Data group", kind="reform", life="standing", slug="data-g"),
    )  # fmt: skip
    day = timedelta(days=1)
    return {
        "due_on": (priorities.change_action, "action", action, {"due_on": action.due_on + day}),
        "lead": (priorities.change_action, "action", action, {"lead": other}),
        "lead_person": (priorities.change_action, "action", action, {"lead_person": "Bob"}),
        "measures": (priorities.change_action, "action", action, {"measures": []}),
        "milestone due_on": (progress.change_milestone, "milestone", milestone, {"due_on": milestone.due_on + day}),
        "milestone owner": (progress.change_milestone, "milestone", milestone, {"owner": "Bob"}),
        "plan ends_on": (plans.change_plan, "plan", ours, {"ends_on": ours.ends_on + day}),
        "plan starts_on": (plans.change_plan, "plan", ours, {"starts_on": ours.starts_on + day}),
        "plan priorities": (plans.change_plan, "plan", ours, {"priorities": []}),
        "commitment lead": (priorities.change_commitment, "commitment", commitment, {"lead": other}),
        "target goal": (priorities.change_target, "target", plan.target, {"goal": plan.target.goal + 1}),
        "target baseline": (priorities.change_target, "target", plan.target, {"baseline": plan.target.baseline + 0.5}),
        "gap owner": (gaps.change_gap, "gap", gap, {"owner": tayside.people["analyst"]}),
        "gap due_on": (gaps.change_gap, "gap", gap, {"due_on": gap.due_on + day}),
        "gap group": (gaps.change_gap, "gap", gap, {"group": None}),
    }  # fmt: skip


def test_each_is_refused_without_a_reason_and_kept_with_it(tayside, promises):
    for name, (change, kind, record, values) in promises.items():
        record.refresh_from_db()
        before = audit.history("tayside", record).count()
        for because in ("", "x", "tbc"):
            with pytest.raises(Refusal):
                change(
                    by=tayside.actor("coordinator"),
                    revision=record.revision,
                    because=because,
                    **{kind: record},
                    **values,
                )
        assert audit.history("tayside", record).count() == before, name
        why = f"The bodies agreed on {name}"
        change(
            by=tayside.actor("coordinator"), revision=record.revision, because=why, **{kind: record}, **values
        )
        event = next(e for e in audit.history("tayside", record) if e.detail.get("because"))
        assert event.detail["because"] == why, name
        assert why in sentence(event)
        assert any(why in entry.detail for entry in entries("tayside", record)), name


def test_no_action_can_change_a_promise_by_the_door_that_asks_for_no_reason(tayside, promises):
    for _, _, record, values in promises.values():
        record.refresh_from_db()
        with pytest.raises(Refusal, match="The reason for this change is missing"):
            change_record(record, by=tayside.system, revision=record.revision, **values)


def test_setting_what_was_empty_and_other_words_need_none(tayside):
    plan = build(tayside)
    weak = plan.actions["weak"]
    priorities.change_action(
        by=tayside.system, action=weak, revision=weak.revision, title="Improve wellbeing in school"
    )
    free = priorities.create_action(by=tayside.system, priority=weak.priority, title="Open a hub in Forfar")
    priorities.change_action(
        by=tayside.system, action=free, revision=1, due_on=date(2027, 1, 1), lead=tayside.bodies["angus"]
    )
    assert free.due_on == date(2027, 1, 1)
