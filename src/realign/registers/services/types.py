"""Services as other rooms see them: their latest figures, and money in the shapes that pages ask for."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from realign.registers.services.models import Service

# what is preventive: Scottish Government Prevention Unit, 2026 (framework prevention-classes)
PREVENTIVE = (Service.Prevention.PRIMARY, Service.Prevention.SECONDARY, Service.Prevention.TERTIARY)
UNTAGGED = ""


@dataclass(frozen=True)
class Figures:
    """What a service did in its latest year. Money is None for those who may not see it."""

    year: str
    capacity: int | None
    reached: int | None
    waiting: int | None
    spend: Decimal | None = None
    unit: str = Service.Unit.CHILDREN

    @property
    def spend_per_reached(self) -> Decimal | None:
        """Pounds for each child (or family) reached in the same year; None where either is not known."""
        return None if self.spend is None or not self.reached else self.spend / self.reached


@dataclass(frozen=True)
class SpendLine:
    """One amount with everything it is added up by."""

    service: Service
    year: str
    funder: str
    funder_kind: str
    sector: str
    amount: Decimal
    price_base: str
    invented: bool


@dataclass(frozen=True)
class SpendShare:
    """A part of a total, with its share of it."""

    key: str
    label: str
    amount: Decimal
    share: float


@dataclass(frozen=True)
class SpendPicture:
    """Where the money of one year goes. ``lines`` hold every amount; the rest adds them up."""

    year: str
    lines: Sequence[SpendLine]
    total: Decimal
    by_tier: tuple[SpendShare, ...]
    by_sector: tuple[SpendShare, ...]
    by_funder: tuple[SpendShare, ...]
    by_prevention: tuple[SpendShare, ...]
    price_bases: tuple[str, ...]

    @property
    def untagged(self) -> Decimal:
        """Money of services that nobody has classified."""
        return sum((part.amount for part in self.by_prevention if part.key == UNTAGGED), Decimal(0))

    @property
    def preventive(self) -> Decimal:
        """Money that keeps problems from starting, growing or coming back."""
        return sum((part.amount for part in self.by_prevention if part.key in PREVENTIVE), Decimal(0))

    @property
    def prevention_range(self) -> tuple[float, float] | None:
        """The least and the most that the share can be, whatever the untagged money turns out to be."""
        if not self.total:
            return None
        return float(self.preventive / self.total), float((self.preventive + self.untagged) / self.total)


@dataclass(frozen=True)
class RegisterCompleteness:
    """How whole the register is: what is missing, so that nobody takes it for more than it is."""

    services: int
    third_sector: int
    without_referral_route: int
    stale: int
    untagged: int
    without_figures: int
