"""Milestones and updates in the work of those who answer for them: by name, or else by organisation."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from realign.deliver.progress import queries
from realign.deliver.progress.models import Milestone
from realign.deliver.progress.rules import EDIT
from realign.deliver.progress.types import ActionStanding
from realign.foundations.design.links import address, shortened
from realign.foundations.design.types import Status, Tone
from realign.foundations.design.words import counted, date_words
from realign.foundations.partnerships.registry import NAMED_PARTS, NamedPart
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.presenters import due
from realign.foundations.work.registry import MY_WORK
from realign.foundations.work.types import WorkItem
from realign.plan.priorities.models import Action, Going
from realign.registers.groups import queries as groups
from realign.registers.groups.models import Seat

AHEAD = timedelta(days=30)
VIEW = "progress.view"


def _leads(action: Action, by: Actor) -> str:
    """Why an action is this person’s; empty when it is not.

    Where an official is named by their account it is theirs alone; otherwise it is for those of the body that leads.
    """
    if action.lead_person_account_id is not None:
        return "You lead it" if action.lead_person_account_id == by.user_id else ""
    if by.organisation is None or action.lead_id != by.organisation.pk or not by.may(EDIT):
        return ""
    return f"{by.organisation} leads it"


def milestones(by: Actor, today: date) -> Iterator[WorkItem]:
    """Milestones that are late or near: of their owner, or else of whoever leads the action."""
    if not by.may(VIEW):
        return
    rows = queries.milestones(by.partnership).filter(done_on__isnull=True, due_on__lte=today + AHEAD)
    for row in rows:
        if row.owner_account_id is not None:
            why = "You own this milestone" if row.owner_account_id == by.user_id else ""
        else:
            why = _leads(row.action, by) and f"{_leads(row.action, by)}: “{shortened(row.action.title)}”"
            why += f"; {row.owner} owns it" if why and row.owner else ""
        if why:
            page = (
                ("progress:milestone-edit", row.pk)
                if by.may(EDIT)
                else ("priorities:action", row.action.slug)
            )
            url = address(page[0], by.partnership.slug, page[1])
            yield WorkItem(row.due_on, row.title, "Milestone", why, url, due(row.due_on, today))


def actions(by: Actor, today: date) -> Iterator[WorkItem]:
    """Actions that are late, end soon, or that nobody has spoken of for too long; and what is late under a sponsor."""
    if not by.may(VIEW):
        return
    standings = queries.standings(by.partnership, today)
    for row in standings:
        if why := _leads(row.action, by):
            yield from _action(row, why, by, today)
    yield from _sponsored(standings, by)


def _action(row: ActionStanding, why: str, by: Actor, today: date) -> Iterator[WorkItem]:
    action = row.action
    page = "progress:update" if by.may(EDIT) else "priorities:action"
    url = address(page, by.partnership.slug, action.slug)
    what = f"Add an update: {action.title}"
    if row.is_late:
        yield WorkItem(action.due_on, what, "Update", why, url, due(action.due_on, today))
    elif row.is_stale:
        last = f"last update {date_words(row.told_on)}" if row.told_on else "no update since it started"
        status = Status("Update overdue", Tone.ATTENTION, last)
        yield WorkItem(today - timedelta(days=row.days_silent), what, "Update", why, url, status)
    elif action.due_on is not None and action.due_on <= today + AHEAD and row.going != Going.COMPLETE:
        status = due(action.due_on, today)
        yield WorkItem(action.due_on, f"Finish: {action.title}", "Action", why, url, status)


def _sponsored(standings: list[ActionStanding], by: Actor) -> Iterator[WorkItem]:
    """For a senior sponsor: each priority of their group with actions that are late or off track."""
    seats = groups.seats_held(by.partnership, by.user_id).filter(role=Seat.Role.SPONSOR)
    sponsored = {seat.group_id for seat in seats}
    troubled: dict[int, list[ActionStanding]] = {}
    for row in standings:
        if row.action.priority.group_id in sponsored and (row.is_late or row.going == Going.OFF_TRACK):
            troubled.setdefault(row.action.priority_id, []).append(row)
    for rows in troubled.values():
        priority = rows[0].action.priority
        yield WorkItem(
            min((row.action.due_on for row in rows if row.action.due_on), default=None),
            f"Ask about {counted(len(rows), 'action')} under “{shortened(priority.title)}”",
            "Sponsor",
            "You are its senior sponsor; this is late or off track",
            address("priorities:page", by.partnership.slug, priority.slug),
            Status("Late or off track", Tone.BAD),
        )


MY_WORK.add(milestones, actions)
NAMED_PARTS.add(
    NamedPart(
        Milestone,
        "owner_account",
        part="Owner of the milestone",
        view=VIEW,
        lasts=lambda today: Q(done_on__isnull=True),
        url=lambda milestone: milestone.action.get_absolute_url(),
        joined=("action",),
    )
)
