"""Priorities, outcomes and targets, as records that a data gap can concern."""

from realign.foundations.design.links import shortened
from realign.foundations.partnerships.models import Partnership
from realign.plan.priorities.models import Outcome, Priority, Target
from realign.registers.gaps.registry import CONCERNS
from realign.registers.gaps.types import ConcernKind, Offered

VIEW = "priorities.view"


def priorities(partnership: Partnership) -> list[Offered]:
    """Every priority, by number."""
    rows = Priority.objects.filter(partnership=partnership).order_by("number")
    return [Offered(priority.slug, str(priority), priority.get_absolute_url()) for priority in rows]


def outcomes(partnership: Partnership) -> list[Offered]:
    """Every outcome, under its priority."""
    rows = Outcome.objects.filter(partnership=partnership).select_related("priority")
    return [
        Offered(outcome.slug, shortened(outcome, 160), f"{outcome.priority.get_absolute_url()}#outcomes")
        for outcome in rows.order_by("priority__number", "slug")
    ]


def targets(partnership: Partnership) -> list[Offered]:
    """Every target, under its priority."""
    rows = Target.objects.filter(partnership=partnership).select_related("indicator", "outcome__priority")
    return [
        Offered(str(target.pk), str(target), f"{target.outcome.priority.get_absolute_url()}#outcomes")
        for target in rows.order_by("outcome__priority__number", "pk")
    ]


CONCERNS.add(
    ConcernKind("priority", "Priority", priorities, order=10, view=VIEW),
    ConcernKind("outcome", "Outcome", outcomes, order=15, view=VIEW),
    ConcernKind("target", "Target", targets, order=20, view=VIEW),
)
