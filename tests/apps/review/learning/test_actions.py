"""A group asks itself three questions: the result, the event, and nothing on refusal."""

from datetime import date

import pytest

from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.review.learning import actions
from realign.review.learning.models import SelfAnswer, SelfLook
from realign.review.learning.types import Answered

DAY = date(2026, 11, 12)
SAID = (
    Answered("ambition", 6, 4, 1),
    Answered("innovation", 4, 5, 2),
    Answered("pace", 7, 3, 1, "Four months."),
)


def look(tayside, board, **values):
    given = {"group": board, "on": DAY, "members": 12, "answers": SAID}
    return actions.create_look(by=tayside.actor("planner"), **given | values)


def test_ind_18_three_questions_are_kept_as_counts(tayside, board):
    made = look(tayside, board)
    assert [(one.item.code, one.yes, one.answered) for one in made.answers.all()] == [
        ("ambition", 6, 11),
        ("innovation", 4, 11),
        ("pace", 7, 11),
    ]
    assert [event.verb for event in audit.history("tayside", made)] == ["added"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"on": date(2026, 11, 21)}, "in the future"),
        ({"members": 10}, "11 answers of 10 members"),
        ({"answers": (Answered("ambition"),)}, "There are no answers"),
        ({"answers": (Answered("money", 1),)}, "no question “money”"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(tayside, board, values, said):
    before = audit.events("tayside").count()
    with pytest.raises(Refusal, match=said):
        look(tayside, board, **values)
    assert (SelfLook.objects.count(), SelfAnswer.objects.count()) == (0, 0)
    assert audit.events("tayside").count() == before


def test_a_group_answers_once_a_day(tayside, board):
    look(tayside, board)
    with pytest.raises(Refusal, match="already has answers for that date"):
        look(tayside, board)


def test_those_who_may_not_and_strangers_are_refused(tayside, elsewhere, board):
    for by, said in (
        (tayside.actor("reader"), "does not include this"),
        (elsewhere.system, "another partnership"),
    ):
        with pytest.raises(Refusal, match=said):
            actions.create_look(by=by, group=board, on=DAY, members=12, answers=SAID)
    assert not SelfLook.objects.exists()


def test_counts_are_corrected_within_the_members_and_the_second_of_two_is_told(tayside, board):
    answer = look(tayside, board).answers.get(item__code="pace")
    with pytest.raises(Refusal, match="13 answers"):
        actions.change_answer(by=tayside.system, answer=answer, revision=1, yes=13, partly=0, no=0)
    actions.change_answer(by=tayside.actor("planner"), answer=answer, revision=1, yes=8, partly=2, no=1)
    with pytest.raises(ChangedMeanwhile):
        actions.change_answer(by=tayside.actor("analyst"), answer=answer, revision=1, yes=0, partly=0, no=11)
    assert SelfAnswer.objects.get(pk=answer.pk).yes == 8
