"""What a structure of groups may look like."""

from datetime import date

import pytest

from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.types import Refusal
from realign.registers.groups import rules
from realign.registers.groups.models import Group, Seat


def group(pk, reports_to=None, status="active", name="", aliases=(), partnership=1):
    """A group that is not saved."""
    return Group(
        pk=pk,
        slug=f"g{pk}",
        name=name or f"Group {pk}",
        aliases=list(aliases),
        status=status,
        reports_to_id=reports_to,
        partnership_id=partnership,
    )


def refused(check, *arguments):
    """The reason of the refusal, or an empty text when there is none."""
    try:
        check(*arguments)
    except Refusal as refusal:
        return refusal.reason
    return ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mental Health & Well-Being", "Mental-Health and Wellbeing", True),
        ("Directors' Group", "Directors’ Group", True),
        ("IT/Digital Development", "IT Digital development", True),
        ("Group 1", "Group 2", False),
    ],
)
def test_names_that_two_writers_spell_apart_are_one(one, other, same):
    assert (rules.plain_name(one) == rules.plain_name(other)) is same


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Reform Delivery Group", Group.Kind.REFORM),
        ("Delivery Reform Group", Group.Kind.REFORM),
        ("Delivery Reform Groups", Group.Kind.REFORM),
        ("reform delivery groups", Group.Kind.REFORM),
        ("ICSP Priority Group", Group.Kind.PRIORITY),
        ("Tennis club", None),
    ],
)
def test_both_names_of_the_reform_groups_mean_one_kind(name, kind):
    assert rules.kind_called(name) is kind


# who reports to whom before; the group that changes; its new line; what the refusal says
LINES = {
    "the first group may be the top": ([], group(1), None, ""),
    "a second top is refused": ([group(1)], group(2), None, "“Group 1” is already at the top"),
    "a proposed group may hang alone": ([group(1)], group(2, status="proposed"), None, ""),
    "a proposed group leaves the top free": ([group(1, status="proposed")], group(2), None, ""),
    "an ended group leaves the top free": ([group(1, status="ended")], group(2), None, ""),
    "the top may stay the top": ([group(2, 1)], group(1), None, ""),
    "a line to the top": ([group(1)], group(2), group(1), ""),
    "a line to a proposed group": ([group(1)], group(2), group(3, 1, "proposed"), ""),
    "a line to an ended group": ([group(1)], group(2), group(3, 1, "ended"), "“Group 3” has ended"),
    "a line to itself": ([group(1)], group(2, 1), group(2, 1), "Group 2 → Group 2"),
    "a ring of two": ([group(2, 1)], group(1), group(2, 1), "Group 1 → Group 2 → Group 1"),
    "a ring of three": (
        [group(2, 1), group(3, 2)],
        group(1),
        group(3, 2),
        "Group 1 → Group 3 → Group 2 → Group 1",
    ),
    "a stranger's group": ([group(1)], group(2), group(3, partnership=9), "another partnership"),
}


@pytest.mark.parametrize(("others", "one", "line", "said"), LINES.values(), ids=LINES)
def test_reporting_lines(others, one, line, said):
    reason = refused(rules.check_reports_to, one, line, others)
    assert bool(reason) is bool(said)
    assert said in reason


@pytest.mark.parametrize(
    ("names", "free"),
    [
        (["A new name"], True),
        (["Reform commissioning"], False),
        (["something", "the commissioners"], False),
        (["g7"], False),
    ],
)
def test_a_name_or_alias_belongs_to_one_group(names, free):
    other = group(7, name="Reform Commissioning", aliases=["The Commissioners"])
    assert (refused(rules.check_names_free, names, [other]) == "") is free


@pytest.mark.parametrize(
    ("status", "reporting", "said"),
    [
        ("active", [], ""),
        ("active", ["ended"], ""),
        ("active", ["active"], "“Group 5” still reports"),
        ("active", ["active", "proposed"], "“Group 5” and “Group 6” still report to"),
        ("ended", [], "has ended already"),
    ],
)
def test_ending_a_group(status, reporting, said):
    below = [group(5 + number, 1, one) for number, one in enumerate(reporting)]
    reason = refused(rules.check_may_end, group(1, status=status), below)
    assert bool(reason) is bool(said)
    assert said in reason


def seat(holder="", ends_on=None, organisation=1, status="active"):
    """A seat that is not saved."""
    return Seat(
        group=group(1, status=status),
        post="Director",
        holder=holder,
        ends_on=ends_on,
        organisation=Organisation(pk=organisation, name=f"Body {organisation}"),
    )


DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("one", "holder", "said"),
    [
        (seat(), "Morag Reid", ""),
        (seat(), "  ", "The name is missing"),
        (seat("Ann Black"), "Morag Reid", "Ann Black is in this seat"),
        (seat(ends_on=date(2026, 5, 31)), "Morag Reid", "This seat has ended"),
        (seat(ends_on=date(2026, 6, 1)), "Morag Reid", ""),
        (seat(status="ended"), "Morag Reid", "its seats cannot be changed"),
    ],
)
def test_filling_a_seat(one, holder, said):
    reason = refused(rules.check_may_fill, one, holder, DAY)
    assert bool(reason) is bool(said)
    assert said in reason


@pytest.mark.parametrize(
    ("one", "since", "said"),
    [
        (seat("Ann Black"), None, ""),
        (seat("Ann Black"), DAY, ""),
        (seat("Ann Black"), date(2026, 6, 2), "took this seat on 2 June 2026"),
        (seat(), None, "already vacant"),
    ],
)
def test_emptying_a_seat(one, since, said):
    reason = refused(rules.check_may_vacate, one, DAY, since)
    assert bool(reason) is bool(said)
    assert said in reason


@pytest.mark.parametrize(("organisation", "allowed"), [(1, True), (2, False), (None, False)])
def test_only_seats_of_one_organisation_pair(organisation, allowed):
    assert (refused(rules.check_pair, organisation, seat()) == "") is allowed
