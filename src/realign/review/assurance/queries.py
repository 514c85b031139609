"""Reading the golden thread and the partnership’s assessments of itself."""

from django.db import models

from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Actor
from realign.review.assurance.breaks import priority_threads, walk
from realign.review.assurance.models import Assessment, StepScore
from realign.review.assurance.reading import newest_since_baseline, read_graph
from realign.review.assurance.types import Graph, PriorityThread, RecordKind, Thread

TEN_STEPS = "ten-steps"
__all__ = [
    "NoSuchRecord",
    "assessment",
    "assessments",
    "graph",
    "newest_since_baseline",
    "step",
    "thread_in",
    "thread_of",
    "threads",
]


class NoSuchRecord(LookupError):
    """The thread holds no record of this kind and name."""


def graph(partnership: Partnership, by: Actor | None = None) -> Graph:
    """Every record that the thread joins, in a number of queries that does not grow with them.

    What services cost is said only to those who may see spending; without ``by``, to nobody.
    """
    return read_graph(partnership, sees_spending=by is not None and by.may("spend.view"))


def thread_of(partnership: Partnership, kind: str, slug: str, by: Actor | None = None) -> Thread:
    """What one record is joined to, both ways; raises NoSuchRecord."""
    return thread_in(graph(partnership, by), kind, slug)


def thread_in(graph: Graph, kind: str, slug: str) -> Thread:
    """What one record of a graph that was read already is joined to, both ways; raises NoSuchRecord."""
    key = f"{kind}:{slug}"
    if kind not in set(RecordKind) or key not in graph.nodes:
        raise NoSuchRecord(f"The thread holds no {kind} called {slug!r}.")
    return walk(graph, key)


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
