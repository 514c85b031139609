"""For families: finding help, without an account. Never what it costs."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import PartnershipRequest
from realign.registers.places import queries as places
from realign.registers.services import presenters, queries, search


@access("public")
def find(request: PartnershipRequest) -> HttpResponse:
    """What help is there near me for this?"""
    rows = queries.running(request.partnership, timezone.localdate())
    typed, area, age = (request.GET.get(key, "").strip() for key in ("q", "area", "age"))
    if area:
        rows = rows.filter(areas__code=area)
    if age.isdigit():
        rows = presenters.keep_age(rows, f"{age}-{age}")
    found_services = search.ranked(rows, typed)
    return render(
        request,
        "services/find.html",
        {
            "services": found_services,
            "typed": typed,
            "area": area,
            "age": age,
            "asked": bool(typed or area or age),
            "areas": places.councils_of(request.partnership),
        },
    )


@access("public")
def found(request: PartnershipRequest, slug: str) -> HttpResponse:
    """One service for families: what it is, for whom, and how to get in touch. Never what it costs."""
    one = get_object_or_404(
        queries.running(request.partnership, timezone.localdate()).prefetch_related("tags"), slug=slug
    )
    crumbs = [
        Link("Find a service", reverse("services:find", args=[request.partnership.slug])),
        Link(one.name),
    ]
    return render(
        request, "services/found.html", {"service": one, "ages": presenters.ages(one), "breadcrumbs": crumbs}
    )
