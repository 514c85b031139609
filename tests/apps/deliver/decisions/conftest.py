"""The world that the tests of this room are about."""

import pytest

from tests.apps.deliver.decisions.worlds import build


@pytest.fixture
def world(tayside):
    """A proposal before a meeting that has met."""
    return build(tayside)
