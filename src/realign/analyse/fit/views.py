"""Pages of fit: who is missed, one need, the grid of gaps, and the table of need and contact."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from realign.analyse.fit import actions, example, outputs, presenters, queries
from realign.analyse.fit.forms import (
    FourfoldTableForm,
    KnockOnForm,
    MatchChangeForm,
    MatchForm,
    NeedForm,
    WaitingListForm,
)
from realign.analyse.fit.models import Match, Need
from realign.analyse.fit.questions import questions
from realign.analyse.fit.rules import SEE_SPEND, may_see_cost
from realign.foundations.design import words
from realign.foundations.design.editing import answered, edit_page, remove_page, values_of, without_revision
from realign.foundations.design.history import entries
from realign.foundations.design.tables.download import rows_response
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.methods.fit.knock_on import knock_on as move_children
from realign.methods.fit.need import spend_per_child
from realign.methods.fit.table import CAUTION, NeedServiceTable, measure
from realign.methods.fit.waiting import waiting_outlook
from realign.registers.thread.presenters import strip_of


@access("fit.view")
def fit_list(request: MemberRequest) -> HttpResponseBase:
    """Show a bar for each need, the one that misses most children first, or all of it as CSV."""
    fits = queries.fits(request.partnership, timezone.localdate())
    if request.GET.get("format") == "csv":
        return rows_response(
            "fit",
            outputs.rows(fits, with_spend=request.actor.may(SEE_SPEND)),
            invented=any(fit.need.invented for fit in fits),
        )
    lead = presenters.lead(fits)
    known = [fit for fit in fits if fit.children is not None]
    context = {
        "lead": lead,
        "caution": CAUTION,
        "chart": presenters.chart(fits, "Children reached and missed, by need", lead),
        "known": [(fit, presenters.sentence(fit)) for fit in known],
        "unknown": [fit for fit in fits if fit.children is None],
        "source": presenters.source(*known) if known else None,
        "invented": any(fit.need.invented for fit in fits),
    }
    return render(request, "fit/list.html", context)


@access("fit.view")
def need(request: MemberRequest, slug: str) -> HttpResponseBase:
    """One need: how many have it, who is reached, where, by which services, at what cost, and why we say so."""
    record = _need(request, slug)
    today = timezone.localdate()
    fit, by_council = (
        queries.fit(request.partnership, record, today),
        queries.fit_by_council(request.partnership, record, today),
    )
    if request.GET.get("format") == "csv":
        return rows_response(
            f"fit-{slug}",
            outputs.rows([fit, *by_council], with_spend=request.actor.may(SEE_SPEND)),
            invented=record.invented,
        )
    paid = sum(given.spend is not None for given in fit.contributions)
    context = {
        "need": record,
        "fit": fit,
        "sentence": presenters.sentence(fit),
        "caution": CAUTION,
        "missed": words.about(fit.missed.estimate) if fit.missed else "",
        "missed_between": presenters.between(fit.missed) if fit.missed else "",
        "children": words.about(fit.children.estimate) if fit.children else "",
        "children_between": presenters.between(fit.children) if fit.children else "",
        "coverage": presenters.shares(fit.coverage.coverage) if fit.coverage and fit.coverage.coverage else "",
        "spend_per_need": presenters.spend_per_need(spend_per_child(fit.spend, fit.children))
        if fit.spend is not None and fit.children
        else "",
        "sees_cost": fit.spend_per_reached is not None and may_see_cost(request.actor, paid),
        "sees_spend": request.actor.may(SEE_SPEND),
        "chart": presenters.chart(
            by_council, f"{record.name}: children reached and missed, by place", presenters.lead_by_place(by_council),
            by_place=True,
        ),
        "places": presenters.places_table(by_council),
        "adds_up": presenters.adds_up(fit, by_council),
        "groups": presenters.groups_tables(queries.cells_by_group(record)),
        "questions": questions(fit),
        "reasons": presenters.reasons(fit),
        "source": presenters.source(fit),
        "thread": strip_of(request.partnership, "need", record.slug, request.actor),
        "history": entries(request.partnership.slug, record, record.matches.all()),
        "breadcrumbs": [*_crumbs(request), Link(record.name)],
    }  # fmt: skip
    return render(request, "fit/need.html", context)


@access("fit.edit")
def need_add(request: MemberRequest) -> HttpResponse:
    """Write down a need."""
    return edit_page(
        request,
        NeedForm(request.partnership, request.POST or None),
        lambda values: actions.create_need(by=request.actor, **without_revision(values)),
        title="Add a need",
        lead="What children need, who counts as having it, and the released evidence that says how many do.",
        submit="Add this need",
        done="The need has been added. Add the services that answer it.",
        to=lambda need: _address(request, need.slug),
        back=reverse("fit:list", args=[request.partnership.slug]),
        breadcrumbs=_crumbs(request),
    )


@access("fit.edit")
def need_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Define a need better, or rest it on newer evidence."""
    need = _need(request, slug)
    form = NeedForm(request.partnership, request.POST or None, initial=values_of(need, NeedForm))
    return edit_page(
        request,
        form,
        lambda values: actions.change_need(by=request.actor, need=need, **values),
        title=f"Change “{need.name}”",
        lead="The figures follow from the definition, the ages and the released table.",
        submit="Save the need",
        done="The need has been saved.",
        back=_address(request, slug),
        breadcrumbs=_crumbs(request, need),
    )


@access("fit.edit")
def need_remove(request: MemberRequest, slug: str) -> HttpResponse:
    """Remove a need that was written down by mistake."""
    need = _need(request, slug)
    return remove_page(
        request,
        need,
        lambda values: actions.remove_need(by=request.actor, need=need, **values),
        called=f"the need “{need.name}”",
        why_it_stays=queries.why_need_stays(need),
        back=_address(request, slug),
        to=reverse("fit:list", args=[request.partnership.slug]),
        breadcrumbs=_crumbs(request, need),
    )


@access("fit.edit")
def match_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Say that a service answers a need."""
    need = _need(request, slug)
    return edit_page(
        request,
        MatchForm(request.partnership, need, request.POST or None),
        lambda values: actions.create_match(by=request.actor, need=need, **values),
        title=f"Which service answers “{need.name}”?",
        lead="Say how much of its work is for this need: its places and reach are counted by that share.",
        submit="Match this service",
        done="The service is matched with this need.",
        back=_address(request, slug),
        breadcrumbs=_crumbs(request, need),
    )


@access("fit.edit")
def match_edit(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Change what share of a service's work answers a need."""
    match = _match(request, slug, pk)
    return edit_page(
        request,
        MatchChangeForm(request.POST or None, initial=values_of(match, MatchChangeForm)),
        lambda values: actions.change_match(by=request.actor, match=match, **values),
        title=f"How much of “{match.service}” answers “{match.need.name}”?",
        submit="Save the match",
        done="The match has been saved.",
        back=_address(request, slug),
        breadcrumbs=_crumbs(request, match.need),
        template="fit/match_edit.html",
        context={"match": match, "need": match.need},
    )


@access("fit.edit")
def match_remove(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Say that a service does not answer a need after all, after asking once more."""
    match = _match(request, slug, pk)
    if request.method == "POST":
        actions.remove_match(by=request.actor, match=match, revision=match.revision)
        messages.success(request, f"{match.service} is no longer matched with this need.")
        return redirect(_address(request, slug))
    return render(request, "fit/match_remove.html", {"match": match, "need": match.need})


@access("fit.view")
def grid(request: MemberRequest) -> HttpResponse:
    """Needs by levels of help: who does what, and where nobody does anything."""
    by_level = queries.grid(request.partnership, timezone.localdate())
    context = {
        "grid": by_level,
        "rows": presenters.grid_rows(by_level, request.partnership.slug),
        "sentence": presenters.grid_sentence(by_level),
    }
    return render(request, "fit/grid.html", context)


@access("fit.view")
def two_by_two(request: MemberRequest) -> HttpResponse:
    """Four counts of need and contact, and what they say; a published table is shown until others are given."""
    is_typed = any(name in request.GET for name in FourfoldTableForm.base_fields)
    form = FourfoldTableForm(request.GET) if is_typed else FourfoldTableForm(initial=example.COUNTS)
    counts = answered(form)
    measures = measure(NeedServiceTable(**(counts or example.COUNTS)))
    context = {
        "form": form,
        "own": counts is not None,
        "has_figures": counts is not None or not is_typed,
        "table": presenters.two_by_two(measures),
        "measures": presenters.measures_table(measures),
        "sentence": presenters.two_by_two_sentence(measures),
        "caution": CAUTION,
        "source": example.SOURCE,
        "example": example,
    }
    return render(request, "fit/table.html", context)


@access("fit.view")
def waiting(request: MemberRequest, slug: str) -> HttpResponse:
    """What becomes of the waiting list of a need, or of one service that answers it, if it goes on as typed."""
    record = _need(request, slug)
    fit = queries.fit(request.partnership, record, timezone.localdate())
    given = next((c for c in fit.contributions if c.service.slug == request.GET.get("service")), None)
    figures = given or fit
    reached_a_month = None if figures.reached is None else round(figures.reached / 12, 1)
    is_typed = "waiting" in request.GET
    form = WaitingListForm(
        request.GET if is_typed else None,
        initial={"waiting": figures.waiting, "arrivals": reached_a_month, "capacity": reached_a_month},
    )
    context: dict[str, object] = {
        "need": record,
        "service": given.service if given else None,
        "services": [c.service for c in fit.contributions],
        "form": form,
        "breadcrumbs": [*_crumbs(request, record), Link("Waiting list")],
    }
    data = answered(form)
    if data is not None:
        outlook = waiting_outlook(**data | {"leave_unseen": float(data["leave_unseen"])})
        sentence = presenters.waiting_sentence(outlook, data["waiting"])
        chart = presenters.waiting_chart(outlook, data["waiting"], sentence)
        context |= {"sentence": sentence, "chart": chart}
    return render(request, "fit/waiting.html", context)


@access("fit.view")
def knock_on(request: MemberRequest, slug: str) -> HttpResponse:
    """Work out where children go if one of the services that answer a need sees fewer of them."""
    record = _need(request, slug)
    fit = queries.fit(request.partnership, record, timezone.localdate())
    known = [given for given in fit.contributions if given.reached]
    form = KnockOnForm(known, request.GET if "fewer" in request.GET else None)
    context = {
        "need": record,
        "known": known,
        "form": form,
        "breadcrumbs": [*_crumbs(request, record), Link("Knock-on")],
    }
    data = answered(form)
    if data is not None:
        source = data["service"]
        outcome = move_children(
            users=form.reached,
            reduction={source: data["fewer"]},
            goes_to={source: form.shares},
            capacity={given.service.slug: given.capacity for given in known if given.capacity is not None},
        )
        names = {given.service.slug: given.service.name for given in known}
        context |= {
            "sentence": presenters.knock_on_sentence(outcome, names),
            "table": presenters.knock_on_table(outcome, known),
            "assumption": outcome.assumption,
        }
    return render(request, "fit/knock_on.html", context)


def _need(request: PartnershipRequest, slug: str) -> Need:
    return get_object_or_404(queries.needs(request.partnership), slug=slug)


def _match(request: PartnershipRequest, slug: str, pk: int) -> Match:
    try:
        return queries.match(request.partnership, slug, pk)
    except Match.DoesNotExist as missing:
        raise Http404 from missing


def _address(request: PartnershipRequest, slug: str) -> str:
    return reverse("fit:need", args=[request.partnership.slug, slug])


def _crumbs(request: PartnershipRequest, need: Need | None = None) -> list[Link]:
    """The way to a page of this room, through the page of a need where there is one."""
    crumbs = [Link("Fit", reverse("fit:list", args=[request.partnership.slug]))]
    return crumbs if need is None else [*crumbs, Link(need.name, _address(request, need.slug))]
