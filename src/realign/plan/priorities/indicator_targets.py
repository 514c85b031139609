"""What the plan wants of an indicator: shown on the page of its trend, which stands on a floor below."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from realign.analyse.trends.registry import TARGETS, TargetSource
from realign.analyse.trends.types import Use
from realign.foundations.publishing.models import PublicVersion
from realign.plan.priorities.models import Target
from realign.plan.priorities.types import PRIORITY
from realign.registers.indicators.models import Indicator


def targets_of(indicators: Collection[int]) -> Iterator[tuple[int, Use]]:
    """The plan's targets of these indicators, each with the key of its indicator; one query."""
    targets = Target.objects.filter(indicator__in=indicators).select_related("outcome__priority")
    for target in targets.order_by("goal_on", "pk"):
        yield target.indicator_id, _use(target)


def published_of(indicators: Collection[int]) -> Iterator[tuple[int, Use]]:
    """The targets of these indicators as everybody reads them, from the published versions of the priorities."""
    rows = Indicator.objects.filter(pk__in=indicators).values_list("partnership", "slug", "pk")
    keys = {(partnership, slug): pk for partnership, slug, pk in rows}
    versions = PublicVersion.objects.filter(
        partnership__in={partnership for partnership, _ in keys}, kind=PRIORITY
    ).standing()
    for partnership, priority in versions.values_list("partnership", "content"):
        for outcome in priority["outcomes"]:
            for target in outcome["targets"]:
                if (partnership, target["indicator"]) in keys:
                    yield keys[partnership, target["indicator"]], _published(priority, outcome, target)


def _published(priority: dict[str, Any], outcome: dict[str, Any], target: dict[str, Any]) -> Use:
    return Use(
        outcome=outcome["statement"],
        priority=f"Priority {priority['number']}: {priority['title']}",
        priority_slug=priority["slug"],
        baseline=target["baseline"],
        baseline_on=date.fromisoformat(target["baseline_on"]),
        goal=target["goal"],
        goal_on=date.fromisoformat(target["goal_on"]),
        reason="",
        area_id=target["area"],
    )


def _use(target: Target) -> Use:
    return Use(
        outcome=target.outcome.statement,
        priority=str(target.outcome.priority),
        priority_slug=target.outcome.priority.slug,
        baseline=target.baseline,
        baseline_on=target.baseline_on,
        goal=target.goal,
        goal_on=target.goal_on,
        reason=target.reason,
        area_id=target.area_id,
    )


TARGETS.add(TargetSource("plan", targets_of, published_of))
