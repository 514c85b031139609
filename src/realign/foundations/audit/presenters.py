"""Events as sentences."""

from django.apps import apps

from realign.foundations.audit.models import Event
from realign.foundations.audit.rules import verb_now


def sentence(event: Event) -> str:
    """What happened, as a person would say it: “Morag Reid changed the group “Directors’ Group”: name”."""
    words = f"{event.actor_name} {verb_now(event.verb)} the {_kind(event)} “{event.subject_label}”"
    changes = event.detail.get("changes")
    if changes:
        words += ": " + ", ".join(field.replace("_", " ") for field in changes)
    return words


def change_lines(event: Event) -> list[tuple[str, str, str]]:
    """Each changed field with what it said before and after."""
    return [
        (field.replace("_", " "), _in_words(old), _in_words(new))
        for field, (old, new) in event.detail.get("changes", {}).items()
    ]


def _kind(event: Event) -> str:
    try:
        return str(apps.get_model(event.subject_type)._meta.verbose_name)
    except LookupError:
        return "record"


def _in_words(value: object) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = ", ".join(value)
    return "nothing" if value in (None, "") else str(value)
