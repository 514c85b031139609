"""Who may change the register of services, and what may stand in it."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from realign.foundations.design.words import date_words
from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.roles import permissions_of
from realign.foundations.partnerships.rules import check_may, check_says
from realign.foundations.partnerships.types import Actor, Refusal
from realign.registers.services.models import Service

EDIT, SPEND, SEE_SPEND = "services.edit", "spend.edit", "spend.view"
THIRD_SECTOR_ROLE = "third-sector-representative"
THIRD_SECTOR = (Organisation.Kind.THIRD_SECTOR, Organisation.Kind.INTERFACE)
# words that stand in addresses where a service's short name would
RESERVED = frozenset({"add", "spend", "by-need", "compare"})
STALE_AFTER_DAYS = 365


def check_may_edit(by: Actor, provider: Organisation) -> None:
    """Refuse those who may not edit, and a third-sector representative who edits a public body's service."""
    check_may(by, EDIT)
    if by.is_system or EDIT in permissions_of([role for role in by.roles if role != THIRD_SECTOR_ROLE]):
        return
    if provider.kind in THIRD_SECTOR or (by.organisation is not None and provider.pk == by.organisation.pk):
        return
    raise Refusal(
        f"This service is provided by {provider}, and your role keeps the services of the third sector.",
        "A commissioner or a coordinator can change it.",
    )


def may_classify(by: Actor) -> bool:
    """Whether somebody's view of a service's purpose is asked for: of those who keep the register or the money."""
    return by.may(EDIT) or by.may(SPEND)


def check_may_classify(by: Actor) -> None:
    """Refuse a view of a service's purpose from those who keep neither the register nor the money."""
    if not by.may(SPEND):
        check_may(by, EDIT)


def check_ages(age_from: int | None, age_to: int | None) -> None:
    """Refuse an age range that ends before it begins."""
    if age_from is not None and age_to is not None and age_to < age_from:
        raise Refusal(f"The ages run from {age_from} to {age_to}.", "Give the younger age first.")


def check_year(year: str) -> None:
    """Refuse anything but a report year: two years that follow each other.

    >>> check_year("2025/26"), check_year("1999/2000")
    (None, None)
    """
    years = re.fullmatch(r"(\d{4})/(\d{2}|\d{4})", year)
    follows = int(years[1]) + 1 if years else 0
    if years is None or years[2] not in {f"{follows % 100:02}", str(follows)}:
        raise Refusal(f"“{year}” is not a report year.", "Write it like 2025/26.")


def check_running(service: Service) -> None:
    """Refuse changes to a service that has ended."""
    if service.ended_on is not None:
        raise Refusal(
            f"“{service.name}” ended on {date_words(service.ended_on)}, so it cannot be changed.",
            "Add a new service if it has started again.",
        )


def check_may_end(service: Service, on: date, reason: str) -> None:
    """Refuse to end a service twice, or without saying why."""
    check_running(service)
    check_says(reason, "The reason is missing.", "Give the reason in a sentence that families could read.")


def check_shares(shares: Mapping[str, int]) -> None:
    """Refuse shares of unknown classes, below nothing, or that do not add up to 100.

    >>> check_shares({"primary": 80, "secondary": 20})
    """
    unknown = sorted(set(shares) - set(Service.Prevention.values))
    if unknown:
        raise Refusal(
            f"There is no prevention class called {', '.join(unknown)}.",
            f"Use {', '.join(Service.Prevention.values)}.",
        )
    if any(share < 0 for share in shares.values()):
        raise Refusal("A share is below nothing.", "Write 0 for a purpose that the service does not have.")
    if sum(shares.values()) != 100:
        raise Refusal(
            f"The shares add up to {sum(shares.values())}, and must add up to 100.",
            "Say how much of the service has each purpose; write 0 for none.",
        )


def main_class(shares: Mapping[str, int]) -> str:
    """The largest share; of equal ones the earliest class.

    >>> main_class({"secondary": 50, "primary": 50})
    'primary'
    """
    order: list[str] = list(Service.Prevention.values)
    return max(shares, key=lambda kind: (shares[kind], -order.index(kind)), default="")


def is_provided(service: Service, on: date) -> bool:
    """Whether a service has begun and not ended, so that families find it on the public list."""
    return (service.starts_on is None or service.starts_on <= on) and (
        service.ended_on is None or service.ended_on > on
    )


def is_stale(service: Service, on: date) -> bool:
    """Whether nobody checked the entry with its provider within a year."""
    return service.verified_on is None or (on - service.verified_on).days > STALE_AFTER_DAYS


def areas_served(named: Iterable[str], ours: Iterable[str]) -> frozenset[str]:
    """The codes of the areas that a service serves: those that it names, or else all of ours."""
    return frozenset(named) or frozenset(ours)
