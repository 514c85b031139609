"""Who may ask, check and let out: the life of a release request as a table."""

from collections.abc import Iterable

from realign.analyse.surveys.models import CheckerView, ReleaseRequest
from realign.analyse.surveys.release.types import TakenPart
from realign.foundations.partnerships.roles import roles_with
from realign.foundations.partnerships.types import Actor, Refusal

State = ReleaseRequest.State


Verdict = CheckerView.Verdict


CHECKERS = 2


# state -> where it may go next
TRANSITIONS: dict[State, frozenset[State]] = {
    State.ESTIMATING: frozenset({State.DRAFT, State.RETURNED, State.WITHDRAWN}),
    State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.PART_REVIEWED, State.WITHDRAWN}),
    State.PART_REVIEWED: frozenset({State.REVIEWED, State.RETURNED, State.REJECTED, State.WITHDRAWN}),
    State.REVIEWED: frozenset({State.RELEASED, State.RETURNED, State.WITHDRAWN}),
    State.RETURNED: frozenset({State.SUBMITTED, State.ESTIMATING, State.WITHDRAWN}),
    State.RELEASED: frozenset(),
    State.REJECTED: frozenset(),
    State.WITHDRAWN: frozenset(),
}


WAITING_FOR_CHECKERS = frozenset({State.SUBMITTED, State.PART_REVIEWED})


def check_may_move(request: ReleaseRequest, to: State) -> None:
    """Refuse a step that the request cannot take from where it is."""
    if to not in TRANSITIONS[State(request.state)]:
        raise Refusal(
            f"This request cannot become “{to.label.lower()}” now.",
            f"It is: {request.get_state_display().lower()}.",
        )


def check_has_a_table(request: ReleaseRequest) -> None:
    """Refuse to submit what could not be protected."""
    if "tables" not in request.protected:
        raise Refusal(
            "There is no table to look at: these rules could not protect it.",
            "Work it out again with other rules or fewer breakdowns, or withdraw it.",
        )


def can_move(actor: Actor, request: ReleaseRequest, to: State, permission: str) -> bool:
    """Whether this person may take the request this step now."""
    return actor.may(permission) and to in TRANSITIONS[State(request.state)]


def check_may_review(actor: Actor, request: ReleaseRequest, already: Iterable[int]) -> None:
    """Refuse the author, a second view of the same person, and a request that waits for nobody."""
    if State(request.state) not in WAITING_FOR_CHECKERS:
        raise Refusal(
            "This request is not waiting for a checker.", f"It is: {request.get_state_display().lower()}."
        )
    if actor.user_id is not None and actor.user_id == request.requested_by_id:
        raise Refusal(
            "You asked for this release, so you cannot check it.", "Two other people must look at it."
        )
    if actor.user_id in set(already):
        raise Refusal("You have given your view.", "It is sealed until the other checker has spoken.")


def can_review(actor: Actor, request: ReleaseRequest, already: Iterable[int]) -> bool:
    """Whether this person may give a view now."""
    if not actor.may("release.check"):
        return False
    try:
        check_may_review(actor, request, already)
    except Refusal:
        return False
    return True


def check_may_let_out(actor: Actor, request: ReleaseRequest, taken_part: TakenPart) -> None:
    """Refuse who asked for a release or checked it, and a request that both checkers have not agreed to."""
    check_may_move(request, State.RELEASED)
    did = _part_of(actor, taken_part)
    if did:
        raise Refusal(f"You {did} this; somebody else must release it.", who_lets_out())


def who_lets_out() -> str:
    """What somebody must be, and must not have done, to let a table out."""
    able = " or ".join(role.name.lower() for role in roles_with("release.publish"))
    return f"It takes a person with the role {able} who neither asked for it nor checked it."


def _part_of(actor: Actor, taken_part: TakenPart) -> str:
    if actor.user_id in taken_part.asked:
        return "asked for"
    return "checked" if actor.user_id in taken_part.checked else ""


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
    """Views are sealed until both checkers have spoken."""
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
