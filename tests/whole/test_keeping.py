"""A world that is written back is the world that was built, and it is built anew where it would not fit."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from realign.foundations.audit import queries as audit
from realign.foundations.partnerships import actions
from realign.registers.groups.models import Group
from tests.apps.registers.groups import worlds
from tests.support.cast import assemble
from tests.support.keeping import KEEPING, everything, kept

pytestmark = pytest.mark.django_db


@contextmanager
def a_test_of_its_own() -> Iterator[None]:
    """What a test writes is undone at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    KEEPING.here = ()


@pytest.fixture
def building(monkeypatch):
    """A world that tells how often it was built, in a process that has kept nothing yet."""
    monkeypatch.setattr(KEEPING, "worlds", {})

    @kept
    def build(cast):
        build.times += 1
        return worlds.build(cast)

    build.times = 0
    return build


def test_the_same_rows_and_the_same_answer(building):
    with a_test_of_its_own():
        first, rows = building(assemble()), everything()
    with a_test_of_its_own():
        assert Group.objects.count() == 0
        cast = assemble()
        again = building(cast)
        assert everything() == rows
        assert again.groups == first.groups
        assert again.cast is cast
        assert list(audit.verify("tayside")) == []
    assert building.times == 1


def test_what_a_test_changes_in_an_answer_is_not_there_in_the_next(building):
    for _ in range(3):
        with a_test_of_its_own():
            world = building(assemble())
            assert world.groups["early"].name == "Pre-Birth & Early Years"
            world.groups["early"].name = "Something else"
            world.groups.clear()


def test_a_world_on_another_ground_is_built_anew(building):
    with a_test_of_its_own():
        building(assemble())
    with a_test_of_its_own():
        cast = assemble()
        actions.create_organisation(by=cast.system, slug="fife", name="Fife Council", kind="council")
        building(cast)
        assert list(audit.verify("tayside")) == []
    assert building.times == 2
    with a_test_of_its_own():
        assemble("elsewhere", "Elsewhere")
        building(assemble())
    assert building.times == 3


@pytest.mark.django_db(transaction=True)
def test_where_a_test_commits_everything_is_built(building):
    building(assemble())
    assert KEEPING.worlds == {}
