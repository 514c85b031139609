"""Pages that show whether each commitment rests on evidence and each outcome can be seen."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from realign.foundations.design.editing import Values, edit_page, values_of, without_revision
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link, Status
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.plan.alignment import actions, presenters, queries, rules
from realign.plan.alignment.forms import SupportForm
from realign.plan.alignment.models import Support
from realign.plan.priorities.models import Commitment
from realign.registers.gaps import rules as gap_rules
from realign.registers.thread.presenters import strip_of


@access("priorities.view")
def matrix(request: MemberRequest) -> HttpResponseBase:
    """List commitments with the evidence each rests on, and those to be refined or dropped."""
    rows = queries.matrix(request.partnership)
    may_edit = request.actor.may(rules.EDIT)
    page = table_page(request, presenters.matrix_table(request.partnership, may_edit=may_edit), rows)
    context = {
        "lead": presenters.matrix_lead(rows),
        "may_edit": may_edit,
        "breadcrumbs": [Link("Evidence for commitments")],
    }
    return render_table(request, "alignment/matrix.html", page, context)


@access("priorities.view")
def outcomes(request: MemberRequest) -> HttpResponseBase:
    """List outcomes with how far each can be seen: not at all, by a proxy, fully."""
    rows = queries.outcomes(request.partnership)
    spec = presenters.sight_table(request.partnership, may_record_gaps=request.actor.may(gap_rules.EDIT))
    page = table_page(request, spec, rows)
    context = {
        "lead": presenters.sight_lead(rows),
        "covered": queries.covered(rows),
        "breadcrumbs": presenters.crumbs(request.partnership, Link("Indicators for outcomes")),
    }
    return render_table(request, "alignment/outcomes.html", page, context)


@access("priorities.view")
def commitment(request: MemberRequest, pk: int) -> HttpResponse:
    """Show what speaks for a commitment, and how strongly."""
    rows = Commitment.objects.select_related("priority__partnership")
    promise = get_object_or_404(rows, partnership=request.partnership, pk=pk)
    row = next(row for row in queries.matrix(request.partnership) if row.commitment.pk == promise.pk)
    context = {
        "row": row,
        "status": Status(row.verdict.value, presenters.VERDICTS[row.verdict]),
        "priority": promise.priority,
        # plans stand beside priorities and are reached through the relation
        "plans": list(promise.priority.plans.order_by("-starts_on")),
        "thread": strip_of(request.partnership, "commitment", str(promise.pk), request.actor),
        "may_edit": request.actor.may(rules.EDIT),
        "history": entries(request.partnership.slug, promise),
        "breadcrumbs": presenters.crumbs(request.partnership, Link(f"Commitment {row.code}")),
    }
    return render(request, "alignment/commitment.html", context)


@access("priorities.edit")
def support_add(request: MemberRequest) -> HttpResponse:
    """Match a finding; ``?commitment=`` chooses the promise."""
    chosen = request.GET.get("commitment", "")
    begun = {"commitment": chosen} if chosen else {}

    def save(data: Values) -> Support:
        return actions.create_support(by=request.actor, **without_revision(data))

    return edit_page(
        request,
        SupportForm(request.partnership, request.POST or None, initial=begun),
        save,
        title="Evidence for this commitment",
        lead="Choose a finding, what it supports, and how strongly.",
        back=reverse("alignment:matrix", args=[request.partnership.slug]),
        to=lambda support: _home(request, support),
        done="The finding has been matched.",
        breadcrumbs=presenters.crumbs(request.partnership),
    )


@access("priorities.edit")
def support_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Say better how strongly it speaks for it."""
    support = _support(request, pk)
    return edit_page(
        request,
        SupportForm(request.partnership, request.POST or None, initial=values_of(support, SupportForm)),
        lambda data: actions.change_support(by=request.actor, support=support, **data),
        title="Change this match",
        lead=str(support.finding),
        back=_home(request, support),
        breadcrumbs=presenters.crumbs(request.partnership),
    )


@access("priorities.edit")
@require_POST
def support_drop(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a finding from a promise."""
    support = _support(request, pk)
    back = _home(request, support)
    actions.remove_support(by=request.actor, support=support)
    return redirect(back)


def _support(request: PartnershipRequest, pk: int) -> Support:
    return get_object_or_404(queries.supports(request.partnership), pk=pk)


def _home(request: PartnershipRequest, support: Support) -> str:
    if support.commitment_id is not None:
        return reverse("alignment:commitment", args=[request.partnership.slug, support.commitment_id])
    return reverse("alignment:outcomes", args=[request.partnership.slug])
