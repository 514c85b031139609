"""Calling meetings, and recording what they decide."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from realign.deliver.decisions import evidence, queries
from realign.deliver.decisions.models import (
    Decision,
    DecisionOption,
    Meeting,
    OpenQuestion,
    Position,
    StatedPosition,
)
from realign.deliver.decisions.rules import (
    EDIT_ACTIONS,
    MEETINGS,
    RECORD,
    check_answers,
    check_may_be_followed,
    check_may_move,
    check_may_state,
    check_meeting,
    check_not_remover,
    check_note,
    check_options,
    check_positions,
    check_proposal,
    check_route,
    check_says_enough,
    check_supersedes,
    check_when,
)
from realign.deliver.decisions.types import DECISION, JOINED, OptionPut, Stand
from realign.foundations.accounts.models import User
from realign.foundations.audit import actions as audit
from realign.foundations.partnerships.records import (
    change_record,
    create_record,
    free_slug,
    tell_named,
    with_names,
)
from realign.foundations.partnerships.rules import check_may, check_ours
from realign.foundations.partnerships.types import Actor
from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing.rules import check_second_person
from realign.plan.priorities.actions import create_action
from realign.plan.priorities.models import Action, Priority
from realign.plan.proposals.actions import mark_decided
from realign.plan.proposals.models import Proposal
from realign.registers.evidence.models import Finding
from realign.registers.evidence.rules import check_is_released, check_may_cite
from realign.registers.groups import queries as groups
from realign.registers.groups.models import Group

REMOVED = "removed from the public pages"


@transaction.atomic
def call_meeting(
    *,
    by: Actor,
    group: Group,
    on: date,
    purpose: str = "",
    place: str = "",
    proposals: Iterable[Proposal] = (),
    **values: Any,
) -> Meeting:
    """A group is to meet on a day, to decide on these proposals."""
    check_may(by, MEETINGS)
    check_ours(by, group)
    check_meeting(group, on, Meeting.objects.filter(group=group))
    return create_record(
        Meeting,
        by=by,
        verb="called",
        group=group,
        on=on,
        purpose=purpose,
        place=place,
        proposals=list(proposals),
        **values,
    )


@transaction.atomic
def change_meeting(
    *, by: Actor, meeting: Meeting, revision: int, proposals: Iterable[Proposal] | None = None, **values: Any
) -> Meeting:
    """Change a meeting, its agenda or its minutes. Its day and group stay once it has decided something."""
    check_may(by, MEETINGS)
    group, on = values.get("group", meeting.group), values.get("on", meeting.on)
    check_ours(by, meeting, group)
    check_may_move(meeting, group, on, has_decisions=meeting.decisions.exists())
    if (group.pk, on) != (meeting.group_id, meeting.on):
        check_meeting(group, on, Meeting.objects.filter(group=group).exclude(pk=meeting.pk))
    if proposals is not None:
        # what was decided here was on the agenda, whatever the form says
        decided = Proposal.objects.filter(decisions__meeting=meeting)
        values["proposals"] = {*proposals, *decided}
    change_record(meeting, by=by, revision=revision, **values)
    return meeting


@transaction.atomic
def record_decision(
    *,
    by: Actor,
    meeting: Meeting,
    title: str,
    question: str,
    result: Decision.Result,
    text: str,
    reason: str,
    positions: Sequence[Stand],
    options: Sequence[OptionPut] = (),
    proposal: Proposal | None = None,
    findings: Iterable[Finding] = (),
    review_on: date | None = None,
    review_asks: str = "",
    owner: str = "",
    owner_account: User | None = None,
    nature: str = "",
    scale: str = "",
    profile: str = "",
    route: Decision.Route = Decision.Route.HERE,
    supersedes: Decision | None = None,
    answers: Iterable[OpenQuestion] = (),
    is_public: bool = True,
    slug: str = "",
    invented: bool = False,
    source: str = "",
) -> Decision:
    """Put a decision on record with everything it rested on; from then on it never changes.

    A proposal that was approved or refused becomes “decided”; a deferred one stays before the partnership.
    ``findings`` are cited beside those of the proposal’s answers; ``answers`` are the open questions it settles.
    ``source`` names the paper when an old decision is copied from one. Refuses with the reason (rules.py).
    """
    check_may(by, RECORD)
    findings, answers = list(findings), list(answers)
    bodies = [stand.organisation for stand in positions]
    check_ours(by, meeting, proposal, supersedes, *bodies, *findings, *answers)
    check_when(meeting, by.at.date(), review_on)
    check_says_enough(title, question, text, reason)
    check_options(Decision.Result(result), options)
    core = queries.core_organisations(by.partnership, meeting.on)
    check_positions(Decision.Result(result), positions, core, from_a_paper=bool(source))
    check_route(Decision.Route(route), Decision.Result(result), meeting.group)
    check_answers(answers)
    for finding in findings:
        check_may_cite(finding)
    if supersedes is not None:
        newer = Decision.objects.filter(supersedes=supersedes).first()
        check_supersedes(supersedes, meeting, newer)
    if proposal is not None:
        proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
        check_proposal(proposal, supersedes)
        for answer in proposal.answers.prefetch_related("findings"):
            for finding in answer.findings.all():
                check_is_released(finding)
    rested_on = evidence.snapshot(proposal, findings)
    people = with_names(Decision, by, {"owner": owner.strip(), "owner_account": owner_account})
    decision = Decision(
        partnership=by.partnership,
        created_at=by.at,
        changed_at=by.at,
        changed_by_id=by.user_id,
        slug=slug or free_slug(Decision, by=by, words=title),
        title=title.strip(),
        meeting=meeting,
        proposal=proposal,
        question=question.strip(),
        result=result,
        text=text.strip(),
        reason=reason.strip(),
        owner=people["owner"],
        owner_account=people["owner_account"],
        review_on=review_on,
        review_asks=review_asks.strip(),
        nature=nature.strip(),
        scale=scale.strip(),
        profile=profile.strip(),
        route=route,
        is_public=is_public,
        supersedes=supersedes,
        rested_on=rested_on,
        rested_on_hash=evidence.fingerprint(rested_on),
        invented=invented,
        source=source,
    )
    decision.full_clean()
    decision.save(force_insert=True)
    _save_parts(decision, options, positions)
    for settled in answers:
        change_record(settled, by=by, revision=settled.revision, verb="answered", answered_by=decision)
    if proposal is not None:
        meeting.proposals.add(proposal)
        if result != Decision.Result.DEFERRED and proposal.state != Proposal.State.DECIDED:
            mark_decided(by=by, proposal=proposal)
    audit.record(by=by, verb="recorded", subject=decision, detail=_on_record(decision, options, positions))
    tell_named(by, decision, people)
    return decision


def _save_parts(decision: Decision, options: Sequence[OptionPut], positions: Sequence[Stand]) -> None:
    DecisionOption.objects.bulk_create(
        DecisionOption(
            decision=decision,
            number=number,
            title=option.title.strip(),
            taken=option.taken,
            reason=option.reason.strip(),
        )
        for number, option in enumerate(options, 1)
    )
    Position.objects.bulk_create(
        Position(
            decision=decision,
            organisation=stand.organisation,
            stance=stand.stance,
            note=stand.note.strip(),
        )
        for stand in positions
    )


def _on_record(
    decision: Decision, options: Sequence[OptionPut], positions: Sequence[Stand]
) -> dict[str, Any]:
    """The whole decision again in the chain of events, where a later change of the tables would show."""
    return {
        "question": decision.question,
        "result": decision.result,
        "text": decision.text,
        "reason": decision.reason,
        "options": [[option.title, option.taken, option.reason] for option in options],
        "positions": {stand.organisation.slug: [stand.stance, stand.note] for stand in positions},
        "route": [decision.route, decision.nature, decision.scale, decision.profile],
        "owner": decision.owner,
        "review": [decision.review_on, decision.review_asks],
        "supersedes": decision.supersedes.slug if decision.supersedes else "",
        "rested_on_hash": decision.rested_on_hash,
    }


@transaction.atomic
def state_position(
    *, by: Actor, meeting: Meeting, proposal: Proposal, stance: str, note: str = "", revision: int = 0
) -> StatedPosition:
    """Say before a meeting where the organisation stands for which one sits in its group, or say it anew."""
    check_ours(by, meeting, proposal)
    seats = groups.seats_held(by.partnership, by.user_id)
    on_agenda = meeting.proposals.filter(pk=proposal.pk).exists()
    organisation = check_may_state(seats, meeting, proposal, on_agenda)
    check_note(stance, note)
    words = {"stance": StatedPosition.Stance(stance), "note": note.strip()}
    earlier = queries.stated_position(meeting, proposal, organisation)
    if earlier is None:
        whose = {"meeting": meeting, "proposal": proposal, "organisation": organisation}
        return create_record(StatedPosition, by=by, verb="stated", **whose, **words)
    change_record(earlier, by=by, revision=revision, verb="stated anew", **words)
    return earlier


@transaction.atomic
def change_publication(*, by: Actor, decision: Decision, is_public: bool, revision: int) -> Decision:
    """Let everybody read a decision, or only members. The decision itself stays as it is.

    Refuses whoever recorded or removed it where that would put back at once what was published and then removed.
    """
    check_may(by, RECORD)
    published = publishing.versions(by.partnership, DECISION).standing().filter(key=str(decision.pk))
    if is_public and published.exists():
        writers = publishing.writers_of(by.partnership, [decision], besides={REMOVED, JOINED})
        check_second_person(by, writers, "a decision")
        check_not_remover(by, publishing.last_who(by.partnership, decision, REMOVED))
    change_record(
        decision, by=by, revision=revision, verb="published" if is_public else REMOVED, is_public=is_public
    )
    return decision


@transaction.atomic
def choose_actions(*, by: Actor, decision: Decision, actions: Iterable[Action], revision: int) -> Decision:
    """Say which actions carry out a decision, beside those of its proposal. The decision itself stays as it is."""
    check_may(by, EDIT_ACTIONS)
    check_may_be_followed(decision)
    change_record(decision, by=by, revision=revision, verb=JOINED, actions=actions)
    return decision


@transaction.atomic
def create_following_action(*, by: Actor, decision: Decision, priority: Priority, **values: Any) -> Action:
    """Write an action that carries out a decision, under a priority."""
    check_may(by, EDIT_ACTIONS)
    check_ours(by, decision, priority)
    action = create_action(by=by, priority=priority, **values)
    joined = [*decision.actions.all(), action]
    choose_actions(by=by, decision=decision, actions=joined, revision=decision.revision)
    return action


@transaction.atomic
def raise_question(*, by: Actor, group: Group, text: str, slug: str = "", **values: Any) -> OpenQuestion:
    """Put a question on the list of those that wait for a decision."""
    check_may(by, MEETINGS)
    slug = slug or free_slug(OpenQuestion, by=by, words=text)
    return create_record(OpenQuestion, by=by, verb="raised", group=group, text=text, slug=slug, **values)


@transaction.atomic
def change_question(*, by: Actor, question: OpenQuestion, revision: int, **values: Any) -> OpenQuestion:
    """Change a question that still waits: its wording, its owner, its day."""
    check_may(by, MEETINGS)
    check_answers([question])
    change_record(question, by=by, revision=revision, **values)
    return question
