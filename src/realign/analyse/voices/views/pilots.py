"""Pilots, with the measures of each partner side by side."""

from functools import partial

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from realign.analyse.voices import actions, presenters, queries
from realign.analyse.voices.forms import MeasureForm, PilotForm
from realign.analyse.voices.models import Pilot
from realign.analyse.voices.views.shared import read_or_404, removal_page, to, trail
from realign.foundations.design.editing import edit_page, values_of, without_revision
from realign.foundations.design.history import entries
from realign.foundations.design.tables.download import rows_response
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest


@access("evidence.view")
def pilot_list(request: MemberRequest) -> HttpResponseBase:
    """List the pilots with how each partner judges them, or their measures as CSV."""
    pilots = list(queries.pilots(request.partnership))
    if request.GET.get("format") == "csv":
        return rows_response("pilots", presenters.measure_rows(pilots))
    context = {"pilots": [(pilot, presenters.pilot_answer(pilot)) for pilot in pilots]}
    return render(request, "voices/pilots.html", context)


@access("evidence.view")
def pilot(request: MemberRequest, slug: str) -> HttpResponseBase:
    """One pilot: each partner’s measure beside the others."""
    pilot = _pilot(request, slug)
    if request.GET.get("format") == "csv":
        return rows_response(slug, presenters.measure_rows([pilot]))
    context = {
        "pilot": pilot,
        "lead": presenters.pilot_answer(pilot),
        "measures": [
            (m, presenters.verdict(m), presenters.figures(m)) for m in presenters.side_by_side(pilot)
        ],
        "table": presenters.measures_table(pilot),
        "history": entries(request.partnership.slug, pilot, pilot.measures.all()),
        "breadcrumbs": [*trail(request, "Pilots", "pilots"), Link(pilot.name)],
    }
    return render(request, "voices/pilot.html", context)


@access("evidence.edit")
def pilot_add(request: MemberRequest) -> HttpResponse:
    """Add a pilot."""
    return edit_page(
        request,
        PilotForm(request.partnership, request.POST or None),
        lambda data: actions.create_pilot(by=request.actor, **without_revision(data)),
        title="Add a pilot",
        lead="Then add how each partner measures it.",
        back=to("pilots", request),
        to=Pilot.get_absolute_url,
        done="Saved. Add how each partner measures it.",
        breadcrumbs=trail(request, "Pilots", "pilots"),
    )


@access("evidence.edit")
def pilot_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Say better what is tried, or what was learned."""
    pilot = _pilot(request, slug)
    return edit_page(
        request,
        PilotForm(request.partnership, request.POST or None, initial=values_of(pilot, PilotForm)),
        lambda data: actions.change_pilot(by=request.actor, pilot=pilot, **data),
        title=f"Change “{pilot.name}”",
        back=pilot.get_absolute_url(),
        breadcrumbs=_crumbs(request, pilot),
    )


@access("evidence.edit")
def measure_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Add how one partner judges the pilot."""
    pilot = _pilot(request, slug)
    return edit_page(
        request,
        MeasureForm(request.partnership, request.POST or None),
        lambda data: actions.create_measure(by=request.actor, pilot=pilot, **without_revision(data)),
        title="Add a measure",
        back=pilot.get_absolute_url(),
        breadcrumbs=_crumbs(request, pilot),
    )


@access("evidence.edit")
def measure_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Correct or bring up to date how one partner judges the pilot."""
    measure = read_or_404(queries.measure, request.partnership, pk)
    return edit_page(
        request,
        MeasureForm(request.partnership, request.POST or None, initial=values_of(measure, MeasureForm)),
        lambda data: actions.change_measure(by=request.actor, measure=measure, **data),
        title=f"Change “{measure.name}”",
        back=measure.pilot.get_absolute_url(),
        breadcrumbs=_crumbs(request, measure.pilot),
        template="voices/edit_and_remove.html",
        context={"remove": to("measure-remove", request, pk), "removal": "Remove this measure"},
    )


@access("evidence.edit")
def measure_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a measure away, after asking once more."""
    measure = read_or_404(queries.measure, request.partnership, pk)
    return removal_page(
        request,
        measure,
        partial(actions.remove_measure, by=request.actor, measure=measure),
        what=measure.name,
        back=measure.pilot.get_absolute_url(),
        done="The measure has been removed.",
    )


def _pilot(request: PartnershipRequest, slug: str) -> Pilot:
    return get_object_or_404(queries.pilots(request.partnership), slug=slug)


def _crumbs(request: PartnershipRequest, pilot: Pilot) -> list[Link]:
    return trail(request, "Pilots", "pilots", pilot)
