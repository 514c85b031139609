"""Writing proposals, answering their questions, and moving them towards a decision."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from realign.foundations.audit import actions as audit
from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.queries import account_acting
from realign.foundations.partnerships.records import change_record, create_record, free_slug, remove_mistake
from realign.foundations.partnerships.rules import check_may, check_ours
from realign.foundations.partnerships.types import Actor, ChangedMeanwhile, Refusal
from realign.plan.proposals import queries
from realign.plan.proposals.models import Answer, Cost, Option, Proposal
from realign.plan.proposals.rules import (
    EDIT,
    LIFE,
    SUBMIT,
    State,
    check_may_change,
    check_may_submit,
    check_option,
    check_withdrawal,
    submission_gaps,
)
from realign.registers.evidence.models import Finding
from realign.registers.evidence.rules import check_may_cite


@transaction.atomic
def create_proposal(*, by: Actor, title: str, slug: str = "", **values: Any) -> Proposal:
    """A new proposal in draft. It answers the version of the questions that holds today, and keeps to it."""
    check_may(by, EDIT)
    values.setdefault("question_version", queries.question_version(by.at.date()))
    if not values.get("author") and not values.get("author_account"):
        values |= {"author": by.name, "author_account": account_acting(by)}
    slug = slug or free_slug(Proposal, by=by, words=title, reserved=("new", "compare", "options"))
    return create_record(Proposal, by=by, verb="began", title=title, slug=slug, **values)


@transaction.atomic
def change_proposal(*, by: Actor, proposal: Proposal, revision: int, **values: Any) -> Proposal:
    """Change what is asked, of whom, for which priority."""
    check_may(by, EDIT)
    check_may_change(proposal)
    change_record(proposal, by=by, revision=revision, **values)
    return proposal


@transaction.atomic
def answer_question(
    *,
    by: Actor,
    proposal: Proposal,
    code: str,
    revision: int,
    text: str = "",
    choice: str = "",
    findings: Sequence[Finding] = (),
    other_evidence: str = "",
    **values: Any,
) -> Answer:
    """Answer one part of a question, or answer it anew. ``revision`` is 0 while nobody has answered it."""
    check_may(by, EDIT)
    check_may_change(proposal)
    known = {question.code: question for question in queries.questions(proposal.question_version)}
    if code not in known:
        raise Refusal(f"There is no question {code}.", f"The questions are {', '.join(known)}.")
    if choice and choice not in known[code].choices:
        raise Refusal(f"“{choice}” is not one of the choices.", f"Choose {' or '.join(known[code].choices)}.")
    for finding in findings:
        check_may_cite(finding)
    words = {"text": text, "choice": choice, "findings": findings, "other_evidence": other_evidence, **values}
    earlier = Answer.objects.select_for_update().filter(proposal=proposal, code=code).first()
    if earlier is None:
        return create_record(Answer, by=by, verb="answered", proposal=proposal, code=code, **words)
    if revision == 0:
        raise ChangedMeanwhile(earlier)
    change_record(earlier, by=by, revision=revision, verb="revised the answer to", **words)
    return earlier


@transaction.atomic
def create_option(*, by: Actor, proposal: Proposal, title: str, number: int = 0, **values: Any) -> Option:
    """One way of doing it. Preferring it takes the preference from the option that had it."""
    check_may(by, EDIT)
    check_may_change(proposal)
    _check_option(values)
    if values.get("is_preferred"):
        _prefer_no_other(by, proposal)
    last = proposal.options.aggregate(models.Max("number"))["number__max"] or 0
    return create_record(Option, by=by, proposal=proposal, title=title, number=number or last + 1, **values)


@transaction.atomic
def change_option(*, by: Actor, option: Option, revision: int, **values: Any) -> Option:
    """Change an option."""
    check_may(by, EDIT)
    check_may_change(option.proposal)
    fields = ("is_do_nothing", "is_preferred", "rejected_because")
    _check_option({field: values.get(field, getattr(option, field)) for field in fields})
    if values.get("is_preferred"):
        _prefer_no_other(by, option.proposal, option)
    change_record(option, by=by, revision=revision, **values)
    return option


@transaction.atomic
def remove_option(*, by: Actor, option: Option, revision: int) -> None:
    """Remove an option from a draft."""
    check_may(by, EDIT)
    check_may_change(option.proposal)
    remove_mistake(option, by=by, revision=revision, why_it_stays=queries.why_part_stays)


def _check_option(values: dict[str, Any]) -> None:
    check_option(
        is_do_nothing=values.get("is_do_nothing", False),
        is_preferred=values.get("is_preferred", False),
        rejected_because=values.get("rejected_because", ""),
    )


def _prefer_no_other(by: Actor, proposal: Proposal, wanted: Option | None = None) -> None:
    for other in proposal.options.filter(is_preferred=True):
        if wanted is None or other.pk != wanted.pk:
            change_record(other, by=by, revision=other.revision, verb="no longer prefers", is_preferred=False)


@transaction.atomic
def change_cost(
    *,
    by: Actor,
    proposal: Proposal,
    organisation: Organisation,
    year: str,
    amount: Decimal,
    price_base: str,
    **values: Any,
) -> Cost:
    """What the preferred option costs one body in one year; a second figure replaces the first."""
    check_may(by, EDIT)
    check_may_change(proposal)
    earlier = Cost.objects.filter(proposal=proposal, organisation=organisation, year=year).first()
    figure = {"amount": amount, "price_base": price_base, **values}
    if earlier is None:
        return create_record(Cost, by=by, proposal=proposal, organisation=organisation, year=year, **figure)
    change_record(earlier, by=by, revision=earlier.revision, **figure)
    return earlier


@transaction.atomic
def remove_cost(*, by: Actor, cost: Cost, revision: int) -> None:
    """Remove a cost from a draft."""
    check_may(by, EDIT)
    check_may_change(cost.proposal)
    remove_mistake(cost, by=by, revision=revision, why_it_stays=queries.why_part_stays)


@transaction.atomic
def submit_proposal(*, by: Actor, proposal: Proposal, revision: int) -> Proposal:
    """Send a finished proposal to its group. Refuses with everything that is still missing."""
    check_may(by, SUBMIT)
    LIFE.check_can_become(proposal, State.SUBMITTED)
    in_full = queries.proposal(by.partnership, proposal.slug)
    done = queries.completeness(
        queries.questions_and_answers(in_full, queries.questions(in_full.question_version))
    )
    check_may_submit(submission_gaps(in_full, done, list(in_full.options.all()), bool(in_full.costs.all())))
    change_record(
        proposal,
        by=by,
        revision=revision,
        verb="submitted",
        state=State.SUBMITTED,
        submitted_at=by.at,
        version=in_full.version + 1,
    )
    return proposal


@transaction.atomic
def take_back(*, by: Actor, proposal: Proposal, revision: int) -> Proposal:
    """Make a submitted or withdrawn proposal a draft again, so that it can be changed."""
    check_may(by, SUBMIT)
    LIFE.check_can_become(proposal, State.DRAFT)
    change_record(
        proposal, by=by, revision=revision, verb="reopened", state=State.DRAFT, withdrawn_because=""
    )
    return proposal


@transaction.atomic
def withdraw_proposal(*, by: Actor, proposal: Proposal, revision: int, because: str) -> Proposal:
    """The proposal is not pursued. It stays to be read, with the reason."""
    check_may(by, SUBMIT)
    LIFE.check_can_become(proposal, State.WITHDRAWN)
    check_withdrawal(because)
    change_record(
        proposal,
        by=by,
        revision=revision,
        verb="withdrew",
        state=State.WITHDRAWN,
        withdrawn_because=because.strip(),
    )
    return proposal


@transaction.atomic
def link_actions(*, by: Actor, proposal: Proposal, actions: Sequence[Any]) -> Proposal:
    """Say which actions carry the proposal out; possible at any time, since actions follow decisions."""
    check_may(by, "actions.edit")
    linked = set(proposal.actions.all())
    if linked == set(actions):
        return proposal
    check_ours(by, proposal, *actions)
    proposal.actions.set(actions)
    names = [sorted(str(action) for action in group) for group in (linked, actions)]
    audit.record(by=by, verb="linked actions to", subject=proposal, detail={"changes": {"actions": names}})
    return proposal


@transaction.atomic
def mark_decided(*, by: Actor, proposal: Proposal) -> Proposal:
    """A group has decided on this proposal. Called by the room that records decisions, which checks who may.

    A second decision that supersedes the first leaves the proposal decided.
    """
    if proposal.state == State.DECIDED:
        return proposal
    LIFE.check_can_become(proposal, State.DECIDED)
    change_record(proposal, by=by, revision=proposal.revision, verb="marked as decided", state=State.DECIDED)
    return proposal
