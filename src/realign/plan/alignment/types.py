"""How a promise stands on its evidence, and how well an outcome can be seen."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from realign.plan.alignment.models import Support
from realign.plan.priorities.models import Commitment, Outcome, Priority, Target
from realign.registers.gaps.models import Gap


class EvidenceVerdict(StrEnum):
    """What the evidence says of a commitment (S0 recommendation 2): one without any is refined or dropped."""

    KEEP = "Has evidence"
    REFINE = "Weak evidence only: strengthen"
    DROP = "No evidence yet: strengthen or remove"
    REPEATS = "Repeats another commitment"


class Sight(StrEnum):
    """How well an outcome can be seen."""

    FULL = "Full"
    PROXY = "Proxy"
    NONE = "None"


@dataclass(frozen=True)
class HeldValue:
    """A value that an indicator holds, as far as sight of an outcome asks: for where, until when, for whom.

    ``covers`` says that it is of the whole partnership, alone or with values of all its other councils.
    """

    area_id: int
    area_name: str
    ends_on: date
    breakdown: str
    covers: bool

    def is_for(self, target: Target) -> bool:
        """Whether it is about the area of a target; a target without one is about the whole partnership."""
        return self.area_id == target.area_id if target.area_id else self.covers


@dataclass(frozen=True)
class CommitmentAlignment:
    """One commitment with what speaks for it and the outcomes that it should change."""

    commitment: Commitment
    code: str
    supports: tuple[Support, ...]
    outcomes: tuple[Outcome, ...]
    verdict: EvidenceVerdict
    withdrawn: int = 0


@dataclass(frozen=True)
class OutcomeAlignment:
    """One outcome, how it is measured, and what cannot be seen of it. A priority without one has a row of its own."""

    priority: Priority
    outcome: Outcome | None
    targets: tuple[Target, ...]
    sight: Sight
    why: str
    gaps: tuple[Gap, ...]
    research: tuple[Support, ...] = ()

    @property
    def needs_a_gap(self) -> bool:
        """Whether it is not fully seen, and nobody has written that down."""
        return self.sight is not Sight.FULL and not self.gaps


@dataclass(frozen=True)
class Covered:
    """Of how many priority outcomes there is an outcome indicator, and which have none."""

    having: tuple[Priority, ...]
    lacking: tuple[Priority, ...]

    @property
    def words(self) -> str:
        """“5 of 5”, or how many and which are missing.

        >>> Covered((), ()).words
        'No priorities yet.'
        """
        total = len(self.having) + len(self.lacking)
        if not total:
            return "No priorities yet."
        sentence = f"{len(self.having)} of {total} priority outcomes have an outcome indicator."
        missing = ", ".join(f"{priority.number} ({priority.title})" for priority in self.lacking)
        return f"{sentence} Without one: {missing}." if missing else sentence
