"""Plans, found by members; everybody finds the priorities of the plan that is public now."""

from collections.abc import Iterable

from django.db.models import QuerySet

from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing.models import PublicVersion
from realign.foundations.search.registry import SEARCHABLE, page_called, words_in
from realign.foundations.search.types import PUBLIC, Reader, Searchable
from realign.plan.plans import queries
from realign.plan.plans.models import Plan
from realign.plan.plans.types import PublicPriority
from realign.plan.priorities.types import PRIORITY


def _published_words(version: PublicVersion) -> Iterable[str]:
    priority = PublicPriority.of(version.content)
    outcomes = (outcome.statement for outcome in priority.outcomes)
    return (priority.plain_title, priority.title, priority.statement, priority.why, *outcomes)


def _in_public_plan(reader: Reader) -> QuerySet[PublicVersion]:
    """The priorities of the plan that everybody reads now, as they were last published."""
    plan = queries.public_plan(reader.partnership, reader.on)
    published = publishing.versions(reader.partnership, PRIORITY).standing()
    return published.none() if plan is None else published.filter(key__in=plan.priorities)


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
        PublicVersion,
        PUBLIC,
        title=lambda version: version.title,
        words=_published_words,
        rows=_in_public_plan,
        url=page_called("plans:public-priority"),
        everything=lambda: PublicVersion.objects.filter(kind=PRIORITY),
        order=11,
    ),
)
