"""Which kinds of record a gap can concern, and one such record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from realign.foundations.partnerships.models import Partnership

GAP = "gap"
"""What a gap is called among the records that are published."""


@dataclass(frozen=True)
class PublicGap:
    """A gap as it was last published."""

    title: str
    whom: str
    effect: str
    fix: str
    due_on: date | None
    invented: bool

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "PublicGap":
        """A gap from what was frozen of it."""
        due_on = content["due_on"]
        return cls(**{**content, "due_on": date.fromisoformat(str(due_on)) if due_on else None})

    @property
    def queue_day(self) -> date:
        """Its day, so that gaps without one come last."""
        return self.due_on or date.max


@dataclass(frozen=True)
class Offered:
    """A record that a gap may concern: its key within its kind, its name and its page."""

    key: str
    label: str
    url: str = ""


@dataclass(frozen=True)
class ConcernKind:
    """A kind of record, such as “priority”. ``offered(partnership)`` names every one, in one query.

    ``decides`` marks kinds that can wait for a gap: a decision, a question, a proposal.
    """

    kind: str
    title: str
    offered: Callable[[Partnership], list[Offered]]
    decides: bool = False
    order: int = 50
    view: str = "evidence.view"


@dataclass(frozen=True)
class Joined:
    """One concern as a page shows it: the record as it is called now, with its page where it still exists."""

    pk: int
    kind: str
    title: str
    label: str
    url: str
    waits: bool
    because: str
    gone: bool = False
