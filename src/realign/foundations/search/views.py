"""The page of results, for members and for everybody."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from ninja.throttling import SimpleRateThrottle

from realign.foundations.design.navigation import navigation_for
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import PartnershipRequest, address_of
from realign.foundations.search import presenters
from realign.foundations.search.types import Reader

LONGEST = 200


class EachVisitor(SimpleRateThrottle):
    """So many searches a minute from one address by visitors; each web process counts its own."""

    scope = "search"

    def get_cache_key(self, request: HttpRequest) -> str:
        return self.cache_format % {"scope": self.scope, "ident": address_of(request)}


@access("public")
def results(request: PartnershipRequest) -> HttpResponse:
    """Everything about the typed words that this person may see, by kind; visitors who search too often wait."""
    if request.actor is None and not EachVisitor(settings.REALIGN_SEARCH_RATE).allow_request(request):
        return render(request, "search/too_many.html", {"breadcrumbs": [Link("Search")]}, status=429)
    reader = Reader(request.partnership, timezone.localdate(), request.actor)
    typed, kind, number = (request.GET.get(key, "").strip()[:LONGEST] for key in ("q", "kind", "page"))
    context = presenters.results(
        reader, navigation_for(request), typed=typed, kind=kind, number=number or "1"
    )
    layout = "design/work.html" if request.actor else "design/public.html"
    return render(
        request, "search/results.html", {**context, "layout": layout, "breadcrumbs": [Link("Search")]}
    )
