"""The register that the tests of this room are about."""

import pytest

from tests.apps.registers.services.worlds import build


@pytest.fixture
def register(tayside):
    """Tayside's three services."""
    return build(tayside)
