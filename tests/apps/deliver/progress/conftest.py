"""The plan whose progress the tests of this room follow."""

import pytest

from tests.apps.plan.worlds import build


@pytest.fixture
def plan(tayside):
    """Tayside's priorities with one whole action and one weak one."""
    return build(tayside)
