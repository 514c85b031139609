"""The register that the tests of this room are about."""

import pytest

from tests.apps.registers.gaps.worlds import build


@pytest.fixture
def gaps(tayside):
    """Tayside's three gaps."""
    return build(tayside)
