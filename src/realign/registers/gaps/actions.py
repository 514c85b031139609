"""Recording a gap, saying what it concerns, closing it with a reason and opening it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from realign.foundations.audit import actions as audit
from realign.foundations.partnerships.records import (
    change_record,
    change_with_reason,
    create_record,
    free_slug,
)
from realign.foundations.partnerships.rules import check_may, check_ours, check_slug_free
from realign.foundations.partnerships.types import Actor, Refusal
from realign.foundations.publishing.actions import withdraw_ended
from realign.registers.gaps import registry, rules
from realign.registers.gaps.models import Concern, Gap
from realign.registers.gaps.types import GAP


@transaction.atomic
def create_gap(*, by: Actor, title: str, slug: str = "", **values: Any) -> Gap:
    """Write down something that cannot be seen."""
    check_may(by, rules.EDIT)
    rules.check_says_enough(values)
    rules.check_public(values)
    name = slug or free_slug(Gap, by=by, words=title)
    check_slug_free(name, rules.RESERVED)
    return create_record(Gap, by=by, verb="recorded", slug=name, title=title, **values)


@transaction.atomic
def change_gap(*, by: Actor, gap: Gap, revision: int, because: str = "", **values: Any) -> Gap:
    """Say more exactly what is missing, or hand it to somebody else; another owner, group or date needs a reason."""
    check_may(by, rules.EDIT)
    rules.check_is_open(gap)
    after = {
        name: values.get(name, getattr(gap, name))
        for name in ("effect", "owner", "group", "is_public", "kind")
    }
    rules.check_says_enough(after)
    rules.check_public(after)
    with _ending(by, gap):
        change_with_reason(gap, by=by, revision=revision, because=because, **values)
    return gap


@transaction.atomic
def close_gap(*, by: Actor, gap: Gap, revision: int, ending: str, reason: str) -> Gap:
    """Close a gap: it can be seen now, or the partnership lives with it."""
    check_may(by, rules.EDIT)
    rules.check_is_open(gap)
    because = rules.check_reason(reason)
    if ending not in Gap.Ending.values:
        raise Refusal(
            f"“{ending}” is not a way to close a gap.", f"Choose one of: {', '.join(Gap.Ending.values)}."
        )
    with _ending(by, gap):
        change_record(
            gap,
            by=by,
            revision=revision,
            verb="closed",
            ending=ending,
            ended_on=by.at.date(),
            ended_because=because,
        )
    return gap


@transaction.atomic
def reopen_gap(*, by: Actor, gap: Gap, revision: int, reason: str) -> Gap:
    """Open a closed gap again. Why it had been closed stays in its history; to be public it is published again."""
    check_may(by, rules.EDIT)
    rules.check_is_closed(gap)
    because = rules.check_reason(reason)
    opened = {"ending": "", "ended_on": None, "ended_because": ""}
    with _ending(by, gap):
        change_record(gap, by=by, revision=revision, verb="reopened", **opened)
    audit.record(by=by, verb="gave the reason for opening", subject=gap, detail={"reason": because})
    return gap


@transaction.atomic
def create_concern(
    *, by: Actor, gap: Gap, kind: str, key: str, waits: bool = False, because: str = "", **values: Any
) -> Concern:
    """Say which record a gap concerns, and whether that record waits for it."""
    check_may(by, rules.EDIT)
    check_ours(by, gap)
    record = registry.find(by.partnership, kind, key)
    if gap.concerns.filter(kind=kind, key=key).exists():
        raise Refusal(f"This gap is already linked to “{record.label}”.", "Choose another record.")
    return create_record(
        Concern,
        by=by,
        verb="joined",
        gap=gap,
        kind=kind,
        key=key,
        label=record.label[:300],
        waits=waits,
        because=because,
        **values,
    )


@transaction.atomic
def remove_concern(*, by: Actor, concern: Concern) -> None:
    """Take a record from a gap."""
    check_may(by, rules.EDIT)
    check_ours(by, concern)
    audit.record(by=by, verb="unlinked a record from", subject=concern.gap, detail={"record": concern.label})
    concern.delete()


@contextmanager
def _ending(by: Actor, gap: Gap) -> Iterator[None]:
    """A change by which a gap may end, be opened again, or be kept for members: what is public ends with it."""
    withdraw_ended(by=by, slug=GAP, key=str(gap.pk))
    yield
    withdraw_ended(by=by, slug=GAP, key=str(gap.pk))
