"""Reading the events, and proving that none was changed or lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from realign.foundations.audit.models import Chain, Event
from realign.foundations.audit.rules import event_hash

PART_OF = "part_of"
"""In the detail of a removal: what the record was part of, as kind and number, for the history of the whole."""


@dataclass(frozen=True)
class ChainBreak:
    """A place where a chain of events does not hold."""

    scope: str
    number: int
    reason: str


def events(scope: str) -> models.QuerySet[Event]:
    """All events of one partnership, newest first."""
    return Event.objects.filter(scope=scope)


def history(scope: str, subject: models.Model, *parts: models.QuerySet[Any]) -> models.QuerySet[Event]:
    """The events of one record and of these parts of it, newest first; removals of parts of those kinds among them."""
    wanted = models.Q(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
    for rows in parts:
        kind = rows.model._meta.label_lower
        wanted |= models.Q(subject_type=kind, subject_id__in=[str(row.pk) for row in rows])
        whole = {f"detail__{PART_OF}__{subject._meta.label_lower}": str(subject.pk)}
        wanted |= models.Q(subject_type=kind, **whole)
    return events(scope).filter(wanted)


def verify(scope: str | None = None) -> Iterator[ChainBreak]:
    """Walk every chain (or one) from its first event; yields each break, nothing when all hold."""
    chains = Chain.objects.all() if scope is None else Chain.objects.filter(scope=scope)
    for chain in chains.order_by("scope"):
        yield from _verify_one(chain)


def _verify_one(chain: Chain) -> Iterator[ChainBreak]:
    previous, number = "", 0
    for event in Event.objects.filter(scope=chain.scope).order_by("number").iterator(chunk_size=2000):
        number += 1
        if event.number != number:
            yield ChainBreak(
                chain.scope, number, f"event {number} is missing; the next one is {event.number}"
            )
            number = event.number
        elif event.previous_hash != previous:
            yield ChainBreak(chain.scope, number, "it does not carry the fingerprint of the event before it")
        if event_hash(event) != event.hash:
            yield ChainBreak(chain.scope, number, "its contents no longer match its fingerprint")
        previous = event.hash
    if (number, previous) != (chain.length, chain.head):
        yield ChainBreak(chain.scope, chain.length, f"{chain.length} events were added but {number} remain")


def scopes() -> list[str]:
    """Every partnership that has a chain of events."""
    return list(Chain.objects.order_by("scope").values_list("scope", flat=True))


def narrowed(
    scope: str,
    *,
    person: str = "",
    kind: str = "",
    record: str = "",
    start: date | None = None,
    end: date | None = None,
) -> models.QuerySet[Event]:
    """The events of one partnership by person, kind of record, name of the record and days, newest first."""
    rows = events(scope)
    if person:
        rows = rows.filter(actor_name=person)
    if kind:
        rows = rows.filter(subject_type=kind)
    if record:
        rows = rows.filter(subject_label__icontains=record)
    if start:
        rows = rows.filter(at__date__gte=start)
    if end:
        rows = rows.filter(at__date__lte=end)
    return rows


def people(scope: str) -> list[str]:
    """Everybody who changed anything here, by name."""
    return list(events(scope).order_by("actor_name").values_list("actor_name", flat=True).distinct())


def kinds(scope: str) -> list[str]:
    """Every kind of record that was changed here."""
    return list(events(scope).order_by("subject_type").values_list("subject_type", flat=True).distinct())
