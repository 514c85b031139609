"""What the front pages show: one line for each priority, and what needs somebody."""

from dataclasses import dataclass
from datetime import date

from realign.foundations.design.charts.types import Chart
from realign.foundations.design.types import Source, Status, Task
from realign.foundations.work.types import WorkItem


@dataclass(frozen=True)
class PriorityLine:
    """A priority in one line: what is wanted, how children are, whether that changes, how the work goes."""

    number: int
    name: str
    url: str
    wanted: str
    sentence: str
    spark: Chart | None
    signal: Status
    going: Status
    source: Source | None
    invented: bool


@dataclass(frozen=True)
class WorkStretch:
    """What there is to do in one stretch of time, such as today."""

    title: str
    items: tuple[WorkItem, ...]
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Happened:
    """One thing that somebody did; who, only for those who may read the record of changes."""

    on: date
    words: str


@dataclass(frozen=True)
class ComingMeeting:
    """A meeting to come; ``mine`` says whether this person or their organisation sits in the group."""

    on: date
    group: str
    purpose: str
    url: str
    mine: str
