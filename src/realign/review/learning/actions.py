"""Writing down how a group sees its own working together."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from realign.foundations.partnerships.records import change_record, create_record
from realign.foundations.partnerships.rules import check_may, check_ours
from realign.foundations.partnerships.types import Actor
from realign.registers.frameworks import queries as frameworks
from realign.registers.groups.models import Group
from realign.review.learning import rules
from realign.review.learning.models import SelfAnswer, SelfLook
from realign.review.learning.types import Answered


@transaction.atomic
def create_look(
    *, by: Actor, group: Group, on: date, members: int, answers: Sequence[Answered], **values: Any
) -> SelfLook:
    """A group answered its questions on one day."""
    check_may(by, rules.EDIT)
    check_ours(by, group)
    rules.check_day(by, group, on)
    rules.check_counts(members, *((answer.yes, answer.partly, answer.no) for answer in answers))
    items = {item.code: item for item in frameworks.entries(frameworks.newest(rules.QUESTIONS))}
    rules.check_questions(answers, list(items))
    look = create_record(SelfLook, by=by, verb="added", group=group, on=on, members=members, **values)
    SelfAnswer.objects.bulk_create(
        SelfAnswer(
            partnership=by.partnership, created_at=by.at, changed_at=by.at, changed_by_id=by.user_id, look=look,
            item=items[answer.code], yes=answer.yes, partly=answer.partly, no=answer.no, because=answer.because,
            invented=look.invented,
        )
        for answer in answers
    )  # fmt: skip
    return look


@transaction.atomic
def change_look(*, by: Actor, look: SelfLook, revision: int, **values: Any) -> SelfLook:
    """Say what the group will do about its answers."""
    check_may(by, rules.EDIT)
    check_ours(by, look)
    change_record(look, by=by, revision=revision, **values)
    return look


@transaction.atomic
def change_answer(
    *, by: Actor, answer: SelfAnswer, revision: int, yes: int, partly: int, no: int, **values: Any
) -> SelfAnswer:
    """Correct the counts of one question, or what makes the group say so."""
    check_may(by, rules.EDIT)
    check_ours(by, answer)
    rules.check_counts(answer.look.members, (yes, partly, no))
    change_record(answer, by=by, revision=revision, yes=yes, partly=partly, no=no, **values)
    return answer
