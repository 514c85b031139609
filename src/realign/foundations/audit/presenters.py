"""Events as sentences."""

from datetime import date

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from realign.foundations.audit.models import Event
from realign.foundations.audit.rules import verb_now

# a longer text is shortened, and what is neither words, a number, a day nor a list of words is only named
LONGEST = 100
MOST_FIELDS = 4
# fields whose name in the database says less than the forms do
LABELS = {"due on": "due date", "aliases": "other names", "tags": "themes"}
# fields and details that give the reason for a change, and details that name what else it was about
REASONS = ("reason", "because", "why")
# what the system keeps beside a version, and no reader reads: whole documents, and the numbers that prove them unchanged
UNREAD = ("frozen", "fingerprint", "rested_on", "rested_on_hash")
ABOUT = ("record", "finding", "source", "name", "what", "sentence", "service", "list", "problem")


def sentence(event: Event) -> str:
    """What happened: “Ann Smith changed the due date of the action “Open hubs” from 1 May 2026 to 3 June 2026”."""
    subject = f"the {kind_words(event.subject_type)} “{event.subject_label}”"
    told = [change for change in _changes(event) if not _is_reason(change[0])]
    reason = reason_of(event)
    return _act(event, subject, told) + _about(event) + (f", reason: {_short(reason)}" if reason else "")


def _act(event: Event, subject: str, changes: list[tuple[str, str | None, str | None]]) -> str:
    who, verb = event.actor_name, verb_now(event.verb)
    match changes:
        case []:
            return f"{who} {verb} {subject}"
        case [(field, old, new)] if verb == "changed":
            label = _label(event.subject_type, field)
            if old is None or new is None:
                return f"{who} changed the {label} of {subject}"
            if not old:
                return f"{who} set the {label} of {subject} to {new}"
            if not new:
                return f"{who} removed the {label} of {subject} ({old})"
            return f"{who} changed the {label} of {subject} from {old} to {new}"
        case _:
            parts = [_part(event.subject_type, *change) for change in changes[:MOST_FIELDS]]
            more = len(changes) - len(parts)
            return f"{who} {verb} {subject}: {'; '.join(parts)}" + (f"; and {more} more" if more else "")


def _part(subject_type: str, field: str, old: str | None, new: str | None) -> str:
    label = _label(subject_type, field)
    if old is None or new is None:
        return f"{label} changed"
    if not new:
        return f"{label} removed ({old})" if old else label
    return f"{label} from {old} to {new}" if old else f"{label} set to {new}"


def _about(event: Event) -> str:
    named = next((event.detail[key] for key in ABOUT if isinstance(event.detail.get(key), str)), "")
    return f": {_short(named)}" if named else ""


def reason_of(event: Event) -> str:
    """The reason that came with a change, if it had one."""
    given = [new for field, (_, new) in event.detail.get("changes", {}).items() if _is_reason(field)]
    given += [event.detail.get(key) for key in REASONS]
    return next((str(words) for words in given if isinstance(words, str) and words.strip()), "")


def change_lines(event: Event) -> list[tuple[str, str, str]]:
    """Each changed field with what it said before and after, as words."""
    return [
        (_label(event.subject_type, field), _or_nothing(old), _or_nothing(new))
        for field, old, new in _changes(event)
    ]


def kind_words(subject_type: str) -> str:
    """What such a record is called: “action”."""
    try:
        return str(apps.get_model(subject_type)._meta.verbose_name)
    except LookupError:
        return "record"


def _changes(event: Event) -> list[tuple[str, str | None, str | None]]:
    return [
        (field, _value_words(event.subject_type, field, old), _value_words(event.subject_type, field, new))
        for field, (old, new) in event.detail.get("changes", {}).items()
        if field not in UNREAD
    ]


def _is_reason(field: str) -> bool:
    return field in REASONS or field.endswith(("_reason", "_because"))


def _field(subject_type: str, name: str) -> models.Field | models.ForeignObjectRel | None:  # type: ignore[type-arg]
    try:
        model: type[models.Model] = apps.get_model(subject_type)
        return model._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return None


def _label(subject_type: str, name: str) -> str:
    field = _field(subject_type, name)
    label = str(getattr(field, "verbose_name", name)).replace("_", " ")
    return LABELS.get(label, label)


def _value_words(subject_type: str, name: str, value: object) -> str | None:
    """A value as words; empty for nothing, None for what is too much to show."""
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return _short(", ".join(value))
    if isinstance(value, list | dict):
        return None
    field = _field(subject_type, name)
    if isinstance(field, models.ForeignKey) and isinstance(value, int):
        return _short(
            str(field.related_model._default_manager.filter(pk=value).first() or "a record that is gone")
        )
    choices = dict(getattr(field, "flatchoices", ()))
    if value in choices:
        return f"“{choices[value]}”"
    if isinstance(field, models.DateField):
        return _day(str(value))
    words = " ".join(str(value).split())
    return None if words.startswith("<") else _short(words)


def _day(value: str) -> str:
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return value
    return f"{day.day} {day:%B %Y}"


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"


def _or_nothing(words: str | None) -> str:
    return "not shown here" if words is None else words or "nothing"
