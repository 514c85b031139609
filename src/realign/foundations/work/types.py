"""What a background entry point is given."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from realign.foundations.partnerships.types import Actor


@dataclass(frozen=True)
class Run:
    """One run of a job: who asked, and a way to say how far it is."""

    job_id: int
    by: Actor
    report: Callable[[int, int, str], None]


Entry = Callable[..., str | None]
"""``entry(run, **arguments)`` does the work and answers the address of the result, if there is a page for it."""


@dataclass(frozen=True)
class Registered:
    """A background entry point and how often it may be tried."""

    kind: str
    entry: Entry
    max_attempts: int


Arguments = dict[str, Any]
