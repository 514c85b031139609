"""Pages about meetings, and the one on which a decision is recorded."""

from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from realign.deliver.decisions import actions, presenters, queries
from realign.deliver.decisions.calendar import calendar
from realign.deliver.decisions.forms import (
    AgendaForm,
    CallForm,
    DecisionForms,
    MinutesForm,
    StatedPositionForm,
)
from realign.deliver.decisions.models import Decision, Meeting
from realign.deliver.decisions.rules import check_when
from realign.foundations.design.editing import edit_page, in_words, values_of, without_revision
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.partnerships.types import Refusal
from realign.plan.proposals.models import Proposal
from realign.registers.groups import queries as groups
from realign.registers.groups.models import Group


def meeting_or_404(request: PartnershipRequest, pk: int) -> Meeting:
    """The meeting at this address, or its page not found."""
    try:
        return queries.meeting(request.partnership, pk)
    except Meeting.DoesNotExist as missing:
        raise Http404("No such meeting.") from missing


def crumbs(request: PartnershipRequest, *links: Link) -> list[Link]:
    """The way here."""
    return [Link("Meetings", reverse("decisions:meetings", args=[request.partnership.slug])), *links]


@access("decisions.view")
def meeting_list(request: MemberRequest) -> HttpResponseBase:
    """Every meeting of every group."""
    spec = presenters.meetings_table(request.partnership, timezone.localdate())
    page = table_page(request, spec, queries.meetings(request.partnership))
    return render_table(
        request, "decisions/meetings.html", page, {"may_edit": request.actor.may("meetings.edit")}
    )


@access("decisions.view")
def meeting_page(request: MemberRequest, pk: int) -> HttpResponse:
    """Show a meeting: its agenda, and the decisions it took."""
    meeting = meeting_or_404(request, pk)
    agenda = list(queries.agenda(meeting))
    context = {
        "meeting": meeting,
        "title": presenters.meeting_title(meeting),
        "agenda": [
            (presenters.proposal_link(proposal, request.partnership), proposal) for proposal in agenda
        ],
        "waiting": sum(not proposal.decisions.all() for proposal in agenda),
        "decisions": [
            (decision, presenters.result(decision))
            for decision in queries.decisions(request.partnership).filter(meeting=meeting)
        ],
        "facts": presenters.meeting_facts(meeting),
        "stated": presenters.stated_table(queries.stated_positions(meeting).select_related("proposal")),
        "tasks": presenters.meeting_tasks(meeting, agenda, request.actor, timezone.localdate()),
        "why_not": _why_not(meeting),
        "may_edit": request.actor.may("meetings.edit"),
        "may_record": request.actor.may("decisions.record"),
        "breadcrumbs": crumbs(request, Link(presenters.meeting_title(meeting))),
    }
    return render(request, "decisions/meeting.html", context)


def _why_not(meeting: Meeting) -> str:
    """Why no decision can be recorded yet, as the rule says it."""
    try:
        check_when(meeting, timezone.localdate(), None)
    except Refusal as refusal:
        return in_words(refusal)
    return ""


@access("meetings.edit")
def meeting_new(request: MemberRequest) -> HttpResponse:
    """Call a meeting; its agenda comes next."""
    group = Group.objects.filter(partnership=request.partnership, slug=request.GET.get("group", "")).first()
    return edit_page(
        request,
        CallForm(request.partnership, request.POST or None, initial={"group": group}),
        lambda data: actions.call_meeting(by=request.actor, **without_revision(data)),
        title="Arrange a meeting",
        submit="Call it, and go on to the agenda",
        done="The meeting has been saved. Now say what it is to decide.",
        back=reverse("decisions:meetings", args=[request.partnership.slug]),
        to=lambda meeting: presenters.address_of(meeting, "meeting-agenda"),
        breadcrumbs=crumbs(request),
        template="decisions/step.html",
        context={"steps": presenters.meeting_steps(None, "meeting-edit")},
    )


@access("meetings.edit")
def meeting_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change when and where a meeting is, and who chairs it."""
    meeting = meeting_or_404(request, pk)
    form = CallForm(request.partnership, request.POST or None, initial=values_of(meeting, CallForm))
    return _step(
        request,
        meeting,
        form,
        "meeting-edit",
        title="When, where and who",
        done="The meeting has been saved.",
    )


@access("meetings.edit")
def meeting_agenda(request: MemberRequest, pk: int) -> HttpResponse:
    """Say what a meeting is to decide and to talk about."""
    meeting = meeting_or_404(request, pk)
    form = AgendaForm(meeting, request.POST or None, initial=values_of(meeting, AgendaForm))
    return _step(request, meeting, form, "meeting-agenda", title="Agenda", done="The agenda is saved.")


@access("meetings.edit")
def meeting_minutes(request: MemberRequest, pk: int) -> HttpResponse:
    """Write down who came and what was discussed."""
    meeting = meeting_or_404(request, pk)
    form = MinutesForm(
        meeting,
        groups.holders(meeting.group),
        request.POST or None,
        initial=values_of(meeting, MinutesForm),
    )
    return _step(request, meeting, form, "meeting-minutes", title="Minutes", done="The minutes are saved.")


def _step(
    request: MemberRequest, meeting: Meeting, form: Form, step: str, *, title: str, done: str
) -> HttpResponse:
    """One of the short steps of a meeting; saving leads back to its page."""
    here = meeting.get_absolute_url()
    return edit_page(
        request,
        form,
        lambda data: actions.change_meeting(by=request.actor, meeting=meeting, **data),
        title=title,
        lead=presenters.meeting_title(meeting),
        done=done,
        back=here,
        breadcrumbs=crumbs(request, Link(presenters.meeting_title(meeting), here)),
        template="decisions/step.html",
        context={"steps": presenters.meeting_steps(meeting, step)},
    )


@access("decisions.view")
def position(request: MemberRequest, pk: int, proposal: str) -> HttpResponse:
    """Say before a meeting where one’s organisation stands on a proposal."""
    meeting = meeting_or_404(request, pk)
    put = get_object_or_404(Proposal, partnership=request.partnership, slug=proposal)
    seats = groups.seats_held(request.partnership, request.actor.user_id).filter(group=meeting.group)
    seat = seats.exclude(organisation=None).first()
    earlier = queries.stated_position(meeting, put, seat.organisation) if seat else None
    initial = (
        {"stance": earlier.stance, "note": earlier.note, "revision": earlier.revision} if earlier else {}
    )
    here = meeting.get_absolute_url()
    return edit_page(
        request,
        StatedPositionForm(request.POST or None, initial=initial),
        lambda data: actions.state_position(by=request.actor, meeting=meeting, proposal=put, **data),
        title=f"Where do you stand on “{put.title}”?",
        lead=f"For {seat.organisation}, before the {presenters.meeting_title(meeting)}."
        if seat
        else "Whoever sits in the group for an organisation says where it stands.",
        done="Your position is with the meeting. It can be changed until the decision.",
        back=here,
        breadcrumbs=crumbs(request, Link(presenters.meeting_title(meeting), here)),
    )


@access("decisions.record")
def record(request: MemberRequest, pk: int, proposal: str = "") -> HttpResponse:
    """Record what a meeting decided, on one of its proposals or on something else."""
    meeting = meeting_or_404(request, pk)
    put = None
    if proposal:
        put = get_object_or_404(Proposal, partnership=request.partnership, slug=proposal)
    form = DecisionForms(
        request.partnership,
        request.POST or None,
        meeting=meeting,
        proposal=put,
        supersedes=queries.not_superseded(request.partnership, request.GET.get("supersedes", "")),
        stated=queries.stated_positions(meeting).filter(proposal=put) if put else (),
    )
    back = meeting.get_absolute_url()
    return edit_page(
        request,
        form,
        lambda data: actions.record_decision(by=request.actor, meeting=meeting, **data),
        title="Record a decision",
        back=back,
        to=Decision.get_absolute_url,
        done="The decision has been recorded. It cannot be changed, only superseded.",
        breadcrumbs=crumbs(request, Link(presenters.meeting_title(meeting), back)),
        template="decisions/record.html",
        context={"meeting": meeting, "proposal": put, "why_not": _why_not(meeting)},
    )


@access("decisions.view")
def group_calendar(request: MemberRequest, slug: str) -> HttpResponse:
    """The meetings of a group as a calendar file."""
    group = groups.groups(request.partnership).filter(slug=slug).first() or groups.now_called(
        request.partnership, slug
    )
    if group is None:
        raise Http404("No such group.")
    body = calendar(
        group.name, queries.meetings_of(group), request.actor.at, request.get_host().split(":")[0]
    )
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{group.slug}.ics"'
    return response
