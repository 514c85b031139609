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
    one = found_proposal(request, slug)
    asked = queries.asked(one, queries.questions(one.question_version))
    done = queries.completeness(asked)
    options = list(one.options.all())
    return render(
        request,
        "proposals/page.html",
        {
            "proposal": one,
            "lead": presenters.lead(one),
            "status": presenters.state(one),
            "completeness": done,
            "confidence": queries.confidence(one),
            "answers": presenters.answer_rows(one, asked),
            "tasks": presenters.tasks(one, asked),
            "options": [(option, presenters.option_status(option)) for option in options],
            "costs": presenters.cost_table(queries.costs(one)),
            "decisions": presenters.decision_rows(one),
            "gaps": submission_gaps(one, done, options, bool(one.costs.all())),
            "is_draft": one.state == State.DRAFT,
            "may_submit": LIFE.can_become(one, State.SUBMITTED),
            "may_take_back": LIFE.can_become(one, State.DRAFT),
            "may_withdraw": LIFE.can_become(one, State.WITHDRAWN),
            "thread": presenters.thread(one, priorities.results(queries.measures(one))),
            "breadcrumbs": presenters.crumbs(request.partnership, Link(one.title)),
        },
    )


@access("proposals.view")
def proposal_history(request: MemberRequest, slug: str) -> HttpResponse:
    """How did it come to say this?"""
    one = found_proposal(request, slug)
    scope = request.partnership.slug
    parts = [(f"Answer {answer.code}", entries(scope, answer)) for answer in one.answers.all()]
    parts += [(f"Option {option.number}", entries(scope, option)) for option in one.options.all()]
    return render(
        request,
        "proposals/history.html",
        {
            "proposal": one,
            "history": entries(scope, one),
            "parts": parts,
            "breadcrumbs": presenters.crumbs(request.partnership, one, Link("History")),
        },
    )


def found_proposal(request: PartnershipRequest, slug: str) -> Proposal:
    """The proposal, or 404."""
    try:
        return queries.proposal(request.partnership, slug)
    except Proposal.DoesNotExist as absent:
        raise Http404 from absent
