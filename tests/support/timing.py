"""How much processor time each folder of tests takes: counted for every test, held against ``tests/budget.toml``.

Processor time rather than the clock, so that a busy machine tells the same story: of the process that runs a test, of
the programs it started and waited for, and of a browser or a site that is still running. The database server is not
one of those.
"""

import os
import tomllib
from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest
from xdist.workermanage import WorkerController

BUDGET = Path(__file__).parents[1] / "budget.toml"
TICKS = os.sysconf("SC_CLK_TCK")
SPENT = pytest.StashKey[float]()
STARTING = "starting"  # programs loaded and tests collected, in every process of the run

# A folder may take this many times what its budget says on this machine, and a few seconds more, before it is refused:
# enough for the weather of a shared machine, too little for a folder that builds a world for every test.
MARGIN, SECONDS = 1.5, 10.0
# folders that take less say too little of how fast a machine is
TELLING_SECONDS = 5.0


@dataclass(frozen=True)
class Line:
    """One folder: the seconds it took, and the seconds it may take on a machine like the one budgets are written for."""

    folder: str
    took: float
    budget: float | None

    def allowed(self, slower: float) -> float:
        """The seconds it may take on a machine that is this many times slower."""
        return ((self.budget or 0.0) * MARGIN + SECONDS) * max(slower, 1.0)


def slower_by(lines: list[Line]) -> float:
    """How many times slower this machine is than the one that the budgets were measured on.

    The run itself tells: the folder in the middle is taken to have kept to its budget. So a slow machine, or a busy
    one, refuses nobody, and a folder that grew stands out from the others.
    """
    ratios = [line.took / line.budget for line in lines if line.budget and line.budget >= TELLING_SECONDS]
    return median(ratios) if ratios else 1.0


def refused(lines: list[Line]) -> list[Line]:
    """The folders that took more than they may."""
    slower = slower_by(lines)
    return [line for line in lines if line.took > line.allowed(slower)]


def lines_of(took: Mapping[str, float], budget: Mapping[str, float]) -> list[Line]:
    """A line for each folder with a budget of its own; a folder without one counts with the folder above it."""
    sums: Counter[str] = Counter()
    for folder, seconds in took.items():
        above = [folder, *(str(parent) for parent in Path(folder).parents)]
        sums[next((name for name in above if name in budget), folder)] += seconds
    return [Line(folder, seconds, budget.get(folder)) for folder, seconds in sorted(sums.items())]


def budgets() -> dict[str, float]:
    """The processor seconds that each folder may take."""
    return tomllib.loads(BUDGET.read_text(encoding="utf-8"))["seconds"]


def used_so_far(programs: bool = False) -> float:
    """Processor seconds of this process and of all it started that has ended; ``programs``: and that still runs."""
    return sum(os.times()[:4]) + (_used_below(os.getpid()) if programs else 0.0)


def _used_below(process: int) -> float:
    """Processor seconds of what runs below a process; nought where there is no /proc."""
    used: dict[str, float] = {}
    children: dict[str, list[str]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            fields = stat.read_text().rpartition(")")[2].split()
            used[stat.parent.name] = sum(int(field) for field in fields[11:15]) / TICKS
            children.setdefault(fields[1], []).append(stat.parent.name)
    below = list(children.get(str(process), ()))
    for child in below:
        below += children.get(child, ())
    return sum(used[child] for child in below)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--hold-to-budget`, for the run of everything that comes before a change lands."""
    parser.addoption(
        "--hold-to-budget", action="store_true", help="fail when a folder of tests takes more than its budget"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Timing(config), "realign-timing")


class Timing:
    """Counts in each worker, adds up where the run was started."""

    def __init__(self, config: pytest.Config) -> None:
        self.is_worker = hasattr(config, "workerinput")
        self.holds = config.getoption("hold_to_budget")
        self.took: Counter[str] = Counter()
        self.lines: list[Line] = []

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        return (yield from _counted(item))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        return (yield from _counted(item))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
        if nextitem is None:
            # the site and the browser of the whole run end here, and would count again, all of them, with this test
            return (yield)
        return (yield from _counted(item))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        report.processor = item.stash.get(SPENT, 0.0)
        return report

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.took[STARTING] += used_so_far()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.took[str(Path(report.nodeid.split("::")[0]).parent)] += report.processor

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: WorkerController) -> None:
        self.took[STARTING] += getattr(node, "workeroutput", {}).get("starting", 0.0)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.is_worker:
            session.config.workeroutput["starting"] = self.took[STARTING]
            return
        self.lines = lines_of(self.took, budgets())
        if self.holds and refused(self.lines) and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.is_worker or not self.lines:
            return
        say = terminalreporter.write_line
        terminalreporter.section("processor seconds by folder, and what the budget says")
        for line in sorted(self.lines, key=lambda line: -line.took):
            if line.took >= 1:
                say(f"{line.took:8.0f} {line.budget or 0:8.0f}  {line.folder}")
        say(
            f"{sum(line.took for line in self.lines):8.0f} {sum(line.budget or 0 for line in self.lines):8.0f}  in all"
        )
        if not self.holds:
            return
        slower = slower_by(self.lines)
        say(
            f"A folder in the middle took {slower:.2f} times its budget: so much slower is this machine today."
        )
        for line in refused(self.lines):
            say(
                f"{line.folder} took {line.took:.0f} s of processor where its budget of {line.budget or 0:.0f} s allows "
                f"{line.allowed(slower):.0f} s on this machine: build less for each test, or ask for more in "
                "tests/budget.toml and say why.",
                red=True,
            )


def _counted(item: pytest.Item) -> Iterator[None]:
    programs = bool({"browser", "site"} & set(getattr(item, "fixturenames", ())))
    before = used_so_far(programs)
    try:
        return (yield)
    finally:
        item.stash[SPENT] = used_so_far(programs) - before
