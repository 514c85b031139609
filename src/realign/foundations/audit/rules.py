"""What makes the chain hold: the fingerprint of an event."""

import json
from datetime import UTC
from decimal import Decimal
from hashlib import sha256
from typing import Any

from realign.foundations.audit.models import Event


def event_hash(event: Event) -> str:
    """The fingerprint of everything an event says, the fingerprint before it included."""
    parts = [
        event.scope,
        event.number,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.user_id,
        event.actor_name,
        event.verb,
        event.subject_type,
        event.subject_id,
        event.subject_label,
        canonical(event.detail),
        event.previous_hash,
    ]
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def canonical(value: Any) -> Any:
    """The same value in the one spelling that every database gives back: PostgreSQL keeps 1e16 as a whole number."""
    match value:
        case bool() | str() | None:
            return value
        case int() | float():
            number = Decimal(repr(value)).normalize()
            return f"number {number if number else Decimal(0):f}"
        case dict():
            return {key: canonical(held) for key, held in value.items()}
        case _:
            return [canonical(held) for held in value]
