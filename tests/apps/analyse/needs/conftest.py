"""The world that the needs assessment is tested in."""

import pytest

from tests.apps.analyse.needs.worlds import build


@pytest.fixture
def world(tayside):
    """An assessment that is begun."""
    return build(tayside)
