"""Pages to write: each shows a form and calls one action."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from realign.foundations.design.editing import edit_page, values_of, without_revision
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.plan.priorities import actions, forms, queries
from realign.plan.priorities.models import Action, Citation, Commitment, Outcome, Priority, Target
from realign.plan.priorities.presenters import words
from realign.plan.priorities.views.pages import action_or_404, priority_or_404
from realign.registers.frameworks import queries as frameworks
from realign.registers.frameworks.models import FrameworkItem, FrameworkVersion


def _list(request: PartnershipRequest) -> str:
    return reverse("priorities:list", args=[request.partnership.slug])


@access("priorities.edit")
def vision_edit(request: MemberRequest) -> HttpResponse:
    """Word the vision anew."""
    form = forms.VisionForm(request.POST or None)
    return edit_page(
        request,
        form,
        lambda data: actions.create_vision(by=request.actor, **data),
        title="Vision",
        lead="The current wording is kept with its dates.",
        back=_list(request),
        done="The vision has been saved.",
        breadcrumbs=words.crumbs(request.partnership),
    )


@access("priorities.edit")
def priority_add(request: MemberRequest) -> HttpResponse:
    """Add a priority."""
    initial = {"number": queries.next_number(request.partnership)}
    form = forms.PriorityForm(request.partnership, request.POST or None, initial=initial)
    return edit_page(
        request,
        form,
        lambda data: actions.create_priority(by=request.actor, **without_revision(data)),
        title="Add a priority",
        back=_list(request),
        to=Priority.get_absolute_url,
        done="The priority has been added.",
        breadcrumbs=words.crumbs(request.partnership),
    )


@access("priorities.edit")
def priority_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change a priority."""
    priority = priority_or_404(request, slug)
    form = forms.PriorityForm(
        request.partnership, request.POST or None, initial=values_of(priority, forms.PriorityForm)
    )
    return edit_page(
        request,
        form,
        lambda data: actions.change_priority(by=request.actor, priority=priority, **data),
        title=f"Change priority {priority.number}",
        back=priority.get_absolute_url(),
        breadcrumbs=words.crumbs(request.partnership, priority),
    )


@access("priorities.edit")
def priority_needs(request: MemberRequest, slug: str) -> HttpResponse:
    """Say which needs a priority answers."""
    priority = priority_or_404(request, slug)
    return edit_page(
        request,
        forms.NeedsForm(
            request.partnership, request.POST or None, initial=values_of(priority, forms.NeedsForm)
        ),
        lambda data: actions.change_priority(by=request.actor, priority=priority, **data),
        title="Needs",
        lead="The services that are matched with a need come with it.",
        back=priority.get_absolute_url(),
        done="The needs have been saved.",
        breadcrumbs=words.crumbs(request.partnership, priority),
        template="priorities/needs.html",
        context={"may_add_needs": request.actor.may("fit.edit")},
    )


@access("priorities.edit")
def wording_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Keep another wording of a priority's outcome."""
    priority = priority_or_404(request, slug)
    return edit_page(
        request,
        forms.WordingForm(request.POST or None),
        lambda data: actions.create_wording(by=request.actor, priority=priority, **data),
        title="Add another wording",
        lead=f"The wording in use: {priority.statement}",
        back=priority.get_absolute_url(),
        breadcrumbs=words.crumbs(request.partnership, priority),
    )


@access("priorities.edit")
def citation_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Say which finding a priority rests on."""
    priority = priority_or_404(request, slug)
    return edit_page(
        request,
        forms.CitationForm(request.partnership, request.POST or None),
        lambda data: actions.cite_finding(by=request.actor, priority=priority, **data),
        title="Cite a finding",
        lead=f"Evidence for the priority “{priority.title}”.",
        back=priority.get_absolute_url(),
        done="The finding has been cited.",
        breadcrumbs=words.crumbs(request.partnership, priority),
    )


@access("priorities.edit")
def citation_drop(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a finding from a priority, after asking."""
    citation = get_object_or_404(
        Citation.objects.select_related("priority__partnership", "finding"),
        partnership=request.partnership,
        pk=pk,
    )
    back = citation.priority.get_absolute_url()
    if request.method == "POST":
        actions.remove_citation(by=request.actor, citation=citation)
        return redirect(back)
    return render(request, "priorities/remove_citation.html", {"citation": citation, "back": back})


@access("priorities.edit")
def outcome_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Add an outcome to a priority."""
    priority = priority_or_404(request, slug)
    return edit_page(
        request,
        forms.OutcomeForm(request.POST or None),
        lambda data: actions.create_outcome(by=request.actor, priority=priority, **without_revision(data)),
        title="Add an outcome",
        lead=str(priority),
        back=priority.get_absolute_url(),
        breadcrumbs=words.crumbs(request.partnership, priority),
    )


@access("priorities.edit")
def outcome_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Word an outcome better."""
    outcome = _outcome(request, slug)
    return edit_page(
        request,
        forms.OutcomeForm(request.POST or None, initial=values_of(outcome, forms.OutcomeForm)),
        lambda data: actions.change_outcome(by=request.actor, outcome=outcome, **data),
        title="Change the outcome",
        back=outcome.priority.get_absolute_url(),
        breadcrumbs=words.crumbs(request.partnership, outcome.priority),
    )


@access("priorities.edit")
def target_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Measure an outcome."""
    outcome = _outcome(request, slug)
    return edit_page(
        request,
        forms.TargetForm(request.partnership, request.POST or None),
        lambda data: actions.create_target(by=request.actor, outcome=outcome, **without_revision(data)),
        title="Measures",
        lead=outcome.statement,
        back=outcome.priority.get_absolute_url(),
        breadcrumbs=words.crumbs(request.partnership, outcome.priority),
    )


@access("priorities.edit")
def target_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Move a target."""
    target = get_object_or_404(
        Target.objects.select_related("outcome__priority__partnership", "indicator"),
        partnership=request.partnership,
        pk=pk,
    )
    priority = target.outcome.priority
    return edit_page(
        request,
        forms.TargetChangeForm(
            request.partnership, request.POST or None, initial=values_of(target, forms.TargetChangeForm)
        ),
        lambda data: actions.change_target(by=request.actor, target=target, **data),
        title="Change the target",
        lead=target.outcome.statement,
        back=priority.get_absolute_url(),
        breadcrumbs=words.crumbs(request.partnership, priority),
    )


@access("priorities.edit")
def target_keep(request: MemberRequest, pk: int) -> HttpResponse:
    """Look at a target again and keep it."""
    target = get_object_or_404(
        Target.objects.select_related("outcome__priority__partnership", "indicator"),
        partnership=request.partnership,
        pk=pk,
    )
    priority = target.outcome.priority
    return edit_page(
        request,
        forms.KeepTargetForm(request.POST or None),
        lambda data: actions.keep_target(by=request.actor, target=target, **data),
        title="Review this target without change",
        lead=f"{target.indicator.title}: {words.target_words(target)}.",
        submit="Save",
        back=priority.get_absolute_url(),
        done="The review has been saved in the log of targets.",
        breadcrumbs=words.crumbs(request.partnership, priority),
    )


@access("priorities.edit")
def commitment_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Add a commitment to a priority."""
    priority = priority_or_404(request, slug)
    return edit_page(
        request,
        forms.CommitmentForm(request.partnership, request.POST or None),
        lambda data: actions.create_commitment(by=request.actor, priority=priority, **without_revision(data)),
        title="Add a commitment",
        lead=str(priority),
        back=_back_to_plan(request, priority),
        breadcrumbs=words.crumbs(request.partnership, priority),
    )


@access("priorities.edit")
def commitment_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change a commitment."""
    commitment = _commitment(request, pk)
    return edit_page(
        request,
        forms.CommitmentChangeForm(
            request.partnership, request.POST or None, initial=values_of(commitment, forms.CommitmentForm)
        ),
        lambda data: actions.change_commitment(by=request.actor, commitment=commitment, **data),
        title=f"Change commitment {words.code_of(commitment)}",
        back=_back_to_plan(request, commitment.priority),
        breadcrumbs=words.crumbs(request.partnership, commitment.priority),
    )


@access("priorities.edit")
def commitment_move(request: MemberRequest, pk: int) -> HttpResponse:
    """Put a commitment under another priority."""
    commitment = _commitment(request, pk)
    return edit_page(
        request,
        forms.MoveCommitmentForm(commitment, request.POST or None, initial={"revision": commitment.revision}),
        lambda data: actions.move_commitment(by=request.actor, commitment=commitment, **data),
        title=f"Move commitment {words.code_of(commitment)}",
        lead=f"“{commitment.text}” is under {commitment.priority}.",
        submit="Move",
        done="The commitment has been moved.",
        back=_back_to_plan(request, commitment.priority),
        breadcrumbs=words.crumbs(request.partnership, commitment.priority),
    )


def _back_to_plan(request: MemberRequest, priority: Priority) -> str:
    """The plan from whose page somebody came (`?plan=`), if the priority is in it; otherwise the priority."""
    # plans stand on a higher floor and are reached through the relation
    plan = priority.plans.filter(slug=request.GET.get("plan", "")).first()
    return f"{plan.get_absolute_url()}#commitments" if plan else priority.get_absolute_url()


@access("priorities.edit")
def commitment_join(request: MemberRequest, pk: int, repeat: int) -> HttpResponse:
    """Name one lead for what two priorities promise."""
    keep, other = _commitment(request, pk), _commitment(request, repeat)
    return edit_page(
        request,
        forms.JoinForm(request.partnership, request.POST or None, initial={"lead": keep.lead or other.lead}),
        lambda data: actions.join_commitments(by=request.actor, keep=keep, repeat=other, **data),
        title="Agree one lead",
        lead=f"{words.code_of(keep)} “{keep.text}” and {words.code_of(other)} “{other.text}” become one.",
        submit="Merge under this lead",
        back=reverse("priorities:checks", args=[request.partnership.slug]),
        done="The commitments have been merged.",
        breadcrumbs=words.crumbs(request.partnership),
    )


@access("actions.edit")
def action_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Add an action to a priority."""
    priority = priority_or_404(request, slug)
    return edit_page(
        request,
        forms.ActionForm(priority, _aims(request), request.POST or None),
        lambda data: actions.create_action(by=request.actor, priority=priority, **without_revision(data)),
        title="Add an action",
        lead=str(priority),
        back=priority.get_absolute_url(),
        to=Action.get_absolute_url,
        done="The action has been added. Now add its costs and funders.",
        breadcrumbs=words.crumbs(request.partnership, priority),
    )


@access("actions.edit")
def action_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change an action."""
    action = action_or_404(request, slug)
    return edit_page(
        request,
        forms.ActionChangeForm(
            action.priority, _aims(request), request.POST or None, initial=values_of(action, forms.ActionForm)
        ),
        lambda data: actions.change_action(by=request.actor, action=action, **data),
        title="Change the action",
        back=action.get_absolute_url(),
        breadcrumbs=words.crumbs(request.partnership, action),
    )


@access("actions.edit")
def action_money(request: MemberRequest, slug: str) -> HttpResponse:
    """Say what a body puts into an action in one year."""
    action = action_or_404(request, slug)
    return edit_page(
        request,
        forms.ActionMoneyForm(request.partnership, request.POST or None),
        lambda data: actions.change_money(by=request.actor, action=action, **data),
        title="Funding",
        lead="One body and one report year at a time. A second figure for the same body and year replaces the first.",
        back=action.get_absolute_url(),
        breadcrumbs=words.crumbs(request.partnership, action),
    )


def _outcome(request: PartnershipRequest, slug: str) -> Outcome:
    return get_object_or_404(
        Outcome.objects.select_related("priority__partnership"), partnership=request.partnership, slug=slug
    )


def _commitment(request: PartnershipRequest, pk: int) -> Commitment:
    try:
        return queries.commitment(request.partnership, pk)
    except Commitment.DoesNotExist as absent:
        raise Http404 from absent


def _aims(request: MemberRequest) -> Any:
    """The aims in law as they hold today; none where the national lists are not loaded."""
    try:
        return frameworks.items("five-aims", request.actor.at.date())
    except FrameworkVersion.DoesNotExist:
        return FrameworkItem.objects.none()
