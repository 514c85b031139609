"""What a group’s page shows from this room: its next meeting, what it is to decide, what it decided."""

from django.urls import reverse

from realign.deliver.decisions import presenters, queries
from realign.foundations.design.types import Link
from realign.foundations.partnerships.types import Actor
from realign.plan.proposals.models import Proposal
from realign.registers.groups.models import Group
from realign.registers.groups.panels import PANELS, Panel, PanelRow

SHOWN = 5


def next_meeting(group: Group, by: Actor) -> Panel | None:
    """When the group meets next."""
    if not by.may("decisions.view"):
        return None
    here = by.partnership.slug
    coming = queries.next_meeting(group, by.at.date())
    rows = []
    if coming is not None:
        link = Link(coming.purpose or "Meeting", reverse("decisions:meeting", args=[here, coming.pk]))
        rows.append(PanelRow(link, when=coming.on, detail=coming.place))
    return Panel(
        "Next meeting",
        rows,
        empty="No meetings planned.",
        more=Link("Meetings as a calendar file", reverse("decisions:calendar", args=[here, group.slug])),
        order=10,
    )


def to_decide(group: Group, by: Actor) -> Panel | None:
    """Proposals that wait for this group."""
    if not by.may("proposals.view"):
        return None
    waiting = Proposal.objects.filter(group=group, state=Proposal.State.SUBMITTED).order_by("submitted_at")
    rows = [
        PanelRow(presenters.proposal_link(proposal, by.partnership), detail=proposal.ask)
        for proposal in waiting
    ]
    return Panel("Proposals to decide", rows, empty="No proposals are waiting for this group.", order=20)


def decided(group: Group, by: Actor) -> Panel | None:
    """The latest decisions of this group."""
    if not by.may("decisions.view"):
        return None
    here = by.partnership.slug
    latest = queries.decisions(by.partnership).filter(meeting__group=group)[:SHOWN]
    rows = [
        PanelRow(
            Link(decision.title, reverse("decisions:decision", args=[here, decision.slug])),
            when=decision.meeting.on,
            status=presenters.result(decision),
        )
        for decision in latest
    ]
    return Panel(
        "Decisions",
        rows,
        empty="This group has not recorded any decisions yet.",
        more=Link("All decisions", reverse("decisions:list", args=[here])),
        order=30,
    )


def waiting(group: Group, by: Actor) -> Panel | None:
    """Questions that this group is to decide; no panel when there is none."""
    if not by.may("decisions.view"):
        return None
    rows = [
        PanelRow(
            Link(question.text, reverse("decisions:question", args=[by.partnership.slug, question.slug])),
            when=question.due_on,
            status=presenters.question_status(question, by.at.date()),
        )
        for question in queries.waiting_questions(by.partnership).filter(group=group)
    ]
    return Panel("Open questions", rows, empty="", order=25) if rows else None


PANELS.add(next_meeting, to_decide, waiting, decided)
