"""When a decision may be recorded, and what it must say."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.text import get_text_list

from realign.deliver.decisions.models import Decision, Meeting, OpenQuestion, Position
from realign.deliver.decisions.types import APPROVALS, OptionPut, Stand
from realign.foundations.design.words import date_words
from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.rules import check_says
from realign.foundations.partnerships.types import Actor, Refusal
from realign.plan.proposals.models import Proposal
from realign.registers.groups.models import Group, Seat

RECORD = "decisions.record"
MEETINGS = "meetings.edit"
EDIT_ACTIONS = "actions.edit"

# Approved outright means that every core partner was asked and none said no (S0 ch4; ch7, question 12).
BLOCKS_APPROVAL = (Position.Stance.NO, Position.Stance.NOT_ASKED)
NEEDS_A_NOTE = (Position.Stance.NO, Position.Stance.CONDITIONS)


def check_says_enough(title: str, question: str, text: str, reason: str) -> None:
    """Refuse a decision without a title, the question, the decision itself or the reason (S0 R16)."""
    if not title.strip():
        raise Refusal("It has no title.", "Give it a short title.")
    check_says(question, "The question is missing.", "Write the question as it was put to the group.")
    check_says(text, "The decision is missing.", "Write the decision in a sentence or two.")
    check_says(
        reason, "The reason is missing.", "Write the reason: a decision without one cannot be recorded."
    )


def check_not_remover(by: Actor, remover: int | None) -> None:
    """Refuse whoever removed a decision from the public pages to put it back alone."""
    if remover is not None and by.user_id == remover:
        raise Refusal(
            "You removed this decision from the public pages; another person must put it back.",
            "Ask a person who may record decisions and did not record this one.",
        )


def check_options(result: Decision.Result, options: Sequence[OptionPut]) -> None:
    """Refuse two options taken, an approval that takes none of its options, and one turned down without a reason."""
    taken = [option.title for option in options if option.taken]
    if len(taken) > 1:
        raise Refusal(f"{len(taken)} options are marked as chosen: {', '.join(taken)}.", "Mark one.")
    if options and not taken and result in APPROVALS:
        raise Refusal("No option is marked as chosen.", "Mark the option that was approved.")
    for option in options:
        if not option.title.strip():
            raise Refusal("An option has no title.", "Give it a title, or leave its row empty.")
        if not option.taken:
            check_says(
                option.reason,
                f"The reason for not choosing “{option.title}” is missing.",
                "Give the group’s reason.",
                [option.title],
            )


def check_positions(
    result: Decision.Result,
    positions: Sequence[Stand],
    core: Iterable[Organisation],
    *,
    from_a_paper: bool = False,
) -> None:
    """Refuse when a core partner’s position is missing, or when it does not fit an approval.

    Each partner stands once. “No” and “with conditions” say why. “Approved” needs every core partner asked and
    none against (docs/requirements.md, DEC-07). Only a decision copied from an old paper that kept no positions may say
    “not recorded”, and its page flags it (GOV-34).
    """
    stood: dict[int, Stand] = {}
    for position in positions:
        if position.organisation.pk in stood:
            raise Refusal(f"{position.organisation.name} appears twice.", "Keep one position for each.")
        stood[position.organisation.pk] = position
    core = list(core)
    missing = [body.name for body in core if body.pk not in stood]
    if missing:
        raise Refusal(
            f"The position of {get_text_list(missing, 'and')} is missing.",
            "Record their position, or that they were not asked.",
        )
    for position in positions:
        if position.stance in NEEDS_A_NOTE:
            check_says(
                position.note, f"Missing: {_what_is_missing(position)}.", "Write it beside their position."
            )
    unknown = [
        position.organisation.name for position in positions if position.stance == Position.Stance.UNKNOWN
    ]
    if unknown and not from_a_paper:
        raise Refusal(
            f"The position of {get_text_list(unknown, 'and')} is given as “not recorded”.",
            "This is allowed only for a decision copied from an old paper. Record their position, or "
            "that they were not asked.",
        )
    if result == Decision.Result.APPROVED:
        _check_all_agree([stood[body.pk] for body in core])


def _check_all_agree(stands: list[Stand]) -> None:
    blocking = [stand for stand in stands if stand.stance in BLOCKS_APPROVAL]
    if blocking:
        words = [f"{stand.organisation.name} ({stand.stance.label.lower()})" for stand in blocking]
        raise Refusal(
            "“Approved” cannot be recorded while a core partner disagrees or was not asked: "
            f"{get_text_list(words, 'and')}.",
            "Ask them first, or record it as approved with conditions, deferred or not approved.",
        )


def _what_is_missing(position: Stand) -> str:
    name = position.organisation.name
    return f"why {name} disagrees" if position.stance == Position.Stance.NO else f"the conditions of {name}"


def check_may_state(
    seats: Iterable[Seat], meeting: Meeting, proposal: Proposal, on_agenda: bool
) -> Organisation:
    """The organisation for which a person may say where it stands, by the seats they hold; refuses with the reason."""
    if not on_agenda or proposal.state != Proposal.State.SUBMITTED:
        raise Refusal(
            f"“{proposal.title}” does not wait for a decision of this meeting.",
            "Positions are said before the decision, on proposals of the agenda.",
        )
    for seat in seats:
        if seat.group_id == meeting.group_id and seat.organisation is not None:
            return seat.organisation
    raise Refusal(
        f"You hold no seat for an organisation in “{meeting.group.name}”.",
        "Whoever sits there for your organisation can say where it stands.",
    )


def check_note(stance: str, note: str) -> None:
    """Refuse conditions or a disagreement that nothing is said about."""
    if stance in NEEDS_A_NOTE:
        check_says(note, "It does not say why.", "Give the conditions, or why your organisation disagrees.")


def can_be_followed(decision: Decision) -> bool:
    """Whether actions may carry out a decision: it said yes, and no later one replaced it."""
    return decision.result in APPROVALS and not hasattr(decision, "superseded_by")


def check_may_be_followed(decision: Decision) -> None:
    """Refuse actions for what was not approved, or was replaced."""
    if not can_be_followed(decision):
        raise Refusal(
            "No action carries out this decision: it was not approved, or a later one replaced it.",
            "Add the action to the decision that holds now.",
        )


def check_route(route: Decision.Route, result: Decision.Result, group: Group) -> None:
    """Refuse to approve here what is for the group above to decide (docs/requirements.md, DEC-06)."""
    if route != Decision.Route.ABOVE:
        return
    if group.reports_to is None:
        raise Refusal(f"“{group.name}” does not report to another group.", "It must decide itself.")
    if result in APPROVALS:
        raise Refusal(
            f"This is for “{group.reports_to.name}” to decide, so “{group.name}” cannot approve it.",
            f"Record it as deferred, and refer it to “{group.reports_to.name}”.",
        )


def check_answers(questions: Iterable[OpenQuestion]) -> None:
    """Refuse to answer a question that was answered already."""
    for question in questions:
        if question.answered_by_id is not None:
            raise Refusal(
                f"“{question.text}” has already been answered, by “{question.answered_by}”.",
                "Supersede that decision instead.",
            )


def check_when(meeting: Meeting, today: date, review_on: date | None) -> None:
    """Refuse a decision of a meeting still to come, and a review before the meeting."""
    if meeting.on > today:
        raise Refusal(
            f"The meeting is on {date_words(meeting.on)}, in the future.",
            "Record its decisions after the meeting.",
        )
    if review_on is not None and review_on <= meeting.on:
        raise Refusal("The review is not after the meeting.", f"Give a day after {date_words(meeting.on)}.")


def check_proposal(proposal: Proposal, supersedes: Decision | None) -> None:
    """Refuse a decision on a draft or withdrawn proposal, and a second one that does not replace the first."""
    match Proposal.State(proposal.state):
        case Proposal.State.DRAFT:
            raise Refusal(f"“{proposal.title}” is still a draft.", "Submit it first.")
        case Proposal.State.WITHDRAWN:
            raise Refusal(f"“{proposal.title}” was withdrawn.", "Remove it from the agenda.")
        case Proposal.State.DECIDED:
            if supersedes is None or supersedes.proposal_id != proposal.pk:
                raise Refusal(
                    f"“{proposal.title}” has already been decided.",
                    "Open that decision and supersede it. Both are kept.",
                )
        case Proposal.State.SUBMITTED:
            return


def check_supersedes(old: Decision, meeting: Meeting, newer: Decision | None) -> None:
    """Refuse to supersede a decision twice, or from an earlier meeting."""
    if newer is not None:
        raise Refusal(
            f"“{old.title}” has already been superseded, by “{newer.title}”.", "Supersede that one instead."
        )
    if old.meeting.on > meeting.on:
        raise Refusal(
            f"“{old.title}” was decided on {date_words(old.meeting.on)}, after this meeting.",
            "A decision is superseded by a later one.",
        )


def check_meeting(group: Group, on: date, others: Iterable[Meeting]) -> None:
    """Refuse a meeting of a group that has ended, and two meetings of one group on one day."""
    if group.status == Group.Status.ENDED:
        raise Refusal(f"“{group.name}” has ended.", "Choose an active group.")
    if any(other.group_id == group.pk and other.on == on for other in others):
        raise Refusal(
            f"“{group.name}” already has a meeting on {date_words(on)}.",
            "Open that meeting, or choose another day.",
        )


def check_may_move(meeting: Meeting, group: Group, on: date, *, has_decisions: bool) -> None:
    """Refuse to move a meeting in time or to another group once it has decided something."""
    if has_decisions and (meeting.on != on or meeting.group_id != group.pk):
        raise Refusal(
            "This meeting has recorded decisions, so its date and group cannot be changed.",
            "Change the other fields only.",
        )
