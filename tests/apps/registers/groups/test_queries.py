"""Groups by any of their names, the structure, the members, the gaps; scoped, and as many queries for two as for twenty."""

import pytest

from realign.registers.groups import actions, queries
from realign.registers.groups.models import Group
from tests.apps.registers.groups.worlds import build, seat


@pytest.mark.parametrize(
    "name", ["pre-birth-early-years", "Pre-Birth & Early Years", "pre-birth and early years"]
)
def test_a_group_answers_to_its_slug_and_its_name_however_written(structure, name):
    assert queries.group(structure.cast.partnership, name) == structure["early"]


def test_a_group_answers_to_its_aliases(structure, tayside):
    actions.change_group(by=tayside.system, group=structure["early"], revision=1, aliases=["Group 1"])
    assert queries.group(tayside.partnership, "group 1") == structure["early"]
    assert queries.groups_called(tayside.partnership, "Group 1") == [structure["early"]]


def test_the_name_of_a_kind_means_all_groups_of_that_kind(structure, tayside):
    for name in ("Reform Delivery Group", "Delivery Reform Groups"):
        assert queries.groups_called(tayside.partnership, name) == [structure["commissioning"]]


def test_an_unknown_name_is_said(structure):
    with pytest.raises(Group.DoesNotExist, match="No group of Tayside is called 'Tennis'"):
        queries.group(structure.cast.partnership, "Tennis")


def test_other_partnerships_see_nothing(structure, elsewhere):
    assert not queries.groups(elsewhere.partnership).exists()
    assert queries.structure(elsewhere.partnership).tops == ()
    with pytest.raises(Group.DoesNotExist):
        queries.group(elsewhere.partnership, "strategic-group")


def test_the_structure_is_one_tree_with_dotted_lines_and_a_group_to_be_placed(structure):
    found = queries.structure(structure.cast.partnership)
    (top,) = found.tops
    assert (top.group.slug, top.size) == ("strategic-group", 5)
    (directors,) = top.reporting
    assert [node.group.slug for node in directors.reporting] == [
        "performance-sub-group",
        "pre-birth-early-years",
        "strategicjoint-commissioning-group",
    ]
    assert [(line.supporter.slug, line.supported.slug) for line in found.supports] == [
        ("performance-sub-group", "pre-birth-early-years")
    ]
    assert [group.slug for group in found.unplaced] == ["transitions"]


def test_ended_groups_leave_the_structure(structure, tayside):
    actions.end_group(by=tayside.system, group=structure["commissioning"], revision=1)
    assert queries.structure(tayside.partnership).tops[0].size == 4


@pytest.mark.parametrize("more", [0, 8])
def test_the_structure_is_three_queries_however_large(structure, tayside, more, django_assert_num_queries):
    for number in range(more):
        actions.create_group(
            by=tayside.system,
            name=f"Group number {number}",
            kind="reform",
            life="plan",
            reports_to=structure["directors"],
            supported_by=[structure["performance"]],
        )
    with django_assert_num_queries(3):
        assert queries.structure(tayside.partnership).tops[0].size == 5 + more


def test_seats_are_counted_without_those_only_talked_about(structure, tayside):
    seat(structure, "early", "angus", holder="Ann", is_confirmed=True)
    seat(structure, "early", "dundee")
    seat(structure, "early", "voices", holder="Jean")
    seat(structure, "early", "nhs-tayside", is_confirmed=True)
    seat(structure, "early", "perth-kinross", role="proposed")
    group = queries.group(tayside.partnership, "pre-birth-early-years")
    assert (group.seat_count, group.filled_count, group.confirmed_count) == (4, 3, 2)
    assert [one.organisation.slug for one in queries.vacancies(tayside.partnership)] == ["dundee"]


@pytest.mark.parametrize("more", [1, 6])
def test_members_are_read_in_two_queries(structure, more, django_assert_num_queries):
    for number in range(more):
        seat(structure, "early", "angus", post=f"Post {number}", holder="Ann" if number else "")
    group = structure["early"]
    with django_assert_num_queries(2):
        members = queries.members(group)
    assert (len(members.filled), len(members.empty)) == (more - 1, 1)


def test_a_priority_group_lacks_what_it_lacks(structure, tayside):
    seat(structure, "early", "angus", role="sponsor", holder="Ann")
    seat(structure, "early", "dundee", role="lead")
    group = structure["early"]
    said = [gap.what for gap in queries.gaps(group, queries.members(group))]
    assert said == [
        "It has no lead official.",
        "Dundee City Council has no member.",
        "NHS Tayside has no member.",
        "Perth and Kinross Council has no member.",
        "1 of its seats is vacant.",
        "It has no purpose recorded.",
    ]


def test_a_group_not_set_up_yet_lacks_nothing(structure):
    group = structure["transitions"]
    assert queries.gaps(group, queries.members(group)) == []


def test_two_partnerships_may_have_groups_of_one_name(structure, elsewhere):
    theirs = build(elsewhere)
    assert theirs["early"].slug == structure["early"].slug
