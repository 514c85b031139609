"""What may be kept, as truth tables."""

import pytest

from realign.analyse.voices import rules
from realign.analyse.voices.models import Said
from realign.foundations.partnerships.types import Refusal

NEED, BARRIER, SOLUTION, ACTION = Said.Kind.values


@pytest.mark.parametrize(
    ("kind", "answers", "may"),
    [
        (NEED, NEED, False), (NEED, BARRIER, False),
        (BARRIER, NEED, True), (BARRIER, BARRIER, False), (BARRIER, SOLUTION, False),
        (SOLUTION, NEED, True), (SOLUTION, BARRIER, True), (SOLUTION, ACTION, False),
        (ACTION, SOLUTION, True), (ACTION, BARRIER, True), (ACTION, NEED, False),
    ],
)  # fmt: skip
def test_ana_16_which_list_answers_which(world, kind, answers, may):
    # a line of each kind, linked to nothing yet
    other = world.say(answers, "Something")
    given = (kind, world.themes["safe"], world.events[0], [other], world.listening.pk)
    if may:
        rules.check_said(*given)
    else:
        with pytest.raises(Refusal, match="does not answer"):
            rules.check_said(*given)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"n": 84, "before": 51, "better": 22, "worse": 6}, None),
        ({"low": 70, "high": 95}, None),
        ({"low": 70, "high": 70}, None),
        ({}, "counted or estimated"),
        ({"n": 84, "before": 51}, "counted or estimated"),
        ({"n": 84, "before": 51, "better": 2, "worse": 6, "low": 70, "high": 95}, "counted or estimated"),
        ({"low": 70}, "counted or estimated"),
        ({"low": 95, "high": 70}, "from 95% to 70%"),
        ({"n": 9, "before": 4, "better": 2, "worse": 1}, "too few"),
        ({"n": 20, "before": 4, "better": 17, "worse": 1}, "16 did not do well"),
        ({"n": 20, "before": 4, "better": 2, "worse": 5}, "Only 4 did well"),
    ],
)
def test_ind_10_a_line_is_counted_in_enough_children_or_estimated(values, said):
    if said is None:
        rules.check_line(values)
    else:
        with pytest.raises(Refusal, match=said):
            rules.check_line(values)


@pytest.mark.parametrize(
    ("asked", "answered", "may"), [(10, 10, True), (None, 9, True), (9, None, True), (9, 10, False)]
)
def test_no_more_answer_than_are_asked(asked, answered, may):
    if may:
        rules.check_response(asked, answered)
    else:
        with pytest.raises(Refusal, match="10 answered of 9"):
            rules.check_response(asked, answered)
