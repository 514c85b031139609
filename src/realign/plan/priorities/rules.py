"""Who may change the plan's priorities and actions, what makes them sound, and how progress adds up."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.text import get_text_list

from realign.foundations.design.words import date_words
from realign.foundations.partnerships.rules import check_says
from realign.foundations.partnerships.types import Refusal
from realign.methods.percentages import is_percentage
from realign.plan.priorities.models import Commitment, Going, Priority
from realign.plan.priorities.types import PlanPeriod, RolledUp

EDIT = "priorities.edit"
EDIT_ACTIONS = "actions.edit"

FEWEST_PRIORITIES, MOST_PRIORITIES = 3, 5  # statutory guidance on Part 3: "no more than 3–5 priorities"


def number_warning(count: int) -> str:
    """What to tell a partnership about how many priorities it has; empty when the number is manageable."""
    if count == 0:
        return "There are no priorities yet."
    if count > MOST_PRIORITIES:
        return (
            f"There are {count} priorities. The guidance asks for no more than three to five, so that each can be "
            "led, paid for and followed. Consider merging two."
        )
    if count < FEWEST_PRIORITIES:
        words = "There is one priority" if count == 1 else f"There are {count} priorities"
        return f"{words}. The guidance expects three to five: check that no need is left out."
    return ""


def check_dates(starts_on: date | None, due_on: date | None) -> None:
    """Refuse work that would end before it starts."""
    if starts_on is not None and due_on is not None and due_on < starts_on:
        raise Refusal("The work would be done before it starts.", "Change the start or the date it is due.")


def period_warning(starts_on: date | None, due_on: date | None, period: PlanPeriod | None) -> str:
    """What does not fit when work runs outside the period of its plan; empty when it fits or nothing is known."""
    if period is None:
        return ""
    outside = []
    if starts_on is not None and not period.holds(starts_on):
        outside.append(f"starts on {date_words(starts_on)}")
    if due_on is not None and not period.holds(due_on):
        outside.append(f"is due on {date_words(due_on)}")
    if not outside:
        return ""
    return f"It {get_text_list(outside, 'and')}, outside the plan's period of {period}."


def check_reviewed(because: str) -> None:
    """Refuse to move or to keep a target without a reason: the log of targets must say why."""
    check_says(because, "The reason is missing.", "Give the reason in a few words.")


def check_target(baseline: float, goal: float, baseline_on: date, goal_on: date) -> None:
    """Refuse a target that changes nothing or lies before its baseline."""
    if goal_on <= baseline_on:
        raise Refusal("The target's date is not after the baseline's.", "Give the target a later date.")
    if baseline == goal:
        raise Refusal("The target is the same as the baseline.", "Give a different target.")


def check_goal_is_written(goal: float, unit: str) -> None:
    """Refuse a target that pages would round: a promise is read as it was made, and percentages have one decimal."""
    if is_percentage(unit) and abs(goal - round(goal, 1)) > 1e-9:
        raise Refusal(
            f"Percentages are written to one decimal, and the target {goal:.10g}% has more.",
            "Type the target to one decimal.",
        )


def check_outcome_fits(priority_id: int, outcome_priority_id: int | None) -> None:
    """Refuse an action, or a measure of it, under another priority's outcome."""
    if outcome_priority_id is not None and outcome_priority_id != priority_id:
        raise Refusal(
            "That outcome belongs to another priority.", "Choose an outcome of the action's own priority."
        )


def check_action_fits(priority: Priority, values: Mapping[str, Any]) -> None:
    """Refuse an action whose dates, outcome or measures do not fit together."""
    check_dates(values.get("starts_on"), values.get("due_on"))
    for outcome in [values.get("outcome"), *(target.outcome for target in values.get("measures", ()))]:
        check_outcome_fits(priority.pk, outcome.priority_id if outcome else None)


def check_may_join(keep: Commitment, repeat: Commitment) -> None:
    """Refuse to make one commitment a repeat of another where that would not leave one with one lead."""
    if keep.pk == repeat.pk:
        raise Refusal("A commitment cannot repeat itself.", "Choose two different commitments.")
    if keep.same_as_id is not None:
        raise Refusal(
            f"“{keep.text}” is already merged with another commitment.",
            "Choose the commitment it is merged with.",
        )
    if repeat.pk is not None and repeat.repeats.exists():
        raise Refusal(
            f"Other commitments are merged with “{repeat.text}”.",
            "Keep that one, and merge this one with it.",
        )


def check_may_move(commitment: Commitment, priority: Priority) -> None:
    """Refuse to move a commitment to where it is, or away from the actions and evidence that hang on its priority."""
    if commitment.priority_id == priority.pk:
        raise Refusal("The commitment is under this priority already.", "Choose another priority.")
    if action := commitment.actions.first():
        raise Refusal(
            f"The action “{action}” belongs to this commitment and to {commitment.priority}.",
            "Choose another commitment for its actions first.",
        )
    # what is matched with findings stands in `plan.alignment`, which reads this room
    for support in commitment.supports.select_related("finding__release", "outcome__priority"):
        if support.stands and support.outcome is not None and support.outcome.priority_id != priority.pk:
            raise Refusal(
                f"“{support.finding}” is recorded as evidence for this commitment and for the outcome "
                f"“{support.outcome}” of {support.outcome.priority}.",
                "Change or remove that evidence on the page “Evidence for commitments” first.",
            )


def check_reason(because: str) -> None:
    """Refuse a change of a promise without a reason: the history of the record must say why."""
    check_says(because, "The reason for this change is missing.", "Say in a few words why it changes.")


def check_lead_of_repeat(commitment: Commitment, lead_id: int | None) -> None:
    """Refuse a second lead for what is promised twice."""
    kept = commitment.same_as
    if kept is not None and lead_id is not None and lead_id != kept.lead_id:
        raise Refusal(
            f"This repeats a commitment of {kept.priority}; lead: {kept.lead or 'none yet'}. One "
            "organisation leads both.",
            "Change the lead there, or separate the two.",
        )


# ---------------------------------------------------------------- how progress adds up (DEL-09)

ROLL_UP = (
    "Complete when everything under it is complete.",
    "Off track when everything under it that is still open is off track.",
    "At risk when anything under it is at risk or off track: with one action off track, its "
    "commitment is at best at risk.",
    "Not started when nothing under it has started.",
    "Otherwise on track. Work without an update is not counted, and is named.",
)


def roll_up(parts: Sequence[Going | None]) -> RolledUp:
    """How several pieces of work are going together; None stands for work without any update.

    >>> roll_up([Going.ON_TRACK, Going.OFF_TRACK]).going.label
    'At risk, recoverable'
    """
    known = [part for part in parts if part is not None]
    silent = len(parts) - len(known)
    tail = f"; {silent} of {len(parts)} without an update" if silent and known else ""
    if not known:
        why = "No updates yet." if parts else "No actions yet."
        return RolledUp(None, why, is_empty=not parts)
    count = Counter(known)
    still_open = [part for part in known if part != Going.COMPLETE]
    if not still_open and not silent:
        return RolledUp(Going.COMPLETE, ROLL_UP[0])
    if count[Going.OFF_TRACK] and count[Going.OFF_TRACK] == len(still_open) and not silent:
        return RolledUp(Going.OFF_TRACK, "All that is open is off track.")
    if count[Going.OFF_TRACK] or count[Going.AT_RISK]:
        return RolledUp(Going.AT_RISK, f"{_troubled(count, len(parts))}{tail}.")
    if count[Going.NOT_STARTED] == len(known):
        return RolledUp(Going.NOT_STARTED, f"Nothing has started{tail}.")
    return RolledUp(Going.ON_TRACK, f"Nothing under it is at risk or off track{tail}.")


def _troubled(count: Counter[Going], total: int) -> str:
    clauses = [
        f"{count[part]} of {total} {word}"
        for part, word in ((Going.OFF_TRACK, "off track"), (Going.AT_RISK, "at risk"))
        if count[part]
    ]
    return ", ".join(clauses)
