"""Fixtures that every kind of test may use."""

import pytest

from tests.support.cast import Cast, assemble

pytest_plugins = ("tests.support.browser", "tests.support.demonstration")


@pytest.fixture
def tayside(db: None) -> Cast:
    """The partnership that most tests are about."""
    return assemble("tayside", "Tayside")


@pytest.fixture
def elsewhere(db: None) -> Cast:
    """Another partnership, whose people are strangers to Tayside."""
    return assemble("elsewhere", "Elsewhere")
