"""Decisions as values: the options put, where each partner stood, and what has changed since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from realign.deliver.decisions.models import Decision, Position
from realign.foundations.partnerships.models import Organisation

DECISION = "decision"
"""What a decision is called among the records that are published."""

JOINED = "joined to its actions"
"""What the record of changes says of whoever chose the actions that carry a decision out: they wrote none of its words."""

APPROVALS = (Decision.Result.APPROVED, Decision.Result.CONDITIONS)


@dataclass(frozen=True)
class OptionPut:
    """One option as it was put to the group: taken, or turned down with a reason."""

    title: str
    taken: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Stand:
    """Where one partner stood; the note is its condition or why it disagrees."""

    organisation: Organisation
    stance: Position.Stance
    note: str = ""


@dataclass(frozen=True)
class PositionWords:
    """Where one partner stood, with the name that the partner had: today, or when the decision was published."""

    name: str
    stance: Position.Stance
    note: str = ""


def positions_of(content: Mapping[str, Any]) -> list[PositionWords]:
    """Where the partners stood, as it was published."""
    stances = {stance.label: stance for stance in Position.Stance}
    return [PositionWords(name, stances[label], note) for name, label, note in content["positions"]]


@dataclass(frozen=True)
class EvidenceChange:
    """One thing that a decision rested on and that reads differently now."""

    what: str
    then: Any = None
    now: Any = None


@dataclass(frozen=True)
class EvidenceStanding:
    """Whether what a decision rested on is as it was when the decision was recorded.

    ``is_intact`` is about the frozen copy: its fingerprint still fits. ``changes`` compares that copy with today.
    """

    is_intact: bool
    changes: tuple[EvidenceChange, ...] = ()

    @property
    def evidence_changed(self) -> bool:
        """Whether anything reads differently today."""
        return bool(self.changes)
