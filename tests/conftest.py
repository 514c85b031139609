"""Fixtures that every kind of test may use."""

import gc
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from hypothesis import settings

import tests.support.drawing  # noqa: F401 - says how examples are drawn
from realign.foundations.partnerships.models import slug_of
from realign.foundations.partnerships.queries import forget_words
from realign.foundations.search.engines import engine
from realign.foundations.search.engines.postgresql import VOCABULARY
from tests.support.cast import Cast, assemble
from tests.support.keeping import KEEPING
from tests.support.sharing import ByFile, place

settings.load_profile("same")

pytest_plugins = (
    "tests.support.browser",
    "tests.support.demonstration",
    "tests.support.timing",
    "tests.support.statements",
)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """The tables of the tests are made from the models, and those of the search index have none."""
    with django_db_blocker.unblock():
        engine().create()


@pytest.fixture(autouse=True)
def no_names_from_other_tests() -> None:
    """Numbers of partnerships are used again from test to test, so what was remembered of them is forgotten."""
    slug_of.cache_clear()
    forget_words()
    cache.delete(VOCABULARY)


@pytest.fixture(autouse=True)
def no_worlds_from_other_tests() -> Iterator[None]:
    """A test begins without any world, and leaves none."""
    KEEPING.here = ()
    yield
    KEEPING.here = ()


@pytest.fixture
def tayside(db: None) -> Cast:
    """The partnership that most tests are about."""
    return assemble("tayside", "Tayside")


@pytest.fixture
def elsewhere(db: None) -> Cast:
    """Another partnership, whose people are strangers to Tayside."""
    return assemble("elsewhere", "Elsewhere")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark how pages look apart from what people do in steps: the former is the same on every database."""
    for item in items:
        if "tests/apps" in item.path.as_posix() and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.looks)
    items.sort(key=lambda item: place(item.nodeid))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Leave programs and collected tests out of the search for garbage: each full search took half a second of processor.

    What tests leave behind is looked through as before, only in larger portions.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFile:
    """Files whole, in the order of collection."""
    config.option.loadscopereorder = False
    return ByFile(config, log)
