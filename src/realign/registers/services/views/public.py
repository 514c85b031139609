"""For families: finding help, without an account. Never what it costs."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import PartnershipRequest
from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing.rules import how_all_published, how_published
from realign.foundations.publishing.views import withdrawn_or_404
from realign.foundations.search.types import Reader
from realign.methods.numbers import whole_number_of
from realign.registers.places import queries as places
from realign.registers.services import queries
from realign.registers.services.types import KIND

MOST_YEARS = 999  # as much as anybody may type for an age


@access("public")
def find_services(request: PartnershipRequest) -> HttpResponse:
    """Find running services by words, area and age, for everybody, as they were last published."""
    today = timezone.localdate()
    published = queries.public_services(request.partnership, today)
    services = published
    typed, area, age = (request.GET.get(key, "").strip() for key in ("q", "area", "age"))
    if area:
        services = [row for row in services if area in dict(row[1].areas)]
    years = whole_number_of(age)
    if years is not None and 0 <= years <= MOST_YEARS:
        services = [row for row in services if row[1].is_for(years)]
    return render(
        request,
        "services/find.html",
        {
            "services": queries.answering(Reader(request.partnership, today), services, typed),
            "typed": typed,
            "area": area,
            "age": age,
            "is_narrowed": bool(typed or area or age),
            "areas": places.councils_of(request.partnership),
            "how": how_all_published([version for version, _ in published]),
        },
    )


@access("public")
def public_service(request: PartnershipRequest, slug: str) -> HttpResponse:
    """One service for families: what it is, for whom, and how to get in touch. Never what it costs."""
    way = Link("Find a service", reverse("services:find", args=[request.partnership.slug]))
    services = queries.public_services(request.partnership, timezone.localdate())
    published = next((row for row in services if row[1].slug == slug), None)
    if published is None:
        newest = publishing.newest_at(request.partnership, KIND, slug)
        return withdrawn_or_404(request, newest, back=way)
    version, service = published
    context = {"service": service, "how": how_published(version), "breadcrumbs": [way, Link(service.name)]}
    return render(request, "services/found.html", context)
