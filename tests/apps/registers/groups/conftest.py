"""The structure that the tests of this room are about."""

import pytest

from tests.apps.registers.groups.worlds import build


@pytest.fixture
def structure(tayside):
    """Tayside's groups."""
    return build(tayside)
