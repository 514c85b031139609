"""Proposals: every one, one and its history, and writing one: a question at a time, saved as you go."""

from collections.abc import Callable

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from realign.foundations.design.editing import Values, edit_page, remove_page, values_of, without_revision
from realign.foundations.design.forms import ConfirmForm
from realign.foundations.design.history import entries
from realign.foundations.design.links import link_to
from realign.foundations.design.tables import Compared, beside_page, render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.plan.proposals import actions, forms, presenters, queries
from realign.plan.proposals.models import Cost, Option, Proposal
from realign.plan.proposals.rules import LIFE, check_may_change, submission_gaps
from realign.plan.proposals.types import QuestionWithAnswer
from realign.registers.thread.presenters import strip_of

State = Proposal.State


@access("proposals.view")
def proposal_list(request: MemberRequest) -> HttpResponseBase:
    """List the proposals."""
    page = table_page(request, presenters.table(request.partnership), queries.proposals(request.partnership))
    return render_table(request, "proposals/list.html", page)


@access("proposals.view")
def proposal_compare(request: MemberRequest) -> HttpResponseBase:
    """Set proposals side by side: what each asks, costs and rests on, and its answers to the same questions."""
    rows = queries.proposals(request.partnership)

    def things(keys: list[str]) -> list[Compared]:
        by_slug = {proposal.slug: proposal for proposal in rows.filter(slug__in=keys)}
        return [
            presenters.beside(by_slug[key], queries.questions(by_slug[key].question_version)) for key in keys
        ]

    choices = [(proposal.slug, proposal.title) for proposal in rows]
    return beside_page(
        request,
        noun="proposals",
        choices=choices,
        things=things,
        breadcrumbs=presenters.crumbs(request.partnership),
    )


@access("proposals.view")
def proposal_page(request: MemberRequest, slug: str) -> HttpResponse:
    """Show a proposal: what is asked, its answers, options and costs, and the decisions on it."""
    proposal = proposal_or_404(request, slug)
    rows = queries.questions_and_answers(proposal, queries.questions(proposal.question_version))
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
            "meetings": presenters.meeting_links(proposal),
            "every_meeting": link_to("Meetings", "decisions:meetings", request.partnership.slug),
            "gaps": submission_gaps(proposal, done, options, bool(proposal.costs.all())),
            "is_draft": proposal.state == State.DRAFT,
            "may_submit": LIFE.can_become(proposal, State.SUBMITTED),
            "may_take_back": LIFE.can_become(proposal, State.DRAFT),
            "may_withdraw": LIFE.can_become(proposal, State.WITHDRAWN),
            "thread": strip_of(request.partnership, "proposal", proposal.slug, request.actor),
            "breadcrumbs": presenters.crumbs(request.partnership, Link(proposal.title)),
        },
    )


@access("proposals.view")
def proposal_history(request: MemberRequest, slug: str) -> HttpResponse:
    """Show the history of a proposal, its answers and its options."""
    proposal = proposal_or_404(request, slug)
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


def proposal_or_404(request: PartnershipRequest, slug: str) -> Proposal:
    """The proposal, or 404."""
    try:
        return queries.proposal(request.partnership, slug)
    except Proposal.DoesNotExist as absent:
        raise Http404 from absent


@access("proposals.edit")
def proposal_add(request: MemberRequest) -> HttpResponse:
    """Begin a proposal."""
    form = forms.ProposalForm(
        request.partnership, request.POST or None, initial={"author_account": request.actor.user_id}
    )
    return edit_page(
        request,
        form,
        lambda data: actions.create_proposal(by=request.actor, **without_revision(data)),
        title="Add a proposal",
        lead="Describe what is asked first. The questions follow one at a time, and each answer is saved.",
        submit="Save and go to the questions",
        back=reverse("proposals:list", args=[request.partnership.slug]),
        to=Proposal.get_absolute_url,
        done="The proposal has been added.",
        breadcrumbs=presenters.crumbs(request.partnership),
    )


@access("proposals.edit")
def proposal_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change the ask."""
    proposal = _draft(request, slug)
    form = forms.ProposalForm(
        request.partnership, request.POST or None, initial=values_of(proposal, forms.ProposalForm)
    )
    return edit_page(
        request,
        form,
        lambda data: actions.change_proposal(by=request.actor, proposal=proposal, **data),
        title="Change what is asked",
        back=proposal.get_absolute_url(),
        breadcrumbs=presenters.crumbs(request.partnership, proposal),
    )


@access("proposals.edit")
def question(request: MemberRequest, slug: str, code: str) -> HttpResponse:
    """Answer one part of one question; then the next, or come back later."""
    proposal = _draft(request, slug)
    rows = queries.questions_and_answers(proposal, queries.questions(proposal.question_version))
    at = next((n for n, row in enumerate(rows) if row.question.code == code), None)
    if at is None:
        raise Http404
    row = rows[at]
    following = rows[at + 1] if at + 1 < len(rows) else None
    back = proposal.get_absolute_url()
    form = forms.ProposalAnswerForm(
        request.partnership,
        row.question,
        request.POST or None,
        initial=values_of(row.answer, forms.ProposalAnswerForm) if row.answer else {},
    )
    goes_on = following is not None and request.POST.get("then") != "back"
    return edit_page(
        request,
        form,
        lambda data: actions.answer_question(by=request.actor, proposal=proposal, code=code, **data),
        title=row.question.label,
        lead=_place(rows, at),
        submit="Save and continue" if following else "Save",
        back=back,
        to=presenters.question_url(proposal, following.question) if goes_on and following else back,
        done=f"Answer {code} has been saved.",
        breadcrumbs=presenters.crumbs(request.partnership, proposal),
        template="proposals/question.html",
        context={"proposal": proposal, "following": following},
    )


def _place(rows: list[QuestionWithAnswer], at: int) -> str:
    row = rows[at]
    done = sum(row.is_answered for row in rows)
    return f"Question {row.question.code}, {at + 1} of {len(rows)}. {done} answered so far."


@access("proposals.edit")
def option_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Add an option."""
    proposal = _draft(request, slug)
    return edit_page(
        request,
        forms.ProposalOptionForm(request.POST or None),
        lambda data: actions.create_option(by=request.actor, proposal=proposal, **without_revision(data)),
        title="Add an option",
        lead="At least three options including “do nothing”, each with a reason.",
        back=proposal.get_absolute_url(),
        to=f"{proposal.get_absolute_url()}#options",
        breadcrumbs=presenters.crumbs(request.partnership, proposal),
    )


@access("proposals.edit")
def option_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change an option."""
    try:
        option = queries.option(request.partnership, pk)
    except Option.DoesNotExist as absent:
        raise Http404 from absent
    proposal = option.proposal
    check_may_change(proposal)
    return edit_page(
        request,
        forms.ProposalOptionForm(request.POST or None, initial=values_of(option, forms.ProposalOptionForm)),
        lambda data: actions.change_option(by=request.actor, option=option, **data),
        title=f"Change option {option.number}",
        back=f"{proposal.get_absolute_url()}#options",
        breadcrumbs=presenters.crumbs(request.partnership, proposal),
    )


@access("proposals.edit")
def option_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Remove an option from a draft."""
    try:
        option = queries.option(request.partnership, pk)
    except Option.DoesNotExist as absent:
        raise Http404 from absent
    return _remove_part(
        request,
        option,
        lambda data: actions.remove_option(by=request.actor, option=option, **data),
        called=f"the option “{option.title}”",
        place="options",
    )


@access("proposals.edit")
def cost_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Remove a cost from a draft."""
    try:
        cost = queries.cost(request.partnership, pk)
    except Cost.DoesNotExist as absent:
        raise Http404 from absent
    return _remove_part(
        request,
        cost,
        lambda data: actions.remove_cost(by=request.actor, cost=cost, **data),
        called=f"the cost to {cost.organisation} in {cost.year}",
        place="costs",
    )


def _remove_part(
    request: MemberRequest, part: Option | Cost, remove: Callable[[Values], None], *, called: str, place: str
) -> HttpResponse:
    """The page that removes a part of a proposal; afterwards its place on the page of the proposal is shown."""
    return remove_page(
        request,
        part,
        remove,
        called=called,
        why_it_stays=queries.why_part_stays(part),
        back=f"{part.proposal.get_absolute_url()}#{place}",
        breadcrumbs=presenters.crumbs(request.partnership, part.proposal),
    )


@access("proposals.edit")
def cost(request: MemberRequest, slug: str) -> HttpResponse:
    """Say what the preferred option costs one body in one year."""
    proposal = _draft(request, slug)
    return edit_page(
        request,
        forms.CostForm(request.partnership, request.POST or None),
        lambda data: actions.change_cost(by=request.actor, proposal=proposal, **data),
        title="Costs",
        lead="One body and one report year at a time. A second figure for the same body and year replaces the first.",
        back=proposal.get_absolute_url(),
        to=f"{proposal.get_absolute_url()}#costs",
        breadcrumbs=presenters.crumbs(request.partnership, proposal),
    )


@access("proposals.submit")
def submit(request: MemberRequest, slug: str) -> HttpResponse:
    """Send it to its group, after asking."""
    proposal = proposal_or_404(request, slug)
    return edit_page(
        request,
        ConfirmForm(request.POST or None, initial={"revision": proposal.revision}),
        lambda data: actions.submit_proposal(by=request.actor, proposal=proposal, **data),
        title="Submit this proposal for decision?",
        lead=f"“{proposal.title}” will go to {proposal.group or 'its group'}. It cannot be changed "
        "while it waits for a decision, but you can return it to draft.",
        submit="Submit",
        back=proposal.get_absolute_url(),
        done="The proposal has been submitted.",
        breadcrumbs=presenters.crumbs(request.partnership, proposal),
    )


@access("proposals.submit")
def take_back(request: MemberRequest, slug: str) -> HttpResponse:
    """Make it a draft again, after asking."""
    proposal = proposal_or_404(request, slug)
    return edit_page(
        request,
        ConfirmForm(request.POST or None, initial={"revision": proposal.revision}),
        lambda data: actions.take_back(by=request.actor, proposal=proposal, **data),
        title="Return to draft?",
        lead=f"“{proposal.title}” can then be changed. Until it is submitted again, no group can decide on it.",
        submit="Return to draft",
        back=proposal.get_absolute_url(),
        done="The proposal has been returned to draft.",
        breadcrumbs=presenters.crumbs(request.partnership, proposal),
    )


@access("proposals.submit")
def withdraw(request: MemberRequest, slug: str) -> HttpResponse:
    """Withdraw it, with a reason."""
    proposal = proposal_or_404(request, slug)
    return edit_page(
        request,
        forms.WithdrawForm(request.POST or None, initial={"revision": proposal.revision}),
        lambda data: actions.withdraw_proposal(by=request.actor, proposal=proposal, **data),
        title="Withdraw this proposal?",
        lead=proposal.title,
        submit="Withdraw",
        back=proposal.get_absolute_url(),
        done="The proposal has been withdrawn.",
        breadcrumbs=presenters.crumbs(request.partnership, proposal),
    )


def _draft(request: PartnershipRequest, slug: str) -> Proposal:
    """A proposal that may be changed; refuses before anybody types anything into one that may not."""
    proposal = proposal_or_404(request, slug)
    check_may_change(proposal)
    return proposal
