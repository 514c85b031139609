"""The gallery of every component, and the statements about the site."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from realign.foundations.design.gallery import pictures, samples
from realign.foundations.design.gallery.forms import SampleForm
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.partnerships.access import PUBLIC, access
from realign.foundations.partnerships.requests import PartnershipRequest


class SitePage(NamedTuple):
    """A page of plain words about the site."""

    title: str
    template: str


@access(PUBLIC)
def gallery(request: PartnershipRequest) -> HttpResponseBase:
    """Every component with sample content, for whoever builds a page and for the tests that look at them all."""
    form = SampleForm(request.POST or None, initial=samples.FORM_VALUES)
    wrong = SampleForm(samples.WRONG_ANSWERS, prefix="wrong")
    context = samples.context() | {
        "form_sample": form,
        "form_wrong": wrong,
        "nothing": table_page(request, samples.EMPTY_TABLE, []),
        "charts": pictures.charts(),
        "diagrams": pictures.diagrams(),
        "spark": pictures.spark(),
        "sent": request.method == "POST" and form.is_valid(),
    }
    page = table_page(request, samples.SERVICES_TABLE, samples.SERVICES)
    return render_table(request, "design/gallery.html", page, context)


@access(PUBLIC)
def about(request: PartnershipRequest) -> HttpResponse:
    """What Realign is, and what it does not hold."""
    return _stated(request, SitePage("About Realign", "design/statements/about.html"))


@access(PUBLIC)
def accessibility(request: PartnershipRequest) -> HttpResponse:
    """What works for whom, and what may not."""
    return _stated(request, SitePage("Accessibility", "design/statements/accessibility.html"))


@access(PUBLIC)
def cookies(request: PartnershipRequest) -> HttpResponse:
    """Which cookies are set, and what is kept about people."""
    return _stated(request, SitePage("Cookies and privacy", "design/statements/cookies.html"))


def _stated(request: HttpRequest, statement: SitePage) -> HttpResponse:
    return render(request, "design/statement.html", {"statement": statement})
