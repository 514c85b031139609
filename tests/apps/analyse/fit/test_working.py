"""Children of the ages of a need, from whatever age ranges are held."""

import pytest

from realign.analyse.fit.types import Children
from realign.analyse.fit.working import added, children_of, part_of, total

HELD = {
    (0, 17): (1800, "NRS"),
    (0, 4): (500, "NRS"),
    (5, 11): (700, "NRS"),
    (12, 17): (600, "NRS"),
    (0, 120): (9000, "NRS"),
}


@pytest.mark.parametrize(
    ("ages", "number", "said"),
    [
        ((12, 17), 600, "children aged 12 to 17"),
        ((5, 17), 1300, "added up from 5 to 11 and 12 to 17"),
        ((0, 11), 1200, "added up from 0 to 4 and 5 to 11"),
        ((12, 14), 300, "taken as 3 of the 6 years of age from 12 to 17"),
        ((10, 14), 500, "taken as 5 of the 18 years of age from 0 to 17"),
    ],
)
def test_the_nearest_ages_are_used_and_the_assumption_is_said(ages, number, said):
    found = children_of(HELD, ages)
    assert found.number == pytest.approx(number)
    assert said in found.how


def test_ages_beyond_childhood_are_not_guessed_from_everybody():
    assert children_of(HELD, (16, 24)) is None
    assert children_of({}, (5, 11)) is None


def test_the_whole_is_unknown_when_one_part_is():
    some = Children(10, "children", "NRS")
    assert total([some, some]).number == 20
    assert total([some, None]) is None
    assert total([]) is None


def test_what_nobody_recorded_is_not_nothing():
    assert part_of(None, 50, 1.0) is None
    assert part_of(200, 50, 0.25) == 25
    assert added([None, None]) is None
    assert added([None, 3.0]) == 3
