"""Reading for the front pages, through the rooms that keep the records."""

from dataclasses import dataclass
from datetime import date

from realign.deliver.decisions import queries as decisions
from realign.deliver.decisions.models import Decision
from realign.deliver.progress import queries as progress
from realign.foundations.partnerships.models import Partnership
from realign.plan.plans import queries as plans
from realign.plan.plans.models import Plan
from realign.plan.priorities import queries as priorities
from realign.plan.priorities.models import Vision
from realign.review.dashboards.lines import line
from realign.review.dashboards.types import PriorityLine
from realign.review.reports import queries as reports
from realign.review.reports.change import Change
from realign.review.reports.models import Report

MOST_DECISIONS = 3


@dataclass(frozen=True)
class Home:
    """What the public front page of a partnership shows."""

    vision: Vision | None
    plan: Plan | None
    lines: tuple[PriorityLine, ...]
    report: Report | None
    decisions: tuple[Decision, ...]


def home(partnership: Partnership, today: date) -> Home:
    """The published plan's priorities, the newest report and decisions; the same queries however many records."""
    plan = plans.current(partnership, today)
    return Home(
        vision=priorities.vision(partnership, today),
        plan=plan,
        lines=_lines(plan, today) if plan else (),
        report=reports.latest_public(partnership),
        decisions=tuple(
            decisions.public_decisions(partnership).filter(superseded_by__isnull=True)[:MOST_DECISIONS]
        ),
    )


def _lines(plan: Plan, today: date) -> tuple[PriorityLine, ...]:
    moved: dict[int, list[Change]] = {}
    for change in reports.changes(plan.partnership, today):
        moved.setdefault(change.target.outcome.priority_id, []).append(change)
    # what a line reads, and no more: a priority in full would ask three times as many questions
    rows = (
        priorities.priorities(plan.partnership)
        .filter(plans=plan)
        .prefetch_related("outcomes", "commitments", "actions__updates", "actions__milestones")
    )
    return tuple(line(row, moved.get(row.pk, []), progress.priority_standing(row, today)) for row in rows)
