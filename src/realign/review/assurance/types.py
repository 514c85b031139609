"""Assessments and stages of the cycle as values, and the threads of priorities with what is missing in them."""

from dataclasses import dataclass
from datetime import date

from realign.foundations.accounts.models import User
from realign.registers.thread.types import MendingPage, Thread, ThreadRecord, ThreadStage

# the kind of record whose thread is judged; every other kind is known to its own room
PRIORITY = "priority"


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
class ThreadBreak:
    """A place where the thread of a priority does not hold: what is missing, whose it is, what to do and on which page."""

    thread: Thread
    about: ThreadRecord
    stage: ThreadStage
    words: str
    to_do: str
    owner: str
    pages: tuple[MendingPage, ...] = ()

    @property
    def priority(self) -> ThreadRecord:
        return self.thread.at

    @property
    def is_whole_stage(self) -> bool:
        """Whether the priority has nothing at all at this stage; otherwise one record hangs loose."""
        return self.about == self.thread.at


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
