"""Which checks of this room read what people write: whether the plan holds together."""

from realign.foundations.partnerships.registry import CHECKS, ContentCheck
from realign.plan.priorities.presenters.rows import unfollowed_strategies
from realign.plan.priorities.smart import smart_of
from realign.plan.priorities.types import DateWarning, Overlap, Smart, SmartMark, WordingDifference

CHECKS.add(
    ContentCheck(
        "SMART marks of an action",
        smart_of,
        (SmartMark, Smart),
        pages=("priorities:action", "priorities:checks"),
    ),
    ContentCheck(
        "Consistency of the plan",
        unfollowed_strategies,
        (DateWarning, Overlap, WordingDifference),
        pages=("priorities:checks",),
    ),
)
