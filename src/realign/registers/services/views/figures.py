"""Yearly figures, money and purpose of services, and where the money goes."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse

from realign.foundations.design.editing import edit_page, remove_page
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.models import PartnershipRecord
from realign.foundations.partnerships.requests import MemberRequest
from realign.registers.services import actions, pictures, queries
from realign.registers.services.forms import PreventionViewForm, SharesForm, SpendForm, YearForm
from realign.registers.services.models import ServiceYear, Spend
from realign.registers.services.rules import check_may_classify, may_classify
from realign.registers.services.views.register import crumbs, service_or_404


@access("services.edit")
def year_record(request: MemberRequest, slug: str) -> HttpResponse:
    """Record a year’s places and reach, or correct them."""
    service = service_or_404(request, slug)
    figures = queries.years(service).filter(year=request.GET.get("year", "")).first()
    return edit_page(
        request,
        YearForm(service, request.POST or None, instance=figures, initial=_revision_of(figures)),
        lambda values: actions.record_year(by=request.actor, service=service, **values),
        title=f"Places and reach of “{service.name}”",
        lead=f"Counted in {service.get_unit_display().lower()}, for one report year. Leave blank if "
        "not known; do not enter 0.",
        submit="Save the year",
        back=service.get_absolute_url(),
        done="The figures have been saved.",
        breadcrumbs=crumbs(request, service),
    )


@access("spend.edit")
def spend_record(request: MemberRequest, slug: str) -> HttpResponse:
    """Record what one body pays in a year, or correct it."""
    service = service_or_404(request, slug)
    year, funder = request.GET.get("year", ""), request.GET.get("funder", "")
    amount = queries.spend(service).filter(year=year, funder__slug=funder).first()
    return edit_page(
        request,
        SpendForm(service, request.POST or None, instance=amount, initial=_revision_of(amount)),
        lambda values: actions.record_spend(by=request.actor, service=service, **values),
        title=f"Spend on “{service.name}”",
        lead="One entry for each body that pays, for one report year.",
        submit="Save the amount",
        back=service.get_absolute_url(),
        done="The amount has been saved.",
        breadcrumbs=crumbs(request, service),
    )


@access("services.edit")
def year_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Remove the figures of a year that were recorded by mistake."""
    try:
        figures = queries.one_year(request.partnership, pk)
    except ServiceYear.DoesNotExist as absent:
        raise Http404 from absent
    service = figures.service
    return remove_page(
        request,
        figures,
        lambda values: actions.remove_year(by=request.actor, figures=figures, **values),
        called=f"the figures of {figures.year}",
        why_it_stays=queries.why_figures_stay(figures),
        back=service.get_absolute_url(),
        breadcrumbs=crumbs(request, service),
    )


@access("spend.edit")
def spend_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Remove an amount that was recorded by mistake."""
    try:
        amount = queries.one_amount(request.partnership, pk)
    except Spend.DoesNotExist as absent:
        raise Http404 from absent
    service = amount.service
    return remove_page(
        request,
        amount,
        lambda values: actions.remove_spend(by=request.actor, spend=amount, **values),
        called=f"the amount that {amount.funder} pays in {amount.year}",
        why_it_stays=queries.why_figures_stay(amount),
        back=service.get_absolute_url(),
        breadcrumbs=crumbs(request, service),
    )


@access("services.view")
def purpose(request: MemberRequest, slug: str) -> HttpResponse:
    """Give one's own view of a service's purpose; the others' views are shown once one's own is given."""
    if request.method == "POST":
        check_may_classify(request.actor)
    service = service_or_404(request, slug)
    views = list(queries.prevention_views(service))
    own = next((view for view in views if view.by_whom == request.actor.name), None)
    shares = SharesForm(shares_now=service.prevention_shares, initial={"revision": service.revision})
    return edit_page(
        request,
        PreventionViewForm(request.POST or None, instance=own),
        lambda values: actions.classify_service(by=request.actor, service=service, **values),
        template="services/purpose.html",
        to=reverse("services:purpose", args=[request.partnership.slug, slug]),
        done="Your opinion has been saved. You can now see the others.",
        breadcrumbs=[*crumbs(request, service), Link("Purpose")],
        context={
            "service": service,
            "own": own,
            "may_say": may_classify(request.actor),
            "views": views if own or not may_classify(request.actor) else [],
            "others": len(views) - (own is not None),
            "shares": shares,
        },
    )


@access("services.edit")
def purpose_agree(request: MemberRequest, slug: str) -> HttpResponse:
    """Settle how much of a service has which purpose."""
    service = service_or_404(request, slug)
    form = SharesForm(
        request.POST or None, shares_now=service.prevention_shares, initial={"revision": service.revision}
    )
    return edit_page(
        request,
        form,
        lambda values: actions.agree_prevention(
            by=request.actor, service=service, revision=values["revision"], shares=form.shares
        ),
        title=f"Purpose of “{service.name}”",
        lead="Per cent of the service, adding up to 100.",
        submit="Save the shares",
        back=service.get_absolute_url(),
        done="The shares have been saved.",
        breadcrumbs=crumbs(request, service),
    )


@access("spend.view")
def spend(request: MemberRequest) -> HttpResponseBase:
    """Show where the money goes in a year, and how much of it prevents."""
    by_year = {picture.year: picture for picture in queries.spend_by_year(request.partnership)}
    wanted = request.GET.get("year", "")
    year = wanted if wanted in by_year else next(iter(by_year), "")
    picture = by_year.get(year) or queries.NO_SPEND
    page = table_page(request, pictures.spend_lines(request.partnership), picture.lines)
    context = {
        "picture": picture,
        "sentence": pictures.spend_sentence(picture),
        "chart": pictures.spend_chart(picture),
        "agreement": pictures.agreement_words(queries.tagger_agreement(request.partnership)),
        "tables": [
            pictures.part_table("By purpose", "Purpose", picture.by_prevention),
            pictures.part_table("By funder", "Funder", picture.by_funder),
            pictures.part_table("By sector of the provider", "Sector", picture.by_sector),
            pictures.part_table("By level of help", "Level", picture.by_tier),
        ],
        "by_year": pictures.year_table(list(by_year.values())),
        "source": pictures.spend_source(picture),
        "invented": any(line.invented for line in picture.lines),
        "years": [Link(other, f"?year={other}") for other in by_year],
        "year": year,
    }
    return render_table(request, "services/spend.html", page, context)


def _revision_of(record: PartnershipRecord | None) -> dict[str, int]:
    return {} if record is None else {"revision": record.revision}
