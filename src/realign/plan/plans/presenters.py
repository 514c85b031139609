"""Plans as words, statuses, links and public cards."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from realign.foundations.design.editing import in_words
from realign.foundations.design.links import address
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import Link, Status, Tone
from realign.foundations.design.words import date_words, month_words
from realign.foundations.partnerships.models import Partnership
from realign.plan.plans.models import Plan
from realign.plan.plans.rules import LIFE, PUBLISHED, missing_to_publish
from realign.plan.plans.types import (
    PublicAction,
    PublicCommitment,
    PublicPlan,
    PublicPriority,
    PublicProgress,
    PublicTarget,
    PublicUpdate,
    report_years,
)
from realign.plan.priorities import queries as priorities
from realign.plan.priorities.models import Priority
from realign.plan.priorities.presenters.rows import CommitmentRow, commitment_rows
from realign.plan.priorities.types import going_status, rolled_up_status
from realign.registers.evidence.models import Finding

TONES = {
    Plan.Status.DRAFT: Tone.NEUTRAL,
    Plan.Status.INTERIM: Tone.INFO,
    Plan.Status.FULL: Tone.GOOD,
    Plan.Status.REVISED: Tone.GOOD,
    Plan.Status.SUPERSEDED: Tone.DONE,
}


def status(plan: Plan | PublicPlan) -> Status:
    """The state of a plan as a word with its shape."""
    state = Plan.Status(plan.status)
    return Status(state.label, TONES[state])


def period(plan: Plan | PublicPlan) -> str:
    """The period of a plan in words."""
    return f"{date_words(plan.starts_on)} to {date_words(plan.ends_on)}"


def years(plan: Plan) -> str:
    """The report years of a plan, with commas."""
    return ", ".join(year.label for year in report_years(plan.starts_on, plan.ends_on))


def steps(plan: Plan) -> list[tuple[str, str]]:
    """What may be done with a plan now: the state it would go to, and the words for it."""
    return [(state.value, words.capitalize()) for state, words in LIFE.ahead_of(plan).items()]


def missing(plan: Plan) -> list[str]:
    """What a draft lacks before it can be published; nothing for a plan that is published."""
    if plan.status in PUBLISHED:
        return []
    return [
        in_words(lack) for lack in missing_to_publish(bool(plan.bodies.all()), bool(plan.priorities.all()))
    ]


def next_step(plan: Plan, lacks: Sequence[str]) -> Link | None:
    """Where a draft that lacks something is completed: its form, or that of a first priority where there is none."""
    if not lacks:
        return None
    if plan.bodies.all() and not priorities.priorities(plan.partnership).exists():
        return Link("Add the first priority", address("priorities:add", plan.partnership.slug))
    what = "Choose the priorities" if plan.bodies.all() else "Complete this plan"
    return Link(what, address("plans:edit", plan.partnership.slug, plan.slug))


PLANS = TableSpec(
    name="plans",
    caption="Plans",
    noun="plan",
    columns=(
        Column("title", "Plan", link=Plan.get_absolute_url),
        Column("starts_on", "First day", kind=Kind.DATE),
        Column("ends_on", "Last day", kind=Kind.DATE),
        Column("years", "Reports on", value=years, sortable=False),
        Column(
            "priorities",
            "Priorities",
            value=lambda p: len(p.priorities.all()),
            kind=Kind.NUMBER,
            sortable=False,
        ),
        Column("status", "State", value=status, kind=Kind.STATUS),
    ),
    search_fields=("title", "summary"),
    filters=(Filter("state", "State", Plan.Status.choices, field="status"),),
    default_sort="-starts_on",
    empty_title="No plan yet",
    empty_help="A children's services plan covers three years from 1 April. Add the first one.",
)


@dataclass(frozen=True)
class PriorityAsKept:
    """A priority of a plan on a page for members, as it is kept now."""

    priority: Priority
    status: Status
    invented: bool


@dataclass(frozen=True)
class PromisedUnder:
    """The commitments of one priority on the page of its plan."""

    priority: Priority
    rows: Sequence[CommitmentRow]


def promised(priorities_of_plan: Sequence[Priority]) -> list[PromisedUnder]:
    """What a plan promises, priority by priority; the priorities were read in full."""
    return [PromisedUnder(priority, commitment_rows(priority)) for priority in priorities_of_plan]


def priority_card(priority: Priority) -> PriorityAsKept:
    """A priority that was read in full, with how it is going."""
    return PriorityAsKept(
        priority=priority,
        status=rolled_up_status(priorities.priority_rolled(priority)),
        invented=any(row.invented for row in (priority, *priority.outcomes.all(), *priority.actions.all())),
    )


@dataclass(frozen=True)
class PlannedAction:
    """An action as the public reads it: no names of officials."""

    title: str
    who: str
    when: str
    status: Status
    reason: str
    invented: bool


@dataclass(frozen=True)
class PlannedPriority:
    """A priority on a page for everybody."""

    priority: PublicPriority
    url: str
    status: Status
    outcomes: tuple[str, ...]
    commitments: tuple[PublicCommitment, ...]
    actions: tuple[PlannedAction, ...]
    invented: bool


def public_priority(
    partnership: Partnership, priority: PublicPriority, progress: PublicProgress
) -> PlannedPriority:
    """A priority in plain words, with its outcomes, actions and progress, as they were last published."""
    return PlannedPriority(
        priority=priority,
        url=reverse("plans:public-priority", args=[partnership.slug, priority.slug]),
        status=rolled_up_status(progress.rolled),
        outcomes=tuple(outcome.statement for outcome in priority.outcomes),
        commitments=priority.commitments,
        actions=tuple(_public_action(action, progress.update_of(action)) for action in priority.actions),
        invented=priority.invented,
    )


def _public_action(action: PublicAction, update: PublicUpdate) -> PlannedAction:
    return PlannedAction(
        title=action.title,
        who=action.who or "Not decided yet",
        when=f"by {date_words(action.due_on)}" if action.due_on else "no date yet",
        status=going_status(update.going),
        reason=update.text,
        invented=action.invented,
    )


def public_targets(priority: PublicPriority) -> list[tuple[str, str, bool]]:
    """Each target as a name, a sentence, and whether it is invented."""
    return [(target.title, target_words(target), target.invented) for target in priority.targets]


def target_words(target: PublicTarget) -> str:
    """From where to where by when."""
    return (
        f"From {priorities.with_unit(target.baseline, target.unit)} in {month_words(target.baseline_on)} "
        f"to {priorities.with_unit(target.goal, target.unit)} by {month_words(target.goal_on)}."
    )


def public_findings(
    partnership: Partnership, behind: Sequence[tuple[Finding, str]]
) -> list[tuple[str, str, str, bool]]:
    """What a priority rests on: the sentence, what it shows, its address, whether it is invented."""
    return [
        (
            finding.sentence,
            because,
            address("evidence:finding", partnership.slug, finding.slug),
            finding.invented,
        )
        for finding, because in behind
    ]


def crumbs(partnership: Partnership, *more: Plan | Link) -> list[Link]:
    """The way here."""
    first = Link("Plans", reverse("plans:list", args=[partnership.slug]))
    return [
        first,
        *(Link(step.title, step.get_absolute_url()) if isinstance(step, Plan) else step for step in more),
    ]
