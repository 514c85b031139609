"""Reading plans, who prepares them, who stays accountable where."""

from datetime import date

from django.db import models
from django.db.models import Prefetch

from realign.foundations.design.words import number_words
from realign.foundations.partnerships.models import Partnership
from realign.plan.plans.models import Accountability, Plan
from realign.plan.plans.rules import CURRENT, PUBLISHED, period_warnings
from realign.plan.plans.types import PeriodWarning
from realign.plan.priorities import queries as priorities
from realign.plan.priorities.models import Priority


def plans(partnership: Partnership) -> models.QuerySet[Plan]:
    """Every plan, newest first, with what lists and pages read; the same queries however many."""
    return (
        Plan.objects.filter(partnership=partnership)
        .select_related("partnership", "previous")
        .prefetch_related(
            "bodies",
            "priorities__partnership",
            Prefetch("accountabilities", Accountability.objects.select_related("area")),
        )
        .order_by("-starts_on")
    )


def plan(partnership: Partnership, slug: str) -> Plan:
    """One plan; raises Plan.DoesNotExist."""
    return plans(partnership).get(slug=slug)


def published(partnership: Partnership) -> models.QuerySet[Plan]:
    """The plans that anybody may read, newest first."""
    return plans(partnership).filter(status__in=PUBLISHED)


def current(partnership: Partnership, on: date) -> Plan | None:
    """The plan in force on a day; failing that the newest that was published."""
    rows = list(published(partnership))
    holding = [row for row in rows if row.starts_on <= on <= row.ends_on and row.status in CURRENT]
    return next(iter(holding or rows), None)


def priorities_of(plan: Plan) -> list[Priority]:
    """The plan's priorities in full, in order."""
    return list(priorities.priorities_in_full(plan.partnership).filter(plans=plan))


def warnings(partnership: Partnership) -> list[PeriodWarning]:
    """What does not fit in the periods of the partnership's plans."""
    return period_warnings(list(plans(partnership)))


def joint_words(plan: Plan, earlier: list[Plan]) -> str:
    """“First joint plan by three Community Planning areas”, where several stay accountable (DUTY-03)."""
    count = len(plan.accountabilities.all())
    if count < 2:
        return ""
    is_first = not any(
        len(other.accountabilities.all()) > 1 for other in earlier if other.starts_on < plan.starts_on
    )
    return f"{'First joint' if is_first else 'Joint'} plan by {number_words(count)} Community Planning areas"
