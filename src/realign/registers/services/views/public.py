"""For families: finding help, without an account. Never what it costs."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import PartnershipRequest
from realign.foundations.search.types import Reader
from realign.methods.numbers import whole_number_of
from realign.registers.places import queries as places
from realign.registers.services import presenters, queries

MOST_YEARS = 999  # as much as anybody may type for an age


@access("public")
def find_services(request: PartnershipRequest) -> HttpResponse:
    """Find running services by words, area and age, for everybody."""
    today = timezone.localdate()
    services = queries.running(request.partnership, today)
    typed, area, age = (request.GET.get(key, "").strip() for key in ("q", "area", "age"))
    if area:
        services = services.filter(areas__code=area)
    years = whole_number_of(age)
    if years is not None and 0 <= years <= MOST_YEARS:
        services = presenters.keep_age(services, f"{years}-{years}")
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
        },
    )


@access("public")
def public_service(request: PartnershipRequest, slug: str) -> HttpResponse:
    """One service for families: what it is, for whom, and how to get in touch. Never what it costs."""
    services = queries.running(request.partnership, timezone.localdate()).prefetch_related("tags")
    service = get_object_or_404(services, slug=slug)
    way = Link("Find a service", reverse("services:find", args=[request.partnership.slug]))
    context = {
        "service": service,
        "ages": presenters.ages(service),
        "breadcrumbs": [way, Link(service.name)],
    }
    return render(request, "services/found.html", context)
