"""Keeping the register of services: adding, changing and ending them, and their figures, money and purpose."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify

from realign.foundations.audit import actions as audit
from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.records import change_record, create_record
from realign.foundations.partnerships.rules import check_may, check_not_changed_since
from realign.foundations.partnerships.types import Actor
from realign.registers.services import rules
from realign.registers.services.models import PreventionView, Service, ServiceYear, Spend

MANY = ("areas", "tags")


@transaction.atomic
def add_service(*, by: Actor, name: str, provider: Organisation, slug: str = "", **values: Any) -> Service:
    """Put a service on the register. ``values`` are fields of Service; ``areas`` and ``tags`` take several."""
    rules.check_may_edit(by, provider)
    rules.check_ours(by, provider)
    rules.check_ages(values.get("age_from"), values.get("age_to"))
    many = {field: list(values.pop(field, ())) for field in MANY}
    shares = values.get("prevention_shares")
    if shares:
        rules.check_shares(shares)
        values["prevention"] = rules.main_class(shares)
    slug = slug or _free_slug(by, name)
    rules.check_slug(slug)
    service = create_record(Service, by=by, name=name, provider=provider, slug=slug, **values)
    for field, chosen in many.items():
        getattr(service, field).set(chosen)
    return service


@transaction.atomic
def change_service(*, by: Actor, service: Service, revision: int, **values: Any) -> Service:
    """Change what the register says of a service."""
    rules.check_may_edit(by, service.provider)
    provider = values.get("provider", service.provider)
    rules.check_may_edit(by, provider)
    rules.check_ours(by, service, provider)
    rules.check_running(service)
    rules.check_ages(values.get("age_from", service.age_from), values.get("age_to", service.age_to))
    many = {field: list(values.pop(field)) for field in MANY if field in values}
    changed = change_record(service, by=by, revision=revision, **values)
    joined = _joined(service, many)
    if joined and not changed:
        _next_revision(by, service, revision)
    for field in joined:
        getattr(service, field).set(many[field])
    if joined:
        audit.record(by=by, verb="changed", subject=service, detail={"changes": joined})
    return service


@transaction.atomic
def end_service(*, by: Actor, service: Service, revision: int, on: date, reason: str) -> Service:
    """The service is no longer provided. It stays on the register, with the day and the reason."""
    rules.check_may_edit(by, service.provider)
    rules.check_ours(by, service)
    rules.check_may_end(service, on, reason)
    change_record(service, by=by, revision=revision, verb="ended", ended_on=on, ended_because=reason.strip())
    return service


@transaction.atomic
def verify_service(*, by: Actor, service: Service, revision: int, on: date) -> Service:
    """Somebody asked the provider, and what the register says is right."""
    rules.check_may_edit(by, service.provider)
    rules.check_ours(by, service)
    rules.check_running(service)
    change_record(service, by=by, revision=revision, verb="checked with the provider", verified_on=on)
    return service


@transaction.atomic
def record_year(
    *, by: Actor, service: Service, year: str, revision: int | None = None, **values: Any
) -> ServiceYear:
    """What a service could take on and whom it reached in a report year; with ``revision`` the year is corrected."""
    rules.check_may_edit(by, service.provider)
    rules.check_ours(by, service)
    rules.check_year(year)
    if revision is None:
        return create_record(ServiceYear, by=by, verb="recorded", service=service, year=year, **values)
    held = ServiceYear.objects.get(partnership=by.partnership, service=service, year=year)
    change_record(held, by=by, revision=revision, verb="corrected", **values)
    return held


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
    rules.check_ours(by, service, funder)
    rules.check_year(year)
    values |= {"amount": amount, "price_base": price_base}
    if revision is None:
        return create_record(
            Spend, by=by, verb="recorded", service=service, year=year, funder=funder, **values
        )
    held = Spend.objects.get(partnership=by.partnership, service=service, year=year, funder=funder)
    change_record(held, by=by, revision=revision, verb="corrected", **values)
    return held


@transaction.atomic
def say_prevention(
    *, by: Actor, service: Service, says: str, reason: str = "", **values: Any
) -> PreventionView:
    """Give one's own view of how preventive a service is; each person has one, and may change it."""
    check_may(by, rules.SPEND if rules.may_say_prevention(by) and not by.may(rules.EDIT) else rules.EDIT)
    rules.check_ours(by, service)
    held = PreventionView.objects.filter(service=service, by_whom=by.name).first()
    if held is None:
        return create_record(
            PreventionView, by=by, service=service, by_whom=by.name, says=says, reason=reason, **values
        )
    change_record(held, by=by, revision=held.revision, says=says, reason=reason)
    return held


@transaction.atomic
def agree_prevention(*, by: Actor, service: Service, revision: int, shares: Mapping[str, int]) -> Service:
    """Settle how much of a service has which purpose, in per cent adding to 100."""
    rules.check_may_edit(by, service.provider)
    rules.check_ours(by, service)
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


def _free_slug(by: Actor, name: str) -> str:
    """A short name for addresses that no other service has."""
    wanted = slugify(name)[:46] or "service"
    taken = set(Service.objects.filter(partnership=by.partnership).values_list("slug", flat=True))
    taken |= rules.RESERVED
    return next(
        s for n in range(1, len(taken) + 2) if (s := wanted if n == 1 else f"{wanted}-{n}") not in taken
    )


def _joined(service: Service, many: Mapping[str, list[models.Model]]) -> dict[str, list[list[str]]]:
    """What areas and tags are to change, as names before and after."""
    found = {}
    for field, chosen in many.items():
        held = {one.pk: str(one) for one in getattr(service, field).all()}
        wanted = {one.pk: str(one) for one in chosen}
        if set(held) != set(wanted):
            found[field] = [sorted(held.values()), sorted(wanted.values())]
    return found


def _next_revision(by: Actor, service: Service, revision: int) -> None:
    """Stamp a service of which only areas or tags change."""
    check_not_changed_since(Service.objects.select_for_update().get(pk=service.pk), revision)
    Service.objects.filter(pk=service.pk).update(
        revision=revision + 1, changed_at=by.at, changed_by_id=by.user_id
    )
    service.refresh_from_db()
