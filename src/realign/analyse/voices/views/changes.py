"""Change in children helped by a service."""

from functools import partial

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from realign.analyse.voices import actions, pictures, presenters, queries
from realign.analyse.voices.forms import ChangeForm, LineForm
from realign.analyse.voices.models import Change
from realign.analyse.voices.views.shared import read_or_404, removal_page, to, trail
from realign.foundations.design.editing import edit_page, values_of, without_revision
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.tables.download import rows_response
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest


@access("evidence.view")
def change_list(request: MemberRequest) -> HttpResponseBase:
    """Change seen"""
    table = presenters.change_table(request.partnership.slug)
    page = table_page(request, table, queries.changes(request.partnership))
    return render_table(request, "voices/changes.html", page)


@access("evidence.view")
def change(request: MemberRequest, slug: str) -> HttpResponseBase:
    """One before and after, with the response and who judged."""
    change = _change(request, slug)
    change_shown = queries.change_in_full(change)
    if request.GET.get("format") == "csv":
        return rows_response(slug, presenters.change_rows(change_shown), invented=change.invented)
    context = {
        "change": change,
        "lead": presenters.change_answer(change_shown),
        "response": presenters.response(change_shown),
        "counted": pictures.change_picture(change_shown),
        "estimated": pictures.estimate_picture(change_shown, presenters.estimate_answer(change_shown)),
        "lines": change.lines.all(),
        "facts": presenters.change_facts(change_shown),
        "history": entries(request.partnership.slug, change, change.lines.all()),
        "breadcrumbs": [*trail(request, "Change seen", "changes"), Link(change.title)],
    }
    return render(request, "voices/change.html", context)


@access("evidence.edit")
def change_add(request: MemberRequest) -> HttpResponse:
    """Write down a before and after."""
    return edit_page(
        request,
        ChangeForm(request.partnership, request.POST or None),
        lambda data: actions.create_change(by=request.actor, **without_revision(data)),
        title="Add a change",
        lead="First who judged and how; then the figures, one wellbeing indicator at a time.",
        back=to("changes", request),
        to=Change.get_absolute_url,
        done="Saved. Add the figures next.",
        breadcrumbs=trail(request, "Change seen", "changes"),
    )


@access("evidence.edit")
def change_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Correct who judged, how, or how many answered."""
    change = _change(request, slug)
    return edit_page(
        request,
        ChangeForm(request.partnership, request.POST or None, initial=values_of(change, ChangeForm)),
        lambda data: actions.change_change(by=request.actor, change=change, **data),
        title=f"Change “{change.title}”",
        back=change.get_absolute_url(),
        breadcrumbs=_crumbs(request, change),
    )


@access("evidence.edit")
def line_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Add the figures of one wellbeing indicator."""
    change = _change(request, slug)
    return edit_page(
        request,
        LineForm(request.POST or None),
        lambda data: actions.create_line(by=request.actor, change=change, **without_revision(data)),
        title="Add figures",
        back=change.get_absolute_url(),
        breadcrumbs=_crumbs(request, change),
    )


@access("evidence.edit")
def line_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Correct the figures of one wellbeing indicator."""
    line = read_or_404(queries.line, request.partnership, pk)
    return edit_page(
        request,
        LineForm(request.POST or None, initial=values_of(line, LineForm)),
        lambda data: actions.change_line(by=request.actor, line=line, **data),
        title=f"Change the figures: {line}",
        back=line.change.get_absolute_url(),
        breadcrumbs=_crumbs(request, line.change),
        template="voices/edit_and_remove.html",
        context={"remove": to("line-remove", request, pk), "removal": "Remove these figures"},
    )


@access("evidence.edit")
def line_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take figures away, after asking once more."""
    line = read_or_404(queries.line, request.partnership, pk)
    return removal_page(
        request,
        line,
        partial(actions.remove_line, by=request.actor, line=line),
        what=str(line),
        back=line.change.get_absolute_url(),
        done="The figures have been removed.",
    )


def _change(request: PartnershipRequest, slug: str) -> Change:
    return get_object_or_404(queries.changes(request.partnership), slug=slug)


def _crumbs(request: PartnershipRequest, change: Change) -> list[Link]:
    return trail(request, "Change seen", "changes", change)
