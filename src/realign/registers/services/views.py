"""Pages of the register of services; the public page to find help is in the same room."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from realign.foundations.design.forms import conflict_of
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.types import ChangedMeanwhile
from realign.registers.places import queries as places
from realign.registers.services import actions, presenters, queries, search, spend_pictures, spending
from realign.registers.services.forms import (
    EndForm,
    PreventionViewForm,
    ServiceForm,
    SharesForm,
    SpendForm,
    YearForm,
)
from realign.registers.services.models import Service
from realign.registers.services.rules import SEE_SPEND, SPEND, may_say_prevention


@access("services.view")
def service_list(request: HttpRequest) -> HttpResponseBase:
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
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """One service: what it does, for whom, what it can take on, whom it reaches, what it costs and answers."""
    one = _service(request, slug)
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
            "entry": presenters.entry(one, timezone.localdate()),
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
            "breadcrumbs": _crumbs(request, one.name),
        },
    )


def _need_address(request: HttpRequest, slug: str) -> str:
    return reverse("fit:need", args=[request.partnership.slug, slug]) if request.actor.may("fit.view") else ""


@access("services.edit")
def service_add(request: HttpRequest) -> HttpResponse:
    """Put a service on the register."""
    form = ServiceForm(request.partnership, request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {key: value for key, value in form.cleaned_data.items() if key != "revision"}
        added = actions.add_service(by=request.actor, **values)
        messages.success(request, f"{added} is on the register. Add its yearly figures next.")
        return _to(request, added.slug)
    return render(
        request, "services/add.html", {"form": form, "breadcrumbs": _crumbs(request, "Add a service")}
    )


@access("services.edit")
def service_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what the register says of a service."""
    one = _service(request, slug)
    form = ServiceForm(request.partnership, request.POST or None, instance=one, initial=_revision(one))
    return _change(request, form, slug, "services/edit.html", actions.change_service, "The entry is changed.")


@access("services.edit")
def service_end(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a service is no longer provided."""
    one = _service(request, slug)
    form = EndForm(request.POST or None, initial=_revision(one))
    return _change(
        request, form, slug, "services/end.html", actions.end_service, "The service is marked as ended."
    )


@access("services.edit")
@require_POST
def checked(request: HttpRequest, slug: str) -> HttpResponse:
    """The provider says that the entry is right."""
    one = _service(request, slug)
    actions.verify_service(by=request.actor, service=one, revision=one.revision, on=timezone.localdate())
    messages.success(request, "Noted: checked with the provider today.")
    return _to(request, slug)


@access("services.edit")
def year_record(request: HttpRequest, slug: str) -> HttpResponse:
    """Record a year’s places and reach, or correct them."""
    one = _service(request, slug)
    held = queries.years(one).filter(year=request.GET.get("year", "")).first()
    form = YearForm(one, request.POST or None, instance=held, initial=_revision(held))

    def save(*, by: Any, service: Service, **values: Any) -> object:
        return actions.record_year(by=by, service=service, **values)

    return _change(request, form, slug, "services/year.html", save, "The year is recorded.")


@access("spend.edit")
def spend_record(request: HttpRequest, slug: str) -> HttpResponse:
    """Record what one body pays in a year, or correct it."""
    one = _service(request, slug)
    asked = {"year": request.GET.get("year", ""), "funder__slug": request.GET.get("funder", "")}
    held = queries.spend(one).filter(**asked).first()
    form = SpendForm(one, request.POST or None, instance=held, initial=_revision(held))
    return _change(
        request, form, slug, "services/money.html", actions.record_spend, "The amount is recorded."
    )


@access("services.view")
def purpose(request: HttpRequest, slug: str) -> HttpResponse:
    """Give one's own view of a service's purpose; the others' views are shown once one's own is given."""
    one = _service(request, slug)
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
        "shares": SharesForm(held=one.prevention_shares, initial=_revision(one)),
        "breadcrumbs": _crumbs(request, "Purpose", one),
    }
    return render(request, "services/purpose.html", context)


@access("services.edit")
def purpose_agree(request: HttpRequest, slug: str) -> HttpResponse:
    """Settle how much of a service has which purpose."""
    one = _service(request, slug)
    form = SharesForm(request.POST or None, held=one.prevention_shares, initial=_revision(one))

    def save(*, by: Any, service: Service, revision: int, **_: Any) -> object:
        return actions.agree_prevention(by=by, service=service, revision=revision, shares=form.shares)

    return _change(request, form, slug, "services/agree.html", save, "The purpose is settled.")


@access("spend.view")
def spend(request: HttpRequest) -> HttpResponseBase:
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


@access("public")
def find(request: HttpRequest) -> HttpResponse:
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
def found(request: HttpRequest, slug: str) -> HttpResponse:
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


def _change(
    request: HttpRequest, form: BaseForm, slug: str, template: str, save: Callable[..., object], done: str
) -> HttpResponse:
    """Show a form about a service and save it; when somebody else saved first, show both versions."""
    # read afresh: the form has already written what was typed onto its own copy
    one, conflict = _service(request, slug), None
    if request.method == "POST" and form.is_valid():
        try:
            save(by=request.actor, service=one, **form.cleaned_data)
            messages.success(request, done)
            return _to(request, slug)
        except ChangedMeanwhile as met:
            conflict = conflict_of(form, met.record, met.reason)
    context = {"form": form, "service": one, "conflict": conflict}
    return render(request, template, context | {"breadcrumbs": _crumbs(request, "Change", one)})


def _service(request: HttpRequest, slug: str) -> Service:
    return get_object_or_404(queries.services(request.partnership).prefetch_related("tags"), slug=slug)


def _revision(held: Any) -> dict[str, int]:
    return {} if held is None else {"revision": held.revision}


def _to(request: HttpRequest, slug: str) -> HttpResponse:
    return redirect("services:service", request.partnership.slug, slug)


def _crumbs(request: HttpRequest, here: str, one: Service | None = None) -> list[Link]:
    crumbs = [Link("Services", reverse("services:list", args=[request.partnership.slug]))]
    if one is not None:
        crumbs.append(Link(one.name, reverse("services:service", args=[request.partnership.slug, one.slug])))
    return [*crumbs, Link(here)]
