"""The golden thread as values: kinds of record, records as nodes, joins as links, and what a room says of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from realign.foundations.design.links import address
from realign.foundations.partnerships.models import Partnership


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


@dataclass(frozen=True)
class ThreadReader:
    """Whose thread is read, and whether the reader may see what services cost."""

    partnership: Partnership
    sees_spending: bool = False


@dataclass(frozen=True)
class ThreadRow:
    """One record as its room reads it.

    ``comes_from`` holds the keys of records that lead to it, ``beside`` of those at whose side it stands, and
    ``place`` the name in addresses of the record whose page shows it, where it has no page of its own.
    """

    slug: str
    label: str
    detail: str = ""
    owner: str = ""
    invented: bool = False
    reached: bool = True
    leads_on: bool = True
    place: str = ""
    comes_from: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecordKind:
    """A kind of record: its words, its stage, its place in the order of the thread, and how its records are read.

    ``page`` is the page that shows one, ``part`` the place on that page, ``view`` the permission to open it. A kind
    that does not ``fill`` stands at its stage without making it present: a finding is not a need. One that stands
    ``beside`` is named in the strip all the same: the plan that holds a priority.
    """

    key: str
    singular: str
    plural: str
    stage: ThreadStage
    order: int
    read: Callable[[ThreadReader], Iterable[ThreadRow]]
    page: str
    view: str
    part: str = ""
    fills: bool = True
    beside: bool = False


@dataclass(frozen=True)
class LinkKind:
    """A relation that joins records of two kinds: it is read in one query as pairs of names in addresses.

    A link to the ``side`` leads to what stands beside the thread: a service that answers a need, or money. Walking
    does not pass through it, since one service may answer many priorities' needs.
    """

    start: str
    end: str
    read: Callable[[ThreadReader], Iterable[tuple[object, object]]]
    side: bool = False


@dataclass(frozen=True)
class MendingPage:
    """The page on which a link is set: its name, who may open it, and the kind of record that its address names."""

    words: str
    page: str
    permission: str
    near: str = ""


@dataclass(frozen=True)
class StageFiller:
    """Where a stage with nothing in it is filled; of several, the first that this thread and this reader allow."""

    stage: ThreadStage
    order: int
    where: MendingPage


@dataclass(frozen=True)
class LooseEndCheck:
    """What every record of a kind ought to lead to or come from, the words for when it does not, and where it is set."""

    kind: str
    stage: ThreadStage
    others: tuple[str, ...]
    words: str
    to_do: str
    where: MendingPage
    backwards: bool = False
    side: bool = False


@dataclass(frozen=True)
class ThreadRecord:
    """One record of the thread: its kind, its name in addresses, its words, and who answers for it.

    ``reached`` is False for what is in the thread and does not fill its stage yet: a milestone that lies ahead. What
    does not lead on is there, and nothing new can follow from it: a decision that refused.
    """

    kind: RecordKind
    slug: str
    label: str
    detail: str = ""
    owner: str = ""
    invented: bool = False
    reached: bool = True
    place: str = ""
    leads_on: bool = True

    @property
    def key(self) -> str:
        return f"{self.kind.key}:{self.slug}"

    @property
    def stage(self) -> ThreadStage:
        return self.kind.stage

    @property
    def fills(self) -> bool:
        """Whether its stage counts as present because of it."""
        return self.reached and self.kind.fills

    def page(self, partnership_slug: str) -> str:
        """The page that shows this record."""
        url = address(self.kind.page, partnership_slug, self.place or self.slug)
        return f"{url}#{self.kind.part}" if url and self.kind.part else url


@dataclass(frozen=True)
class ThreadLink:
    """One record leads to another, along the thread or to its side."""

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

    def of_kind(self, *kinds: str) -> Iterator[ThreadRecord]:
        """The records of these kinds, in the order they were read."""
        return (node for node in self.nodes.values() if node.kind.key in kinds)


@dataclass(frozen=True)
class Thread:
    """What one record is joined to: what led to it and what it leads to, nearest first within each kind."""

    at: ThreadRecord
    before: tuple[ThreadRecord, ...]
    after: tuple[ThreadRecord, ...]

    def all(self) -> tuple[ThreadRecord, ...]:
        """Every record of the thread, the one it was walked from among them."""
        return (*self.before, self.at, *self.after)

    def of_kind(self, *kinds: str) -> tuple[ThreadRecord, ...]:
        """Its records of these kinds."""
        return tuple(node for node in self.all() if node.kind.key in kinds)

    def at_stage(self, stage: ThreadStage) -> tuple[ThreadRecord, ...]:
        """Its records that make this stage present."""
        return tuple(node for node in self.all() if node.stage is stage and node.fills)

    @property
    def missing(self) -> tuple[ThreadStage, ...]:
        """The stages, from need to result, at which no record stands."""
        present = {node.stage for node in self.all() if node.fills}
        return tuple(stage for stage in ThreadStage if stage not in present)
