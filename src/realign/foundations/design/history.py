"""The history of a record for its page, read from the audit events."""

from typing import Any

from django.db import models

from realign.foundations.audit import queries
from realign.foundations.audit.models import Event
from realign.foundations.audit.presenters import change_lines, kind_words
from realign.foundations.audit.rules import verb_now
from realign.foundations.design.types import HistoryEntry


def entries(
    scope: str, subject: models.Model, *parts: models.QuerySet[Any], most: int = 50
) -> list[HistoryEntry]:
    """The history of one record and of the records that are parts of it for its page, newest first."""
    return [
        HistoryEntry(event.at, event.actor_name, _what(event, subject), detail=_in_one_line(event))
        for event in queries.history(scope, subject, *parts)[:most]
    ]


def _what(event: Event, subject: models.Model) -> str:
    verb = verb_now(event.verb)
    if event.subject_type == subject._meta.label_lower:
        return _done_to_this(verb)
    return f"{verb} the {kind_words(event.subject_type)} “{_short(event.subject_label)}”"


AFTER_THE_OBJECT = frozenset({"up", "away", "apart", "again", "anew"})
BEFORE_ANOTHER = frozenset({"into", "from", "on", "with", "as", "for", "to"})


def _done_to_this(verb: str) -> str:
    """What was done to the record, with “this” where English puts it.

    >>> _done_to_this("changed"), _done_to_this("brought into force"), _done_to_this("changed the roles of")
    ('changed this', 'brought this into force', 'changed the roles of this')
    """
    first, *rest = verb.split()
    splits = bool(rest) and (
        (len(rest) == 1 and rest[0] in AFTER_THE_OBJECT) or (len(rest) > 1 and rest[0] in BEFORE_ANOTHER)
    )
    return " ".join([first, "this", *rest] if splits else [verb, "this"])


def _in_one_line(event: Event) -> str:
    told = [f"{field}: {_short(old)} → {_short(new)}" for field, old, new in change_lines(event)]
    reason = event.detail.get("because") or event.detail.get("reason")
    return "; ".join([*told, f"reason: {reason}"] if isinstance(reason, str) and reason else told)


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:79]}…"
