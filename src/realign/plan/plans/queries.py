"""Reading plans, who prepares them, who stays accountable where."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from django.db import models
from django.db.models import Prefetch

from realign.foundations.design.words import number_words
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.queries import why_it_stays
from realign.foundations.partnerships.types import Refusal
from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing.rules import how_all_published
from realign.plan.plans.models import Accountability, Plan
from realign.plan.plans.rules import CURRENT, PUBLISHED, period_warnings
from realign.plan.plans.types import (
    PLAN,
    PROGRESS,
    PeriodWarning,
    PublicPlan,
    PublicPriority,
    PublicProgress,
)
from realign.plan.priorities import queries as priorities
from realign.plan.priorities.models import Action, Citation, Commitment, Priority, Target
from realign.plan.priorities.types import PRIORITY
from realign.registers.evidence import queries as evidence
from realign.registers.evidence.models import Finding

Either = TypeVar("Either", Plan, PublicPlan)


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


def in_force_or_before(partnership: Partnership) -> models.QuerySet[Plan]:
    """The plans that are or were in force, newest first: those that everybody reads once they are published."""
    return plans(partnership).filter(status__in=PUBLISHED)


def current(partnership: Partnership, on: date) -> Plan | None:
    """For members: the plan in force on a day, as it is kept now; failing that the newest that ever was."""
    return _current(list(in_force_or_before(partnership)), on)


def _current(rows: Sequence[Either], on: date) -> Either | None:
    holding = [row for row in rows if row.starts_on <= on <= row.ends_on and row.status in CURRENT]
    return next(iter(holding or rows), None)


def priorities_in_force_or_before(partnership: Partnership, on: date) -> models.QuerySet[Priority]:
    """The priorities of plans that are or were in force, with what everybody reads of them; whatever the day."""
    in_plans = in_force_or_before(partnership).values("pk")
    return (
        Priority.objects.filter(partnership=partnership, plans__in=in_plans)
        .distinct()
        .prefetch_related(
            Prefetch("citations", Citation.objects.select_related("finding")),
            Prefetch("outcomes__targets", Target.objects.select_related("indicator", "area")),
            Prefetch("actions", Action.objects.select_related("lead").prefetch_related("updates")),
            Prefetch("commitments", Commitment.objects.select_related("lead")),
        )
        .order_by("number")
    )


# ---------------------------------------------------------------- as everybody reads it


def public_plans(partnership: Partnership) -> list[PublicPlan]:
    """Every plan as it was last published, the newest first."""
    rows = [PublicPlan.of(content) for content in publishing.public_content(partnership, PLAN).values()]
    return sorted(rows, key=lambda plan: plan.starts_on, reverse=True)


def public_plan(partnership: Partnership, on: date) -> PublicPlan | None:
    """The published plan that is in force on a day; failing that the newest that was published."""
    return _current(public_plans(partnership), on)


def public_priorities(
    partnership: Partnership, plan: PublicPlan
) -> list[tuple[PublicPriority, PublicProgress]]:
    """The priorities of a plan as they were last published, each with its progress, in order. Two queries."""
    contents = publishing.public_content(partnership, PRIORITY)
    progress = publishing.public_content(partnership, PROGRESS)
    rows = [
        (PublicPriority.of(contents[key]), PublicProgress.of(progress.get(key)))
        for key in plan.priorities
        if key in contents
    ]
    return sorted(rows, key=lambda row: row[0].number)


def public_priority(
    partnership: Partnership, plan: PublicPlan, slug: str
) -> tuple[PublicPriority, PublicProgress] | None:
    """One priority of a plan as it was last published; nothing where it was not, or the plan does not hold it."""
    return next((row for row in public_priorities(partnership, plan) if row[0].slug == slug), None)


def findings_behind(partnership: Partnership, priority: PublicPriority) -> list[tuple[Finding, str]]:
    """The findings that a priority rests on and that still stand, each with what it shows for the priority."""
    slugs = [slug for slug, _ in priority.citations]
    standing = {row.slug: row for row in evidence.citable_findings(partnership).filter(slug__in=slugs)}
    return [(standing[slug], because) for slug, because in priority.citations if slug in standing]


def how_the_plan_was_published(partnership: Partnership, plan: PublicPlan) -> str:
    """How everything on the page of a plan came to be public, in a sentence."""
    kinds = {PLAN: [plan.slug], PRIORITY: None}
    versions = [
        version
        for kind, slugs in kinds.items()
        for version in publishing.standing(partnership, kind)
        if (version.slug in slugs if slugs else version.key in plan.priorities)
    ]
    return how_all_published(versions)


def priorities_of(plan: Plan) -> list[Priority]:
    """The plan's priorities in full, in order."""
    return list(priorities.priorities_in_full(plan.partnership).filter(plans=plan))


def warnings(partnership: Partnership) -> list[PeriodWarning]:
    """What does not fit in the periods of the partnership's plans."""
    return period_warnings(list(plans(partnership)))


def joint_words(plan: Plan, earlier: Sequence[Plan]) -> str:
    """“First joint plan by three Community Planning areas”, where several stay accountable (DUTY-03)."""
    before = [other for other in earlier if other.starts_on < plan.starts_on]
    return _joint(len(plan.accountabilities.all()), [len(other.accountabilities.all()) for other in before])


def public_joint_words(plan: PublicPlan, earlier: Sequence[PublicPlan]) -> str:
    """The same of a plan as everybody reads it."""
    before = [other for other in earlier if other.starts_on < plan.starts_on]
    return _joint(len(plan.accountable), [len(other.accountable) for other in before])


def _joint(count: int, before: Sequence[int]) -> str:
    if count < 2:
        return ""
    is_first = not any(number > 1 for number in before)
    return f"{'First joint' if is_first else 'Joint'} plan by {number_words(count)} Community Planning areas"


PARTS = ("accountabilities",)
"""What is written on the page of a plan and goes with it."""


def why_plan_stays(plan: Plan) -> Refusal | None:
    """Why a plan cannot be removed: only a draft that nothing uses can."""
    if plan.status in PUBLISHED:
        return Refusal(
            f"“{plan}” is no longer a draft, and stays on record.", "Mark it as superseded when it ends."
        )
    return why_it_stays(plan, "Change the plan instead.", PARTS)
