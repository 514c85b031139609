"""Plans as words, statuses, links and public cards."""

from dataclasses import dataclass

from django.urls import reverse

from realign.foundations.design.links import address
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import Link, Status, Tone
from realign.foundations.design.words import date_words, month_words
from realign.foundations.partnerships.models import Partnership
from realign.plan.plans.models import Plan
from realign.plan.plans.rules import LIFE
from realign.plan.plans.types import report_years
from realign.plan.priorities import queries as priorities
from realign.plan.priorities.models import Action, Priority
from realign.plan.priorities.types import going_status, rolled_up_status

TONES = {
    Plan.Status.DRAFT: Tone.NEUTRAL,
    Plan.Status.INTERIM: Tone.INFO,
    Plan.Status.FULL: Tone.GOOD,
    Plan.Status.REVISED: Tone.GOOD,
    Plan.Status.SUPERSEDED: Tone.DONE,
}


def status(plan: Plan) -> Status:
    """The state of a plan as a word with its shape."""
    return Status(plan.get_status_display(), TONES[Plan.Status(plan.status)])


def period(plan: Plan) -> str:
    """The period of a plan in words."""
    return f"{date_words(plan.starts_on)} to {date_words(plan.ends_on)}"


def years(plan: Plan) -> str:
    """The report years of a plan, with commas."""
    return ", ".join(year.label for year in report_years(plan.starts_on, plan.ends_on))


def steps(plan: Plan) -> list[tuple[str, str]]:
    """What may be done with a plan now: the state it would go to, and the words for it."""
    return [(state.value, words.capitalize()) for state, words in LIFE.ahead_of(plan).items()]


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

    priority: Priority
    url: str
    status: Status
    outcomes: tuple[str, ...]
    actions: tuple[PlannedAction, ...]
    invented: bool


def public_priority(priority: Priority) -> PlannedPriority:
    """A priority in plain words, with its outcomes, actions and progress."""
    return PlannedPriority(
        priority=priority,
        url=reverse("plans:public-priority", args=[priority.partnership.slug, priority.slug]),
        status=rolled_up_status(priorities.priority_rolled(priority)),
        outcomes=tuple(outcome.statement for outcome in priority.outcomes.all()),
        actions=tuple(_public_action(action) for action in priority.actions.all()),
        invented=any(each.invented for each in (priority, *priority.outcomes.all(), *priority.actions.all())),
    )


def _public_action(action: Action) -> PlannedAction:
    newest = priorities.newest_update(action)
    return PlannedAction(
        title=action.title,
        who=str(action.lead or "Not decided yet"),
        when=f"by {date_words(action.due_on)}" if action.due_on else "no date yet",
        status=going_status(priorities.going(action)),
        reason=newest.public_text if newest is not None else "",
        invented=action.invented,
    )


def public_targets(priority: Priority) -> list[tuple[str, str, bool]]:
    """Each target as a name, a sentence, and whether it is invented."""
    return [
        (
            target.indicator.title,
            f"From {priorities.with_unit(target.baseline, target.indicator.unit)} in "
            f"{month_words(target.baseline_on)} "
            f"to {priorities.with_unit(target.goal, target.indicator.unit)} by {month_words(target.goal_on)}.",
            target.invented,
        )
        for outcome in priority.outcomes.all()
        for target in outcome.targets.all()
    ]


def public_findings(priority: Priority) -> list[tuple[str, str, str, bool]]:
    """What the priority rests on: the sentence, what it shows, its address, whether it is invented.

    A finding on a table that was taken back is left out.
    """
    return [
        (
            citation.finding.sentence,
            citation.because,
            address("evidence:finding", priority.partnership.slug, citation.finding.slug),
            citation.finding.invented,
        )
        for citation in priority.citations.all()
        if citation.finding.stands
    ]


def crumbs(partnership: Partnership, *more: Plan | Link) -> list[Link]:
    """The way here."""
    first = Link("Plans", reverse("plans:list", args=[partnership.slug]))
    return [
        first,
        *(Link(step.title, step.get_absolute_url()) if isinstance(step, Plan) else step for step in more),
    ]
