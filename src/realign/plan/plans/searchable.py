"""Plans, found by members; everybody finds the priorities of the plan that is public now."""

from django.db.models import QuerySet

from realign.foundations.search.registry import SEARCHABLE, page_called, words_in
from realign.foundations.search.types import PUBLIC, Part, Reader, Searchable
from realign.plan.plans import queries
from realign.plan.plans.models import Plan
from realign.plan.priorities.models import Outcome, Priority


def _in_public_plan(reader: Reader) -> QuerySet[Priority]:
    plan = queries.current(reader.partnership, reader.on)
    return Priority.objects.none() if plan is None else plan.priorities.all()


SEARCHABLE.add(
    Searchable(
        "plans",
        "Plans",
        Plan,
        "plans.view",
        title=lambda plan: plan.title,
        words=words_in("title", "summary"),
        rows=lambda reader: queries.plans(reader.partnership),
        order=17,
    ),
    Searchable(
        "priorities",
        "Priorities",
        Priority,
        PUBLIC,
        title=lambda priority: priority.plain_name,
        words=words_in("plain_title", "title", "statement", "why", "outcomes.statement"),
        rows=_in_public_plan,
        url=page_called("plans:public-priority"),
        everything=lambda: Priority.objects.prefetch_related("outcomes"),
        parts=(Part(Outcome, lambda outcome: [outcome.priority_id]),),
        order=11,
    ),
)
