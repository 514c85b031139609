"""What makes the chain hold: the fingerprint of an event."""

import json
from datetime import UTC
from hashlib import sha256

from realign.foundations.audit.models import Event


def event_hash(event: Event) -> str:
    """The fingerprint of everything an event says, the fingerprint before it included."""
    said = [
        event.scope,
        event.number,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.user_id,
        event.actor_name,
        event.verb,
        event.subject_type,
        event.subject_id,
        event.subject_label,
        event.detail,
        event.previous_hash,
    ]
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
