"""Yearly figures, money and purpose of services, and where the money goes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest
from realign.registers.services import actions, queries, spend_pictures, spending
from realign.registers.services.forms import (
    PreventionViewForm,
    SharesForm,
    SpendForm,
    YearForm,
)
from realign.registers.services.models import Service
from realign.registers.services.rules import may_say_prevention
from realign.registers.services.views.shared import change, crumbs, revision_of, service_or_404


@access("services.edit")
def year_record(request: MemberRequest, slug: str) -> HttpResponse:
    """Record a year’s places and reach, or correct them."""
    one = service_or_404(request, slug)
    held = queries.years(one).filter(year=request.GET.get("year", "")).first()
    form = YearForm(one, request.POST or None, instance=held, initial=revision_of(held))

    def save(*, by: Any, service: Service, **values: Any) -> object:
        return actions.record_year(by=by, service=service, **values)

    return change(request, form, slug, "services/year.html", save, "The year is recorded.")


@access("spend.edit")
def spend_record(request: MemberRequest, slug: str) -> HttpResponse:
    """Record what one body pays in a year, or correct it."""
    one = service_or_404(request, slug)
    asked = {"year": request.GET.get("year", ""), "funder__slug": request.GET.get("funder", "")}
    held = queries.spend(one).filter(**asked).first()
    form = SpendForm(one, request.POST or None, instance=held, initial=revision_of(held))
    return change(request, form, slug, "services/money.html", actions.record_spend, "The amount is recorded.")


@access("services.view")
def purpose(request: MemberRequest, slug: str) -> HttpResponse:
    """Give one's own view of a service's purpose; the others' views are shown once one's own is given."""
    one = service_or_404(request, slug)
    views = list(queries.prevention_views(one))
    own = next((view for view in views if view.by_whom == request.actor.name), None)
    form = PreventionViewForm(request.POST or None, instance=own)
    if request.method == "POST" and form.is_valid():
        actions.say_prevention(by=request.actor, service=one, **form.cleaned_data)
        messages.success(request, "Your view is kept. You can see the others’ now.")
        return redirect("services:purpose", request.partnership.slug, slug)
    context = {
        "service": one,
        "form": form,
        "own": own,
        "may_say": may_say_prevention(request.actor),
        "views": views if own or not may_say_prevention(request.actor) else [],
        "others": len(views) - (own is not None),
        "shares": SharesForm(held=one.prevention_shares, initial=revision_of(one)),
        "breadcrumbs": crumbs(request, "Purpose", one),
    }
    return render(request, "services/purpose.html", context)


@access("services.edit")
def purpose_agree(request: MemberRequest, slug: str) -> HttpResponse:
    """Settle how much of a service has which purpose."""
    one = service_or_404(request, slug)
    form = SharesForm(request.POST or None, held=one.prevention_shares, initial=revision_of(one))

    def save(*, by: Any, service: Service, revision: int, **_: Any) -> object:
        return actions.agree_prevention(by=by, service=service, revision=revision, shares=form.shares)

    return change(request, form, slug, "services/agree.html", save, "The purpose is settled.")


@access("spend.view")
def spend(request: MemberRequest) -> HttpResponseBase:
    """Where does the money go, and how much of it prevents?"""
    by_year = {picture.year: picture for picture in spending.spend_by_year(request.partnership)}
    asked = request.GET.get("year", "")
    year = asked if asked in by_year else next(iter(by_year), "")
    picture = by_year.get(year) or spending.NOTHING
    page = table_page(request, spend_pictures.LINES, picture.lines)
    context = {
        "picture": picture,
        "sentence": spend_pictures.sentence(picture),
        "chart": spend_pictures.picture_of(picture),
        "agreement": spend_pictures.agreement_words(spending.tagger_agreement(request.partnership)),
        "tables": [
            spend_pictures.part_table("By purpose", "Purpose", picture.by_prevention),
            spend_pictures.part_table("By who pays", "Who pays", picture.by_funder),
            spend_pictures.part_table("By sector of the provider", "Sector", picture.by_sector),
            spend_pictures.part_table("By level of help", "Level", picture.by_tier),
        ],
        "by_year": spend_pictures.year_table(list(by_year.values())),
        "source": spend_pictures.source(picture),
        "invented": any(line.invented for line in picture.lines),
        "years": [Link(one, f"?year={one}") for one in by_year],
        "year": year,
    }
    return render_table(request, "services/spend.html", page, context)
