"""Nothing is left behind when two bodies or two groups become one, whatever comes to point at them."""

import pytest
from django.apps import apps
from django.db import models

from realign.foundations.administration.actions.merging import merge_organisation
from realign.foundations.partnerships.actions import create_organisation
from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.rules import system_actor
from realign.registers.groups.actions import create_group, merge_group
from realign.registers.groups.models import Group
from tests.support.cast import NOON

pytestmark = [pytest.mark.slow]

# what keeps words or short names as they were on purpose: the record of changes, frozen versions, files and the index;
# and the lists that come with the product, which know nothing of a partnership’s groups
AS_THEY_WERE = {"audit", "publishing", "search", "files", "work", "frameworks"}


@pytest.fixture
def by(demonstration, db):
    return system_actor(demonstration, NOON)


def keys_to(kind):
    """Every column of every table that holds the number of a record of this kind, read off the tables themselves."""
    return [
        (model, field)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if field.is_relation and field.related_model is kind
    ]


def counts(kind, record):
    rows = {
        f"{model._meta.label}.{field.name}": model._base_manager.filter(**{field.name: record.pk}).count()
        for model, field in keys_to(kind)
    }
    return {name: number for name, number in rows.items() if number}


def keep_short_name(kind, slug):
    """Records that hold the short name itself, in words or in a list, instead of pointing."""
    holding = set()
    for model in apps.get_models():
        if model is kind or model._meta.app_label in AS_THEY_WERE:
            continue
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.CharField | models.TextField):
                is_held = model._base_manager.filter(**{field.name: slug}).exists()
            elif isinstance(field, models.JSONField):
                values = model._base_manager.values_list(field.name, flat=True)
                is_held = any(f"'{slug}'" in str(value) for value in values)
            else:
                continue
            if is_held and field.name != "slug":
                holding.add(f"{model._meta.label}.{field.name}")
    return holding


def test_the_walk_finds_the_relations():
    assert len(keys_to(Organisation)) > 15
    assert len(keys_to(Group)) > 8


def test_everything_of_every_organisation_goes_over(by):
    seen = set()
    for organisation in list(Organisation.objects.filter(partnership=by.partnership)):
        empty = create_organisation(
            by=by, slug=f"new-{organisation.slug}", name=f"New {organisation}", kind="private"
        )
        before = counts(Organisation, organisation)
        merge_organisation(
            by=by,
            organisation=organisation,
            into=empty,
            because="They were one body all along.",
            revision=organisation.revision,
        )
        assert counts(Organisation, empty) == before
        assert counts(Organisation, organisation) == {}
        assert keep_short_name(Organisation, organisation.slug) == set()
        seen |= set(before)
    assert len(seen) > 10, "the demonstration uses most of the relations"


def test_everything_of_every_group_goes_over(by):
    seen = set()
    for group in list(Group.objects.filter(partnership=by.partnership)):
        group.refresh_from_db()
        empty = create_group(
            by=by,
            name=f"New {group}",
            slug=f"new-{group.pk}",
            kind=group.kind,
            life=group.life,
            reports_to=group,
            status=Group.Status.ACTIVE,
        )
        before = counts(Group, group)
        merge_group(
            by=by, group=group, into=empty, because="They were one group all along.", revision=group.revision
        )
        empty.refresh_from_db()
        # the new group reported to the old one, and takes its place
        before["groups.Group.reports_to"] -= 1
        assert counts(Group, empty) == {name: number for name, number in before.items() if number}
        assert counts(Group, group) == {}
        assert keep_short_name(Group, group.slug) == set()
        seen |= set(before)
    assert len(seen) > 6, "the demonstration uses most of the relations"
