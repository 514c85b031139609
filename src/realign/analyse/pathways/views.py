"""Pages of pathways: all maps, and one map as a picture with its table and its stops."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from realign.analyse.pathways import presenters, queries
from realign.analyse.pathways.forms import kinds_for
from realign.analyse.pathways.models import Pathway
from realign.analyse.pathways.picture import picture
from realign.analyse.pathways.types import StopShown
from realign.foundations.design.history import entries
from realign.foundations.design.tables.download import rows_response
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest


@access("fit.view")
def pathway_list(request: MemberRequest) -> HttpResponseBase:
    """Which maps are there, and what do they show?"""
    today = timezone.localdate()
    held = [queries.shown(one, today) for one in queries.pathways(request.partnership)]
    if request.GET.get("format") == "csv":
        return rows_response("pathways", presenters.rows(held))
    context = {
        "maps": [(one.pathway, presenters.answer(one)) for one in held],
        "without_measure": [
            (one.pathway, stop.stop)
            for one in held
            if one.pathway.kind == Pathway.Kind.TRANSITIONS
            for stop in one.without("measure")
        ],
    }
    return render(request, "pathways/list.html", context)


@access("fit.view")
def pathway(request: MemberRequest, slug: str) -> HttpResponseBase:
    """What is there at each stop, and what is missing?"""
    one = get_object_or_404(queries.pathways(request.partnership), slug=slug)
    held = queries.shown(one, timezone.localdate())
    if request.GET.get("format") == "csv":
        return rows_response(slug, presenters.rows([held]))
    context = {
        "pathway": one,
        "question": presenters.QUESTIONS[Pathway.Kind(one.kind)],
        "lead": presenters.answer(held),
        "picture": picture(held),
        "counts": presenters.counts(held),
        "reach_note": presenters.REACH_NOTE,
        "stops": [_stop(request, stop) for stop in held.stops],
        "kinds": kinds_for(one),
        "history": entries(request.partnership.slug, one),
        "breadcrumbs": [
            Link("Pathways", reverse("pathways:list", args=[request.partnership.slug])),
            Link(one.name),
        ],
    }
    return render(request, "pathways/pathway.html", context)


def _stop(request: PartnershipRequest, held: StopShown) -> dict[str, object]:
    """One stop for the template: each lane with its lines."""
    slug = request.partnership.slug
    return {
        "stop": held.stop,
        "ages": presenters.ages(held.stop),
        "holes": held.holes,
        "lanes": [
            (presenters.TITLES[kind], kind, [(one, *presenters.line(one, slug)) for one in placed])
            for kind, placed in held.lanes.items()
            if placed
        ],
    }
