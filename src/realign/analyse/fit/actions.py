"""Writing down needs, and which services answer them."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from realign.analyse.fit import rules
from realign.analyse.fit.models import Match, Need
from realign.analyse.fit.queries import why_need_stays
from realign.foundations.audit import actions as audit
from realign.foundations.partnerships.records import change_record, create_record, remove_mistake
from realign.foundations.partnerships.rules import (
    check_may,
    check_not_changed_since,
    check_ours,
    check_slug_free,
)
from realign.foundations.partnerships.types import Actor, Refusal
from realign.registers.services.models import Service


@transaction.atomic
def create_need(*, by: Actor, name: str, slug: str = "", **values: Any) -> Need:
    """Write down a need, who counts as having it, and the released evidence that says how many do."""
    check_may(by, rules.EDIT)
    tags = list(values.pop("tags", ()))
    _check(by, values)
    slug = slug or slugify(name)[:50]
    check_slug_free(slug, rules.RESERVED)
    need = create_record(Need, by=by, name=name, slug=slug, **values)
    need.tags.set(tags)
    return need


@transaction.atomic
def change_need(*, by: Actor, need: Need, revision: int, **values: Any) -> Need:
    """Define a need better, or rest it on newer evidence."""
    check_may(by, rules.EDIT)
    check_ours(by, need)
    current = {field: getattr(need, field) for field in ("age_from", "age_to", "release", "finding")}
    _check(by, current | values)
    change_record(need, by=by, revision=revision, **values)
    return need


@transaction.atomic
def remove_need(*, by: Actor, need: Need, revision: int) -> None:
    """Remove a need that was written down by mistake."""
    check_may(by, rules.EDIT)
    remove_mistake(need, by=by, revision=revision, why_it_stays=why_need_stays)


@transaction.atomic
def create_match(
    *, by: Actor, need: Need, service: Service, share: int = 100, reason: str = "", **values: Any
) -> Match:
    """Say that a service answers a need, with what share of its work."""
    check_may(by, rules.EDIT)
    check_ours(by, need, service)
    rules.check_share(share)
    if Match.objects.filter(need=need, service=service).exists():
        raise Refusal(f"“{service}” is matched with this need already.", "Change that match instead.")
    return create_record(
        Match, by=by, verb="matched", need=need, service=service, share=share, reason=reason, **values
    )


@transaction.atomic
def change_match(*, by: Actor, match: Match, revision: int, share: int, reason: str) -> Match:
    """Change what share of a service's work answers a need."""
    check_may(by, rules.EDIT)
    check_ours(by, match.need)
    rules.check_share(share)
    change_record(match, by=by, revision=revision, share=share, reason=reason)
    return match


@transaction.atomic
def remove_match(*, by: Actor, match: Match, revision: int) -> None:
    """Say that a service does not answer a need after all. The record of changes remembers the match."""
    check_may(by, rules.EDIT)
    check_ours(by, match.need)
    locked = Match.objects.select_for_update().get(pk=match.pk)
    check_not_changed_since(locked, revision)
    audit.record(
        by=by,
        verb="took apart",
        subject=locked,
        detail={"service": locked.service.slug, "need": locked.need.slug, "share": locked.share},
    )
    locked.delete()


def _check(by: Actor, values: dict[str, Any]) -> None:
    check_ours(by, values.get("release"), values.get("finding"))
    rules.check_ages(values["age_from"], values["age_to"])
    rules.check_rests_on_what_is_out(values.get("release"), values.get("finding"))
