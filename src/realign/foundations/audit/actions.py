"""Adding an event: the one write that every other action makes."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from realign.foundations.audit.models import Chain, Event
from realign.foundations.audit.registry import FOLLOWERS
from realign.foundations.audit.rules import event_hash
from realign.foundations.audit.types import Acting


def record(*, by: Acting, verb: str, subject: models.Model, detail: dict[str, Any] | None = None) -> Event:
    """Add one event to the partnership's chain.

    ``verb`` is past tense and reads between the person and the thing: "recorded", "changed", "asked for the release of".
    ``detail`` holds only what JSON can; a change is ``{"changes": {field: [old, new]}}``.
    Must be called inside the transaction of the change that it describes: without one it raises, so that a
    change and its event can never part. What follows each change, such as the search index, is done here too.
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise RuntimeError("audit.record was called outside a transaction; make the action atomic.")
    Chain.objects.get_or_create(scope=by.scope)
    chain = Chain.objects.select_for_update().get(scope=by.scope)
    event = Event(
        scope=by.scope,
        number=chain.length + 1,
        at=by.at,
        user_id=by.user_id,
        actor_name=by.name,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=str(subject)[:300],
        detail=json.loads(json.dumps(detail or {}, cls=DjangoJSONEncoder)),
        previous_hash=chain.head,
    )
    event.hash = event_hash(event)
    event.save(force_insert=True)
    chain.length, chain.head = event.number, event.hash
    chain.save(update_fields=("length", "head"))
    for follower in FOLLOWERS.all():
        follower.follow(subject)
    return event
