"""Reading the golden thread and the partnership’s assessments of itself."""

from django.db import models

from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Actor
from realign.registers.thread.queries import graph as graph
from realign.review.assurance.breaks import priority_threads
from realign.review.assurance.models import Assessment, StepScore
from realign.review.assurance.types import PriorityThread

TEN_STEPS = "ten-steps"


def threads(partnership: Partnership, by: Actor | None = None) -> tuple[PriorityThread, ...]:
    """Every priority with its thread and what is broken in it."""
    return priority_threads(graph(partnership, by))


def assessments(partnership: Partnership, framework: str = TEN_STEPS) -> models.QuerySet[Assessment]:
    """Every assessment against a framework, newest first, with its steps in their order. Two queries."""
    steps = StepScore.objects.select_related("item", "partnership").order_by("item__position")
    return (
        Assessment.objects.filter(partnership=partnership, framework__framework__slug=framework)
        .select_related("framework__framework", "partnership")
        .prefetch_related(models.Prefetch("scores", steps))
        .order_by("-on")
    )


def assessment(partnership: Partnership, pk: int) -> Assessment:
    """One assessment; raises Assessment.DoesNotExist."""
    return assessments(partnership).get(pk=pk)


def step(partnership: Partnership, pk: int) -> StepScore:
    """One step of an assessment; raises StepScore.DoesNotExist."""
    return StepScore.objects.select_related("item", "assessment", "changed_by").get(
        partnership=partnership, pk=pk
    )
