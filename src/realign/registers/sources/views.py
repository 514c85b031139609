"""The data location map: which system holds what."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from realign.foundations.design.editing import Values, edit_page, values_of, without_revision
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.registers.sources import actions, presenters, queries, rules
from realign.registers.sources.forms import HoldingForm
from realign.registers.sources.models import Holding


@access("evidence.view")
def holding_list(request: MemberRequest) -> HttpResponseBase:
    """Which system holds which information, and what does it leave out?"""
    may_edit = request.actor.may(rules.EDIT)
    spec = presenters.holding_table(request.partnership, may_edit=may_edit)
    page = table_page(request, spec, queries.holdings(request.partnership))
    context = {
        "lead": presenters.lead(queries.counts(request.partnership)),
        "may_edit": may_edit,
        "breadcrumbs": [Link("Where data is")],
    }
    return render_table(request, "sources/list.html", page, context)


@access("evidence.view")
def holding(request: MemberRequest, slug: str) -> HttpResponse:
    """Where is it, who may see it, and can it be joined?"""
    holding = _one(request, slug)
    context = {
        "holding": holding,
        "joins": presenters.joins(holding),
        "facts": presenters.holding_facts(holding),
        "linkages": [(linkage, presenters.state(linkage)) for linkage in holding.linkages.order_by("title")],
        "may_edit": request.actor.may(rules.EDIT),
        "history": entries(request.partnership.slug, holding),
        "breadcrumbs": presenters.crumbs(request.partnership, Link(holding.information)),
    }
    return render(request, "sources/holding.html", context)


@access("evidence.edit")
def holding_add(request: MemberRequest) -> HttpResponse:
    """Add to the map."""

    def save(data: Values) -> Holding:
        return actions.create_holding(by=request.actor, **without_revision(data))

    return edit_page(
        request,
        HoldingForm(request.partnership, request.POST or None),
        save,
        title="Add to the map",
        lead="Which system holds it, who may see it, and can it be joined with other data?",
        back=reverse("sources:list", args=[request.partnership.slug]),
        to=Holding.get_absolute_url,
        done="It is on the map.",
        breadcrumbs=presenters.crumbs(request.partnership),
    )


@access("evidence.edit")
def holding_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Correct the map."""
    holding = _one(request, slug)
    form = HoldingForm(request.partnership, request.POST or None, initial=values_of(holding, HoldingForm))
    return edit_page(
        request,
        form,
        lambda data: actions.change_holding(by=request.actor, holding=_one(request, slug), **data),
        title="Change what the map says",
        lead=holding.information,
        back=holding.get_absolute_url(),
        breadcrumbs=presenters.crumbs(
            request.partnership, Link(holding.information, holding.get_absolute_url())
        ),
    )


def _one(request: PartnershipRequest, slug: str) -> Holding:
    return get_object_or_404(queries.holdings(request.partnership), slug=slug)
