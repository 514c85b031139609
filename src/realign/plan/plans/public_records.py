"""The plan as everybody reads it: the plan itself, and each priority with its outcomes, targets and actions."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Model
from django.urls import reverse

from realign.foundations.design.words import date_words
from realign.foundations.partnerships.models import Partnership
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.foundations.publishing.types import Content, Line, PublicKind
from realign.plan.plans import queries
from realign.plan.plans.models import Plan
from realign.plan.plans.presenters import period, target_words
from realign.plan.plans.rules import EDIT
from realign.plan.plans.types import PLAN, PublicPlan, PublicPriority
from realign.plan.priorities.models import Action, Commitment, Outcome, Priority
from realign.plan.priorities.rules import EDIT as EDIT_PRIORITIES
from realign.plan.priorities.types import PRIORITY


def _plans(partnership: Partnership, on: date) -> Iterable[Plan]:
    return queries.in_force_or_before(partnership)


def _compose_plan(plan: Plan) -> Content:
    return {
        "slug": plan.slug,
        "title": plan.title,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "status": plan.status,
        "summary": plan.summary,
        "bodies": [body.name for body in plan.bodies.all()],
        "accountable": [
            {"area": row.area.name, "name": row.community_planning_partnership, "how": row.how}
            for row in plan.accountabilities.all()
        ],
        "priorities": [str(priority.pk) for priority in plan.priorities.all()],
        "named": [str(priority) for priority in plan.priorities.all()],
        "invented": plan.invented,
    }


def _plan_in_words(content: Content) -> Sequence[Line]:
    plan = PublicPlan.of(content)
    return (
        ("Title", plan.title),
        ("Period", period(plan)),
        ("State", plan.status.label),
        ("Summary", plan.summary),
        ("Prepared by", ", ".join(plan.bodies)),
        ("Priorities", "; ".join(content["named"])),
        *((f"Accountable for {row.area}", f"{row.name}. {row.how}".strip()) for row in plan.accountable),
    )


def _parts_of_plan(plan: Plan) -> Iterable[Model]:
    # the plan names its priorities, so whoever gave one its title wrote of the plan too
    return (plan, *plan.priorities.all(), *plan.accountabilities.all(), *plan.bodies.all())


def _plan_page(partnership: str, slug: str) -> str:
    return reverse("plans:public", args=[partnership])


def _compose_priority(priority: Priority) -> Content:
    return {
        "number": priority.number,
        "slug": priority.slug,
        "title": priority.title,
        "plain_title": priority.plain_title,
        "statement": priority.statement,
        "why": priority.why,
        "outcomes": [_outcome(outcome) for outcome in priority.outcomes.all()],
        "actions": [_action(action) for action in priority.actions.all()],
        "commitments": [_commitment(priority, row) for row in _own_commitments(priority)],
        "citations": [
            {"finding": citation.finding.slug, "because": citation.because}
            for citation in priority.citations.all()
        ],
        "invented": any(
            row.invented for row in (priority, *priority.outcomes.all(), *priority.actions.all())
        ),
    }


def _own_commitments(priority: Priority) -> list[Commitment]:
    """What is promised here; what repeats another commitment stands where that one stands."""
    return [row for row in priority.commitments.all() if row.same_as_id is None]


def _commitment(priority: Priority, commitment: Commitment) -> dict[str, Any]:
    return {
        "code": f"{priority.number}.{commitment.number}",
        "text": commitment.text,
        "who": commitment.lead.name if commitment.lead else "",
        "invented": commitment.invented,
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "slug": outcome.slug,
        "statement": outcome.statement,
        "targets": [
            {
                "key": target.pk,
                "indicator": target.indicator.slug,
                "title": target.indicator.title,
                "unit": target.indicator.unit,
                "area": target.area_id,
                "area_code": target.area.code if target.area else None,
                "baseline": target.baseline,
                "baseline_on": target.baseline_on,
                "goal": target.goal,
                "goal_on": target.goal_on,
                "invented": target.invented,
            }
            for target in outcome.targets.all()
        ],
        "invented": outcome.invented,
    }


def _action(action: Action) -> dict[str, Any]:
    return {
        "key": action.pk,
        "title": action.title,
        "who": action.lead.name if action.lead else "",
        "due_on": action.due_on,
        "invented": action.invented,
    }


def _priority_in_words(content: Content) -> Sequence[Line]:
    priority = PublicPriority.of(content)
    return (
        ("Number", str(priority.number)),
        ("Name", priority.plain_name),
        ("Name in the plan", priority.title),
        ("The outcome in full", priority.statement),
        ("Why this matters", priority.why),
        *((f"What will be different ({outcome.slug})", outcome.statement) for outcome in priority.outcomes),
        *((f"Target {target.key}: {target.title}", target_words(target)) for target in priority.targets),
        *(
            (f"Commitment {row.code}", f"{row.text}. {row.who or 'No lead yet'}.")
            for row in priority.commitments
        ),
        *(
            (
                f"Action {action.key}",
                f"{action.title}. {action.who or 'Not settled yet'}, "
                + (f"by {date_words(action.due_on)}." if action.due_on else "no date yet."),
            )
            for action in priority.actions
        ),
        *((f"Based on the finding {finding}", because) for finding, because in priority.citations),
    )


def _parts_of_priority(priority: Priority) -> Iterable[Model]:
    outcomes, actions = list(priority.outcomes.all()), list(priority.actions.all())
    targets = [target for outcome in outcomes for target in outcome.targets.all()]
    commitments = _own_commitments(priority)
    leads = {body for body in (*(row.lead for row in actions), *(row.lead for row in commitments)) if body}
    indicators = {target.indicator for target in targets}
    return (
        priority,
        *priority.citations.all(),
        *outcomes,
        *targets,
        *indicators,
        *commitments,
        *actions,
        *leads,
    )


def _priority_page(partnership: str, slug: str) -> str:
    return reverse("plans:public-priority", args=[partnership, slug])


PUBLIC_RECORDS.add(
    PublicKind(
        slug=PLAN,
        model=Plan,
        noun="plan",
        title="Plans",
        permission=EDIT,
        records=_plans,
        compose=_compose_plan,
        in_words=_plan_in_words,
        parts=_parts_of_plan,
        public_page=_plan_page,
        order=21,
    ),
    PublicKind(
        slug=PRIORITY,
        model=Priority,
        noun="priority,priorities",
        title="Priorities, outcomes and actions",
        permission=EDIT_PRIORITIES,
        records=queries.priorities_in_force_or_before,
        compose=_compose_priority,
        in_words=_priority_in_words,
        parts=_parts_of_priority,
        public_page=_priority_page,
        order=22,
    ),
)
