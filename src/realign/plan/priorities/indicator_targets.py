"""What the plan wants of an indicator: shown on the page of its trend, which stands on a floor below."""

from collections.abc import Collection, Iterator

from realign.analyse.trends.registry import TARGETS, TargetSource
from realign.analyse.trends.types import Use
from realign.plan.priorities.models import Target


def targets_of(indicators: Collection[int]) -> Iterator[tuple[int, Use]]:
    """The plan's targets of these indicators, each with the key of its indicator; one query."""
    targets = Target.objects.filter(indicator__in=indicators).select_related("outcome__priority")
    for target in targets.order_by("goal_on", "pk"):
        yield target.indicator_id, _use(target)


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


TARGETS.add(TargetSource("plan", targets_of))
