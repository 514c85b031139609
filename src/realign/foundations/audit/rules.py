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
            return {key: canonical(part) for key, part in value.items()}
        case _:
            return [canonical(part) for part in value]


# events are never changed: what earlier versions called an act, and what it is called now
VERBS_NOW = {
    "asked for the release of": "requested the release of",
    "asked to have worked out again": "requested the recalculation of",
    "answered anew": "revised the answer to",
    "began a new version of": "started a new version of",
    "brought areas into": "imported areas into",
    "brought indicator values with": "imported indicator values from",
    "decided anew on": "revised the decision on",
    "drew up": "added",
    "gave a view on": "checked",
    "judged again": "reassessed",
    "let out": "released",
    "counted again": "recounted",
    "marked the chart of": "annotated the chart of",
    "told the story of": "wrote the commentary on",
    "said why it may be public of": "gave the reason for publishing",
    "took a finding from": "removed a finding from",
    "took a source from": "removed a source from",
    "took away": "removed",
    "took away the data of": "downloaded the data of",
    "took off the chart": "removed from the chart",
    "took off the map": "removed from the map",
    "wrote down": "added",
}


def verb_now(verb: str) -> str:
    """What an act is called now, whatever it was called when the event was recorded."""
    return VERBS_NOW.get(verb, verb)


def verbs_meaning(*verbs: str) -> frozenset[str]:
    """These acts, with what earlier versions called them."""
    return frozenset({*verbs, *(old for old, now in VERBS_NOW.items() if now in verbs)})
