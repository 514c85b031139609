"""Pages that remove what was added by mistake, or say why it stays."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from realign.foundations.design.editing import Values, remove_page
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest
from realign.plan.priorities import actions, queries
from realign.plan.priorities.models import Commitment, Outcome, Target
from realign.plan.priorities.presenters import words
from realign.plan.priorities.views.pages import action_or_404, priority_or_404


@access("priorities.edit")
def priority_remove(request: MemberRequest, slug: str) -> HttpResponse:
    """Remove a priority that was added by mistake."""
    priority = priority_or_404(request, slug)
    return remove_page(
        request,
        priority,
        lambda data: actions.remove_priority(by=request.actor, priority=priority, **data),
        called=f"the priority “{priority.title}”",
        why_it_stays=queries.why_priority_stays(priority),
        back=priority.get_absolute_url(),
        to=reverse("priorities:list", args=[request.partnership.slug]),
        breadcrumbs=words.crumbs(request.partnership, priority),
    )


@access("priorities.edit")
def outcome_remove(request: MemberRequest, slug: str) -> HttpResponse:
    """Remove an outcome that was added by mistake."""
    outcome = get_object_or_404(
        Outcome.objects.select_related("priority__partnership"), partnership=request.partnership, slug=slug
    )
    return _part_page(
        request,
        outcome,
        lambda data: actions.remove_outcome(by=request.actor, outcome=outcome, **data),
        f"the outcome “{outcome.statement}”",
    )


@access("priorities.edit")
def target_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Remove a target that was set by mistake."""
    target = get_object_or_404(
        Target.objects.select_related("outcome__priority__partnership", "indicator"),
        partnership=request.partnership,
        pk=pk,
    )
    return _part_page(
        request,
        target,
        lambda data: actions.remove_target(by=request.actor, target=target, **data),
        f"the target for “{target.indicator.title}”",
    )


@access("priorities.edit")
def commitment_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Remove a commitment that was added by mistake."""
    commitment = get_object_or_404(
        Commitment.objects.select_related("priority__partnership"), partnership=request.partnership, pk=pk
    )
    return _part_page(
        request,
        commitment,
        lambda data: actions.remove_commitment(by=request.actor, commitment=commitment, **data),
        f"the commitment “{commitment.text}”",
    )


@access("actions.edit")
def action_remove(request: MemberRequest, slug: str) -> HttpResponse:
    """Remove an action that was added by mistake."""
    action = action_or_404(request, slug)
    return _part_page(
        request,
        action,
        lambda data: actions.remove_action(by=request.actor, action=action, **data),
        f"the action “{action.title}”",
        back=action.get_absolute_url(),
    )


def _part_page(
    request: MemberRequest, part: Any, remove: Callable[[Values], None], called: str, back: str = ""
) -> HttpResponse:
    """The page about a part of a priority; afterwards its priority is shown."""
    priority = part.outcome.priority if isinstance(part, Target) else part.priority
    here = priority.get_absolute_url()
    return remove_page(
        request,
        part,
        remove,
        called=called,
        why_it_stays=queries.why_part_stays(part),
        back=back or here,
        to=here,
        breadcrumbs=words.crumbs(request.partnership, priority),
    )
