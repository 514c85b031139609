"""Reading progress: how each action stands on a day, and how it adds up."""

from datetime import date

from django.db import models

from realign.deliver.progress.models import Milestone, Update
from realign.deliver.progress.rules import action_days_late, days_late, days_silent
from realign.deliver.progress.types import ActionStanding, CommitmentStanding, PriorityStanding
from realign.foundations.partnerships.models import Partnership
from realign.plan.plans import queries as plans
from realign.plan.plans.types import PublicPlan, PublicPriority, PublicProgress
from realign.plan.priorities import queries as plan
from realign.plan.priorities.models import Action, Going, Priority


def standing(action: Action, today: date) -> ActionStanding:
    """How an action stands, from its milestones and updates as prefetched with it."""
    newest = plan.newest_update(action)
    going = Going(newest.status) if newest is not None else None
    told_on = newest.on if newest is not None else None
    late = [each for each in action.milestones.all() if days_late(each.due_on, each.done_on, today)]
    return ActionStanding(
        action=action,
        going=going,
        reason=newest.reason if newest is not None else "",
        told_on=told_on,
        days_late=action_days_late(action.due_on, going, today),
        days_silent=days_silent(told_on, action.starts_on, going, today),
        late_milestones=tuple(late),
    )


def standings(partnership: Partnership, today: date) -> list[ActionStanding]:
    """Every action as it stands on a day, the most urgent first."""
    rows = [standing(action, today) for action in plan.actions(partnership)]
    return sorted(rows, key=lambda row: row.urgency)


def priority_standings(partnership: Partnership, today: date) -> list[PriorityStanding]:
    """Every priority with its actions and how they add up. The same queries however many."""
    return [priority_standing(priority, today) for priority in plan.priorities_in_full(partnership)]


def priority_standing(priority: Priority, today: date) -> PriorityStanding:
    """A priority that was read in full, with its actions, the most urgent first."""
    actions = list(priority.actions.all())
    carried = {action.commitment_id for action in actions}
    return PriorityStanding(
        priority=priority,
        rolled=plan.priority_rolled(priority),
        commitments=tuple(
            CommitmentStanding(commitment, plan.commitment_rolled(commitment, actions))
            for commitment in priority.commitments.all()
            if commitment.pk in carried
        ),
        actions=tuple(sorted((standing(each, today) for each in actions), key=lambda row: row.urgency)),
    )


def public_standings(
    partnership: Partnership, today: date
) -> tuple[PublicPlan | None, list[tuple[PublicPriority, PublicProgress]]]:
    """The plan in force and how each of its priorities is going, as they were last published."""
    current = plans.public_plan(partnership, today)
    return current, plans.public_priorities(partnership, current) if current else []


def milestones(partnership: Partnership) -> models.QuerySet[Milestone]:
    """Every milestone with its action, by date."""
    return (
        Milestone.objects.filter(partnership=partnership)
        .select_related("partnership", "action__partnership", "action__priority", "action__lead")
        .order_by("due_on", "pk")
    )


def milestone(partnership: Partnership, pk: int) -> Milestone:
    """One milestone; raises Milestone.DoesNotExist."""
    return milestones(partnership).get(pk=pk)


def updates(partnership: Partnership) -> models.QuerySet[Update]:
    """Every update, newest first."""
    return (
        Update.objects.filter(partnership=partnership)
        .select_related("partnership", "action__priority")
        .order_by("-on", "-pk")
    )
