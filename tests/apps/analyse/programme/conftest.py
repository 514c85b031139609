"""The small round that the tests of this room are about, built once for a module and rolled back after it."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.apps.analyse.programme.worlds import World, build, load_lists, read_again
from tests.support.cast import Cast, assemble

Casts = tuple[Cast, Cast]


@pytest.fixture(scope="module")
def casts(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Casts]:
    """Tayside with the round, and another partnership with none; what a test changes is undone after it."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            load_lists(tmp_path_factory.mktemp("lists"))
            here, there = assemble("tayside", "Tayside"), assemble("elsewhere", "Elsewhere")
            build(here)
            yield here, there
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def tayside(casts, db) -> Cast:
    """The partnership with the round."""
    return casts[0]


@pytest.fixture
def elsewhere(casts, db) -> Cast:
    """A partnership with the national lists and no round."""
    return casts[1]


@pytest.fixture
def world(tayside) -> World:
    """The round with its three areas, read afresh."""
    return read_again(tayside)
