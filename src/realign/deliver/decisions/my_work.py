"""Meetings, papers, decisions and questions in the work of those who chair, sit, write and answer."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Prefetch, Q
from django.utils import timezone

from realign.deliver.decisions import presenters, queries, rules
from realign.deliver.decisions.models import Decision, Meeting, OpenQuestion
from realign.foundations.design.links import address
from realign.foundations.design.types import Status, Tone
from realign.foundations.design.words import counted
from realign.foundations.partnerships.registry import NAMED_PARTS, NamedPart
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.presenters import due
from realign.foundations.work.registry import MY_WORK
from realign.foundations.work.types import WorkItem
from realign.plan.proposals.models import Proposal
from realign.registers.groups import queries as groups
from realign.registers.groups.models import Seat

VIEW = "decisions.view"
AHEAD, MEETINGS_AHEAD, MINUTES_WITHIN = timedelta(days=30), timedelta(days=28), timedelta(days=60)


def next_meetings(by: Actor, today: date) -> Iterator[WorkItem]:
    """The next meeting of each group in which this person sits, and every one that they chair or write down."""
    if by.user_id is None or not by.may(VIEW):
        return
    seats = {seat.group_id: seat for seat in groups.seats_held(by.partnership, by.user_id)}
    named = Q(chair_account=by.user_id) | Q(clerk_account=by.user_id)
    rows = queries.meetings(by.partnership).filter(
        named | Q(group__in=list(seats)), on__gte=today, on__lte=today + MEETINGS_AHEAD
    )
    met: set[int] = set()
    for meeting in rows.prefetch_related(_agenda(), "stated_positions").order_by("on", "pk"):
        in_office = by.user_id in {meeting.chair_account_id, meeting.clerk_account_id}
        if in_office or meeting.group_id not in met:
            seat = seats.get(meeting.group_id)
            yield _meeting(meeting, seat, by, today)
            yield from _papers(meeting, by, today)
            yield from _positions(meeting, seat, today)
        met.add(meeting.group_id)


def _agenda() -> Prefetch[str]:
    rows = Proposal.objects.prefetch_related("decisions").order_by("title")
    return Prefetch("proposals", queryset=rows, to_attr="papers")


def _undecided(meeting: Meeting) -> list[Proposal]:
    papers: list[Proposal] = meeting.papers  # type: ignore[attr-defined] # set by the prefetch
    return [paper for paper in papers if paper.state == Proposal.State.SUBMITTED]


def _meeting(meeting: Meeting, seat: Seat | None, by: Actor, today: date) -> WorkItem:
    group, url = meeting.group.name, meeting.get_absolute_url()
    to_decide = len(_undecided(meeting))
    decides = f"; {counted(to_decide, 'proposal')} to decide" if to_decide else ""
    if meeting.chair_account_id == by.user_id:
        what, why = f"Chair the meeting of the {group}", f"You are in the chair{decides}"
    elif meeting.clerk_account_id == by.user_id:
        what, why = f"Take the minutes of the {group}", f"You are named for the minutes{decides}"
        url = presenters.address_of(meeting, "meeting-minutes") if by.may(rules.MEETINGS) else url
    else:
        sits = f"You sit in it: {seat.post}" if seat else "You sit in it"
        what, why = f"Attend the meeting of the {group}", f"{sits}{decides}"
    return WorkItem(meeting.on, what, "Meeting", why, url, due(meeting.on, today), tell=True)


def _papers(meeting: Meeting, by: Actor, today: date) -> Iterator[WorkItem]:
    if not by.may("proposals.view"):
        return
    for paper in _undecided(meeting):
        yield WorkItem(
            meeting.on,
            f"Read the proposal “{paper.title}”",
            "Paper to read",
            f"The {meeting.group.name} is to decide it",
            paper.get_absolute_url(),
            due(meeting.on, today),
        )


def _positions(meeting: Meeting, seat: Seat | None, today: date) -> Iterator[WorkItem]:
    """Where the organisation for which this person sits has not said what it thinks of a proposal."""
    if seat is None or seat.organisation is None or not seat.organisation.is_core:
        return
    stated = meeting.stated_positions.all()
    covered = {
        position.proposal_id for position in stated if position.organisation_id == seat.organisation_id
    }
    for paper in _undecided(meeting):
        if paper.pk not in covered:
            yield WorkItem(
                meeting.on,
                f"Say where {seat.organisation} stands on “{paper.title}”",
                "Position to give",
                "Every core partner’s position is recorded with the decision",
                address("decisions:position", meeting.partnership_slug, meeting.pk, paper.slug),
                due(meeting.on, today),
            )


def minutes_to_write(by: Actor, today: date) -> Iterator[WorkItem]:
    """Meetings of the last weeks whose minutes this person is named for and has not written."""
    if by.user_id is None or not by.may(rules.MEETINGS):
        return
    rows = queries.meetings(by.partnership).filter(
        clerk_account=by.user_id, minutes="", on__lt=today, on__gte=today - MINUTES_WITHIN
    )
    for meeting in rows:
        yield WorkItem(
            meeting.on,
            f"Write the minutes of the {presenters.meeting_title(meeting)}",
            "Minutes",
            "You are named for the minutes",
            presenters.address_of(meeting, "meeting-minutes"),
            Status("Not written", Tone.ATTENTION),
            since=True,
        )


def proposals_to_put(by: Actor, today: date) -> Iterator[WorkItem]:
    """Submitted proposals that are on no agenda to come, for those who keep the record."""
    if not by.may(rules.RECORD):
        return
    coming = Meeting.objects.filter(partnership=by.partnership, on__gte=today)
    rows = queries.open_proposals(by.partnership).exclude(meetings__in=coming).select_related("group")
    for proposal in rows:
        yield WorkItem(
            timezone.localdate(proposal.submitted_at) if proposal.submitted_at else None,
            f"Put “{proposal.title}” to a meeting",
            "To be decided",
            f"It waits for {proposal.group or 'a group'}",
            proposal.get_absolute_url(),
            Status("Waiting", Tone.ATTENTION),
            since=True,
            tell=True,
        )


def decisions_to_review(by: Actor, today: date) -> Iterator[WorkItem]:
    """Decisions whose review comes near, for those who keep the record and for whoever sees them through."""
    if not by.may(VIEW):
        return
    for decision in queries.due_for_review(by.partnership, today + AHEAD):
        if decision.owner_account_id is not None and decision.owner_account_id == by.user_id:
            why = "You own this decision"
        elif by.may(rules.RECORD):
            why = f"{decision.meeting.group} set a review date"
        else:
            continue
        yield WorkItem(
            decision.review_on,
            f"Review the decision “{decision.title}”",
            "Review",
            why,
            decision.get_absolute_url(),
            due(decision.review_on, today),
        )


def questions(by: Actor, today: date) -> Iterator[WorkItem]:
    """Open questions that this person is to bring back, late, near or without a day."""
    if by.user_id is None or not by.may(VIEW):
        return
    soon = Q(due_on__lte=today + AHEAD) | Q(due_on__isnull=True)
    for row in queries.waiting_questions(by.partnership).filter(soon, owner_account=by.user_id):
        yield WorkItem(
            row.due_on,
            row.text,
            "Open question",
            "You own this question",
            row.get_absolute_url(),
            due(row.due_on, today),
        )


MY_WORK.add(next_meetings, minutes_to_write, proposals_to_put, decisions_to_review, questions)
NAMED_PARTS.add(
    NamedPart(
        Meeting,
        "chair_account",
        part="Chair",
        view=VIEW,
        lasts=lambda today: Q(on__gte=today),
        joined=("group",),
    ),
    NamedPart(
        Meeting,
        "clerk_account",
        part="Clerk",
        view=VIEW,
        lasts=lambda today: Q(on__gte=today),
        joined=("group",),
    ),
    NamedPart(
        Decision,
        "owner_account",
        part="Owner of the decision",
        view=VIEW,
        lasts=lambda today: Q(superseded_by__isnull=True),
    ),
    NamedPart(
        OpenQuestion,
        "owner_account",
        part="Owner of the question",
        view=VIEW,
        lasts=lambda today: Q(answered_by__isnull=True),
    ),
)
