"""The whole demonstration inside a test transaction, for tests that walk everything."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import timezone

from realign.demo.actions import build_demonstration
from realign.foundations.partnerships.models import Partnership
from tests.support.cast import assemble


@pytest.fixture(scope="module")
def demonstration(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Partnership]:
    """The demonstration and a stranger’s partnership beside it, built once for a module and rolled back after it.

    Tests that use it also ask for ``db`` and so change nothing for each other.
    """
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            partnership = build_demonstration(at=timezone.now(), say=lambda step: None)
            assemble("elsewhere", "Elsewhere")
            yield partnership
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)
