"""The small round that most tests of this room are about."""

import pytest

from tests.apps.analyse.programme.worlds import World, build, load_lists


@pytest.fixture
def lists(db, tmp_path):
    """The national lists of the programme."""
    load_lists(tmp_path)


@pytest.fixture
def world(lists, tayside) -> World:
    """A round with three areas."""
    return build(tayside)
