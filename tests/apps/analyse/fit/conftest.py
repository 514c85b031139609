"""The need that the tests of this room are about."""

import pytest

from tests.apps.analyse.fit.worlds import build


@pytest.fixture
def world(tayside):
    """Tayside with a register, a released table and a need."""
    return build(tayside)
