"""A pathway as it is shown: every stop with what is placed on it, counted, and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from realign.analyse.pathways.models import Pathway, Placement, Stop

LANES: Mapping[str, tuple[str, ...]] = {
    Pathway.Kind.STAGES: ("service", "evidence", "measure", "gap", "planned"),
    Pathway.Kind.TRANSITIONS: ("service", "evidence", "measure", "gap", "planned"),
    Pathway.Kind.SUPPORT: ("service", "evidence", "gap", "planned"),
}
"""What is asked of every stop, by kind of map. A map of support asks for no measure of its own."""

MISSING = {
    "service": "no service placed here",
    "evidence": "no evidence placed here",
    "measure": "no measure",
}
"""What an empty lane means. Gaps and plans may be none; the rest are holes, and are shown as holes."""


@dataclass(frozen=True)
class StopShown:
    """A stop with its placements by kind, and the children that its services reached where that is recorded."""

    stop: Stop
    lanes: Mapping[str, tuple[Placement, ...]]
    reached: int | None = None
    reach_unknown: int = 0

    def count(self, kind: str) -> int:
        """How many of a kind are placed here."""
        return len(self.lanes[kind]) if kind in self.lanes else 0

    @property
    def holes(self) -> tuple[str, ...]:
        """What ought to be here and is not, in words."""
        return tuple(MISSING[kind] for kind in self.lanes if kind in MISSING and not self.lanes[kind])


@dataclass(frozen=True)
class PathwayShown:
    """A pathway with its stops in order."""

    pathway: Pathway
    stops: tuple[StopShown, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        return LANES[self.pathway.kind]

    def without(self, kind: str) -> tuple[StopShown, ...]:
        """Stops on which nothing of a kind is placed."""
        return tuple(stop for stop in self.stops if not stop.count(kind))

    def total(self, kind: str) -> int:
        """How many different things of a kind are on the whole map; one service at three stops counts once."""
        keys = set()
        for stop in self.stops:
            for placement in stop.lanes.get(kind, ()):
                keys.add(
                    placement.service_id
                    or placement.finding_id
                    or placement.indicator_id
                    or f"words {placement.pk}"
                )
        return len(keys)
