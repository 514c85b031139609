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


def status(one: Plan) -> Status:
    """The state of a plan as a word with its shape."""
    return Status(one.get_status_display(), TONES[Plan.Status(one.status)])


def period(one: Plan) -> str:
    """The period of a plan in words."""
    return f"{date_words(one.starts_on)} to {date_words(one.ends_on)}"


def years(one: Plan) -> str:
    """The report years of a plan, with commas."""
    return ", ".join(year.label for year in report_years(one.starts_on, one.ends_on))


def steps(one: Plan) -> list[tuple[str, str]]:
    """What may be done with a plan now: the state it would go to, and the words for it."""
    return [(state.value, words.capitalize()) for state, words in LIFE.ahead_of(one).items()]


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
    empty_help="A children's services plan covers three years from 1 April. Begin the first one.",
)


@dataclass(frozen=True)
class PublicAction:
    """An action as the public reads it: no names of officials."""

    title: str
    who: str
    when: str
    status: Status
    reason: str
    invented: bool


@dataclass(frozen=True)
class PublicPriority:
    """A priority on a page for everybody."""

    priority: Priority
    url: str
    status: Status
    outcomes: tuple[str, ...]
    actions: tuple[PublicAction, ...]
    invented: bool


def public_priority(one: Priority) -> PublicPriority:
    """A priority in plain words, with its outcomes, actions and progress."""
    return PublicPriority(
        priority=one,
        url=reverse("plans:public-priority", args=[one.partnership.slug, one.slug]),
        status=rolled_up_status(priorities.priority_rolled(one)),
        outcomes=tuple(outcome.statement for outcome in one.outcomes.all()),
        actions=tuple(_public_action(action) for action in one.actions.all()),
        invented=any(each.invented for each in (one, *one.outcomes.all(), *one.actions.all())),
    )


def _public_action(action: Action) -> PublicAction:
    newest = next(iter(action.updates.all()), None)
    return PublicAction(
        title=action.title,
        who=str(action.lead or "Not settled yet"),
        when=f"by {date_words(action.due_on)}" if action.due_on else "no date yet",
        status=going_status(priorities.going(action)),
        reason=newest.public_text if newest is not None else "",
        invented=action.invented,
    )


def public_targets(one: Priority) -> list[tuple[str, str, bool]]:
    """Each target as a name, a sentence, and whether it is invented."""
    return [
        (
            target.indicator.title,
            f"From {priorities.with_unit(target.baseline, target.indicator.unit)} in {month_words(target.baseline_on)} "
            f"to {priorities.with_unit(target.goal, target.indicator.unit)} by {month_words(target.goal_on)}.",
            target.invented,
        )
        for outcome in one.outcomes.all()
        for target in outcome.targets.all()
    ]


def public_findings(one: Priority) -> list[tuple[str, str, str, bool]]:
    """What the priority rests on: the sentence, what it shows, its address, whether it is invented.

    A finding on a table that was taken back is left out.
    """
    return [
        (
            held.finding.sentence,
            held.because,
            address("evidence:finding", one.partnership.slug, held.finding.slug),
            held.finding.invented,
        )
        for held in one.citations.all()
        if held.finding.stands
    ]


def crumbs(partnership: Partnership, *more: Plan | Link) -> list[Link]:
    """The way here."""
    first = Link("Plans", reverse("plans:list", args=[partnership.slug]))
    return [
        first,
        *(Link(one.title, one.get_absolute_url()) if isinstance(one, Plan) else one for one in more),
    ]
