"""Who may change a plan, which states it goes through, and whether its period fits the law and its neighbours."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from realign.foundations.design.words import date_words
from realign.foundations.partnerships.lifecycle import Lifecycle
from realign.foundations.partnerships.types import Refusal
from realign.plan.plans.models import Plan
from realign.plan.plans.types import FIRST_MONTH, PeriodWarning, statutory_end, years_on

EDIT = "plans.edit"
PUBLISH = "plans.publish"

Status = Plan.Status

# From each state, where a plan may go and what that is called (DUTY-01).
LIFE: Lifecycle[Status] = Lifecycle(
    "plan",
    {
        Status.DRAFT: {Status.INTERIM: "publish as interim", Status.FULL: "bring into force"},
        Status.INTERIM: {Status.FULL: "bring into force", Status.SUPERSEDED: "mark as superseded"},
        Status.FULL: {Status.REVISED: "publish a revision", Status.SUPERSEDED: "mark as superseded"},
        Status.REVISED: {Status.SUPERSEDED: "mark as superseded"},
        Status.SUPERSEDED: {},
    },
    at_the_end="Add the next plan instead.",
    field="status",
)
PUBLISHED = (Status.INTERIM, Status.FULL, Status.REVISED, Status.SUPERSEDED)
CURRENT = (Status.FULL, Status.REVISED, Status.INTERIM)


def check_order(starts_on: date, ends_on: date) -> None:
    """Refuse a plan that ends before it starts."""
    if ends_on <= starts_on:
        raise Refusal("The plan would end before it starts.", "Change one of the two dates.")


def missing_to_publish(has_bodies: bool, has_priorities: bool) -> list[Refusal]:
    """What a plan lacks before it can be published: whoever prepares it, and what it changes."""
    missing = []
    if not has_bodies:
        missing.append(Refusal("The plan has no lead bodies.", "Name the councils and the health board."))
    if not has_priorities:
        missing.append(Refusal("The plan has no priorities.", "Choose its priorities first."))
    return missing


def check_ready_to_publish(has_bodies: bool, has_priorities: bool) -> None:
    """Refuse to publish a plan that nobody prepares or that changes nothing."""
    for refusal in missing_to_publish(has_bodies, has_priorities):
        raise refusal


def period_words(starts_on: date, ends_on: date) -> list[str]:
    """What does not fit the three-year period in law (DUTY-02); empty when it fits.

    >>> period_words(date(2017, 4, 1), date(2020, 4, 1))
    ['end date overlaps first day of next period; statutory period ends 31 Mar 2020']
    """
    misfits = []
    if (starts_on.month, starts_on.day) != (FIRST_MONTH, 1):
        misfits.append(f"it starts on {date_words(starts_on)}; a period in law starts on 1 April")
    end = statutory_end(starts_on)
    if ends_on == end + timedelta(days=1):
        misfits.append(
            f"end date overlaps first day of next period; statutory period ends {end.day} {end:%b %Y}"
        )
    elif ends_on != end:
        length = "longer" if ends_on > end else "shorter"
        misfits.append(f"it is {length} than three years; statutory period ends {end.day} {end:%b %Y}")
    return misfits


def period_warnings(plans: Sequence[Plan]) -> list[PeriodWarning]:
    """What does not fit in each plan's period, and each gap and overlap between a plan and the next."""
    ordered = sorted(plans, key=lambda plan: (plan.starts_on, plan.ends_on))
    warnings = [
        PeriodWarning(plan, words) for plan in ordered for words in period_words(plan.starts_on, plan.ends_on)
    ]
    for before, after in pairwise(ordered):
        next_day = before.ends_on + timedelta(days=1)
        if after.starts_on > next_day:
            last = after.starts_on - timedelta(days=1)
            warnings.append(
                PeriodWarning(after, f"no plan covers {date_words(next_day)} to {date_words(last)}")
            )
        elif after.starts_on < next_day:
            last = min(before.ends_on, after.ends_on)
            days = (
                date_words(after.starts_on)
                if after.starts_on == last
                else f"{date_words(after.starts_on)} to {date_words(last)}"
            )
            warnings.append(PeriodWarning(after, f"“{before.title}” covers {days} too"))
    return warnings


def next_period(ends_on: date) -> tuple[date, date]:
    """The first and last day of the period that follows.

    >>> next_period(date(2020, 3, 31))
    (datetime.date(2020, 4, 1), datetime.date(2023, 3, 31))
    """
    starts_on = ends_on + timedelta(days=1)
    return starts_on, years_on(starts_on, 3) - timedelta(days=1)
