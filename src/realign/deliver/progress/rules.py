"""When work is late or silent, and what an update must say."""

from datetime import date

from realign.foundations.design.words import date_words
from realign.foundations.partnerships.rules import check_says
from realign.foundations.partnerships.types import Refusal
from realign.plan.priorities.models import Going

EDIT = "progress.edit"

# A quarter and a day: groups report each quarter (S0 chapter 4, "collectively tracked"), so silence longer than the
# longest quarter of a year, 92 days, is a missed report.
STALE_AFTER = 92


def days_late(due_on: date | None, done_on: date | None, today: date) -> int:
    """How many days past its date something unfinished is; 0 on the day itself and when it is done.

    >>> days_late(date(2026, 11, 13), None, date(2026, 11, 16))
    3
    """
    if due_on is None or done_on is not None:
        return 0
    return max((today - due_on).days, 0)


def action_days_late(due_on: date | None, going: Going | None, today: date) -> int:
    """How many days past its date an action is that nobody has said is complete."""
    return 0 if going == Going.COMPLETE else days_late(due_on, None, today)


def days_silent(told_on: date | None, starts_on: date | None, going: Going | None, today: date) -> int:
    """How many days since the last news, when that is too many; otherwise 0.

    Before any update the clock runs from the start of the work; work without a start, or that is complete, is not
    silent. Two dates at most 92 days apart are in time.

    >>> days_silent(date(2026, 8, 16), None, Going.ON_TRACK, date(2026, 11, 16))
    0
    >>> days_silent(date(2026, 8, 15), None, Going.ON_TRACK, date(2026, 11, 16))
    93
    """
    since = told_on or starts_on
    if since is None or going == Going.COMPLETE:
        return 0
    days = (today - since).days
    return days if days > STALE_AFTER else 0


def check_update(*, on: date, today: date, reason: str, last_on: date | None) -> None:
    """Refuse an update without a reason, about the future, or older than the last one."""
    check_says(
        reason, "The reason for the status is missing.", "Say in a sentence why you chose this status."
    )
    if on > today:
        raise Refusal("The update is dated in the future.", "Give the day it is about, today at the latest.")
    if last_on is not None and on < last_on:
        raise Refusal(
            f"There is a later update already, of {date_words(last_on)}.",
            "Updates are added in order of date. Add a new one, dated today.",
        )


def check_milestone(*, done_on: date | None, today: date) -> None:
    """Refuse a milestone reached in the future."""
    if done_on is not None and done_on > today:
        raise Refusal("The milestone would be reached in the future.", "Enter it as the expected date.")
