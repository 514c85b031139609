"""Change seen in children whom a service helped."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from realign.analyse.voices import actions, pictures, presenters, queries
from realign.analyse.voices.forms import ChangeForm, LineForm
from realign.analyse.voices.models import Change
from realign.analyse.voices.views.finding import found, new, to, trail
from realign.foundations.design.editing import edit_page, values_of
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.tables.download import rows_response
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest


@access("evidence.view")
def change_list(request: MemberRequest) -> HttpResponse:
    """Where did children do better after help, and who says so?"""
    table = presenters.change_table(request.partnership.slug)
    page = table_page(request, table, queries.changes(request.partnership))
    return render_table(request, "voices/changes.html", page)


@access("evidence.view")
def change(request: MemberRequest, slug: str) -> HttpResponseBase:
    """One before and after, with the response and who judged."""
    one = _change(request, slug)
    held = queries.shown(one)
    if request.GET.get("format") == "csv":
        return rows_response(slug, presenters.change_rows(held))
    context = {
        "change": one,
        "lead": presenters.change_answer(held),
        "response": presenters.response(held),
        "counted": pictures.change_picture(held),
        "estimated": pictures.estimate_picture(held, presenters.estimate_answer(held)),
        "lines": one.lines.all(),
        "facts": presenters.change_facts(held),
        "history": entries(request.partnership.slug, one),
        "breadcrumbs": [*trail(request, "Change seen", "changes"), Link(one.title)],
    }
    return render(request, "voices/change.html", context)


@access("evidence.edit")
def change_add(request: MemberRequest) -> HttpResponse:
    """Write down a before and after."""
    return edit_page(
        request,
        ChangeForm(request.partnership, request.POST or None),
        lambda data: actions.add_change(by=request.actor, **new(data)),
        title="Write down a change",
        lead="First who judged and how; then the figures, one wellbeing indicator at a time.",
        back=to("changes", request),
        to=lambda made: to("change", request, made.slug),
        done="Written down. Add the figures next.",
        breadcrumbs=trail(request, "Change seen", "changes"),
    )


@access("evidence.edit")
def change_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Correct who judged, how, or how many answered."""
    one = _change(request, slug)
    return edit_page(
        request,
        ChangeForm(request.partnership, request.POST or None, initial=values_of(one, ChangeForm)),
        lambda data: actions.change_change(by=request.actor, change=one, **data),
        title=f"Change “{one.title}”",
        back=to("change", request, slug),
        breadcrumbs=_crumbs(request, one),
    )


@access("evidence.edit")
def line_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Add the figures of one wellbeing indicator."""
    one = _change(request, slug)
    return edit_page(
        request,
        LineForm(request.POST or None),
        lambda data: actions.add_line(by=request.actor, change=one, **new(data)),
        title="Add figures",
        back=to("change", request, slug),
        breadcrumbs=_crumbs(request, one),
    )


@access("evidence.edit")
def line_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Correct the figures of one wellbeing indicator."""
    one = found(queries.line, request.partnership, pk)
    return edit_page(
        request,
        LineForm(request.POST or None, initial=values_of(one, LineForm)),
        lambda data: actions.change_line(by=request.actor, line=one, **data),
        title=f"Change the figures: {one}",
        back=to("change", request, one.change.slug),
        breadcrumbs=_crumbs(request, one.change),
        template="voices/edit_and_remove.html",
        context={"remove": to("line-remove", request, pk), "removal": "Take these figures away"},
    )


@access("evidence.edit")
def line_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take figures away, after asking once more."""
    one = found(queries.line, request.partnership, pk)
    back = to("change", request, one.change.slug)
    if request.method == "POST":
        actions.remove_line(by=request.actor, line=one, revision=one.revision)
        messages.success(request, "The figures are gone.")
        return redirect(back)
    return render(request, "voices/remove.html", {"what": str(one), "back": back})


def _change(request: PartnershipRequest, slug: str) -> Change:
    return get_object_or_404(queries.changes(request.partnership), slug=slug)


def _crumbs(request: HttpRequest, one: Change) -> list[Link]:
    return trail(request, "Change seen", "changes", one, "change")
