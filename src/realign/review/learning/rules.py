"""What may be written down of a group's look at itself."""

from collections.abc import Sequence
from datetime import date

from realign.foundations.partnerships.types import Actor, Refusal
from realign.registers.groups.models import Group
from realign.review.learning.models import SelfLook
from realign.review.learning.types import Answered

VIEW, EDIT = "assurance.view", "assurance.edit"
QUESTIONS = "strategic-group-questions"


def check_day(by: Actor, group: Group, on: date) -> None:
    """Refuse a day to come, and a second look on one day."""
    if on > by.at.date():
        raise Refusal("That date is in the future.", "Add the answers after the meeting.")
    if SelfLook.objects.filter(group=group, on=on).exists():
        raise Refusal(f"{group} already has answers for that date.", "Change those answers instead.")


def check_counts(members: int, *counts: Sequence[int]) -> None:
    """Refuse more answers than members, and a look that nobody answered."""
    for count in counts:
        if sum(count) > members:
            raise Refusal(f"{sum(count)} answers of {members} members.", "Count each member once.")
    if not any(sum(count) for count in counts):
        raise Refusal("There are no answers.", "Add the answers of at least one member.")


def check_questions(answers: Sequence[Answered], known: Sequence[str]) -> None:
    """Refuse answers to questions that are not the group's."""
    strange = [answer.code for answer in answers if answer.code not in known]
    if strange:
        raise Refusal(f"There is no question “{strange[0]}”.", f"The questions are: {', '.join(known)}.")
