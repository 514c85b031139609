"""The register of services: the list, one service, and keeping its entry right."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from realign.foundations.design.editing import edit_page, without_revision
from realign.foundations.design.history import entries
from realign.foundations.design.tables import Compared, beside_page, render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.registers.places import queries as places
from realign.registers.services import actions, panels, presenters, queries
from realign.registers.services.forms import EndServiceForm, ServiceForm
from realign.registers.services.models import Service
from realign.registers.services.rules import SEE_SPEND, SPEND
from realign.registers.thread.presenters import strip_of


def service_or_404(request: PartnershipRequest, slug: str) -> Service:
    """The service at this address as it is kept now, or its page not found."""
    return get_object_or_404(queries.services(request.partnership).prefetch_related("tags"), slug=slug)


def crumbs(request: PartnershipRequest, service: Service | None = None) -> list[Link]:
    """The way to the register, or to the page of one service in it."""
    links = [Link("Services", reverse("services:list", args=[request.partnership.slug]))]
    return links if service is None else [*links, Link(service.name, service.get_absolute_url())]


@access("services.view")
def service_list(request: MemberRequest) -> HttpResponseBase:
    """List the services: who does what, for whom and where."""
    today = timezone.localdate()
    spec = presenters.register_table(
        request.partnership,
        list(places.councils_of(request.partnership)),
        today,
        sees_spend=request.actor.may(SEE_SPEND),
        whole=request.GET.get("format") == "csv",
    )
    page = table_page(request, spec, queries.services(request.partnership))
    completeness = queries.completeness(request.partnership, today)
    return render_table(
        request,
        "services/list.html",
        page,
        {
            "lead": presenters.register_lead(completeness),
            "holes": presenters.holes(completeness, request.path),
            "lacks_third_sector": presenters.lacks_third_sector(completeness),
        },
    )


@access("services.view")
def service_compare(request: MemberRequest) -> HttpResponseBase:
    """Set services side by side: what each is, whom it reaches and, for those who may see it, what it costs."""
    rows = queries.services(request.partnership).prefetch_related("tags")
    today, sees_spend = timezone.localdate(), request.actor.may(SEE_SPEND)

    def things(keys: list[str]) -> list[Compared]:
        by_slug = {service.slug: service for service in rows.filter(slug__in=keys)}
        return [presenters.beside(by_slug[key], today, sees_spend=sees_spend) for key in keys]

    choices = list(rows.order_by("name").values_list("slug", "name"))
    return beside_page(request, noun="services", choices=choices, things=things, breadcrumbs=crumbs(request))


@access("services.view")
def service_page(request: MemberRequest, slug: str) -> HttpResponse:
    """One service: what it does, for whom, what it can take on, whom it reaches, what it costs and answers."""
    service, today = service_or_404(request, slug), timezone.localdate()
    sees_spend = request.actor.may(SEE_SPEND)
    spend = list(queries.spend(service)) if sees_spend else []
    latest = queries.latest_spend(spend)
    figures = queries.figures(service)
    years = list(queries.years(service))
    newest = next((year for year in years if figures and year.year == figures.year), None)
    needs = panels.needs_answered(service, request.actor)
    return render(
        request,
        "services/service.html",
        {
            "service": service,
            "entry": presenters.entry(service, today),
            "figures": figures,
            "cost": presenters.cost_words(figures) if sees_spend else "",
            "source": presenters.year_source(service, newest) if newest else None,
            "cost_source": presenters.cost_source(spend, newest.year) if newest else None,
            "facts": presenters.facts(service),
            "years": presenters.years_table(service, years),
            "figures_by_year": years,
            "money": presenters.money_table(spend) if spend else None,
            "latest_spend": presenters.spend_words(latest) if latest else "",
            "amounts": spend if request.actor.may(SPEND) else [],
            "sees_spend": sees_spend,
            "needs": needs,
            "thread": strip_of(request.partnership, "service", service.slug, request.actor),
            "history": entries(
                request.partnership.slug,
                service,
                service.years.all(),
                service.prevention_views.all(),
                *([service.spend.all()] if sees_spend else []),
            ),
            "breadcrumbs": [*crumbs(request), Link(service.name)],
        },
    )


@access("services.edit")
def service_add(request: MemberRequest) -> HttpResponse:
    """Put a service on the register."""
    return edit_page(
        request,
        ServiceForm(request.partnership, request.POST or None),
        lambda values: actions.create_service(by=request.actor, **without_revision(values)),
        title="Add a service",
        lead="What families and planners need to know about it. Yearly figures and money come after.",
        submit="Add this service",
        back=reverse("services:list", args=[request.partnership.slug]),
        to=Service.get_absolute_url,
        done=lambda service: f"{service} has been added. Add its yearly figures next.",
        breadcrumbs=crumbs(request),
    )


@access("services.edit")
def service_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change what the register says of a service."""
    service = service_or_404(request, slug)
    return edit_page(
        request,
        ServiceForm(
            request.partnership,
            request.POST or None,
            instance=service,
            initial={"revision": service.revision},
        ),
        # read afresh: the form writes what was typed onto its own copy
        lambda values: actions.change_service(
            by=request.actor, service=service_or_404(request, slug), **values
        ),
        title=f"Change “{service.name}”",
        lead="Families see the summary, the ages, the places and how to get in touch, as soon as a person who did not "
        "write the change has published it.",
        submit="Save the entry",
        back=service.get_absolute_url(),
        done="The service has been saved.",
        breadcrumbs=crumbs(request, service),
    )


@access("services.edit")
def service_end(request: MemberRequest, slug: str) -> HttpResponse:
    """Say that a service is no longer provided."""
    service = service_or_404(request, slug)
    return edit_page(
        request,
        EndServiceForm(request.POST or None, initial={"revision": service.revision}),
        lambda values: actions.end_service(by=request.actor, service=service, **values),
        title=f"Has “{service.name}” ended?",
        lead="It is kept on the register with the date and the reason, and is removed from the public pages.",
        submit="Mark it as ended",
        back=service.get_absolute_url(),
        done="The service is marked as ended.",
        breadcrumbs=crumbs(request, service),
    )


@access("services.edit")
@require_POST
def service_checked(request: MemberRequest, slug: str) -> HttpResponse:
    """The provider says that the entry is right."""
    service, today = service_or_404(request, slug), timezone.localdate()
    actions.verify_service(by=request.actor, service=service, revision=service.revision, on=today)
    messages.success(request, "Noted: verified with the provider today.")
    return redirect(service)
