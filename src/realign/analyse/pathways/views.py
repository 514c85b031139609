"""Pages of pathways: all maps, and one map as a picture with its table and its stops."""

from collections.abc import Callable

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from realign.analyse.pathways import actions, presenters, queries
from realign.analyse.pathways.forms import PathwayForm, PlacementForm, StopForm, kinds_for
from realign.analyse.pathways.models import Pathway, Placement, Stop
from realign.analyse.pathways.pictures import picture
from realign.analyse.pathways.types import LANES, StopShown
from realign.foundations.design.editing import Values, edit_page, values_of, without_revision
from realign.foundations.design.forms import ConfirmForm
from realign.foundations.design.history import entries
from realign.foundations.design.links import shortened
from realign.foundations.design.tables.download import rows_response
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest

PLACE = {
    Placement.Kind.SERVICE: "Place a service on “{}”",
    Placement.Kind.EVIDENCE: "Place something we know on “{}”",
    Placement.Kind.MEASURE: "Place a measure on “{}”",
    Placement.Kind.GAP: "Add what is missing at “{}”",
    Placement.Kind.PLANNED: "Add what is planned at “{}”",
}


@access("fit.view")
def pathway_list(request: MemberRequest) -> HttpResponseBase:
    """List the pathways with what each shows, and the stops of transitions without a measure."""
    today = timezone.localdate()
    pathways = [queries.pathway_on(pathway, today) for pathway in queries.pathways(request.partnership)]
    if request.GET.get("format") == "csv":
        return rows_response("pathways", presenters.rows(pathways))
    context = {
        "maps": [(pathway.pathway, presenters.answer(pathway)) for pathway in pathways],
        "without_measure": [
            (pathway.pathway, stop.stop)
            for pathway in pathways
            if pathway.pathway.kind == Pathway.Kind.TRANSITIONS
            for stop in pathway.without("measure")
        ],
    }
    return render(request, "pathways/list.html", context)


@access("fit.view")
def pathway_page(request: MemberRequest, slug: str) -> HttpResponseBase:
    """Show what there is at each stop of a pathway, and what is missing."""
    pathway = get_object_or_404(queries.pathways(request.partnership), slug=slug)
    pathway_shown = queries.pathway_on(pathway, timezone.localdate())
    if request.GET.get("format") == "csv":
        return rows_response(slug, presenters.rows([pathway_shown]))
    context = {
        "pathway": pathway,
        "question": presenters.QUESTIONS[Pathway.Kind(pathway.kind)],
        "lead": presenters.answer(pathway_shown),
        "picture": picture(pathway_shown),
        "counts": presenters.counts(pathway_shown),
        "reach_note": presenters.REACH_NOTE,
        "stops": [_stop_lines(stop) for stop in pathway_shown.stops],
        "kinds": kinds_for(pathway),
        "history": entries(request.partnership.slug, pathway, pathway.stops.all()),
        "breadcrumbs": [*_crumbs(request), Link(pathway.name)],
    }
    return render(request, "pathways/pathway.html", context)


def _stop_lines(stop: StopShown) -> dict[str, object]:
    """One stop for the template: each lane with its lines."""
    return {
        "stop": stop.stop,
        "ages": presenters.ages(stop.stop),
        "holes": stop.holes,
        "lanes": [
            (
                presenters.TITLES[kind],
                kind,
                [(placement, *presenters.line(placement)) for placement in placed],
            )
            for kind, placed in stop.lanes.items()
            if placed
        ],
    }


@access("fit.edit")
def pathway_add(request: MemberRequest) -> HttpResponse:
    """Add a map."""
    return edit_page(
        request,
        PathwayForm(request.partnership, request.POST or None),
        lambda data: actions.create_pathway(by=request.actor, **without_revision(data)),
        title="Add a map",
        lead="The map starts with its usual stops. You then place services and evidence on each.",
        back=_list(request),
        to=Pathway.get_absolute_url,
        done="The map has been added. Place services and evidence on each stop.",
        breadcrumbs=_crumbs(request),
    )


@access("fit.edit")
def pathway_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Say better what a map is for."""
    pathway = get_object_or_404(queries.pathways(request.partnership), slug=slug)
    initial = values_of(pathway, PathwayForm)
    return edit_page(
        request,
        PathwayForm(request.partnership, request.POST or None, initial=initial, fixed=True),
        lambda data: actions.change_pathway(by=request.actor, pathway=pathway, **data),
        title=f"Change “{pathway.name}”",
        back=pathway.get_absolute_url(),
        breadcrumbs=_crumbs(request, pathway),
    )


@access("fit.edit")
def stop_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Add a stop to a map."""
    pathway = get_object_or_404(queries.pathways(request.partnership), slug=slug)
    return edit_page(
        request,
        StopForm(request.POST or None),
        lambda data: actions.create_stop(by=request.actor, pathway=pathway, **without_revision(data)),
        title="Add a stop",
        back=pathway.get_absolute_url(),
        breadcrumbs=_crumbs(request, pathway),
    )


@access("fit.edit")
def stop_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Name a stop better, or say what can go wrong there."""
    stop = _stop(request, pk)
    return edit_page(
        request,
        StopForm(request.POST or None, initial=values_of(stop, StopForm)),
        lambda data: actions.change_stop(
            by=request.actor, stop=stop, **data | {"number": data["number"] or stop.number}
        ),
        title=f"Change “{stop.name}”",
        back=stop.pathway.get_absolute_url(),
        breadcrumbs=_crumbs(request, stop.pathway),
    )


@access("fit.edit")
def stop_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take an empty stop off the map, after asking once more."""
    stop = _stop(request, pk)
    return _removal_page(
        request, stop, stop.pathway, lambda data: actions.remove_stop(by=request.actor, stop=stop, **data)
    )


@access("fit.edit")
def placement_add(request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    """Place one thing on a stop."""
    stop = _stop(request, pk)
    if kind not in LANES[stop.pathway.kind]:
        raise Http404(f"A map of this kind has no {kind}.")
    return edit_page(
        request,
        PlacementForm(request.partnership, kind, request.POST or None),
        lambda data: actions.create_placement(
            by=request.actor, stop=stop, kind=kind, **without_revision(data)
        ),
        title=PLACE[Placement.Kind(kind)].format(stop.name),
        back=stop.pathway.get_absolute_url(),
        done="It has been placed on the map.",
        breadcrumbs=_crumbs(request, stop.pathway),
    )


@access("fit.edit")
def placement_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Say something else of what is placed."""
    placement = _placement(request, pk)
    return edit_page(
        request,
        PlacementForm(
            request.partnership,
            placement.kind,
            request.POST or None,
            initial=values_of(placement, PlacementForm),
        ),
        lambda data: actions.change_placement(by=request.actor, placement=placement, **data),
        title=f"Change the note at “{placement.stop.name}”",
        lead=str(placement),
        back=placement.stop.pathway.get_absolute_url(),
        template="pathways/placed.html",
        context={"placed": placement},
        breadcrumbs=_crumbs(request, placement.stop.pathway),
    )


@access("fit.edit")
def placement_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take something off the map, after asking once more."""
    placement = _placement(request, pk)
    return _removal_page(
        request,
        placement,
        placement.stop.pathway,
        lambda data: actions.remove_placement(by=request.actor, placement=placement, **data),
    )


def _removal_page(
    request: MemberRequest, record: Stop | Placement, pathway: Pathway, remove: Callable[[Values], None]
) -> HttpResponse:
    return edit_page(
        request,
        ConfirmForm(request.POST or None, initial={"revision": record.revision}),
        remove,
        title=f"Remove “{shortened(record, 120)}” from “{pathway.name}”?",
        lead="Only its place on this map is removed. The record itself is kept.",
        submit="Remove",
        back=pathway.get_absolute_url(),
        done=f"“{shortened(record, 120)}” has been removed from the map.",
        breadcrumbs=_crumbs(request, pathway),
    )


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


def _list(request: PartnershipRequest) -> str:
    return reverse("pathways:list", args=[request.partnership.slug])


def _crumbs(request: PartnershipRequest, pathway: Pathway | None = None) -> list[Link]:
    crumbs = [Link("Pathways", _list(request))]
    return [*crumbs, Link(pathway.name, pathway.get_absolute_url())] if pathway is not None else crumbs
