"""Values that views hand to components: links, statuses, sources, steps, history.

All are frozen: a view builds them, a template shows them, nothing changes them on the way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class Tone(StrEnum):
    """What a status means for the reader. Each tone has a colour and a shape, so neither stands alone."""

    NEUTRAL = "neutral"
    INFO = "info"
    GOOD = "good"
    ATTENTION = "attention"
    BAD = "bad"
    DONE = "done"


class Caveat(StrEnum):
    """Why a figure is less than a plain count; shown as a tag beside it."""

    INVENTED = "Invented data"
    PROJECTED = "Projected"
    IMPUTED = "Imputed"
    PROVISIONAL = "Provisional"


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere; without an address they are only words."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Status:
    """A state in words, with the tone that picks its colour and shape."""

    word: str
    tone: Tone = Tone.NEUTRAL
    reason: str = ""

    def __str__(self) -> str:
        return self.word


@dataclass(frozen=True)
class Source:
    """Where a figure is from, when, how sure it is and how it was worked out."""

    where: str
    when: str = ""
    sure: str = ""
    method: str = ""
    url: str = ""


@dataclass(frozen=True)
class SummaryRow:
    """One line of a summary list: a key, its value, and perhaps a link to change it."""

    key: str
    value: object
    change: Link | None = None


@dataclass(frozen=True)
class Task:
    """One line of a task list: what to do, where, and how far it is."""

    label: str
    status: Status
    url: str = ""
    hint: str = ""


class StepState(StrEnum):
    """Where a person stands with one step."""

    DONE = "done"
    CURRENT = "current"
    TO_COME = "to come"


@dataclass(frozen=True)
class TaskStep:
    """One step of a longer task."""

    label: str
    state: StepState
    url: str = ""


@dataclass(frozen=True)
class HistoryEntry:
    """One event in a record's life: who did what, when; `detail` says the change in words."""

    at: datetime | date
    who: str
    what: str
    detail: str = ""
    url: str = ""


@dataclass(frozen=True)
class Section:
    """One part of an accordion, or one target of a section list."""

    title: str
    body: str = ""
    summary: str = ""
    url: str = ""
    current: bool = False
    open: bool = False


@dataclass(frozen=True)
class PlainTable:
    """A small table of finished words, for the table below a figure. Each row begins with its row header."""

    caption: str
    headers: Sequence[str]
    rows: Sequence[Sequence[object]]


class StageWord(NamedTuple):
    """A place on the golden thread: its key and the word shown above it."""

    key: str
    word: str


THREAD = (
    StageWord("need", "Need"),
    StageWord("service", "Service"),
    StageWord("money", "£"),
    StageWord("outcome", "Outcome"),
    StageWord("proposal", "Proposal"),
    StageWord("decision", "Decision"),
    StageWord("action", "Action"),
    StageWord("result", "Result"),
)


@dataclass(frozen=True)
class ThreadNode:
    """One stage of the golden thread as one record sees it; without links it is missing and drawn hollow.

    ``fill`` leads to the page where a missing stage is filled, for those who may fill it. What stands ``beside`` a stage
    is named there and does not fill it: the plan that holds an outcome.
    """

    stage: StageWord
    links: tuple[Link, ...] = field(default_factory=tuple)
    current: bool = False
    fill: Link | None = None
    beside: tuple[Link, ...] = ()

    @property
    def missing(self) -> bool:
        return not self.links and not self.current


def thread_strip(
    current: str = "",
    *,
    fill: Mapping[str, Link] | None = None,
    beside: Mapping[str, Sequence[Link]] | None = None,
    **links: Sequence[Link],
) -> tuple[ThreadNode, ...]:
    """The eight stages in order; name a stage to give its links, and `current` for the page's own stage.

    ``fill`` says where a stage without links is filled.

    >>> [node.stage.key for node in thread_strip(current="action") if not node.missing]
    ['action']
    """
    known = {stage.key for stage in THREAD}
    where_filled = fill or {}
    unknown = sorted(({current} | set(links) | set(where_filled)) - known - {""})
    if unknown:
        raise ValueError(f"No such stage on the golden thread: {', '.join(unknown)}. Use {sorted(known)}.")
    return tuple(
        ThreadNode(
            stage=stage,
            links=tuple(links.get(stage.key, ())),
            current=stage.key == current,
            fill=where_filled.get(stage.key),
            beside=tuple((beside or {}).get(stage.key, ())),
        )
        for stage in THREAD
    )
