"""When a gap may be recorded, closed and opened again, and when it is late."""

from datetime import date, timedelta
from typing import Any

from realign.foundations.partnerships.rules import check_says
from realign.foundations.partnerships.types import Refusal
from realign.registers.gaps.models import Gap

VIEW, EDIT = "evidence.view", "evidence.edit"
RESERVED = frozenset({"add", "join"})
# the owner is reminded this long before the day
AHEAD = timedelta(days=30)


def is_overdue(gap: Gap, on: date) -> bool:
    """Whether a gap is open after the day on which it was to be closed."""
    return gap.is_open and gap.due_on is not None and gap.due_on < on


def check_says_enough(values: dict[str, Any]) -> None:
    """Refuse a gap without what it hides, or one that nobody and no group answers for."""
    check_says(
        str(values.get("effect", "")),
        "The effect is missing.",
        "Say what cannot be monitored or decided because of it.",
        [str(values.get("title", ""))],
    )
    if values.get("owner") is None and values.get("group") is None:
        raise Refusal("The gap has no owner.", "Name an owner, or the group responsible.")


def check_public(values: dict[str, Any]) -> None:
    """Refuse to publish that children are too few to show: saying where would point at them."""
    if values.get("is_public") and values.get("kind") == Gap.Kind.TOO_FEW:
        raise Refusal(
            "A gap caused by small numbers cannot be public.",
            "Saying where children are few points at them. Leave “Public” empty.",
        )


def check_is_open(gap: Gap) -> None:
    """Refuse to change what is closed."""
    if not gap.is_open:
        raise Refusal(f"“{gap}” is closed.", "Reopen it first, with a reason.")


def check_is_closed(gap: Gap) -> None:
    """Refuse to open again what is open."""
    if gap.is_open:
        raise Refusal(f"“{gap}” is open.", "Nothing needs to be done.")


def check_reason(reason: str) -> str:
    """The reason without blanks around it; refuses none."""
    check_says(reason, "The reason is missing.", "Give a reason: it is kept in the history of the gap.")
    return reason.strip()
