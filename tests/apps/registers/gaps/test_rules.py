"""When a gap may be recorded and closed: each rule as a table."""

from datetime import date

import pytest

from realign.foundations.partnerships.rules import check_slug_free
from realign.foundations.partnerships.types import Refusal
from realign.registers.gaps import rules
from realign.registers.gaps.models import Gap

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("ending", "due_on", "late"),
    [
        ("", date(2026, 11, 19), True),
        ("", date(2026, 11, 20), False),
        ("", date(2026, 11, 21), False),
        ("", None, False),
        ("seen", date(2026, 11, 19), False),
    ],
)
def test_a_gap_is_overdue_after_its_day_while_it_is_open(ending, due_on, late):
    assert rules.is_overdue(Gap(ending=ending, due_on=due_on), DAY) is late


@pytest.mark.parametrize(
    ("effect", "owner", "group", "fine"),
    [
        ("It hides something", "somebody", None, True),
        ("It hides something", None, "a group", True),
        ("It hides something", None, None, False),
        ("  ", "somebody", "a group", False),
    ],
)
def test_ind_15_a_gap_says_what_it_hides_and_who_answers_for_it(effect, owner, group, fine):
    values = {"effect": effect, "owner": owner, "group": group}
    if fine:
        rules.check_says_enough(values)
    else:
        with pytest.raises(Refusal):
            rules.check_says_enough(values)


@pytest.mark.parametrize(
    ("kind", "public", "fine"),
    [("too-few", True, False), ("too-few", False, True), ("not-shared", True, True)],
)
def test_where_children_are_few_nobody_is_told_in_public(kind, public, fine):
    values = {"kind": kind, "is_public": public}
    if fine:
        rules.check_public(values)
    else:
        with pytest.raises(Refusal, match="cannot be public"):
            rules.check_public(values)


def test_a_reason_is_more_than_blanks():
    assert rules.check_reason("  Now asked in the survey ") == "Now asked in the survey"
    with pytest.raises(Refusal, match="reason is missing"):
        rules.check_reason("   ")


@pytest.mark.parametrize("slug", sorted(rules.RESERVED))
def test_words_of_addresses_name_no_gap(slug):
    with pytest.raises(Refusal, match="addresses"):
        check_slug_free(slug, rules.RESERVED)
