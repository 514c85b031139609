"""How well services fit a need, in one place, with everything a reader needs to judge the figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from realign.analyse.fit.models import Need
from realign.methods.fit.need import Fit
from realign.methods.intervals import Interval
from realign.registers.services.models import Service

COUNTED_TWICE = (
    "A child whom two services reach is counted twice, so more children may be missed than is shown here."
)
OTHER_AGES = "Children of other ages, and children without this need, whom these services also reach are not taken out."
EVERYWHERE = ""


@dataclass(frozen=True)
class Children:
    """How many children of some ages live somewhere, and how that was worked out."""

    number: float
    how: str
    source: str


@dataclass(frozen=True)
class Contribution:
    """What one service gives towards a need in one place. Numbers are None where nobody recorded them."""

    service: Service
    match_id: int
    share: int
    reason: str
    year: str
    capacity: float | None
    reached: float | None
    waiting: float | None
    spend: float | None
    part_here: float

    @property
    def spend_per_reached(self) -> float | None:
        """Pounds for each one reached; the same whatever part of the service is looked at."""
        return None if self.spend is None or not self.reached else self.spend / self.reached


@dataclass(frozen=True)
class NeedFit:
    """One need in one place: children who have it, those reached, those missed, and what that costs.

    ``children`` is None where nothing released says how many; ``why_unknown`` then says why.
    """

    need: Need
    place: str
    code: str
    population: Children | None
    prevalence: Interval | None
    children: Interval | None
    why_unknown: str
    contributions: Sequence[Contribution]
    capacity: float | None
    reached: float | None
    waiting: float | None
    spend: float | None
    coverage: Fit | None
    capacity_fit: Fit | None
    hidden: bool = False

    @property
    def missed(self) -> Interval | None:
        """Children with the need whom no matched service is known to reach."""
        return self.coverage.unmet if self.coverage else None

    @property
    def spend_per_reached(self) -> float | None:
        """Pounds for each child reached, over services of which both are known."""
        both = [
            contribution
            for contribution in self.contributions
            if contribution.spend is not None and contribution.reached
        ]
        reached = sum(contribution.reached or 0 for contribution in both)
        return sum(contribution.spend or 0 for contribution in both) / reached if reached else None

    @property
    def not_counted(self) -> list[Service]:
        """Matched services whose reach nobody recorded."""
        return [contribution.service for contribution in self.contributions if contribution.reached is None]


@dataclass(frozen=True)
class GridCell:
    """Services at one level of help for one need, each by the part of its work that answers the need.

    Numbers are None where no service recorded them.
    """

    tier: str
    services: int = 0
    capacity: float | None = None
    reached: float | None = None

    @property
    def is_gap(self) -> bool:
        return self.services == 0


@dataclass(frozen=True)
class GridRow:
    """One need with a cell for each level of help."""

    need: Need
    cells: tuple[GridCell, ...]


@dataclass(frozen=True)
class Grid:
    """Every need by every level of help, and the services that answer no need."""

    tiers: tuple[tuple[str, str], ...]
    rows: tuple[GridRow, ...]
    unmatched: tuple[Service, ...]
