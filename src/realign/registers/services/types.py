"""Services as other rooms see them: their latest figures, and money in the shapes that pages ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from realign.foundations.design.words import date_words, opening
from realign.registers.services.models import Service

# what is preventive: Scottish Government Prevention Unit, 2026 (framework prevention-classes)
PREVENTIVE = (Service.Prevention.PRIMARY, Service.Prevention.SECONDARY, Service.Prevention.TERTIARY)
UNTAGGED = ""
KIND = "service"
"""What a service is called among the records that are published."""


NOT_VERIFIED = "not verified with the provider yet"


def verified_words(verified_on: date | None) -> str:
    """When an entry was last verified, or that its provider never was asked.

    >>> verified_words(date(2026, 11, 11)), verified_words(None)
    ('last verified 11 November 2026', 'not verified with the provider yet')
    """
    return NOT_VERIFIED if verified_on is None else f"last verified {date_words(verified_on)}"


def ages_in_words(age_from: int | None, age_to: int | None) -> str:
    """The ages that a service is for, in words.

    >>> ages_in_words(5, 11), ages_in_words(None, 3), ages_in_words(None, None)
    ('5 to 11', 'up to 3', 'any age')
    """
    match age_from, age_to:
        case None, None:
            return "any age"
        case None, to:
            return f"up to {to}"
        case start, None:
            return f"{start} and over"
        case start, to:
            return f"{start} to {to}"


@dataclass(frozen=True)
class PublicService:
    """A service as it was last published: what families read, and nothing else."""

    slug: str
    name: str
    summary: str
    description: str
    target: str
    provider: str
    age_from: int | None
    age_to: int | None
    areas: tuple[tuple[str, str], ...]
    how_to_reach: str
    self_referral: bool
    verified_on: date | None
    invented: bool

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "PublicService":
        """A service from what was frozen of it."""
        verified_on = content["verified_on"]
        return cls(
            **{
                **content,
                "areas": tuple((code, name) for code, name in content["areas"]),
                "verified_on": date.fromisoformat(str(verified_on)) if verified_on else None,
            }
        )

    @property
    def verified(self) -> str:
        """The day on which it was last verified, or that it never was."""
        return opening(NOT_VERIFIED) if self.verified_on is None else date_words(self.verified_on)

    @property
    def ages(self) -> str:
        """The ages that it is for, in words."""
        return ages_in_words(self.age_from, self.age_to)

    @property
    def where(self) -> str:
        """The places where it is given, in words; empty where it is given everywhere."""
        return ", ".join(name for _, name in self.areas)

    def is_for(self, age: int) -> bool:
        """Whether it is for somebody of this age; one without ages is for everybody."""
        return (self.age_from or 0) <= age and (self.age_to is None or age <= self.age_to)


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
class LatestSpend:
    """What all bodies together paid for a service in the newest year for which any amount is recorded."""

    year: str
    total: Decimal
    funders: int
    price_bases: tuple[str, ...]
    invented: bool


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
    planned: int
    ended: int
    third_sector: int
    without_referral_route: int
    stale: int
    untagged: int
    without_figures: int
