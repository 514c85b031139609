"""Pages that change a pathway: each shows a form and calls one action."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from realign.analyse.pathways import actions, queries
from realign.analyse.pathways.forms import PathwayForm, PlacementForm, StopForm
from realign.analyse.pathways.models import Pathway, Placement, Stop
from realign.analyse.pathways.types import LANES
from realign.foundations.design.editing import edit_page, values_of
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.partnerships.types import Refusal

PLACE = {
    Placement.Kind.SERVICE: "Place a service on “{}”",
    Placement.Kind.EVIDENCE: "Place something we know on “{}”",
    Placement.Kind.MEASURE: "Place a measure on “{}”",
    Placement.Kind.GAP: "Say what is missing at “{}”",
    Placement.Kind.PLANNED: "Say what is planned at “{}”",
}


@access("fit.edit")
def pathway_add(request: MemberRequest) -> HttpResponse:
    """Draw up a map."""
    return edit_page(
        request,
        PathwayForm(request.partnership, request.POST or None),
        lambda data: actions.add_pathway(by=request.actor, **_new(data)),
        title="Draw up a map",
        lead="Its stops come with it; then place on each stop what is there.",
        back=_list(request),
        to=_page,
        done="The map is drawn up. Place on each stop what is there.",
        breadcrumbs=_crumbs(request),
    )


@access("fit.edit")
def pathway_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Say better what a map is for."""
    one = get_object_or_404(queries.pathways(request.partnership), slug=slug)
    initial = values_of(one, PathwayForm)
    return edit_page(
        request,
        PathwayForm(request.partnership, request.POST or None, initial=initial, fixed=True),
        lambda data: actions.change_pathway(by=request.actor, pathway=one, **data),
        title=f"Change “{one.name}”",
        back=_page(one),
        breadcrumbs=_crumbs(request, one),
    )


@access("fit.edit")
def stop_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Add a stop to a map."""
    one = get_object_or_404(queries.pathways(request.partnership), slug=slug)
    return edit_page(
        request,
        StopForm(request.POST or None),
        lambda data: actions.add_stop(by=request.actor, pathway=one, **_new(data)),
        title="Add a stop",
        back=_page(one),
        breadcrumbs=_crumbs(request, one),
    )


@access("fit.edit")
def stop_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Name a stop better, or say what can go wrong there."""
    one = _stop(request, pk)
    return edit_page(
        request,
        StopForm(request.POST or None, initial=values_of(one, StopForm)),
        lambda data: actions.change_stop(
            by=request.actor, stop=one, **data | {"number": data["number"] or one.number}
        ),
        title=f"Change “{one.name}”",
        back=_page(one.pathway),
        breadcrumbs=_crumbs(request, one.pathway),
    )


@access("fit.edit")
def stop_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take an empty stop off the map, after asking once more."""
    one = _stop(request, pk)
    if request.method == "POST":
        try:
            actions.remove_stop(by=request.actor, stop=one, revision=one.revision)
            messages.success(request, f"“{one.name}” is off the map.")
        except Refusal as refusal:
            messages.error(request, f"{refusal.reason} {refusal.what_to_do}")
        return redirect(_page(one.pathway))
    context = {"what": one.name, "pathway": one.pathway, "back": _page(one.pathway)}
    return render(request, "pathways/remove.html", context)


@access("fit.edit")
def placement_add(request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    """Place one thing on a stop."""
    one = _stop(request, pk)
    if kind not in LANES[one.pathway.kind]:
        raise Http404(f"A map of this kind holds no {kind}.")
    return edit_page(
        request,
        PlacementForm(request.partnership, kind, request.POST or None),
        lambda data: actions.place(by=request.actor, stop=one, kind=kind, **_new(data)),
        title=PLACE[Placement.Kind(kind)].format(one.name),
        back=_page(one.pathway),
        done="It stands on the map.",
        breadcrumbs=_crumbs(request, one.pathway),
    )


@access("fit.edit")
def placement_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Say something else of what is placed."""
    one = _placement(request, pk)
    return edit_page(
        request,
        PlacementForm(
            request.partnership, one.kind, request.POST or None, initial=values_of(one, PlacementForm)
        ),
        lambda data: actions.change_placement(by=request.actor, placement=one, **data),
        title=f"Change what is said at “{one.stop.name}”",
        lead=str(one),
        back=_page(one.stop.pathway),
        template="pathways/placed.html",
        context={"placed": one},
        breadcrumbs=_crumbs(request, one.stop.pathway),
    )


@access("fit.edit")
def placement_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take something off the map, after asking once more."""
    one = _placement(request, pk)
    if request.method == "POST":
        actions.remove_placement(by=request.actor, placement=one, revision=one.revision)
        messages.success(request, "It is off the map.")
        return redirect(_page(one.stop.pathway))
    context = {"what": str(one), "pathway": one.stop.pathway, "back": _page(one.stop.pathway)}
    return render(request, "pathways/remove.html", context)


def _new(data: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in data.items() if key != "revision"}


def _stop(request: PartnershipRequest, pk: int) -> Stop:
    try:
        return queries.stop(request.partnership, pk)
    except Stop.DoesNotExist as unknown:
        raise Http404 from unknown


def _placement(request: PartnershipRequest, pk: int) -> Placement:
    try:
        return queries.placement(request.partnership, pk)
    except Placement.DoesNotExist as unknown:
        raise Http404 from unknown


def _page(one: Pathway) -> str:
    return reverse("pathways:pathway", args=[one.partnership.slug, one.slug])


def _list(request: PartnershipRequest) -> str:
    return reverse("pathways:list", args=[request.partnership.slug])


def _crumbs(request: HttpRequest, one: Pathway | None = None) -> list[Link]:
    crumbs = [Link("Pathways", _list(request))]
    return [*crumbs, Link(one.name, _page(one))] if one is not None else crumbs
