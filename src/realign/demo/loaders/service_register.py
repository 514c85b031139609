"""The invented services, with their year, their money, and what two people said of their purpose."""

from decimal import Decimal
from typing import Any

from realign.demo.content import content
from realign.demo.loaders.people import acting_as
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.types import Actor
from realign.registers.frameworks import queries as frameworks
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.places import queries as places
from realign.registers.services import actions
from realign.registers.services.models import Service

YEAR = "2025/26"
INVENTED = "Invented for the demonstration"
MEANS = {"service-agreement": Service.Means.AGREEMENT}


def load_services(by: Actor) -> None:
    """Every service of the content, in its order."""
    bodies = {body.slug: body for body in partnerships.organisations(by.partnership)}
    wellbeing = {item.code: item for item in frameworks.items("shanarri", on=by.at.date())}
    for row in content("services")["service"]:
        service = _service(by, row, bodies, wellbeing)
        _figures(by, service, row)
        for money in row.get("spend", ()):
            _money(by, service, money, bodies)
        for tag in row.get("prevention_tags", ()):
            actions.classify_service(
                by=acting_as(by, tag["by"]), service=service, says=tag["says"], invented=True
            )


def _service(
    by: Actor, row: dict[str, Any], bodies: dict[str, Organisation], wellbeing: dict[str, FrameworkItem]
) -> Service:
    return actions.create_service(
        by=by,
        slug=row["slug"],
        name=row["name"],
        summary=row["description"],
        description=row.get("note", ""),
        target=row["target"],
        scope=row["class"],
        unit=row["unit"],
        provider=bodies[row["provider"]],
        tier=row["tier"],
        prevention_shares=row["prevention"],
        means=MEANS.get(row["means"], row["means"]),
        age_from=row["age_from"],
        age_to=row["age_to"],
        areas=list(places.areas("council").filter(code__in=row["areas"])),
        how_to_reach=f"Start with: {', '.join(row['referral_routes'])}." if row["referral_routes"] else "",
        self_referral=row["self_referral"],
        tags=[wellbeing[code] for code in row["wellbeing"]],
        evidence=row["evidence"],
        starts_on=row.get("starts"),
        verified_on=row["checked_on"],
        source=INVENTED,
        invented=True,
    )


def _figures(by: Actor, service: Service, row: dict[str, Any]) -> None:
    if row.get("capacity") is None or row["status"] == "planned":
        return
    actions.record_year(
        by=by,
        service=service,
        year=YEAR,
        capacity=row["capacity"],
        reached=row.get("reached"),
        waiting=row.get("waiting"),
        wait_weeks=row.get("wait_weeks"),
        source=INVENTED,
        invented=True,
    )


def _money(by: Actor, service: Service, money: dict[str, Any], bodies: dict[str, Organisation]) -> None:
    actions.record_spend(
        by=by,
        service=service,
        year=money["year"],
        funder=bodies[money["funder"]],
        amount=Decimal(money["amount"]),
        price_base=f"cash, {money['year']}",
        source=INVENTED,
        invented=True,
    )
