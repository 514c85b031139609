"""Which kinds of record a gap can concern, and one such record."""

from collections.abc import Callable
from dataclasses import dataclass

from realign.foundations.partnerships.models import Partnership


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
