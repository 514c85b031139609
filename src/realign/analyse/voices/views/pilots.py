"""Pilots, with the measures of each partner side by side."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from realign.analyse.voices import actions, presenters, queries
from realign.analyse.voices.forms import MeasureForm, PilotForm
from realign.analyse.voices.models import Pilot
from realign.analyse.voices.views.finding import found, new, to, trail
from realign.foundations.design.editing import edit_page, values_of
from realign.foundations.design.history import entries
from realign.foundations.design.tables.download import rows_response
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest


@access("evidence.view")
def pilot_list(request: MemberRequest) -> HttpResponseBase:
    """What is tried out, and how does each partner judge it?"""
    held = list(queries.pilots(request.partnership))
    if request.GET.get("format") == "csv":
        return rows_response("pilots", presenters.measure_rows(held))
    context = {"pilots": [(one, presenters.pilot_answer(one)) for one in held]}
    return render(request, "voices/pilots.html", context)


@access("evidence.view")
def pilot(request: MemberRequest, slug: str) -> HttpResponseBase:
    """One pilot: each partner’s measure beside the others."""
    one = _pilot(request, slug)
    if request.GET.get("format") == "csv":
        return rows_response(slug, presenters.measure_rows([one]))
    context = {
        "pilot": one,
        "lead": presenters.pilot_answer(one),
        "measures": [(m, presenters.verdict(m), presenters.figures(m)) for m in presenters.side_by_side(one)],
        "table": presenters.measures_table(one),
        "history": entries(request.partnership.slug, one),
        "breadcrumbs": [*trail(request, "Pilots", "pilots"), Link(one.name)],
    }
    return render(request, "voices/pilot.html", context)


@access("evidence.edit")
def pilot_add(request: MemberRequest) -> HttpResponse:
    """Write down a pilot."""
    return edit_page(
        request,
        PilotForm(request.partnership, request.POST or None),
        lambda data: actions.add_pilot(by=request.actor, **new(data)),
        title="Write down a pilot",
        lead="Then add how each partner measures it.",
        back=to("pilots", request),
        to=lambda made: to("pilot", request, made.slug),
        done="Written down. Add how each partner measures it.",
        breadcrumbs=trail(request, "Pilots", "pilots"),
    )


@access("evidence.edit")
def pilot_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Say better what is tried, or what was learned."""
    one = _pilot(request, slug)
    return edit_page(
        request,
        PilotForm(request.partnership, request.POST or None, initial=values_of(one, PilotForm)),
        lambda data: actions.change_pilot(by=request.actor, pilot=one, **data),
        title=f"Change “{one.name}”",
        back=to("pilot", request, slug),
        breadcrumbs=_crumbs(request, one),
    )


@access("evidence.edit")
def measure_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Add how one partner judges the pilot."""
    one = _pilot(request, slug)
    return edit_page(
        request,
        MeasureForm(request.partnership, request.POST or None),
        lambda data: actions.add_measure(by=request.actor, pilot=one, **new(data)),
        title="How does this partner measure it?",
        back=to("pilot", request, slug),
        breadcrumbs=_crumbs(request, one),
    )


@access("evidence.edit")
def measure_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Correct or bring up to date how one partner judges the pilot."""
    one = found(queries.measure, request.partnership, pk)
    return edit_page(
        request,
        MeasureForm(request.partnership, request.POST or None, initial=values_of(one, MeasureForm)),
        lambda data: actions.change_measure(by=request.actor, measure=one, **data),
        title=f"Change “{one.name}”",
        back=to("pilot", request, one.pilot.slug),
        breadcrumbs=_crumbs(request, one.pilot),
        template="voices/edit_and_remove.html",
        context={"remove": to("measure-remove", request, pk), "removal": "Take this measure away"},
    )


@access("evidence.edit")
def measure_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a measure away, after asking once more."""
    one = found(queries.measure, request.partnership, pk)
    back = to("pilot", request, one.pilot.slug)
    if request.method == "POST":
        actions.remove_measure(by=request.actor, measure=one, revision=one.revision)
        messages.success(request, "The measure is gone.")
        return redirect(back)
    return render(request, "voices/remove.html", {"what": one.name, "back": back})


def _pilot(request: PartnershipRequest, slug: str) -> Pilot:
    return get_object_or_404(queries.pilots(request.partnership), slug=slug)


def _crumbs(request: HttpRequest, one: Pilot) -> list[Link]:
    return trail(request, "Pilots", "pilots", one, "pilot")
