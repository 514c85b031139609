"""One real site for all journeys of a run."""

import pytest

from tests.support.site import running_site


def pytest_collection_modifyitems(items):
    """Every journey is slow and needs a browser."""
    for item in items:
        if "tests/journeys" in str(item.path):
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of the demonstration, served as `make serve` serves it."""
    with running_site(tmp_path_factory.mktemp("site")) as address:
        yield address
