"""Who may ask, check and let out: the life of a release request."""

from collections.abc import Iterable

from realign.analyse.surveys.models import CheckerView, ReleaseRequest
from realign.analyse.surveys.release.types import TakenPart
from realign.foundations.partnerships.lifecycle import Lifecycle
from realign.foundations.partnerships.roles import roles_with
from realign.foundations.partnerships.types import Actor, Refusal

State = ReleaseRequest.State


Verdict = CheckerView.Verdict


CHECKERS = 2


# From each state, where a request may go and what that is called.
LIFE: Lifecycle[State] = Lifecycle(
    "request",
    {
        State.ESTIMATING: {
            State.DRAFT: "wait until the table is calculated",
            State.RETURNED: "wait to hear that it could not be protected",
            State.WITHDRAWN: "withdraw",
        },
        State.DRAFT: {State.SUBMITTED: "send for checking", State.WITHDRAWN: "withdraw"},
        State.SUBMITTED: {State.PART_REVIEWED: "give a decision", State.WITHDRAWN: "withdraw"},
        State.PART_REVIEWED: {
            State.REVIEWED: "approve for release",
            State.RETURNED: "return for changes",
            State.REJECTED: "reject",
            State.WITHDRAWN: "withdraw",
        },
        State.REVIEWED: {
            State.RELEASED: "release",
            State.RETURNED: "return for changes",
            State.WITHDRAWN: "withdraw",
        },
        State.RETURNED: {
            State.SUBMITTED: "submit again",
            State.ESTIMATING: "recalculate",
            State.WITHDRAWN: "withdraw",
        },
        State.RELEASED: {},
        State.REJECTED: {},
        State.WITHDRAWN: {},
    },
    at_the_end="Request the release of another table.",
)


WAITING_FOR_CHECKERS = frozenset({State.SUBMITTED, State.PART_REVIEWED})


def check_has_a_table(request: ReleaseRequest) -> None:
    """Refuse to submit what could not be protected."""
    if "tables" not in request.protected:
        raise Refusal(
            "There is no table: these rules could not protect it.",
            "Recalculate it with other rules or fewer breakdowns, or withdraw it.",
        )


def can_move(actor: Actor, request: ReleaseRequest, to: State, permission: str) -> bool:
    """Whether this person may take the request this step now."""
    return actor.may(permission) and LIFE.can_become(request, to)


def check_may_review(
    actor: Actor, request: ReleaseRequest, already: Iterable[int], taken_part: TakenPart
) -> None:
    """Refuse who asked for, reworked or submitted it, a second view, and a request that waits for nobody.

    Raises Refusal with the reason.
    """
    if State(request.state) not in WAITING_FOR_CHECKERS:
        raise Refusal(
            "This request is not waiting for a checker.", f"It is: {request.get_state_display().lower()}."
        )
    if actor.user_id is not None and actor.user_id == request.requested_by_id:
        raise Refusal(
            "You requested this release, so you cannot check it.", "Two other people must check it."
        )
    if actor.user_id in taken_part.requesters:
        raise Refusal(
            "You submitted or recalculated this table, so you cannot check it.",
            "Two other people must check it.",
        )
    if actor.user_id in set(already):
        raise Refusal("You have given your decision.", "It is hidden until the other checker has decided.")


def can_review(actor: Actor, request: ReleaseRequest, already: Iterable[int], taken_part: TakenPart) -> bool:
    """Whether this person may give a decision now."""
    if not actor.may("release.check"):
        return False
    try:
        check_may_review(actor, request, already, taken_part)
    except Refusal:
        return False
    return True


def check_may_let_out(actor: Actor, request: ReleaseRequest, taken_part: TakenPart) -> None:
    """Refuse who asked for a release or checked it, and a request that both checkers have not agreed to."""
    LIFE.check_can_become(request, State.RELEASED)
    did = _part_of(actor, taken_part)
    if did:
        raise Refusal(f"You {did} this; another person must release it.", who_lets_out())


def who_lets_out() -> str:
    """What somebody must be, and must not have done, to let a table out."""
    able = " or ".join(role.name.lower() for role in roles_with("release.publish"))
    return f"Ask a person with the role {able} who neither requested nor checked it."


def _part_of(actor: Actor, taken_part: TakenPart) -> str:
    if actor.user_id in taken_part.requesters:
        return "asked for"
    return "checked" if actor.user_id in taken_part.checkers else ""


def why_not_let_out(actor: Actor, request: ReleaseRequest, taken_part: TakenPart) -> str:
    """Why this person, whose role lets figures out, may not let out this table; empty where they may."""
    try:
        check_may_let_out(actor, request, taken_part)
    except Refusal as refusal:
        return refusal.reason
    return ""


def can_let_out(actor: Actor, request: ReleaseRequest, taken_part: TakenPart) -> bool:
    """Whether this person may let the table out now."""
    return actor.may("release.publish") and not why_not_let_out(actor, request, taken_part)


def can_see_views(views: Iterable[CheckerView]) -> bool:
    """Views are hidden until both checkers have decided."""
    return len(list(views)) >= CHECKERS


def state_after(verdicts: Iterable[str]) -> State:
    """Where a request stands once these views are given: both must say that it may go out."""
    given = [Verdict(verdict) for verdict in verdicts]
    if len(given) < CHECKERS:
        return State.PART_REVIEWED
    if Verdict.REJECT in given:
        return State.REJECTED
    if Verdict.RETURN in given:
        return State.RETURNED
    return State.REVIEWED
