"""What children say they need, and what adults agreed to do."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from realign.analyse.voices import actions, presenters, queries
from realign.analyse.voices.forms import EventForm, ListeningForm, SaidForm
from realign.analyse.voices.models import Listening, Said
from realign.analyse.voices.pictures import TITLES, lists_picture
from realign.analyse.voices.views.shared import read_or_404, removal_page, to, trail
from realign.foundations.design.editing import edit_page, values_of, without_revision
from realign.foundations.design.history import entries
from realign.foundations.design.tables.download import rows_response
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest

ADD = {
    Said.Kind.NEED: "What do they need?",
    Said.Kind.BARRIER: "Barriers",
    Said.Kind.SOLUTION: "What would help?",
    Said.Kind.ACTION: "What did adults agree to do?",
}


@access("evidence.view")
def listening_list(request: MemberRequest) -> HttpResponse:
    """List each piece of listening with what children said and what adults agreed."""
    pieces = [queries.heard(listening) for listening in queries.listenings(request.partnership)]
    context = {"pieces": [(listening.listening, presenters.answer(listening)) for listening in pieces]}
    return render(request, "voices/list.html", context)


@access("evidence.view")
def listening(request: MemberRequest, slug: str) -> HttpResponseBase:
    """One piece of listening: four linked lists, the events they came from, and what nothing answers."""
    listening = get_object_or_404(queries.listenings(request.partnership), slug=slug)
    heard = queries.heard(listening)
    if request.GET.get("format") == "csv":
        return rows_response(slug, presenters.lines_rows(heard))
    lead = presenters.answer(heard)
    context = {
        "listening": listening,
        "lead": lead,
        "picture": lists_picture(heard, lead),
        "events": [(event, presenters.people(event)) for event in listening.events.all()],
        "lists": [
            (TITLES[Said.Kind(kind)], kind, [_line(line) for line in lines])
            for kind, lines in heard.lists.items()
        ],
        "themes": queries.themes_of(listening.lines.all()),
        "history": entries(
            request.partnership.slug, listening, listening.events.all(), listening.lines.all()
        ),
        "breadcrumbs": [*trail(request, "What children say", "list"), Link(listening.title)],
    }
    return render(request, "voices/listening.html", context)


def _line(line: Said) -> dict[str, object]:
    return {
        "line": line,
        "state": presenters.action_state(line) if line.kind == Said.Kind.ACTION else None,
        "answers": [other.text for other in line.answers.all()],
        "answered": bool(line.answered_by.all()) or line.kind == Said.Kind.ACTION,
    }


@access("evidence.edit")
def listening_add(request: MemberRequest) -> HttpResponse:
    """Write down a piece of work in which children were heard."""
    return edit_page(
        request,
        ListeningForm(request.partnership, request.POST or None),
        lambda data: actions.create_listening(by=request.actor, **without_revision(data)),
        title="Add what children said",
        lead="First who took part and how they gave consent; then the events and the four lists.",
        back=to("list", request),
        to=Listening.get_absolute_url,
        done="Saved. Add the events next.",
        breadcrumbs=trail(request, "What children say", "list"),
    )


@access("evidence.edit")
def listening_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Say better who was heard and how they agreed."""
    listening = get_object_or_404(queries.listenings(request.partnership), slug=slug)
    return edit_page(
        request,
        ListeningForm(request.partnership, request.POST or None, initial=values_of(listening, ListeningForm)),
        lambda data: actions.change_listening(by=request.actor, listening=listening, **data),
        title=f"Change “{listening.title}”",
        back=listening.get_absolute_url(),
        breadcrumbs=_crumbs(request, listening),
    )


@access("evidence.edit")
def event_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Add an event."""
    listening = get_object_or_404(queries.listenings(request.partnership), slug=slug)
    return edit_page(
        request,
        EventForm(request.POST or None),
        lambda data: actions.create_event(by=request.actor, listening=listening, **without_revision(data)),
        title="Add an event",
        back=listening.get_absolute_url(),
        breadcrumbs=_crumbs(request, listening),
    )


@access("evidence.edit")
def event_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Correct what is said of an event."""
    event = read_or_404(queries.event, request.partnership, pk)
    return edit_page(
        request,
        EventForm(request.POST or None, initial=values_of(event, EventForm)),
        lambda data: actions.change_event(by=request.actor, event=event, **data),
        title=f"Change “{event.title}”",
        back=event.listening.get_absolute_url(),
        breadcrumbs=_crumbs(request, event.listening),
    )


@access("evidence.edit")
def said_add(request: MemberRequest, slug: str, kind: str) -> HttpResponse:
    """Add a line to one of the lists."""
    listening = get_object_or_404(queries.listenings(request.partnership), slug=slug)
    if kind not in Said.Kind.values:
        raise Http404(f"There is no list called {kind}.")
    if not listening.events.all():
        messages.warning(request, "Add the event first at which this was said.")
        return redirect(to("event-add", request, slug))
    return edit_page(
        request,
        SaidForm(request.partnership, listening, kind, request.POST or None),
        lambda data: actions.create_said(
            by=request.actor, listening=listening, kind=kind, **without_revision(data)
        ),
        title=ADD[Said.Kind(kind)],
        back=listening.get_absolute_url(),
        done="The line has been added.",
        breadcrumbs=_crumbs(request, listening),
    )


@access("evidence.edit")
def said_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Word a line better, link it, or say that it is done."""
    line = read_or_404(queries.said_line, request.partnership, pk)
    form = SaidForm(
        request.partnership,
        line.listening,
        line.kind,
        request.POST or None,
        initial=values_of(line, SaidForm),
    )
    return edit_page(
        request,
        form,
        lambda data: actions.change_said(by=request.actor, line=line, **data),
        title=f"Change a line: {line.get_kind_display().lower()}",
        back=line.listening.get_absolute_url(),
        breadcrumbs=_crumbs(request, line.listening),
        template="voices/edit_and_remove.html",
        context={"remove": to("said-remove", request, pk), "removal": "Remove this line"},
    )


@access("evidence.edit")
def said_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a line away, after asking once more."""
    line = read_or_404(queries.said_line, request.partnership, pk)
    return removal_page(
        request,
        line,
        partial(actions.remove_said, by=request.actor, line=line),
        what=line.text,
        back=line.listening.get_absolute_url(),
        done="The line has been removed.",
    )


def _crumbs(request: PartnershipRequest, listening: Listening) -> list[Link]:
    return trail(request, "What children say", "list", listening)
