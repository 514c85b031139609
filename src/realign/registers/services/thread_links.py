"""Services and what they cost, as records of the golden thread."""

from collections.abc import Iterable

from realign.foundations.design.words import money
from realign.registers.services.models import Service, Spend
from realign.registers.thread.registry import FILLERS, KINDS, LOOSE_ENDS
from realign.registers.thread.types import (
    LooseEndCheck,
    MendingPage,
    RecordKind,
    StageFiller,
    ThreadReader,
    ThreadRow,
    ThreadStage,
)

VIEW = "services.view"
MONEY_PAGE = MendingPage("Record the spend of a service", "services:money", "spend.edit", near="service")


def services(reader: ThreadReader) -> Iterable[ThreadRow]:
    """Every service with who provides it."""
    rows = Service.objects.filter(partnership=reader.partnership)
    for slug, name, summary, provider, invented in rows.values_list(
        "slug", "name", "summary", "provider__name", "invented"
    ):
        yield ThreadRow(slug, name, detail=summary, owner=provider, invented=invented)


def spending(reader: ThreadReader) -> Iterable[ThreadRow]:
    """What each service cost in its latest year, all who pay together; how much only for those who may see it."""
    latest: dict[str, list[Spend]] = {}
    for amount in (
        Spend.objects.filter(partnership=reader.partnership)
        .select_related("service")
        .order_by("service__slug", "-year", "pk")
    ):
        amounts = latest.setdefault(amount.service.slug, [])
        if not amounts or amounts[0].year == amount.year:
            amounts.append(amount)
    for slug, amounts in latest.items():
        first = amounts[0]
        how_much = money(sum(amount.amount for amount in amounts)) if reader.sees_spending else "Spending"
        yield ThreadRow(
            f"service-{slug}",
            f"{how_much} for {first.service.name} in {first.year}",
            detail=f"Spending, {first.price_base}",
            invented=any(amount.invented for amount in amounts),
            place=slug,
            beside=(f"service:{slug}",),
        )


KINDS.add(
    RecordKind(
        "service",
        "Service",
        "Services",
        ThreadStage.SERVICE,
        30,
        services,
        page="services:service",
        view=VIEW,
    ),
    RecordKind(
        "spending",
        "Spending on a service",
        "Spending on services",
        ThreadStage.MONEY,
        40,
        spending,
        page="services:service",
        part="money",
        view=VIEW,
    ),
)
LOOSE_ENDS.add(
    LooseEndCheck(
        "service",
        ThreadStage.MONEY,
        ("spending",),
        "has no spend recorded",
        "Record its spend",
        MONEY_PAGE,
        side=True,
    ),
)
FILLERS.add(StageFiller(ThreadStage.MONEY, 20, MONEY_PAGE))
