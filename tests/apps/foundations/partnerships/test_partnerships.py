"""May they? Places, roles, and the base of every record."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from realign.foundations.accounts.models import User
from realign.foundations.audit import queries as audit
from realign.foundations.partnerships import actions, queries
from realign.foundations.partnerships.models import Membership, Organisation
from realign.foundations.partnerships.records import change_record, create_record, free_slug, remove_record
from realign.foundations.partnerships.roles import all_permissions, permissions_of, roles, roles_with
from realign.foundations.partnerships.rules import actor_for, check_may
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.registers.groups.models import Group
from tests.support.cast import NOON

ADMIN = "partnership-administrator"


def test_there_are_fourteen_roles_each_with_words():
    assert len(roles()) == 14
    assert all(role.description and role.allows for role in roles().values())


def test_asking_checking_and_publishing_a_release_are_three_peoples_work():
    for role in roles().values():
        held = {"release.request", "release.check", "release.publish"} & role.permissions
        assert len(held) <= 1, role.slug


@pytest.mark.parametrize("permission", sorted(all_permissions()))
def test_somebody_holds_every_permission(permission):
    assert roles_with(permission)


def test_a_role_that_is_gone_allows_nothing():
    assert permissions_of(["retired-role"]) == frozenset()


@pytest.mark.slow
def test_an_actor_is_a_member_and_nobody_else(tayside, elsewhere):
    planner = actor_for(tayside.people["planner"], tayside.partnership, NOON)
    assert planner.may("priorities.edit")
    assert not planner.may("release.check")
    assert actor_for(elsewhere.people["planner"], tayside.partnership, NOON) is None


@pytest.mark.slow
def test_a_closed_place_is_no_place(tayside):
    Membership.objects.filter(user=tayside.people["planner"]).update(is_active=False)
    assert actor_for(tayside.people["planner"], tayside.partnership, NOON) is None


@pytest.mark.slow
def test_a_refusal_names_who_can_help(tayside):
    with pytest.raises(Refusal) as refused:
        check_may(tayside.actor("reader"), "release.check")
    assert refused.value.what_to_do == "People with the role output checker can help."


@pytest.mark.slow
def test_a_person_with_an_account_elsewhere_keeps_it(tayside, elsewhere):
    theirs = elsewhere.people["planner"]
    added = actions.create_member(
        by=tayside.system,
        email=theirs.email.upper(),
        name="Another name",
        organisation=None,
        role_slugs=["reader"],
    )
    assert added.user == theirs
    assert User.objects.get(pk=theirs.pk).name == theirs.name
    assert list(queries.partnerships_of(theirs)) == [elsewhere.partnership, tayside.partnership]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"email": "planner@tayside.example"}, "already in the partnership"),
        ({"email": "new@tayside.example", "role_slugs": ["queen"]}, "There is no role called queen"),
    ],
)
def test_a_place_is_given_once_and_for_roles_that_exist(tayside, change, says):
    before = Membership.objects.count()
    with pytest.raises(Refusal, match=says):
        actions.create_member(
            by=tayside.system, **({"name": "N", "organisation": None, "role_slugs": ["reader"]} | change)
        )
    assert Membership.objects.count() == before


@pytest.mark.slow
def test_nobody_takes_away_their_own_way_back_in(tayside):
    admin = tayside.actor(ADMIN)
    own = Membership.objects.get(user_id=admin.user_id)
    with pytest.raises(Refusal, match="your own administrator role"):
        actions.change_roles(by=admin, membership=own, role_slugs=["reader"])
    own.refresh_from_db()
    assert own.roles == [ADMIN]


@pytest.mark.slow
def test_two_administrators_who_close_each_others_place_leave_one(tayside):
    first = tayside.actor(ADMIN)
    second = Membership.objects.get(user=tayside.people["reader"])
    actions.change_roles(by=first, membership=second, role_slugs=[ADMIN])
    # the second was let in before the first closed their place
    late = replace(tayside.actor("reader"), permissions=permissions_of([ADMIN]))
    actions.change_roles(by=first, membership=second, role_slugs=["reader"])
    with pytest.raises(Refusal, match="A partnership needs at least one partnership administrator"):
        actions.change_roles(
            by=late, membership=Membership.objects.get(user_id=first.user_id), role_slugs=["reader"]
        )


@pytest.mark.slow
def test_a_place_in_another_partnership_cannot_be_changed(tayside, elsewhere):
    theirs = Membership.objects.get(user=elsewhere.people["reader"])
    with pytest.raises(Refusal, match="belongs to another partnership"):
        actions.change_roles(by=tayside.actor(ADMIN), membership=theirs, role_slugs=[ADMIN])


@pytest.mark.slow
def test_changed_roles_are_on_record_with_before_and_after(tayside):
    member = Membership.objects.get(user=tayside.people["reader"])
    actions.change_roles(by=tayside.actor(ADMIN), membership=member, role_slugs=["planner"])
    event = audit.events("tayside").first()
    assert event.detail["changes"]["roles"] == [["reader"], ["planner"]]


@pytest.mark.slow
def test_only_administrators_add_bodies(tayside):
    with pytest.raises(Refusal):
        actions.create_organisation(by=tayside.actor("planner"), slug="x", name="X", kind="council")
    assert not Organisation.objects.filter(slug="x").exists()


def add_group(world, **values):
    said = {"slug": "one", "name": "One", "kind": "priority", "life": "plan"}
    return create_record(Group, by=world.system, **(said | values))


def test_years_joined_by_a_dash_stay_two_years_in_an_address(tayside):
    slug = free_slug(Group, by=tayside.system, words="Children’s plan 2026–2029")
    assert slug == "childrens-plan-2026-2029"


@pytest.mark.slow
def test_a_record_counts_its_changes_and_keeps_who_and_when(tayside):
    group = add_group(tayside)
    planner = tayside.actor("planner")
    changes = change_record(group, by=planner, revision=1, name="Two")
    assert changes == {"name": ["One", "Two"]}
    assert (group.revision, group.changed_by_id, group.changed_at) == (2, planner.user_id, NOON)


@pytest.mark.slow
def test_saving_what_is_already_there_changes_nothing(tayside):
    group = add_group(tayside)
    before = audit.events("tayside").count()
    assert change_record(group, by=tayside.system, revision=1, name="One") == {}
    assert group.revision == 1
    assert audit.events("tayside").count() == before


@pytest.mark.slow
def test_the_second_of_two_is_told_and_changes_nothing(tayside):
    group = add_group(tayside)
    change_record(group, by=tayside.actor("planner"), revision=1, name="Theirs")
    with pytest.raises(ChangedMeanwhile, match="changed this while you were editing"):
        change_record(group, by=tayside.actor("coordinator"), revision=1, name="Mine")
    group.refresh_from_db()
    assert group.name == "Theirs"


@pytest.mark.slow
def test_what_is_not_valid_is_not_kept(tayside):
    with pytest.raises(ValidationError):
        add_group(tayside, name="")
    assert Group.objects.count() == 0


@pytest.mark.slow
def test_a_record_of_another_partnership_cannot_be_changed(tayside, elsewhere):
    group = add_group(tayside)
    with pytest.raises(Group.DoesNotExist):
        change_record(group, by=elsewhere.system, revision=1, name="Stolen")


@pytest.mark.slow
def test_a_record_of_another_partnership_cannot_be_removed_even_by_an_action_that_forgets_to_ask(
    tayside, elsewhere
):
    group = add_group(tayside)
    with pytest.raises(Refusal, match="another partnership"):
        remove_record(group, by=elsewhere.system)
    assert Group.objects.filter(pk=group.pk).exists()
    remove_record(group, by=tayside.system)
    assert not Group.objects.filter(slug=group.slug).exists()
