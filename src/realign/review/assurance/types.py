"""The golden thread as values: records as nodes, joins as links, and what is missing between them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from realign.foundations.accounts.models import User


class RecordKind(StrEnum):
    """What a record of the thread is, in the order in which one leads to the next."""

    FINDING = "finding"
    NEED = "need"
    SERVICE = "service"
    MONEY = "money"
    PRIORITY = "priority"
    OUTCOME = "outcome"
    MEASURE = "measure"
    PROPOSAL = "proposal"
    DECISION = "decision"
    ACTION = "action"
    MILESTONE = "milestone"
    UPDATE = "update"
    RESULT = "result"
    REPORT = "report"


class ThreadStage(StrEnum):
    """The eight stages that every page draws; several kinds may stand in one."""

    NEED = "need"
    SERVICE = "service"
    MONEY = "money"
    OUTCOME = "outcome"
    PROPOSAL = "proposal"
    DECISION = "decision"
    ACTION = "action"
    RESULT = "result"


STAGE_OF: Mapping[RecordKind, ThreadStage] = {
    RecordKind.FINDING: ThreadStage.NEED,
    RecordKind.NEED: ThreadStage.NEED,
    RecordKind.SERVICE: ThreadStage.SERVICE,
    RecordKind.MONEY: ThreadStage.MONEY,
    RecordKind.PRIORITY: ThreadStage.OUTCOME,
    RecordKind.OUTCOME: ThreadStage.OUTCOME,
    RecordKind.MEASURE: ThreadStage.OUTCOME,
    RecordKind.PROPOSAL: ThreadStage.PROPOSAL,
    RecordKind.DECISION: ThreadStage.DECISION,
    RecordKind.ACTION: ThreadStage.ACTION,
    RecordKind.MILESTONE: ThreadStage.RESULT,
    RecordKind.UPDATE: ThreadStage.RESULT,
    RecordKind.RESULT: ThreadStage.RESULT,
    RecordKind.REPORT: ThreadStage.RESULT,
}

# What fills a stage. A finding is not a need, an update not yet a result: they stand there and fill nothing.
FILLS: frozenset[RecordKind] = frozenset(
    {
        RecordKind.NEED,
        RecordKind.SERVICE,
        RecordKind.MONEY,
        RecordKind.OUTCOME,
        RecordKind.PROPOSAL,
        RecordKind.DECISION,
        RecordKind.ACTION,
        RecordKind.MILESTONE,
        RecordKind.RESULT,
    }
)


@dataclass(frozen=True)
class StepJudged:
    """How one step is judged: its code, a score from 0 to 4 or nothing, the evidence, and who goes on by when."""

    code: str
    score: int | None
    evidence: str = ""
    owner: str = ""
    owner_account: User | None = None
    due_on: date | None = None
    source: str = ""


@dataclass(frozen=True)
class StepPair:
    """One step in two assessments, the earlier first."""

    code: str
    label: str
    before: int | None
    after: int | None

    @property
    def change(self) -> int | None:
        """Points gained; nothing where either is not known."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True)
class StageCheck:
    """One thing that a stage of the cycle needs: whether the records show it, and what they show."""

    stage: str
    label: str
    well: bool
    records_show: str
    url_name: str = ""


@dataclass(frozen=True)
class CycleStage:
    """A stage of the commissioning cycle. Its code is the same whatever the partnership calls it."""

    code: str
    label: str
    description: str
    checks: tuple[StageCheck, ...]

    @property
    def is_complete(self) -> bool:
        return all(check.well for check in self.checks)


@dataclass(frozen=True)
class ThreadRecord:
    """One record: its kind, its name in addresses, its words, and who answers for it.

    ``reached`` is False for a milestone that still lies ahead, and for a report that is not out: both are in the
    thread, and neither is a result yet.
    """

    kind: RecordKind
    slug: str
    label: str
    detail: str = ""
    owner: str = ""
    invented: bool = False
    reached: bool = True

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.slug}"

    @property
    def stage(self) -> ThreadStage:
        return STAGE_OF[self.kind]

    @property
    def fills(self) -> bool:
        """Whether its stage counts as present because of it."""
        return self.reached and self.kind in FILLS


@dataclass(frozen=True)
class ThreadLink:
    """One record leads to another. A side link leads to something that stands beside the thread: a service that
    answers a need, or money. Walking does not pass through it, since one service may answer many priorities' needs.
    """

    start: str
    end: str
    side: bool = False


@dataclass(frozen=True)
class Graph:
    """Every record of one partnership that the thread joins, frozen at one moment."""

    nodes: Mapping[str, ThreadRecord]
    links: tuple[ThreadLink, ...]

    @classmethod
    def of(cls, nodes: Iterable[ThreadRecord], links: Iterable[ThreadLink]) -> "Graph":
        """A graph without links to records that are not in it, and without a link held twice."""
        joined = {node.key: node for node in nodes}
        kept = [link for link in dict.fromkeys(links) if link.start in joined and link.end in joined]
        return cls(joined, tuple(kept))

    @cached_property
    def _steps(self) -> dict[tuple[str, bool, bool], tuple[str, ...]]:
        steps: dict[tuple[str, bool, bool], list[str]] = {}
        for link in self.links:
            steps.setdefault((link.start, True, link.side), []).append(link.end)
            steps.setdefault((link.end, False, link.side), []).append(link.start)
        return {key: tuple(ends) for key, ends in steps.items()}

    def after(self, key: str, *, side: bool = False) -> tuple[str, ...]:
        """What a record leads to, along the thread or to its side."""
        return self._steps.get((key, True, side), ())

    def before(self, key: str, *, side: bool = False) -> tuple[str, ...]:
        """The keys of the records that lead to a record, along the thread or to its side."""
        return self._steps.get((key, False, side), ())

    def of_kind(self, *kinds: RecordKind) -> Iterator[ThreadRecord]:
        """The records of these kinds, in the order they were read."""
        return (node for node in self.nodes.values() if node.kind in kinds)


@dataclass(frozen=True)
class Thread:
    """What one record is joined to: what led to it and what it leads to, nearest first within each kind."""

    at: ThreadRecord
    before: tuple[ThreadRecord, ...]
    after: tuple[ThreadRecord, ...]

    def all(self) -> tuple[ThreadRecord, ...]:
        """Every record of the thread, the one it was walked from among them."""
        return (*self.before, self.at, *self.after)

    def of_kind(self, *kinds: RecordKind) -> tuple[ThreadRecord, ...]:
        """Its records of these kinds."""
        return tuple(node for node in self.all() if node.kind in kinds)

    @property
    def missing(self) -> tuple[ThreadStage, ...]:
        """The stages, from need to result, at which no record stands."""
        present = {node.stage for node in self.all() if node.fills}
        return tuple(stage for stage in ThreadStage if stage not in present)


@dataclass(frozen=True)
class ThreadBreak:
    """A place where the thread of a priority does not hold: what is missing, whose it is and what to do."""

    priority: ThreadRecord
    about: ThreadRecord
    stage: ThreadStage
    words: str
    to_do: str
    owner: str

    @property
    def is_whole_stage(self) -> bool:
        """Whether the priority has nothing at all at this stage; otherwise one record hangs loose."""
        return self.about.kind is RecordKind.PRIORITY


@dataclass(frozen=True)
class PriorityThread:
    """The thread of one priority with everything that is broken in it."""

    thread: Thread
    breaks: tuple[ThreadBreak, ...] = ()

    @property
    def priority(self) -> ThreadRecord:
        return self.thread.at

    @property
    def is_complete(self) -> bool:
        """Whether something stands at every stage from need to result."""
        return not self.thread.missing
