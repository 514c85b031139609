"""The world that the review floor is tested in."""

import pytest

from tests.apps.review.worlds import World, build
from tests.support.cast import Cast


@pytest.fixture
def world(tayside: Cast) -> World:
    """Three priorities, one of which joins up."""
    return build(tayside)
