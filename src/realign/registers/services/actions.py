"""Keeping the register of services: adding, changing and ending them, and their figures, money and purpose."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.queries import all_words
from realign.foundations.partnerships.records import change_record, create_record, free_slug, remove_mistake
from realign.foundations.partnerships.rules import check_may, check_ours, check_slug_free, check_word
from realign.foundations.partnerships.types import Actor
from realign.foundations.publishing.actions import withdraw_ended
from realign.registers.services import rules
from realign.registers.services.models import TIERS, PreventionView, Service, ServiceYear, Spend
from realign.registers.services.queries import why_figures_stay
from realign.registers.services.types import KIND


@transaction.atomic
def create_service(*, by: Actor, name: str, provider: Organisation, slug: str = "", **values: Any) -> Service:
    """Put a service on the register. ``values`` are fields of Service; ``areas`` and ``tags`` take several."""
    rules.check_may_edit(by, provider)
    check_ours(by, provider)
    rules.check_ages(values.get("age_from"), values.get("age_to"))
    check_word(values.get("tier", ""), all_words(by.partnership.pk, TIERS))
    shares = values.get("prevention_shares")
    if shares:
        rules.check_shares(shares)
        values["prevention"] = rules.main_class(shares)
    slug = slug or free_slug(Service, by=by, words=name, reserved=rules.RESERVED)
    check_slug_free(slug, rules.RESERVED)
    return create_record(Service, by=by, name=name, provider=provider, slug=slug, **values)


@transaction.atomic
def change_service(*, by: Actor, service: Service, revision: int, **values: Any) -> Service:
    """Change what the register says of a service."""
    rules.check_may_edit(by, service.provider)
    provider = values.get("provider", service.provider)
    rules.check_may_edit(by, provider)
    check_ours(by, service, provider)
    rules.check_running(service)
    check_word(values.get("tier", service.tier), all_words(by.partnership.pk, TIERS))
    rules.check_ages(values.get("age_from", service.age_from), values.get("age_to", service.age_to))
    # a start that moves takes the service from the public list, and does not bring it back
    withdraw_ended(by=by, slug=KIND, key=str(service.pk))
    change_record(service, by=by, revision=revision, **values)
    withdraw_ended(by=by, slug=KIND, key=str(service.pk))
    return service


@transaction.atomic
def end_service(*, by: Actor, service: Service, revision: int, on: date, reason: str) -> Service:
    """The service is no longer provided. It stays on the register, with the day and the reason."""
    rules.check_may_edit(by, service.provider)
    check_ours(by, service)
    rules.check_may_end(service, on, reason)
    change_record(service, by=by, revision=revision, verb="ended", ended_on=on, ended_because=reason.strip())
    withdraw_ended(by=by, slug=KIND, key=str(service.pk))
    return service


@transaction.atomic
def verify_service(*, by: Actor, service: Service, revision: int, on: date) -> Service:
    """Somebody asked the provider, and what the register says is right."""
    rules.check_may_edit(by, service.provider)
    check_ours(by, service)
    rules.check_running(service)
    change_record(service, by=by, revision=revision, verb="verified with the provider", verified_on=on)
    return service


@transaction.atomic
def record_year(
    *, by: Actor, service: Service, year: str, revision: int | None = None, **values: Any
) -> ServiceYear:
    """What a service could take on and whom it reached in a report year; with ``revision`` the year is corrected."""
    rules.check_may_edit(by, service.provider)
    check_ours(by, service)
    rules.check_year(year)
    if revision is None:
        return create_record(ServiceYear, by=by, verb="recorded", service=service, year=year, **values)
    figures = ServiceYear.objects.get(partnership=by.partnership, service=service, year=year)
    change_record(figures, by=by, revision=revision, verb="corrected", **values)
    return figures


@transaction.atomic
def record_spend(
    *,
    by: Actor,
    service: Service,
    year: str,
    funder: Organisation,
    amount: Decimal,
    price_base: str,
    revision: int | None = None,
    **values: Any,
) -> Spend:
    """What one body pays for a service in a report year; with ``revision`` the amount is corrected."""
    check_may(by, rules.SPEND)
    check_ours(by, service, funder)
    rules.check_year(year)
    values |= {"amount": amount, "price_base": price_base}
    if revision is None:
        return create_record(
            Spend, by=by, verb="recorded", service=service, year=year, funder=funder, **values
        )
    spend = Spend.objects.get(partnership=by.partnership, service=service, year=year, funder=funder)
    change_record(spend, by=by, revision=revision, verb="corrected", **values)
    return spend


@transaction.atomic
def remove_year(*, by: Actor, figures: ServiceYear, revision: int) -> None:
    """Remove the figures of a year that were recorded by mistake."""
    rules.check_may_edit(by, figures.service.provider)
    remove_mistake(figures, by=by, revision=revision, why_it_stays=why_figures_stay)


@transaction.atomic
def remove_spend(*, by: Actor, spend: Spend, revision: int) -> None:
    """Remove an amount that was recorded by mistake."""
    check_may(by, rules.SPEND)
    remove_mistake(spend, by=by, revision=revision, why_it_stays=why_figures_stay)


@transaction.atomic
def classify_service(
    *, by: Actor, service: Service, says: str, reason: str = "", **values: Any
) -> PreventionView:
    """Give one's own view of how preventive a service is; each person has one, and may change it."""
    rules.check_may_classify(by)
    check_ours(by, service)
    view = PreventionView.objects.filter(service=service, by_whom=by.name).first()
    if view is None:
        return create_record(
            PreventionView, by=by, service=service, by_whom=by.name, says=says, reason=reason, **values
        )
    change_record(view, by=by, revision=view.revision, says=says, reason=reason)
    return view


@transaction.atomic
def agree_prevention(*, by: Actor, service: Service, revision: int, shares: Mapping[str, int]) -> Service:
    """Settle how much of a service has which purpose, in per cent adding to 100."""
    rules.check_may_edit(by, service.provider)
    check_ours(by, service)
    rules.check_shares(shares)
    kept = {kind: share for kind, share in shares.items() if share}
    change_record(
        service,
        by=by,
        revision=revision,
        verb="tagged the purpose of",
        prevention_shares=kept,
        prevention=rules.main_class(kept),
    )
    return service
