"""The page of results, for members and for everybody."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from realign.foundations.design.navigation import navigation_for
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import PartnershipRequest
from realign.foundations.search import presenters
from realign.foundations.search.types import Reader

LONGEST = 200


@access("public")
def results(request: PartnershipRequest) -> HttpResponse:
    """Everything about the typed words that this person may see, by kind."""
    reader = Reader(request.partnership, timezone.localdate(), request.actor)
    typed, kind, number = (request.GET.get(key, "").strip()[:LONGEST] for key in ("q", "kind", "page"))
    context = presenters.results(
        reader, navigation_for(request), typed=typed, kind=kind, number=number or "1"
    )
    layout = "design/work.html" if request.actor else "design/public.html"
    return render(
        request, "search/results.html", {**context, "layout": layout, "breadcrumbs": [Link("Search")]}
    )
