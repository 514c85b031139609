"""The programme as values: how long each part lasts, what a round can take, where an area stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from realign.analyse.programme.models import Round, Site
from realign.methods.wording.substance import says_something


@dataclass(frozen=True)
class Lengths:
    """How many months each part of an area's time in the programme may take."""

    readiness: int
    evidence: int
    support: int
    days: int = 2

    def __post_init__(self) -> None:
        if min(self.readiness, self.days) < 0 or self.evidence < 1:
            raise ValueError(
                f"Lengths are whole months: readiness {self.readiness} may be none, evidence {self.evidence} may not."
            )
        if self.support < self.readiness + self.evidence:
            raise ValueError(
                f"Support of {self.support} months would end before the evidence is in, which takes "
                f"{self.readiness + self.evidence}. Make support longer."
            )

    @classmethod
    def of(cls, round: Round) -> "Lengths":
        """The lengths that a round goes by."""
        return cls(
            round.readiness_months, round.evidence_months, round.support_months, round.development_days
        )


@dataclass(frozen=True)
class AreaPhase:
    """One part of an area's time, with its first and last day."""

    name: str
    first: date
    last: date
    note: str = ""


@dataclass(frozen=True)
class Timeline:
    """When what happens for an area that starts on a day."""

    phases: tuple[AreaPhase, ...]
    evidence_complete_by: date
    natural_end: date


@dataclass(frozen=True)
class Capacity:
    """How many areas a round can take: new ones, and all together with those that went before."""

    new: int
    before: int

    @property
    def all(self) -> int:
        """Everybody who will have taken part."""
        return self.new + self.before


@dataclass(frozen=True)
class Busiest:
    """The most areas with consultants at one time, and the first day on which it is so many."""

    areas: int
    on: date | None = None


@dataclass(frozen=True)
class Judged:
    """A condition, whether it is met and what shows it."""

    name: str
    met: bool = False
    evidence: str = ""

    @property
    def holds(self) -> bool:
        """A condition counts when somebody says so and says why, in words that say something."""
        return self.met and says_something(self.evidence, [self.name])


@dataclass(frozen=True)
class ReadinessVerdict:
    """Whether an area is ready, and what is still missing."""

    conditions: tuple[Judged, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the conditions that do not hold yet."""
        return tuple(condition.name for condition in self.conditions if not condition.holds)

    @property
    def ready(self) -> bool:
        """Ready when every condition holds; never ready while the list of conditions has not been loaded."""
        return bool(self.conditions) and not self.missing


@dataclass(frozen=True)
class Signatures:
    """Which signatures are there of those asked for, as pairs of sector and purpose."""

    wanted: tuple[tuple[str, str], ...]
    given: frozenset[tuple[str, str]]

    @property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """The pairs that nobody has signed, in order."""
        return tuple(pair for pair in self.wanted if pair not in self.given)

    @property
    def complete(self) -> bool:
        """Every signature asked for is there; never complete while none is asked for."""
        return bool(self.wanted) and not self.missing

    @property
    def words(self) -> str:
        """`7 of 8`."""
        return f"{len(self.wanted) - len(self.missing)} of {len(self.wanted)}"


class AreaStage(Enum):
    """How far an area has come, from its first question to the end of its support."""

    INTERESTED = "Interested"
    CONTACTED = "In contact"
    VISITED = "Visited"
    READY = "Awaiting signatures"
    SIGNED = "Signed off"
    PLACED = "Can start"
    STARTED = "Under way"
    ENDED = "Ended"
    EARLIER = "Took part before"
    WITHDRAWN = "Withdrawn"


@dataclass(frozen=True)
class Facts:
    """What is known of an area's way into the programme."""

    contacted: bool = False
    visited: bool = False
    ready: bool = False
    signed: bool = False
    placed: bool = False
    placed_before: bool = False
    started: bool = False
    ended: bool = False
    withdrawn: bool = False


@dataclass(frozen=True)
class AreaStanding:
    """An area with everything that decides whether it may start."""

    site: Site
    verdict: ReadinessVerdict
    signatures: Signatures
    stage: AreaStage
    next_step: str
    timeline: Timeline | None
    tranche: str = ""

    @property
    def may_start(self) -> bool:
        """Ready, signed by all, and in a slot."""
        return self.stage is AreaStage.PLACED


@dataclass(frozen=True)
class SlotPlan:
    """One slot of a round: who is in it and how many places are free."""

    on: date
    name: str
    areas: Sequence[str]
    most: int
    slug: str = ""
    before: bool = False
    past: bool = False

    @property
    def free(self) -> int:
        """Places nobody has yet; none in a slot that is over."""
        return 0 if self.before or self.past else max(0, self.most - len(self.areas))
