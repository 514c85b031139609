"""Reading the register: services with their figures, how whole it is, where the money goes and what it is for."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum

from realign.foundations.partnerships.models import Organisation, Partnership
from realign.foundations.partnerships.queries import all_words, why_it_stays
from realign.foundations.partnerships.types import Refusal
from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing.models import PublicVersion
from realign.foundations.search import queries as search
from realign.foundations.search.types import Reader
from realign.methods.fit.agreement import Agreement, agreement
from realign.registers.services.models import TIERS, PreventionView, Service, ServiceYear, Spend
from realign.registers.services.rules import STALE_AFTER_DAYS, THIRD_SECTOR
from realign.registers.services.types import (
    KIND,
    UNTAGGED,
    Figures,
    LatestSpend,
    PublicService,
    RegisterCompleteness,
    SpendLine,
    SpendPicture,
    SpendShare,
)

_YEARS = ServiceYear.objects.filter(service=OuterRef("pk")).order_by("-year")
_SPEND = Spend.objects.filter(service=OuterRef("pk")).order_by()


def services(partnership: Partnership) -> models.QuerySet[Service]:
    """Every service with its provider, areas, and the figures and money of its latest year. Two queries."""
    newest_spend = _SPEND.values("year").annotate(total=Sum("amount")).order_by("-year")
    return (
        Service.objects.filter(partnership=partnership)
        .select_related("provider", "changed_by")
        .prefetch_related("areas")
        .annotate(
            last_year=Subquery(_YEARS.values("year")[:1]),
            last_capacity=Subquery(_YEARS.values("capacity")[:1]),
            last_reached=Subquery(_YEARS.values("reached")[:1]),
            last_waiting=Subquery(_YEARS.values("waiting")[:1]),
            last_spend=Subquery(newest_spend.values("total")[:1]),
            last_spend_year=Subquery(newest_spend.values("year")[:1]),
        )
        .annotate(
            # never one year's money over another year's children
            last_cost=models.Case(
                models.When(
                    Q(last_year=F("last_spend_year")) & Q(last_reached__gt=0),
                    then=models.ExpressionWrapper(
                        F("last_spend") * 1.0 / F("last_reached"), output_field=models.FloatField()
                    ),
                ),
                default=None,
                output_field=models.FloatField(),
            )
        )
    )


def running(partnership: Partnership, on: date) -> models.QuerySet[Service]:
    """Services that are provided on a day: begun and not ended."""
    return services(partnership).filter(provided(on))


def provided(on: date) -> Q:
    """Services that have begun and not ended by a day."""
    return (Q(starts_on__isnull=True) | Q(starts_on__lte=on)) & (
        Q(ended_on__isnull=True) | Q(ended_on__gt=on)
    )


def public_services(partnership: Partnership, on: date) -> list[tuple[PublicVersion, PublicService]]:
    """The services that families find, as they were last published: none that has ended, or waits to begin."""
    provided_now = {str(pk) for pk in running(partnership, on).values_list("pk", flat=True)}
    return [
        (version, PublicService.of(version.content))
        for version in publishing.standing(partnership, KIND)
        if version.key in provided_now
    ]


# words that families type and that tell no service from another
SAY_NOTHING = frozenset(
    word
    for line in ("family help need near person people someone", "son daughter child children kid kids young")
    for word in line.split()
)


def answering(
    reader: Reader, services: Sequence[tuple[PublicVersion, PublicService]], typed: str
) -> list[PublicService]:
    """Services that answer at least one of the words of somebody who looks for help, best first; all without a word."""
    numbers = search.find_any(reader, typed, "services", SAY_NOTHING)
    if numbers is None:
        return [service for _, service in services]
    by_number = {version.pk: service for version, service in services}
    return [by_number[number] for number in numbers if number in by_number]


def service(partnership: Partnership, slug: str) -> Service:
    """One service; raises Service.DoesNotExist."""
    return services(partnership).get(slug=slug)


def figures(service: Service) -> Figures | None:
    """The latest year's figures of a service read through ``services``; nothing when no year is recorded."""
    row: Any = service  # `services` adds the figures to each row, and the type of a model does not say so
    if not row.last_year:
        return None
    return Figures(
        year=row.last_year,
        capacity=row.last_capacity,
        reached=row.last_reached,
        waiting=row.last_waiting,
        spend=row.last_spend if row.last_spend_year == row.last_year else None,
        unit=service.unit,
    )


def years(service: Service) -> models.QuerySet[ServiceYear]:
    """The yearly figures of a service, latest first."""
    return service.years.select_related("changed_by").order_by("-year")


def spend(service: Service) -> models.QuerySet[Spend]:
    """What each body pays for a service, latest year first."""
    return service.spend.select_related("funder", "changed_by").order_by("-year", "-amount")


def latest_spend(amounts: Iterable[Spend]) -> LatestSpend | None:
    """The newest year among the amounts of one service, added up; nothing where there is no amount."""
    every = list(amounts)
    year = max((paid.year for paid in every), default="")
    newest = [paid for paid in every if paid.year == year]
    if not newest:
        return None
    return LatestSpend(
        year=year,
        total=sum((paid.amount for paid in newest), Decimal(0)),
        funders=len({paid.funder_id for paid in newest}),
        price_bases=tuple(sorted({paid.price_base for paid in newest})),
        invented=any(paid.invented for paid in newest),
    )


def one_year(partnership: Partnership, pk: int) -> ServiceYear:
    """The figures of a service in a year; raises ServiceYear.DoesNotExist."""
    return ServiceYear.objects.select_related("service__provider").get(partnership=partnership, pk=pk)


def one_amount(partnership: Partnership, pk: int) -> Spend:
    """What one body pays for a service in a year; raises Spend.DoesNotExist."""
    return Spend.objects.select_related("service", "funder").get(partnership=partnership, pk=pk)


def why_figures_stay(figures: ServiceYear | Spend) -> Refusal | None:
    """Why the figures of a year, or an amount, cannot be removed."""
    return why_it_stays(figures, "Correct the figures instead.")


def prevention_views(service: Service) -> models.QuerySet[PreventionView]:
    """How people classify a service, each apart from the others."""
    return service.prevention_views.order_by("created_at", "pk")


def providers(partnership: Partnership) -> models.QuerySet[Organisation]:
    """Bodies that provide at least one service."""
    provided = Service.objects.filter(partnership=partnership).values("provider")
    return Organisation.objects.filter(partnership=partnership, pk__in=provided)


def stale_before(on: date) -> date:
    """The day before which a check with the provider is too old."""
    return on - timedelta(days=STALE_AFTER_DAYS)


def without_referral_route() -> Q:
    """Services of which nobody says how to reach them."""
    return Q(how_to_reach="")


def stale(on: date) -> Q:
    """Services that nobody checked with the provider within a year."""
    return Q(verified_on__isnull=True) | Q(verified_on__lt=stale_before(on))


def completeness(partnership: Partnership, on: date) -> RegisterCompleteness:
    """How whole the register is. One query."""

    def those(which: Q) -> Count:
        return Count("pk", filter=which, distinct=True)

    now = provided(on)
    counts = Service.objects.filter(partnership=partnership).aggregate(
        services=those(now),
        planned=those(Q(starts_on__gt=on) & (Q(ended_on__isnull=True) | Q(ended_on__gt=on))),
        ended=those(Q(ended_on__lte=on)),
        third_sector=those(now & Q(provider__kind__in=THIRD_SECTOR)),
        without_referral_route=those(now & without_referral_route()),
        stale=those(now & stale(on)),
        untagged=those(now & Q(prevention="")),
        without_figures=those(now & Q(years__isnull=True)),
    )
    return RegisterCompleteness(**counts)


def spend_by_year(partnership: Partnership) -> list[SpendPicture]:
    """All the money of every year, each added up four ways, latest year first. Two queries."""
    years: dict[str, list[SpendLine]] = defaultdict(list)
    for spend in _spend_of(partnership):
        years[spend.year].append(_spend_line(spend))
    tiers = all_words(partnership.pk, TIERS)
    return [_picture(year, years[year], tiers) for year in sorted(years, reverse=True)]


def spend_picture(partnership: Partnership, year: str) -> SpendPicture:
    """All the money of one year, added up four ways. Two queries."""
    lines = [_spend_line(spend) for spend in _spend_of(partnership).filter(year=year)]
    return _picture(year, lines, all_words(partnership.pk, TIERS))


def _spend_of(partnership: Partnership) -> models.QuerySet[Spend]:
    every = Spend.objects.filter(partnership=partnership).select_related("service__provider", "funder")
    return every.order_by("service__name", "-amount")


def _picture(year: str, lines: Sequence[SpendLine], tiers: Sequence[tuple[str, str]]) -> SpendPicture:
    return SpendPicture(
        year=year,
        lines=lines,
        total=sum((line.amount for line in lines), Decimal(0)),
        by_tier=_parts(lines, lambda line: {line.service.tier: 100}, tiers),
        by_sector=_parts(lines, lambda line: {line.sector: 100}, Organisation.Kind.choices),
        by_funder=_parts(lines, lambda line: {line.funder: 100}, [(f, f) for f in _funders(lines)]),
        by_prevention=_parts(
            lines,
            lambda line: line.service.prevention_shares or {line.service.prevention: 100},
            [*Service.Prevention.choices, (UNTAGGED, "Not tagged yet")],
        ),
        price_bases=tuple(sorted({line.price_base for line in lines})),
    )


def tagger_agreement(partnership: Partnership) -> Agreement | None:
    """How far the first two people who classified each service agree; nothing until two have."""
    classes: dict[int, list[str]] = defaultdict(list)
    views = PreventionView.objects.filter(partnership=partnership).order_by("service_id", "by_whom")
    for service_id, says in views.values_list("service_id", "says"):
        classes[service_id].append(says)
    pairs = [(by_service[0], by_service[1]) for by_service in classes.values() if len(by_service) > 1]
    return agreement(pairs) if pairs else None


def _spend_line(spend: Spend) -> SpendLine:
    return SpendLine(
        service=spend.service,
        year=spend.year,
        funder=spend.funder.name,
        funder_kind=spend.funder.kind,
        sector=spend.service.provider.kind,
        amount=spend.amount,
        price_base=spend.price_base,
        invented=spend.invented,
    )


def _funders(lines: Iterable[SpendLine]) -> list[str]:
    """Every funder, the largest first."""
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        totals[line.funder] += line.amount
    return sorted(totals, key=lambda funder: (-totals[funder], funder))


def _parts(
    lines: Sequence[SpendLine],
    shares_of: Callable[[SpendLine], dict[str, int]],
    kinds: Sequence[tuple[str, str]],
) -> tuple[SpendShare, ...]:
    """The total cut by kind, in the order of ``kinds``; kinds without money are left out."""
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        for kind, share in shares_of(line).items():
            totals[kind] += line.amount * share / 100
    whole = sum(totals.values(), Decimal(0))
    return tuple(
        SpendShare(str(kind), str(label), totals[kind], float(totals[kind] / whole) if whole else 0.0)
        for kind, label in kinds
        if totals.get(kind)
    )


NO_SPEND = _picture("", [], Service.Tier.choices)
"""What is shown before any money is recorded."""
