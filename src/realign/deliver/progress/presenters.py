"""Progress as words, statuses and tables."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from realign.deliver.progress.models import Milestone
from realign.deliver.progress.rules import STALE_AFTER, action_days_late
from realign.deliver.progress.types import ActionStanding
from realign.foundations.design.links import shortened
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import Link, Status, Tone
from realign.foundations.design.words import counted, date_words, in_kinds, opening
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Partnership
from realign.plan.plans.types import PublicAction, PublicPriority, PublicProgress, PublicUpdate
from realign.plan.priorities import queries as plan
from realign.plan.priorities.models import Action, Going
from realign.plan.priorities.types import RolledUp, going_status, milestone_status, rolled_up_status


def update_url(action: Action) -> str:
    """Where to say how an action is going."""
    return reverse("progress:update", args=[action.partnership.slug, action.slug])


def lead(rows: Sequence[ActionStanding]) -> str:
    """The sentence that answers the overview's question: every action by its newest update, then what is late."""
    if not rows:
        return "There are no actions yet."
    count = Counter(row.going for row in rows)
    kinds = [(count[going], going.label.lower()) for going in Going]
    sentence = f"{in_kinds([*kinds, (count[None], 'without an update yet')], 'action')}."
    late = {
        "past the date": sum(row.is_late for row in rows),
        f"without an update for more than {STALE_AFTER} days": sum(row.is_stale for row in rows),
    }
    if told := [f"{counted(number, 'action')} {words}" for words, number in late.items() if number]:
        sentence += f" {opening(' and '.join(told))}."
    milestones = sum(len(row.late_milestones) for row in rows)
    if milestones:
        sentence += f" {opening(counted(milestones, 'milestone'))} past the due date."
    return sentence


def attention(row: ActionStanding) -> list[Status]:
    """Everything about an action that needs somebody, each with its reason."""
    statuses = []
    if row.is_late:
        statuses.append(
            Status("Late", Tone.BAD, f"{counted(row.days_late, 'day')} past {date_words(row.action.due_on)}")
        )
    if row.late_milestones:
        names = "; ".join(f"{each.title}, due {date_words(each.due_on)}" for each in row.late_milestones)
        statuses.append(Status("Milestone late", Tone.BAD, names))
    if row.is_stale:
        last = f"last update {date_words(row.told_on)}" if row.told_on else "no update since it started"
        statuses.append(
            Status("Update overdue", Tone.ATTENTION, f"{counted(row.days_silent, 'day')}; {last}")
        )
    return statuses


def attention_status(row: ActionStanding) -> Status:
    """The most urgent of them as one word."""
    first = next(iter(attention(row)), None)
    return Status(first.word, first.tone) if first else Status("In time", Tone.NEUTRAL)


ATTENTION = (
    ("late", "Late"),
    ("stale", "Update overdue"),
    ("troubled", "At risk or off track"),
    ("none", "No update yet"),
)


def _keep_attention(rows: list[ActionStanding], value: str) -> list[ActionStanding]:
    match value:
        case "late":
            return [row for row in rows if row.is_late or row.late_milestones]
        case "stale":
            return [row for row in rows if row.is_stale]
        case "troubled":
            return [row for row in rows if row.going in (Going.AT_RISK, Going.OFF_TRACK)]
        case "none":
            return [row for row in rows if row.going is None]
        case _:
            return rows


def overview_table(partnership: Partnership) -> TableSpec:
    """Every action as it stands; the most urgent first until somebody sorts otherwise."""

    def chosen_priorities() -> list[tuple[str, str]]:
        return [(priority.slug, str(priority)) for priority in plan.priorities(partnership)]

    def leads() -> list[tuple[str, str]]:
        return [(body.slug, body.name) for body in partnerships.organisations(partnership)]

    return TableSpec(
        name="delivery",
        caption="Status of every action",
        noun="action",
        columns=(
            Column(
                "title",
                "Action",
                value=lambda r: r.action.title,
                link=lambda r: r.action.get_absolute_url(),
            ),
            Column(
                "priority",
                "Priority",
                value=lambda r: r.action.priority.number,
                kind=Kind.NUMBER,
            ),
            Column("lead", "Leads", value=lambda r: r.action.lead or "No owner yet"),
            Column("due_on", "Done by", value=lambda r: r.action.due_on, kind=Kind.DATE),
            Column("going", "Status", value=lambda r: going_status(r.going), kind=Kind.STATUS),
            Column("attention", "In time?", value=attention_status, kind=Kind.STATUS),
            Column("reason", "Reason", value=lambda r: r.reason or "–"),
            Column("told_on", "Last update", kind=Kind.DATE),
        ),
        search_fields=("action.title", "action.lead.name", "reason"),
        filters=(
            Filter("of", "Priority", chosen_priorities, field="action.priority.slug"),
            Filter("lead", "Leads", leads, field="action.lead.slug"),
            Filter("attention", "Needs attention", ATTENTION, apply=_keep_attention),
        ),
        empty_title="No actions yet",
        empty_help="Add actions on the pages of priorities. Their progress is shown here.",
    )


def milestones_table(partnership: Partnership, today: date, may_edit: bool) -> TableSpec:
    """Every milestone by date."""

    def edit(milestone: Milestone) -> str:
        return reverse("progress:milestone-edit", args=[partnership.slug, milestone.pk]) if may_edit else ""

    def chosen_priorities() -> list[tuple[str, str]]:
        return [(priority.slug, str(priority)) for priority in plan.priorities(partnership)]

    return TableSpec(
        name="milestones",
        caption="Milestones",
        noun="milestone",
        columns=(
            Column("title", "Milestone", link=edit),
            Column("action", "Action", value=lambda m: shortened(m.action.title), sortable="action__title"),
            Column("owner", "Owner", value=lambda m: m.owner or "No owner yet"),
            Column("due_on", "Due", kind=Kind.DATE),
            Column("expected_on", "Expected", kind=Kind.DATE),
            Column("done_on", "Reached", kind=Kind.DATE),
            Column(
                "state",
                "State",
                value=lambda m: milestone_status(m.due_on, m.expected_on, m.done_on, today),
                kind=Kind.STATUS,
                sortable=False,
            ),
        ),
        search_fields=("title", "owner", "action__title"),
        filters=(Filter("of", "Priority", chosen_priorities, field="action__priority__slug"),),
        default_sort="due_on",
        empty_title="No milestones yet",
        empty_help="A milestone is a step that can be checked. Add milestones on an action's page.",
    )


@dataclass(frozen=True)
class ActionProgress:
    """An action as the public reads it: its status and what was written for them."""

    title: str
    who: str
    when: str
    status: Status
    text: str
    invented: bool


@dataclass(frozen=True)
class PriorityProgress:
    """A priority with its actions, for everybody."""

    name: str
    number: int
    url: str
    status: Status
    actions: tuple[ActionProgress, ...]


def public_priority(
    partnership: Partnership, priority: PublicPriority, progress: PublicProgress, today: date
) -> PriorityProgress:
    """A priority as everybody may read it, the most urgent action first."""
    actions = [(action, progress.update_of(action)) for action in priority.actions]
    ordered = sorted(actions, key=lambda row: -action_days_late(row[0].due_on, row[1].going, today))
    return PriorityProgress(
        name=priority.plain_name,
        number=priority.number,
        url=reverse("plans:public-priority", args=[partnership.slug, priority.slug]),
        status=rolled_up_status(progress.rolled),
        actions=tuple(_public_action(action, update, today) for action, update in ordered),
    )


def _public_action(action: PublicAction, update: PublicUpdate, today: date) -> ActionProgress:
    is_late = action_days_late(action.due_on, update.going, today) > 0
    due = action.due_on
    return ActionProgress(
        title=action.title,
        who=action.who or "Not decided yet",
        when=f"{'was due' if is_late else 'to be done'} by {date_words(due)}" if due else "no date yet",
        status=going_status(update.going),
        text=update.text,
        invented=action.invented,
    )


def public_lead(standings: list[RolledUp]) -> str:
    """How the priorities are going, in one sentence."""
    count = Counter(rolled.going for rolled in standings)
    empty = sum(rolled.is_empty for rolled in standings)
    kinds = [(count[going], going.label.lower()) for going in Going]
    kinds += [(count[None] - empty, "without an update yet"), (empty, "without actions yet")]
    return f"{in_kinds(kinds, 'priority,priorities')}." if standings else ""


def crumbs(partnership: Partnership, action: Action | None = None) -> list[Link]:
    """The way here."""
    links = [Link("Delivery", reverse("progress:overview", args=[partnership.slug]))]
    return [*links, Link(shortened(action.title), action.get_absolute_url())] if action is not None else links
