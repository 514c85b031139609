"""One real site for all journeys of a run."""

import pytest

from tests.support.demonstration import copied
from tests.support.site import running_site


def pytest_collection_modifyitems(items):
    """Every journey is slow and needs a browser."""
    for item in items:
        if "tests/journeys" in str(item.path):
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site():
    """The address of the demonstration, served as `make serve` serves it.

    Journeys only add to it, and name what they add after themselves, so that their order does not matter.
    """
    with copied() as copy, running_site(copy.folder, copy.address) as address:
        yield address
