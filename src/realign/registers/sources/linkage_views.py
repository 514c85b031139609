"""The register of linkages: what is joined with what, and why it may be."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from realign.foundations.design.editing import edit_page, values_of, without_revision
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.registers.sources import actions, presenters, queries, rules
from realign.registers.sources.forms import EndForm, LinkageForm
from realign.registers.sources.models import Linkage


@access("evidence.view")
def linkage_list(request: MemberRequest) -> HttpResponseBase:
    """What is joined, for what, on which basis, by whom, and what is kept?"""
    may_edit = request.actor.may(rules.EDIT)
    spec = presenters.linkage_table(request.partnership, may_edit=may_edit)
    page = table_page(request, spec, queries.linkages(request.partnership))
    context = {"may_edit": may_edit, "breadcrumbs": presenters.crumbs(request.partnership, Link("Linkages"))}
    return render_table(request, "sources/linkages.html", page, context)


@access("evidence.view")
def linkage(request: MemberRequest, slug: str) -> HttpResponse:
    """May this data be joined, and who answers for it?"""
    one = _one(request, slug)
    context = {
        "linkage": one,
        "state": presenters.state(one),
        "facts": presenters.linkage_facts(one),
        "next": [(to, Linkage.State(to).label) for to in rules.MOVES[one.state] if to != Linkage.State.ENDED],
        "may_end": Linkage.State.ENDED in rules.MOVES[one.state],
        "missing": rules.lacking(one),
        "may_edit": request.actor.may(rules.EDIT),
        "history": entries(request.partnership.slug, one),
        "breadcrumbs": _crumbs(request, one.title),
    }
    return render(request, "sources/linkage.html", context)


@access("evidence.edit")
def linkage_add(request: MemberRequest) -> HttpResponse:
    """Propose a linkage."""

    def save(data: dict) -> Linkage:
        return actions.propose_linkage(by=request.actor, **without_revision(data))

    return edit_page(
        request,
        LinkageForm(request.partnership, request.POST or None),
        save,
        title="Propose to join data",
        lead="No data is joined here. This says what may be joined elsewhere, why, and what is kept.",
        back=_list(request),
        to=presenters.linkage_address,
        done="The linkage is proposed.",
        breadcrumbs=_crumbs(request),
    )


@access("evidence.edit")
def linkage_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Write a proposal further."""
    one = _one(request, slug)
    form = LinkageForm(request.partnership, request.POST or None, initial=values_of(one, LinkageForm))
    return edit_page(
        request,
        form,
        lambda data: actions.change_linkage(by=request.actor, linkage=_one(request, slug), **data),
        title="Change this proposal",
        lead=one.title,
        back=presenters.linkage_address(one),
        breadcrumbs=_crumbs(request),
    )


@access("evidence.edit")
@require_POST
def linkage_move(request: MemberRequest, slug: str, to: str) -> HttpResponse:
    """Take a linkage a step further."""
    one = _one(request, slug)
    actions.move_linkage(by=request.actor, linkage=one, revision=int(request.POST["revision"]), to=to)
    return redirect(presenters.linkage_address(one))


@access("evidence.edit")
def linkage_end(request: MemberRequest, slug: str) -> HttpResponse:
    """End a linkage, saying what was destroyed."""
    one = _one(request, slug)
    return edit_page(
        request,
        EndForm(request.POST or None, initial={"revision": one.revision}),
        lambda data: actions.move_linkage(by=request.actor, linkage=one, to=Linkage.State.ENDED, **data),
        title="End this linkage?",
        lead=one.title,
        submit="End it",
        back=presenters.linkage_address(one),
        done="The linkage has ended.",
        breadcrumbs=_crumbs(request),
    )


def _one(request: PartnershipRequest, slug: str) -> Linkage:
    return get_object_or_404(queries.linkages(request.partnership), slug=slug)


def _list(request: PartnershipRequest) -> str:
    return reverse("sources:linkages", args=[request.partnership.slug])


def _crumbs(request: PartnershipRequest, *last: str) -> list[Link]:
    return presenters.crumbs(
        request.partnership, Link("Linkages", _list(request)), *(Link(one) for one in last)
    )
