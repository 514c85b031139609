"""Pages to read: every proposal, one proposal, and how it came to say what it says."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render

from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.plan.priorities import queries as priorities
from realign.plan.proposals import presenters, queries
from realign.plan.proposals.models import Proposal
from realign.plan.proposals.rules import LIFE, submission_gaps

State = Proposal.State


@access("proposals.view")
def proposal_list(request: MemberRequest) -> HttpResponseBase:
    """What are partners asked to change?"""
    page = table_page(request, presenters.table(request.partnership), queries.proposals(request.partnership))
    return render_table(request, "proposals/list.html", page)


@access("proposals.view")
def proposal_page(request: MemberRequest, slug: str) -> HttpResponse:
    """Should we do this?"""
    proposal = found_proposal(request, slug)
    rows = queries.asked(proposal, queries.questions(proposal.question_version))
    done = queries.completeness(rows)
    options = list(proposal.options.all())
    return render(
        request,
        "proposals/page.html",
        {
            "proposal": proposal,
            "lead": presenters.lead(proposal),
            "status": presenters.state(proposal),
            "completeness": done,
            "confidence": queries.confidence(proposal),
            "answers": presenters.answer_rows(proposal, rows),
            "tasks": presenters.tasks(proposal, rows),
            "options": [(option, presenters.option_status(option)) for option in options],
            "costs": presenters.cost_table(queries.costs(proposal)),
            "decisions": presenters.decision_rows(proposal),
            "gaps": submission_gaps(proposal, done, options, bool(proposal.costs.all())),
            "is_draft": proposal.state == State.DRAFT,
            "may_submit": LIFE.can_become(proposal, State.SUBMITTED),
            "may_take_back": LIFE.can_become(proposal, State.DRAFT),
            "may_withdraw": LIFE.can_become(proposal, State.WITHDRAWN),
            "thread": presenters.thread(proposal, priorities.results(queries.measures(proposal))),
            "breadcrumbs": presenters.crumbs(request.partnership, Link(proposal.title)),
        },
    )


@access("proposals.view")
def proposal_history(request: MemberRequest, slug: str) -> HttpResponse:
    """How did it come to say this?"""
    proposal = found_proposal(request, slug)
    scope = request.partnership.slug
    parts = [(f"Answer {answer.code}", entries(scope, answer)) for answer in proposal.answers.all()]
    parts += [(f"Option {option.number}", entries(scope, option)) for option in proposal.options.all()]
    return render(
        request,
        "proposals/history.html",
        {
            "proposal": proposal,
            "history": entries(scope, proposal),
            "parts": parts,
            "breadcrumbs": presenters.crumbs(request.partnership, proposal, Link("History")),
        },
    )


def found_proposal(request: PartnershipRequest, slug: str) -> Proposal:
    """The proposal, or 404."""
    try:
        return queries.proposal(request.partnership, slug)
    except Proposal.DoesNotExist as absent:
        raise Http404 from absent
