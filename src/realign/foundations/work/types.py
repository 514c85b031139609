"""What a background entry point is given, and what stands in a person’s work."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from realign.foundations.design.types import Status
from realign.foundations.partnerships.types import Actor


@dataclass(frozen=True)
class Run:
    """One run of a job: who asked, and a way to say how far it is."""

    job_id: int
    by: Actor
    report: Callable[[int, int, str], None]


class TryLater(Exception):
    """Something outside did not work just now; ``str`` of it says what, in words that a person can act on."""


Entry = Callable[..., str | None]
"""``entry(run, **arguments)`` does the work and answers the address of the result, if there is a page for it."""


@dataclass(frozen=True)
class Registered:
    """A background entry point and how often it may be tried."""

    kind: str
    entry: Entry
    max_attempts: int


Arguments = dict[str, Any]


@dataclass(frozen=True)
class WorkItem:
    """One thing that needs a person: its day, why it is theirs, and the page where it is done.

    ``since`` says that the day is when it began to wait, not when it is due. ``tell`` marks what somebody waits for and
    nobody was named for, so that it is told by e-mail once.
    """

    on: date | None
    what: str
    kind: str
    why: str
    url: str
    status: Status
    since: bool = False
    tell: bool = False


WorkRule = Callable[[Actor, date], Iterable[WorkItem]]
"""``rule(by, today)`` answers what there is to do for this person in one room, with as many queries whatever there is."""


@dataclass(frozen=True)
class NamedIn:
    """A record that names a person, and what they are in it."""

    part: str
    title: str
    url: str
