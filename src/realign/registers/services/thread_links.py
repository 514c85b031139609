"""Services and what they cost, as records of the golden thread."""

from collections.abc import Iterable
from itertools import groupby

from realign.foundations.design.words import money
from realign.registers.services import presenters, queries
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
    amounts = Spend.objects.filter(partnership=reader.partnership).select_related("service")
    for service, paid in groupby(amounts.order_by("service__slug", "pk"), lambda amount: amount.service):
        latest = queries.latest_spend(paid)
        if latest is None:
            continue
        how_much = money(latest.total) if reader.sees_spending else "Spending"
        yield ThreadRow(
            f"service-{service.slug}",
            f"{how_much} for {service.name} in {latest.year}",
            detail=f"Spending, {presenters.prices_words(latest.price_bases)}",
            invented=latest.invented,
            place=service.slug,
            beside=(f"service:{service.slug}",),
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
