"""The data location map, which system holds what, and the register of linkages, what is joined and why it may be."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from realign.foundations.design.editing import Values, edit_page, values_of, without_revision
from realign.foundations.design.forms import ConfirmForm
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.registers.sources import actions, presenters, queries, rules
from realign.registers.sources.forms import EndLinkageForm, HoldingForm, LinkageForm
from realign.registers.sources.models import Holding, Linkage


@access("evidence.view")
def holding_list(request: MemberRequest) -> HttpResponseBase:
    """List which system holds which information, and what it leaves out."""
    may_edit = request.actor.may(rules.EDIT)
    spec = presenters.holding_table(request.partnership)
    page = table_page(request, spec, queries.holdings(request.partnership))
    context = {
        "lead": presenters.lead(queries.counts(request.partnership)),
        "may_edit": may_edit,
        "breadcrumbs": [Link("Data systems")],
    }
    return render_table(request, "sources/list.html", page, context)


@access("evidence.view")
def holding(request: MemberRequest, slug: str) -> HttpResponse:
    """Show a kind of information: where it is, who may see it and whether it can be joined."""
    holding = _holding_or_404(request, slug)
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
        title="Add data",
        lead="Which system holds it, who may see it, and can it be linked with other data?",
        back=reverse("sources:list", args=[request.partnership.slug]),
        to=Holding.get_absolute_url,
        done="The data has been added.",
        breadcrumbs=presenters.crumbs(request.partnership),
    )


@access("evidence.edit")
def holding_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Correct the map."""
    holding = _holding_or_404(request, slug)
    form = HoldingForm(request.partnership, request.POST or None, initial=values_of(holding, HoldingForm))
    return edit_page(
        request,
        form,
        lambda data: actions.change_holding(by=request.actor, holding=_holding_or_404(request, slug), **data),
        title="Edit data",
        lead=holding.information,
        back=holding.get_absolute_url(),
        breadcrumbs=presenters.crumbs(
            request.partnership, Link(holding.information, holding.get_absolute_url())
        ),
    )


def _holding_or_404(request: PartnershipRequest, slug: str) -> Holding:
    return get_object_or_404(queries.holdings(request.partnership), slug=slug)


@access("evidence.view")
def linkage_list(request: MemberRequest) -> HttpResponseBase:
    """List the linkages: what is joined, for what, on which basis, by whom, and what is kept."""
    may_edit = request.actor.may(rules.EDIT)
    spec = presenters.linkage_table(request.partnership)
    page = table_page(request, spec, queries.linkages(request.partnership))
    context = {"may_edit": may_edit, "breadcrumbs": presenters.crumbs(request.partnership, Link("Linkages"))}
    return render_table(request, "sources/linkages.html", page, context)


@access("evidence.view")
def linkage(request: MemberRequest, slug: str) -> HttpResponse:
    """Show a linkage: its state, what it still lacks and who answers for it."""
    linkage = _linkage_or_404(request, slug)
    ahead = rules.LIFE.ahead_of(linkage)
    context = {
        "linkage": linkage,
        "state": presenters.state(linkage),
        "facts": presenters.linkage_facts(linkage),
        "next": [(state, state.label) for state in ahead if state != Linkage.State.ENDED],
        "may_end": Linkage.State.ENDED in ahead,
        "missing": rules.lacking(linkage),
        "may_edit": request.actor.may(rules.EDIT),
        "history": entries(request.partnership.slug, linkage),
        "breadcrumbs": _linkage_crumbs(request, linkage.title),
    }
    return render(request, "sources/linkage.html", context)


@access("evidence.edit")
def linkage_add(request: MemberRequest) -> HttpResponse:
    """Propose a linkage."""

    def save(data: Values) -> Linkage:
        return actions.propose_linkage(by=request.actor, **without_revision(data))

    return edit_page(
        request,
        LinkageForm(request.partnership, request.POST or None),
        save,
        title="Propose a linkage",
        lead="Data is not linked in this system. This records what may be linked elsewhere, why, and what is kept.",
        back=_linkage_list(request),
        to=Linkage.get_absolute_url,
        done="The linkage has been proposed.",
        breadcrumbs=_linkage_crumbs(request),
    )


@access("evidence.edit")
def linkage_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Write a proposal further."""
    linkage = _linkage_or_404(request, slug)
    form = LinkageForm(request.partnership, request.POST or None, initial=values_of(linkage, LinkageForm))
    return edit_page(
        request,
        form,
        lambda data: actions.change_linkage(by=request.actor, linkage=_linkage_or_404(request, slug), **data),
        title="Change this proposal",
        lead=linkage.title,
        back=linkage.get_absolute_url(),
        breadcrumbs=_linkage_crumbs(request),
    )


@access("evidence.edit")
def linkage_move(request: MemberRequest, slug: str, to: str) -> HttpResponse:
    """Take a linkage a step further, after asking once more where it is opened by its address."""
    linkage = _linkage_or_404(request, slug)
    if to not in (Linkage.State.AGREED, Linkage.State.RUNNING):
        raise Http404(f"A linkage is not marked as {to}.")
    state = Linkage.State(to)
    return edit_page(
        request,
        ConfirmForm(request.POST or None, initial={"revision": linkage.revision}),
        lambda data: actions.move_linkage(by=request.actor, linkage=linkage, to=state, **data),
        title=f"Mark it as {state.label.lower()}?",
        lead=linkage.title,
        submit=f"Mark it as {state.label.lower()}",
        back=linkage.get_absolute_url(),
        done=f"The linkage is {state.label.lower()}.",
        breadcrumbs=_linkage_crumbs(request),
    )


@access("evidence.edit")
def linkage_end(request: MemberRequest, slug: str) -> HttpResponse:
    """End a linkage, saying what was destroyed."""
    linkage = _linkage_or_404(request, slug)
    return edit_page(
        request,
        EndLinkageForm(request.POST or None, initial={"revision": linkage.revision}),
        lambda data: actions.move_linkage(by=request.actor, linkage=linkage, to=Linkage.State.ENDED, **data),
        title="End this linkage?",
        lead=linkage.title,
        submit="End linkage",
        back=linkage.get_absolute_url(),
        done="The linkage has ended.",
        breadcrumbs=_linkage_crumbs(request),
    )


def _linkage_or_404(request: PartnershipRequest, slug: str) -> Linkage:
    return get_object_or_404(queries.linkages(request.partnership), slug=slug)


def _linkage_list(request: PartnershipRequest) -> str:
    return reverse("sources:linkages", args=[request.partnership.slug])


def _linkage_crumbs(request: PartnershipRequest, *last: str) -> list[Link]:
    return presenters.crumbs(
        request.partnership,
        Link("Linkages", _linkage_list(request)),
        *(Link(last_words) for last_words in last),
    )
