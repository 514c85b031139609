"""The published plan for programmes: its priorities with their outcomes, targets, actions and evidence."""

import datetime
from typing import Any

from django.http import Http404
from django.utils import timezone
from ninja import Field, Router, Schema

from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.requests import PartnershipRequest
from realign.plan.plans import presenters, queries
from realign.plan.plans.types import PublicPlan, PublicPriority, PublicProgress
from realign.plan.priorities import queries as priorities

router = Router(tags=["Plan"])


class TargetOut(Schema):
    """How much of an indicator is to change, from when to when."""

    indicator: str
    area_code: str | None
    unit: str
    baseline: float
    baseline_on: datetime.date
    goal: float
    goal_on: datetime.date
    invented: bool


class OutcomeOut(Schema):
    """What will be different for children."""

    slug: str
    statement: str
    targets: list[TargetOut]
    invented: bool


class ActionOut(Schema):
    """What will be done, by which body; people are not named."""

    title: str
    who: str
    when: str
    status: str
    reason: str
    invented: bool


class PriorityOut(Schema):
    """One priority of the plan."""

    number: int
    slug: str
    title: str
    plain_title: str
    statement: str
    why: str
    status: str = Field(description="In words, rolled up from the actions.")
    outcomes: list[OutcomeOut]
    actions: list[ActionOut]
    findings: list[str] = Field(description="Slugs of the findings it uses.")
    invented: bool


class PlanOut(Schema):
    """The plan in force, or the newest one published."""

    slug: str
    title: str
    status: str
    starts_on: datetime.date
    ends_on: datetime.date
    summary: str
    vision: str
    priorities: list[PriorityOut]
    invented: bool


@router.get("/", response=PlanOut, url_name="plan", summary="The published plan")
def plan(request: PartnershipRequest) -> dict[str, Any]:
    """The plan in force with its priorities, as they were last published. Drafts are never given out."""
    partnership = request.partnership
    current = _current(partnership)
    names = ("slug", "title", "starts_on", "ends_on", "summary", "invented")
    return {
        **{name: getattr(current, name) for name in names},
        "status": current.status.label,
        "vision": priorities.public_vision(partnership, timezone.localdate()),
        "priorities": [
            _priority(partnership, *row) for row in queries.public_priorities(partnership, current)
        ],
    }


@router.get(
    "/priorities/{slug:slug}/", response=PriorityOut, url_name="priority", summary="One priority of the plan"
)
def priority(request: PartnershipRequest, slug: str) -> dict[str, Any]:
    """A priority with its outcomes, targets, actions and the findings behind it."""
    row = queries.public_priority(request.partnership, _current(request.partnership), slug)
    if row is None:
        raise Http404(f"The plan has no priority called “{slug}”.")
    return _priority(request.partnership, *row)


def _current(partnership: Partnership) -> PublicPlan:
    plan = queries.public_plan(partnership, timezone.localdate())
    if plan is None:
        raise Http404("No plan is published yet.")
    return plan


def _priority(partnership: Partnership, priority: PublicPriority, progress: PublicProgress) -> dict[str, Any]:
    public = presenters.public_priority(partnership, priority, progress)
    names = ("number", "slug", "title", "plain_title", "statement", "why")
    return {
        **{name: getattr(priority, name) for name in names},
        "status": public.status.word,
        "outcomes": list(priority.outcomes),
        "actions": [{**vars(each), "status": each.status.word} for each in public.actions],
        "findings": [finding.slug for finding, _ in queries.findings_behind(partnership, priority)],
        "invented": public.invented,
    }
