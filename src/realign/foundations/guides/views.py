"""The guides and the notes on methods. Anybody may read them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from realign.foundations.design.types import Link
from realign.foundations.guides import presenters, queries
from realign.foundations.guides.types import GuideKind
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import PartnershipRequest


@access("public")
def guide_list(request: PartnershipRequest) -> HttpResponse:
    """Every guide, those for one's own roles first, and every note on a method."""
    roles = set(request.actor.roles) if request.actor else set()
    guides = sorted(queries.guides(), key=lambda guide: roles.isdisjoint(guide.roles))
    context = {
        "guides": [(guide, not roles.isdisjoint(guide.roles)) for guide in guides],
        "methods": queries.guides(GuideKind.METHOD),
    }
    return render(request, "guides/list.html", context)


@access("public")
def guide_page(request: PartnershipRequest, slug: str) -> HttpResponse:
    """One guide."""
    return _page(request, GuideKind.GUIDE, slug)


@access("public")
def method_page(request: PartnershipRequest, slug: str) -> HttpResponse:
    """One note on a method: its formula, source, assumptions and what it was checked against."""
    return _page(request, GuideKind.METHOD, slug)


def _page(request: PartnershipRequest, kind: GuideKind, slug: str) -> HttpResponse:
    guide = queries.guide(kind, slug)
    if guide is None:
        raise Http404(f"There is no text {slug!r} among the {kind}.")
    context = {
        "guide": guide,
        "label": "Guide" if kind is GuideKind.GUIDE else "Method",
        "contents": presenters.contents_of(guide),
        "breadcrumbs": [Link("Guides", reverse("guides:list")), Link(guide.title)],
    }
    return render(request, "guides/guide.html", context)
