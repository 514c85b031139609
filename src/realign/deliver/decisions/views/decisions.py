"""Pages about decisions, for members and for everybody."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from realign.deliver.decisions import actions, evidence, presenters, queries
from realign.deliver.decisions.forms import ActionsForm, DecisionReadersForm, FollowingActionForm
from realign.deliver.decisions.models import Decision, Position
from realign.deliver.decisions.rules import can_be_followed
from realign.deliver.decisions.types import DECISION, PositionWords, positions_of
from realign.foundations.audit import queries as audit
from realign.foundations.design.editing import answered, edit_page, values_of
from realign.foundations.design.links import link_to
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import HistoryEntry, Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing.rules import how_published
from realign.foundations.publishing.views import withdrawn_or_404
from realign.plan.priorities.models import Action
from realign.registers.thread.presenters import strip_of


def decision_or_404(request: PartnershipRequest, slug: str, *, public: bool = False) -> Decision:
    """The decision at this address, or its page not found."""
    try:
        return (queries.public_decision if public else queries.decision)(request.partnership, slug)
    except Decision.DoesNotExist as missing:
        raise Http404("No such decision.") from missing


def _listed(request: PartnershipRequest, *, public: bool) -> HttpResponseBase:
    spec = presenters.decisions_file if request.GET.get("format") == "csv" else presenters.decisions_table
    rows = (queries.public_decisions if public else queries.decisions)(request.partnership)
    published = publishing.public_content(request.partnership, DECISION) if public else None
    page = table_page(request, spec(request.partnership, published), rows)
    context = {"due": [] if public else queries.due_for_review(request.partnership, timezone.localdate())}
    template = "decisions/public_list.html" if public else "decisions/list.html"
    return render_table(request, template, page, context)


@access("decisions.view")
def decision_list(request: MemberRequest) -> HttpResponseBase:
    """Every decision, those due for review first named."""
    return _listed(request, public=False)


@access("public")
def public_decision_list(request: PartnershipRequest) -> HttpResponseBase:
    """The decisions that anybody may read."""
    return _listed(request, public=True)


def _context(request: PartnershipRequest, decision: Decision) -> dict[str, Any]:
    """What both pages of a decision show."""
    positions = [
        PositionWords(position.organisation.name, Position.Stance(position.stance), position.note)
        for position in decision.positions.all()
    ]
    standing = evidence.standing(decision)
    return {
        "decision": decision,
        "result": presenters.result(decision),
        "options": decision.options.all(),
        "positions": [(position, presenters.stance(position.stance)) for position in positions],
        "agreement": presenters.agreement(positions),
        "judged": presenters.judged(decision),
        "answered": decision.answers.all(),
        "newer": getattr(decision, "superseded_by", None),
        "findings": presenters.finding_links(decision, request.partnership),
        "standing": standing,
        "changes": presenters.changes_table(standing.changes),
        "fingerprint": decision.rested_on_hash[: presenters.SHORT_HASH],
    }


@access("decisions.view")
def decision_page(request: MemberRequest, slug: str) -> HttpResponse:
    """Show a decision, what it rested on and what followed."""
    decision = decision_or_404(request, slug)
    partnership = request.partnership
    proposal = decision.proposal
    context = _context(request, decision) | {
        "thread": strip_of(partnership, "decision", decision.slug, request.actor),
        "proposal": presenters.proposal_link(proposal, partnership) if proposal else None,
        "answers_then": presenters.answers_then(decision),
        "followed": [
            (link_to(action.title, "priorities:action", partnership.slug, action.slug), action)
            for action in queries.actions_of(decision)
        ],
        "can_be_followed": can_be_followed(decision),
        "history": [
            HistoryEntry(
                at=event.at,
                who=event.actor_name if request.actor.may("audit.view") else "A colleague",
                what=f"{event.verb} this decision",
            )
            for event in audit.history(partnership.slug, decision)
        ],
        "may_record": request.actor.may("decisions.record"),
        "breadcrumbs": [
            Link("Decisions", reverse("decisions:list", args=[partnership.slug])),
            Link(decision.title),
        ],
    }
    return render(request, "decisions/decision.html", context)


@access("actions.edit")
def action_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Write an action that carries out a decision."""
    decision = decision_or_404(request, slug)
    proposal = decision.proposal
    return edit_page(
        request,
        FollowingActionForm(
            request.partnership,
            request.POST or None,
            initial={"priority": proposal.priority if proposal else None, "lead_person_account": None},
        ),
        lambda data: actions.create_following_action(by=request.actor, decision=decision, **data),
        title="Add an action that carries it out",
        lead=decision.text,
        submit="Add the action",
        done="The action has been added to the decision. Now add its outcome, costs and funders.",
        back=decision.get_absolute_url(),
        to=Action.get_absolute_url,
        breadcrumbs=crumbs(request, decision),
    )


@access("actions.edit")
def decision_actions(request: MemberRequest, slug: str) -> HttpResponse:
    """Choose the actions that carry out a decision, beside those of its proposal."""
    decision = decision_or_404(request, slug)
    return edit_page(
        request,
        ActionsForm(decision, request.POST or None, initial=values_of(decision, ActionsForm)),
        lambda data: actions.choose_actions(by=request.actor, decision=decision, **data),
        title="Choose the actions that carry it out",
        lead=decision.text,
        done="The actions of the decision have been saved.",
        back=decision.get_absolute_url(),
        breadcrumbs=crumbs(request, decision),
    )


def crumbs(request: PartnershipRequest, decision: Decision) -> list[Link]:
    """The way to a page behind a decision."""
    every = Link("Decisions", reverse("decisions:list", args=[request.partnership.slug]))
    return [every, Link(decision.title, decision.get_absolute_url())]


@access("public")
def public_decision_page(request: PartnershipRequest, slug: str) -> HttpResponse:
    """Show a published decision and what it rested on to everybody."""
    way = Link("Decisions", reverse("decisions:public-list", args=[request.partnership.slug]))
    newest = publishing.newest_at(request.partnership, DECISION, slug)
    if newest is None or not newest.stands:
        return withdrawn_or_404(request, newest, back=way)
    decision = decision_or_404(request, slug, public=True)
    positions = positions_of(newest.content)
    context = _context(request, decision) | {
        "answered": [{"text": text} for text in newest.content["answers"]],
        # names of bodies and groups as they were published, not as they are called today
        "group": newest.content["group"],
        "positions": [(position, presenters.stance(position.stance)) for position in positions],
        "agreement": presenters.agreement(positions),
        "how": how_published(newest),
        "breadcrumbs": [way, Link(decision.title)],
    }
    newer = context["newer"]
    if newer is not None:
        context["newer_is_public"] = (
            queries.public_decisions(request.partnership).filter(pk=newer.pk).exists()
        )
    return render(request, "decisions/public_decision.html", context)


@access("decisions.record")
@require_POST
def publication(request: MemberRequest, slug: str) -> HttpResponse:
    """Let everybody read a decision, or only members."""
    decision = decision_or_404(request, slug)
    answer = answered(DecisionReadersForm(request.POST))
    if answer is None:
        raise Http404("That form does not come from the page of a decision.")
    is_public = answer["public"]
    actions.change_publication(
        by=request.actor, decision=decision, is_public=is_public, revision=answer["revision"]
    )
    messages.success(
        request,
        "The decision is for the public: a person who did not record it can publish it now."
        if is_public
        else "The decision has been unpublished.",
    )
    return redirect(decision)
