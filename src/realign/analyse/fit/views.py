"""Pages of fit: who is missed, one need, the grid of gaps, and the table of need and contact."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from realign.analyse.fit import actions, example, outputs, presenters, queries
from realign.analyse.fit.forms import (
    KnockOnForm,
    MatchChangeForm,
    MatchForm,
    NeedForm,
    TableForm,
    WaitingForm,
)
from realign.analyse.fit.models import Match, Need
from realign.analyse.fit.questions import questions
from realign.analyse.fit.rules import SEE_SPEND, may_see_cost
from realign.foundations.design.forms import conflict_of
from realign.foundations.design.history import entries
from realign.foundations.design.tables.download import rows_response
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.partnerships.types import ChangedMeanwhile
from realign.methods.fit.knock_on import knock_on as move_children
from realign.methods.fit.need import spend_per_child
from realign.methods.fit.table import CAUTION, NeedServiceTable, measure
from realign.methods.fit.waiting import waiting_outlook


@access("fit.view")
def fit_list(request: MemberRequest) -> HttpResponseBase:
    """Who is missed? A bar for each need, most children missed first."""
    fits = queries.fits(request.partnership, timezone.localdate())
    if request.GET.get("format") == "csv":
        return rows_response("fit", outputs.rows(fits, with_spend=request.actor.may(SEE_SPEND)))
    lead = presenters.lead(fits)
    known = [fit for fit in fits if fit.children is not None]
    context = {
        "lead": lead,
        "caution": CAUTION,
        "chart": presenters.chart(fits, "Children reached and missed, by need", lead),
        "known": [(fit, presenters.sentence(fit)) for fit in known],
        "unknown": [fit for fit in fits if fit.children is None],
        "source": presenters.source(known[0]) if known else None,
        "invented": any(fit.need.invented for fit in fits),
    }
    return render(request, "fit/list.html", context)


@access("fit.view")
def need(request: MemberRequest, slug: str) -> HttpResponseBase:
    """One need: how many have it, who is reached, where, by which services, at what cost, and why we say so."""
    one = _need(request, slug)
    today = timezone.localdate()
    fit, by_council = (
        queries.fit(request.partnership, one, today),
        queries.fit_by_council(request.partnership, one, today),
    )
    if request.GET.get("format") == "csv":
        return rows_response(
            f"fit-{slug}", outputs.rows([fit, *by_council], with_spend=request.actor.may(SEE_SPEND))
        )
    paid = sum(given.spend is not None for given in fit.contributions)
    context = {
        "need": one,
        "fit": fit,
        "sentence": presenters.sentence(fit),
        "caution": CAUTION,
        "missed": presenters.about(fit.missed.estimate) if fit.missed else "",
        "missed_between": presenters.between(fit.missed) if fit.missed else "",
        "children": presenters.about(fit.children.estimate) if fit.children else "",
        "children_between": presenters.between(fit.children) if fit.children else "",
        "coverage": presenters.shares(fit.coverage.coverage) if fit.coverage and fit.coverage.coverage else "",
        "spend_per_need": presenters.spend_per_need(spend_per_child(fit.spend, fit.children))
        if fit.spend is not None and fit.children
        else "",
        "sees_cost": fit.spend_per_reached is not None and may_see_cost(request.actor, paid),
        "sees_spend": request.actor.may(SEE_SPEND),
        "chart": presenters.chart(
            by_council, f"{one.name}: children reached and missed, by place", presenters.lead_by_place(by_council),
            by_place=True,
        ),
        "places": presenters.places_table(by_council),
        "groups": presenters.groups_tables(queries.cells_by_group(one)),
        "questions": questions(fit),
        "reasons": presenters.reasons(fit),
        "source": presenters.source(fit),
        "thread": presenters.thread(one),
        "history": entries(request.partnership.slug, one),
        "breadcrumbs": _crumbs(request, one.name),
    }  # fmt: skip
    return render(request, "fit/need.html", context)


@access("fit.edit")
def need_add(request: MemberRequest) -> HttpResponse:
    """Write down a need."""
    form = NeedForm(request.partnership, request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {key: value for key, value in form.cleaned_data.items() if key != "revision"}
        added = actions.add_need(by=request.actor, **values)
        messages.success(request, "The need is written down. Add the services that answer it.")
        return _to(request, added.slug)
    return render(request, "fit/add.html", {"form": form, "breadcrumbs": _crumbs(request, "Add a need")})


@access("fit.edit")
def need_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Define a need better, or rest it on newer evidence."""
    one = _need(request, slug)
    form = NeedForm(
        request.partnership, request.POST or None, instance=one, initial={"revision": one.revision}
    )
    held, conflict = _need(request, slug), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_need(by=request.actor, need=held, **form.cleaned_data)
            messages.success(request, "The need is changed.")
            return _to(request, slug)
        except ChangedMeanwhile as met:
            conflict = conflict_of(form, met.record, met.reason)
    context = {"form": form, "need": held, "conflict": conflict}
    return render(request, "fit/edit.html", context | {"breadcrumbs": _crumbs(request, "Change", held)})


@access("fit.edit")
def match_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Say that a service answers a need."""
    one = _need(request, slug)
    form = MatchForm(request.partnership, one, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.match_service(by=request.actor, need=one, **form.cleaned_data)
        messages.success(request, "The service is matched with this need.")
        return _to(request, slug)
    context = {"form": form, "need": one, "breadcrumbs": _crumbs(request, "Match a service", one)}
    return render(request, "fit/match.html", context)


@access("fit.edit")
def match_edit(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Change what share of a service's work answers a need."""
    one = _match(request, slug, pk)
    form = MatchChangeForm(request.POST or None, instance=one, initial={"revision": one.revision})
    held, conflict = _match(request, slug, pk), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_match(by=request.actor, match=held, **form.cleaned_data)
            messages.success(request, "The match is changed.")
            return _to(request, slug)
        except ChangedMeanwhile as met:
            conflict = conflict_of(form, met.record, met.reason)
    context = {"form": form, "match": held, "need": held.need, "conflict": conflict}
    crumbs = _crumbs(request, held.service.name, held.need)
    return render(request, "fit/match_edit.html", context | {"breadcrumbs": crumbs})


@access("fit.edit")
def match_remove(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Say that a service does not answer a need after all, after asking once more."""
    held = _match(request, slug, pk)
    if request.method == "POST":
        actions.remove_match(by=request.actor, match=held, revision=held.revision)
        messages.success(request, f"{held.service} is no longer matched with this need.")
        return _to(request, slug)
    return render(request, "fit/match_remove.html", {"match": held, "need": held.need})


@access("fit.view")
def grid(request: MemberRequest) -> HttpResponse:
    """Needs by levels of help: who does what, and where nobody does anything."""
    found = queries.grid(request.partnership, timezone.localdate())
    context = {
        "grid": found,
        "rows": presenters.grid_rows(found, request.partnership.slug),
        "sentence": presenters.grid_sentence(found),
    }
    return render(request, "fit/grid.html", context)


@access("fit.view")
def two_by_two(request: MemberRequest) -> HttpResponse:
    """Four counts of need and contact, and what they say; a published table is shown until others are given."""
    asked = any(name in request.GET for name in TableForm.base_fields)
    form = TableForm(request.GET) if asked else TableForm(initial=example.COUNTS)
    counts = form.cleaned_data if asked and form.is_valid() else None
    found = measure(NeedServiceTable(**(counts or example.COUNTS)))
    context = {
        "form": form,
        "own": counts is not None,
        "shown": counts is not None or not asked,
        "table": presenters.two_by_two(found),
        "measures": presenters.measures_table(found),
        "sentence": presenters.two_by_two_sentence(found),
        "caution": CAUTION,
        "source": example.SOURCE,
        "example": example,
    }
    return render(request, "fit/table.html", context)


@access("fit.view")
def waiting(request: PartnershipRequest, slug: str) -> HttpResponse:
    """What becomes of the waiting list of a need, or of one service that answers it, if it goes on as typed."""
    one = _need(request, slug)
    fit = queries.fit(request.partnership, one, timezone.localdate())
    given = next((c for c in fit.contributions if c.service.slug == request.GET.get("service")), None)
    held = given or fit
    seen = None if held.reached is None else round(held.reached / 12, 1)
    asked = "waiting" in request.GET
    form = WaitingForm(
        request.GET if asked else None, initial={"waiting": held.waiting, "arrivals": seen, "capacity": seen}
    )
    context = {
        "need": one,
        "service": given.service if given else None,
        "services": [c.service for c in fit.contributions],
        "form": form,
        "breadcrumbs": _crumbs(request, "Waiting list", one),
    }
    if asked and form.is_valid():
        data = {**form.cleaned_data, "leave_unseen": float(form.cleaned_data["leave_unseen"])}
        outlook = waiting_outlook(**data)
        context["sentence"] = presenters.waiting_sentence(outlook, data["waiting"])
        context["chart"] = presenters.waiting_chart(outlook, data["waiting"], context["sentence"])
    return render(request, "fit/waiting.html", context)


@access("fit.view")
def knock_on(request: PartnershipRequest, slug: str) -> HttpResponse:
    """If one of the services that answer a need sees fewer children, where do they go?"""
    one = _need(request, slug)
    fit = queries.fit(request.partnership, one, timezone.localdate())
    known = [given for given in fit.contributions if given.reached]
    form = KnockOnForm(known, request.GET if "fewer" in request.GET else None)
    context = {"need": one, "known": known, "form": form, "breadcrumbs": _crumbs(request, "Knock-on", one)}
    if form.is_bound and form.is_valid():
        source = form.cleaned_data["service"]
        found = move_children(
            users=form.reached,
            reduction={source: form.cleaned_data["fewer"]},
            goes_to={source: form.shares},
            capacity={given.service.slug: given.capacity for given in known if given.capacity is not None},
        )
        names = {given.service.slug: given.service.name for given in known}
        context |= {
            "sentence": presenters.knock_on_sentence(found, names),
            "table": presenters.knock_on_table(found, known),
            "assumption": found.assumption,
        }
    return render(request, "fit/knock_on.html", context)


def _need(request: PartnershipRequest, slug: str) -> Need:
    return get_object_or_404(queries.needs(request.partnership), slug=slug)


def _match(request: PartnershipRequest, slug: str, pk: int) -> Match:
    try:
        return queries.match(request.partnership, slug, pk)
    except Match.DoesNotExist as missing:
        raise Http404 from missing


def _to(request: PartnershipRequest, slug: str) -> HttpResponse:
    return redirect("fit:need", request.partnership.slug, slug)


def _crumbs(request: PartnershipRequest, here: str, one: Need | None = None) -> list[Link]:
    crumbs = [Link("Fit", reverse("fit:list", args=[request.partnership.slug]))]
    if one is not None:
        crumbs.append(Link(one.name, reverse("fit:need", args=[request.partnership.slug, one.slug])))
    return [*crumbs, Link(here)]
