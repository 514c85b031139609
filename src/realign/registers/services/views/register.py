"""The register of services: the list, one service, and keeping its entry right."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.registers.places import queries as places
from realign.registers.services import actions, presenters, queries
from realign.registers.services.forms import (
    EndForm,
    ServiceForm,
)
from realign.registers.services.rules import SEE_SPEND, SPEND, is_provided
from realign.registers.services.views.shared import change, crumbs, revision_of, service_or_404, to_service


@access("services.view")
def service_list(request: MemberRequest) -> HttpResponseBase:
    """Who does what, for whom, where?"""
    today = timezone.localdate()
    spec = presenters.register_table(
        request.partnership.slug,
        list(places.councils_of(request.partnership)),
        today,
        sees_spend=request.actor.may(SEE_SPEND),
        whole=request.GET.get("format") == "csv",
    )
    page = table_page(request, spec, queries.services(request.partnership))
    found = queries.completeness(request.partnership, today)
    return render_table(
        request,
        "services/list.html",
        page,
        {
            "lead": presenters.register_lead(found),
            "holes": presenters.holes(found, request.path),
            "lacks_third_sector": presenters.lacks_third_sector(found),
        },
    )


@access("services.view")
def service(request: MemberRequest, slug: str) -> HttpResponse:
    """One service: what it does, for whom, what it can take on, whom it reaches, what it costs and answers."""
    one, today = service_or_404(request, slug), timezone.localdate()
    sees_spend = request.actor.may(SEE_SPEND)
    money = list(queries.spend(one)) if sees_spend else []
    held = queries.figures(one)
    needs = queries.needs_answered(one)
    paid = [Link(m.year, "#money") for m in money[:1]] if sees_spend else None
    links = [Link(need.name, _need_address(request, need.slug)) for need in needs]
    return render(
        request,
        "services/service.html",
        {
            "service": one,
            "entry": presenters.entry(one, today),
            "is_public": is_provided(one, today),
            "figures": held,
            "cost": presenters.cost_words(held) if sees_spend else "",
            "source": presenters.year_source(one, held.year) if held else None,
            "facts": presenters.facts(one),
            "years": presenters.years_table(one, list(queries.years(one))),
            "money": presenters.money_table(money) if money else None,
            "amounts": money if request.actor.may(SPEND) else [],
            "sees_spend": sees_spend,
            "needs": links,
            "thread": presenters.thread(one, links, paid),
            "history": entries(request.partnership.slug, one),
            "breadcrumbs": crumbs(request, one.name),
        },
    )


def _need_address(request: PartnershipRequest, slug: str) -> str:
    return reverse("fit:need", args=[request.partnership.slug, slug]) if request.actor.may("fit.view") else ""


@access("services.edit")
def service_add(request: MemberRequest) -> HttpResponse:
    """Put a service on the register."""
    form = ServiceForm(request.partnership, request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {key: value for key, value in form.cleaned_data.items() if key != "revision"}
        added = actions.add_service(by=request.actor, **values)
        messages.success(request, f"{added} is on the register. Add its yearly figures next.")
        return to_service(request, added.slug)
    return render(
        request, "services/add.html", {"form": form, "breadcrumbs": crumbs(request, "Add a service")}
    )


@access("services.edit")
def service_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change what the register says of a service."""
    one = service_or_404(request, slug)
    form = ServiceForm(request.partnership, request.POST or None, instance=one, initial=revision_of(one))
    return change(request, form, slug, "services/edit.html", actions.change_service, "The entry is changed.")


@access("services.edit")
def service_end(request: MemberRequest, slug: str) -> HttpResponse:
    """Say that a service is no longer provided."""
    one = service_or_404(request, slug)
    form = EndForm(request.POST or None, initial=revision_of(one))
    return change(
        request, form, slug, "services/end.html", actions.end_service, "The service is marked as ended."
    )


@access("services.edit")
@require_POST
def checked(request: MemberRequest, slug: str) -> HttpResponse:
    """The provider says that the entry is right."""
    one = service_or_404(request, slug)
    actions.verify_service(by=request.actor, service=one, revision=one.revision, on=timezone.localdate())
    messages.success(request, "Noted: checked with the provider today.")
    return to_service(request, slug)
