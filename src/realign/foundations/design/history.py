"""The history of a record for its page, read from the audit events."""

from django.db import models

from realign.foundations.audit import queries
from realign.foundations.audit.models import Event
from realign.foundations.audit.presenters import change_lines
from realign.foundations.audit.rules import verb_now
from realign.foundations.design.types import HistoryEntry


def entries(scope: str, subject: models.Model, most: int = 50) -> list[HistoryEntry]:
    """The history of one record for its page, newest first."""
    return [
        HistoryEntry(event.at, event.actor_name, f"{verb_now(event.verb)} this", detail=_in_one_line(event))
        for event in queries.history(scope, subject)[:most]
    ]


def _in_one_line(event: Event) -> str:
    told = [f"{field}: {_short(old)} → {_short(new)}" for field, old, new in change_lines(event)]
    reason = event.detail.get("because") or event.detail.get("reason")
    return "; ".join([*told, f"reason: {reason}"] if isinstance(reason, str) and reason else told)


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:79]}…"
