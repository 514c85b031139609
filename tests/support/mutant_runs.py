"""The runs of `make mutants`, inside the copy of the code that holds every change (`mutants.py` makes it).

Every test runs once, unchanged, in this process: that says which functions it reaches, how long it takes, and leaves
the process warm. Each change is then tried in a fork. A test that fails there is run once more in a fork without the
change: one that fails then too only cannot bear being forked, and says nothing.
"""

import json
import os
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation import trampoline

SLOWER, GRACE = 10, 15.0  # a test may take this many times as long as without the change, and these seconds


def main() -> None:
    """Run pytest with this plugin; the arguments are pytest's."""
    plan = json.loads(Path("plan.json").read_text())
    runs = Runs(plan["changes"], plan["seconds"])
    sys.exit(pytest.main(["-q", "--tb=no", "-p", "no:terminalreporter", *sys.argv[1:]], plugins=[runs]))


class Runs:
    """All changes, each with the tests that reach its function."""

    def __init__(self, changes: list[str], seconds: float) -> None:
        self.changes = changes
        self.seconds = seconds
        self.reaching: dict[str, list[pytest.Item]] = defaultdict(list)
        self.took: dict[str, float] = {}
        self.killers: dict[str, int] = defaultdict(int)
        self.honest: dict[str, bool] = {}

    def pytest_collection(self) -> None:
        # after pytest's own imports; an example that fails is enough, nobody reads the smallest
        from hypothesis import Phase, settings

        settings.register_profile("enough", settings.default, phases=[Phase.explicit, Phase.generate])
        settings.load_profile("enough")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        # a docstring is in the copy of a function and in every change of it; once is enough
        items[:] = [
            item for item in items if "__mutmut_" not in item.name or item.name.endswith("__mutmut_orig")
        ]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.look(session)
        with Path("verdicts.json").open("w") as file:
            for number, change in enumerate(self.changes, 1):
                start = time.monotonic()
                verdict, test, tests = self.verdict(change)
                file.write(json.dumps([change, verdict]) + "\n")
                file.flush()
                say(
                    f"{number:4} {verdict:>11} {time.monotonic() - start:5.1f} s  {change}  "
                    f"{test or f'of {tests} tests'}"
                )
        return True

    def look(self, session: pytest.Session) -> None:
        """Run every test once and note the functions that it reaches."""
        functions = {function_of(change) for change in self.changes}
        hit: set[str] = set()
        trampoline.record_trampoline_hit = lambda name, caller=None: hit.add(name)
        start, failed = time.monotonic(), 0
        os.environ["MUTANT_UNDER_TEST"] = "stats"
        for number, item in enumerate(session.items):
            hit.clear()
            begun = time.monotonic()
            following = session.items[number + 1] if number + 1 < len(session.items) else session
            passed = passes(item, following)
            self.took[item.nodeid] = time.monotonic() - begun
            failed += passed is False
            if passed:
                for function in hit & functions:
                    self.reaching[function].append(item)
        os.environ["MUTANT_UNDER_TEST"] = ""
        say(
            f"{len(session.items)} tests in {time.monotonic() - start:.0f} s, {failed} of them failed and left out."
        )

    def verdict(self, change: str) -> tuple[str, str, int]:
        """What became of a change, the test that noticed it, and how many tests there were."""
        tests = self.in_order(change)
        if not tests:
            return "not reached", "", 0
        left, count = tests, len(tests)
        while left:
            ended, place = self.forked(left, change)
            if ended == "survived":
                return ended, "", count
            if ended == "out of time":
                return "survived", "", place
            noticed = left[place]
            if self.is_honest(noticed):
                self.killers[noticed.nodeid] += 1
                return ended, noticed.nodeid, count
            left = left[place + 1 :]
        return "survived", "", count

    def in_order(self, change: str) -> list[pytest.Item]:
        """Those of its own room first, then those that are quick; what noticed many changes goes before."""
        room = change.split(".")[1:3]

        def place(item: pytest.Item) -> tuple[bool, float]:
            near = all(part in item.path.parts for part in room) or item.path.is_relative_to(
                Path("src").resolve()
            )
            return not near, self.took[item.nodeid] / (1 + self.killers[item.nodeid])

        return sorted(self.reaching[function_of(change)], key=place)

    def is_honest(self, item: pytest.Item) -> bool:
        """Whether a test passes in a fork when nothing is changed."""
        if item.nodeid not in self.honest:
            self.honest[item.nodeid] = self.forked([item], "")[0] == "survived"
            if not self.honest[item.nodeid]:
                say(f"     left out, as it fails in a fork without any change: {item.nodeid}")
        return self.honest[item.nodeid]

    def forked(self, items: list[pytest.Item], change: str) -> tuple[str, int]:
        """Run tests in a copy of this process until one fails: how that ended, and at which of them."""
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            os.setpgid(0, 0)
            os.close(reader)
            self._in_fork(items, change, lambda word: os.write(writer, word.encode()))
        os.close(writer)
        with os.fdopen(reader) as told:
            words = told.read().split()
        os.waitpid(child, 0)
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # what the test started and left running
        last = words[-1]
        if last in ("survived", "killed"):
            return last, int(words[-2])
        if last == "late":
            return "out of time", int(words[-2])
        return "timeout", int(last)

    def _in_fork(self, items: list[pytest.Item], change: str, tell: Callable[[str], object]) -> None:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        os.environ["MUTANT_UNDER_TEST"] = change
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        word = "survived"
        try:
            for place, item in enumerate(items):
                tell(f"{place} ")
                if time.process_time() > self.seconds:
                    word = "late"
                    break
                signal.setitimer(signal.ITIMER_REAL, GRACE + SLOWER * self.took[item.nodeid])
                if passes(item, items[place + 1] if place + 1 < len(items) else item) is False:
                    word = "killed"
                    break
        except BaseException:
            word = "killed"
        tell(word)
        os._exit(0)


def passes(item: pytest.Item, following: pytest.Item | pytest.Session) -> bool | None:
    """Whether a test passes; nothing where it is left out."""
    example = getattr(item, "dtest", None)
    names = dict(example.globs) if example else {}
    reports = runtestprotocol(item, log=False, nextitem=following)  # type: ignore[arg-type]
    if example:
        example.globs.update(names)  # doctest clears them, and the example runs again
    if any(report.failed for report in reports):
        return False
    return None if any(report.skipped for report in reports) else True


def function_of(change: str) -> str:
    """The function that is changed, as the copy of the code calls it."""
    return change.partition("__mutmut_")[0]


def say(line: str) -> None:
    """Print past pytest, which keeps what tests print."""
    os.write(TERMINAL, f"{line}\n".encode())


TERMINAL = os.dup(1)

if __name__ == "__main__":
    main()
