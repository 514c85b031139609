"""Reading the register: services with their latest figures, one service with its years, and how whole it is."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum

from realign.foundations.partnerships.models import Organisation, Partnership
from realign.registers.services.models import PreventionView, Service, ServiceYear, Spend
from realign.registers.services.rules import STALE_AFTER_DAYS, THIRD_SECTOR
from realign.registers.services.types import Completeness, Figures

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


def service(partnership: Partnership, slug: str) -> Service:
    """One service; raises Service.DoesNotExist."""
    return services(partnership).get(slug=slug)


def figures(held: Service) -> Figures | None:
    """The latest year's figures of a service read through ``services``; nothing when no year is recorded."""
    if not held.last_year:
        return None
    return Figures(
        year=held.last_year,
        capacity=held.last_capacity,
        reached=held.last_reached,
        waiting=held.last_waiting,
        spend=held.last_spend if held.last_spend_year == held.last_year else None,
        unit=held.unit,
    )


def years(held: Service) -> models.QuerySet[ServiceYear]:
    """The yearly figures of a service, latest first."""
    return held.years.select_related("changed_by").order_by("-year")


def spend(held: Service) -> models.QuerySet[Spend]:
    """What each body pays for a service, latest year first."""
    return held.spend.select_related("funder", "changed_by").order_by("-year", "-amount")


def needs_answered(held: Service) -> list[Any]:
    """The needs that a service is matched with, by name. They are kept on the floor above, as ``matches`` of a service."""
    return [match.need for match in held.matches.select_related("need").order_by("need__name")]


def prevention_views(held: Service) -> models.QuerySet[PreventionView]:
    """How people classify a service, each apart from the others."""
    return held.prevention_views.order_by("created_at", "pk")


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


def completeness(partnership: Partnership, on: date) -> Completeness:
    """How whole the register is. One query."""
    found = Service.objects.filter(provided(on), partnership=partnership).aggregate(
        services=Count("pk", distinct=True),
        third_sector=Count("pk", filter=Q(provider__kind__in=THIRD_SECTOR), distinct=True),
        without_referral_route=Count("pk", filter=without_referral_route(), distinct=True),
        stale=Count("pk", filter=stale(on), distinct=True),
        untagged=Count("pk", filter=Q(prevention=""), distinct=True),
        without_figures=Count("pk", filter=Q(years__isnull=True), distinct=True),
    )
    return Completeness(**found)
