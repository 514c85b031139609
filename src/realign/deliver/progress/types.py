"""How actions and milestones stand on a day, as values."""

from dataclasses import dataclass
from datetime import date

from realign.deliver.progress.models import Milestone
from realign.plan.priorities.models import Action, Commitment, Going, Priority
from realign.plan.priorities.types import RolledUp


@dataclass(frozen=True)
class ActionStanding:
    """One action on one day: what was said last, and whether it is late or silent."""

    action: Action
    going: Going | None
    reason: str
    told_on: date | None
    days_late: int = 0
    days_silent: int = 0
    late_milestones: tuple[Milestone, ...] = ()

    @property
    def is_late(self) -> bool:
        return self.days_late > 0

    @property
    def is_stale(self) -> bool:
        return self.days_silent > 0

    @property
    def needs_attention(self) -> bool:
        """Late, silent, in trouble, or with a milestone that is past its day."""
        troubled = self.going in (Going.OFF_TRACK, Going.AT_RISK)
        return self.is_late or self.is_stale or troubled or bool(self.late_milestones)

    @property
    def urgency(self) -> tuple[int, int]:
        """Sorts the most urgent first: late, then off track, late on the way, silent, at risk, the rest."""
        order = (
            self.is_late,
            self.going == Going.OFF_TRACK,
            bool(self.late_milestones),
            self.is_stale,
            self.going == Going.AT_RISK,
            self.going is None,
        )
        rank = next((number for number, holds in enumerate(order) if holds), len(order))
        return rank, -max(self.days_late, self.days_silent)


@dataclass(frozen=True)
class CommitmentStanding:
    """A commitment with its actions together."""

    commitment: Commitment
    rolled: RolledUp


@dataclass(frozen=True)
class PriorityStanding:
    """A priority with its commitments and actions together."""

    priority: Priority
    rolled: RolledUp
    commitments: tuple[CommitmentStanding, ...]
    actions: tuple[ActionStanding, ...]
