"""Which tests the second database must run: enough to send it every statement that the product sends.

The round on SQLite writes down, for each test, which statements of SQL were sent and from which line of the product
(`--keep-statements=FILE`). The round on PostgreSQL (`--enough-for=FILE`) then runs

* tests that together send each of those statements from each of those lines at least once, the cheapest such tests;
* every test that a database refused something (a constraint, a lock), because databases differ in what they refuse;
* every test that commits for real (`django_db(transaction=True)`), but not how a page looks to its reader, and every test
  the first round did not run;
* the journeys, which go through a site of its own, again but not how a page looks.

Nothing has to be listed by hand, and a new query or action is on the second database the day it is written.
"""

import heapq
import os
import pickle
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from tests.support.timing import SPENT

# of one statement with more or fewer values, or another number of rows
MANY = re.compile(r"(%s|\?)(?:, (?:%s|\?))+")
ROWS = re.compile(r"(\((?:%s|\.\.\.|[^()]*)\))(?:, \1)+")
NUMBERS = re.compile(r"\b(LIMIT|OFFSET) \d+")
PRODUCT = str(settings.PACKAGE)
NOT_OURS = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA", "EXPLAIN")
CHEAPEST = 0.02  # of a test, in seconds: what it takes to begin one

SentByTest = dict[str, tuple[float, frozenset[int]]]
"""For each test, the seconds it took and the statements it sent, each as a number."""


@lru_cache(maxsize=20_000)
def shape_of(sql: str) -> str:
    """A statement without how many values it was given."""
    return NUMBERS.sub(r"\1 n", ROWS.sub(r"\1", MANY.sub("...", sql)))


def enough(sent_by_test: SentByTest) -> set[str]:
    """Tests that together send every statement; each time the one that brings most new statements for its seconds."""
    chosen: set[str] = set()
    covered: set[int] = set()
    waiting = [
        (-len(sent) / max(cost, CHEAPEST), test) for test, (cost, sent) in sorted(sent_by_test.items())
    ]
    heapq.heapify(waiting)
    while waiting:
        _, test = heapq.heappop(waiting)
        cost, sent = sent_by_test[test]
        worth = -len(sent - covered) / max(cost, CHEAPEST)
        if worth == 0:
            continue
        if waiting and worth > waiting[0][0]:
            heapq.heappush(waiting, (worth, test))  # others brought some of it meanwhile
            continue
        chosen.add(test)
        covered |= sent
    return chosen


def pytest_addoption(parser: pytest.Parser) -> None:
    """The two options of the two rounds."""
    parser.addoption("--keep-statements", metavar="FILE", help="write down which statements each test sends")
    parser.addoption("--enough-for", metavar="FILE", help="run what sends every statement written down there")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("keep_statements"):
        config.pluginmanager.register(Keeper(config), "realign-statements")


class Keeper:
    """Writes down what each test of this process sends."""

    def __init__(self, config: pytest.Config) -> None:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self.file = Path(f"{config.getoption('keep_statements')}.{worker}")
        self.test = ""
        self.sent: defaultdict[str, set[int]] = defaultdict(set)
        self.seconds: defaultdict[str, float] = defaultdict(float)
        connection_created.connect(self._listen)

    def _listen(self, connection: BaseDatabaseWrapper, **_: object) -> None:
        if self._keep not in connection.execute_wrappers:
            connection.execute_wrappers.append(self._keep)

    def _keep(self, execute: Callable, sql: Any, params: Any, many: bool, context: Mapping) -> Any:
        sql = str(sql)
        if sql.startswith(NOT_OURS):
            return execute(sql, params, many, context)
        try:
            answer = execute(sql, params, many, context)
        except Exception:
            self.sent[self.test].add(hash_of("refused", self.test))  # no other test can stand in for it
            raise
        self.sent[self.test].add(hash_of(shape_of(sql), sent_from()))
        return answer

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.test = item.nodeid
        commits = any(mark.kwargs.get("transaction") for mark in item.iter_markers("django_db"))
        if commits and not item.get_closest_marker("looks"):
            self.sent[self.test].add(hash_of("commits", self.test))
        self.sent[self.test].update()  # known to have run, even where it sends nothing
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Iterator[None]:
        report = yield
        self.seconds[item.nodeid] += item.stash.get(SPENT, 0.0)
        if report.skipped:
            self.sent[item.nodeid].add(hash_of("skipped", item.nodeid))
        return report

    def pytest_sessionfinish(self) -> None:
        if self.sent:
            sent_by_test = {test: (self.seconds[test], frozenset(sent)) for test, sent in self.sent.items()}
            self.file.write_bytes(pickle.dumps(sent_by_test))


@lru_cache(maxsize=100_000)
def hash_of(*words: str) -> int:
    """The same number in every process."""
    return int.from_bytes(blake2b("\n".join(words).encode(), digest_size=8).digest())


def sent_from() -> str:
    """The innermost line of the product that is being run; nothing where a test asks the database itself."""
    frame = sys._getframe(2)
    while frame:
        if frame.f_code.co_filename.startswith(PRODUCT):
            return f"{frame.f_code.co_filename}:{frame.f_lineno}"
        frame = frame.f_back
    return ""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In the second round, leave out what the chosen tests stand in for."""
    where = config.getoption("enough_for")
    if not where:
        return
    sent_by_test: SentByTest = {}
    for file in sorted(Path(where).parent.glob(f"{Path(where).name}.*")):
        sent_by_test |= pickle.loads(file.read_bytes())
    if not sent_by_test:
        raise pytest.UsageError(f"{where} holds no statements: run the first round with --keep-statements")
    chosen = enough(sent_by_test)
    kept, left_out = [], []
    for item in items:
        stays = item.nodeid in chosen or item.nodeid not in sent_by_test or is_journey(item)
        (kept if stays else left_out).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left_out)


def is_journey(item: pytest.Item) -> bool:
    """Whether people do something in a site of its own, beyond how its pages look."""
    return "tests/journeys" in item.path.as_posix() and not item.get_closest_marker("looks")
