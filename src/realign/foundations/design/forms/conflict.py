"""Two people edited one record at once: show both versions, lose nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Manager, Model
from django.forms import BaseForm, BoundField
from django.http import QueryDict

from realign.foundations.design import words
from realign.foundations.design.forms.targets import target


@dataclass(frozen=True)
class FieldDifference:
    """One field where what is saved now differs from what this person typed."""

    label: str
    theirs: str
    yours: str
    field_id: str


@dataclass(frozen=True)
class Conflict:
    """What the page says and shows when somebody else saved first."""

    reason: str
    changed_by: str
    changed_at: datetime | None
    differences: tuple[FieldDifference, ...]


def conflict_of(form: BaseForm, record: Any, reason: str = "") -> Conflict:
    """The differences between a bound form and the record as saved now; the form keeps all that was typed.

    Moves the form's hidden `revision` on to the record's, so that saving again is a choice made knowingly.
    `record` needs `revision`; `changed_by` and `changed_at` are shown when it has them.
    """
    sent = QueryDict(mutable=True)
    sent.update(form.data)
    sent[form.add_prefix("revision")] = str(record.revision)
    form.data = sent
    compared = (
        (field, _saved(field, record)) for field in form.visible_fields() if hasattr(record, field.name)
    )
    differences = tuple(
        FieldDifference(str(field.label), saved, typed, target(field))
        for field, saved in compared
        if saved != (typed := _typed(form, field)) and not _said_by_account(form, field, record)
    )
    return Conflict(
        reason=reason or "Another person changed this while you were editing.",
        changed_by=str(getattr(record, "changed_by", None) or ""),
        changed_at=getattr(record, "changed_at", None),
        differences=differences,
    )


def _said_by_account(form: BaseForm, field: BoundField, record: Any) -> bool:
    """Whether a name in words was left empty because the field above it chooses the person’s account."""
    return bool(getattr(record, f"{field.name}_account_id", None)) and not form.data.get(field.html_name)


def _saved(field: BoundField, record: Any) -> str:
    return _in_words(field, getattr(record, field.name))


def _typed(form: BaseForm, field: BoundField) -> str:
    """What was typed, cleaned if it could be, so that `£1,200` and `1200` are not a difference."""
    form.errors  # noqa: B018 – cleans the form once, if nobody has yet
    value = (
        form.cleaned_data.get(field.name, field.value()) if hasattr(form, "cleaned_data") else field.value()
    )
    return _in_words(field, value)


def _in_words(field: BoundField, value: Any) -> str:
    if isinstance(value, Manager):
        value = list(value.all())
    if isinstance(value, (list, tuple)) or hasattr(value, "iterator"):
        return ", ".join(sorted(_in_words(field, part) for part in value))
    if isinstance(value, Model):
        return str(value)
    choices = _flat(getattr(field.field, "choices", ()))
    if str(value) in choices:
        return str(choices[str(value)])
    match value:
        case None | "":
            return "nothing"
        case bool():
            return "Yes" if value else "No"
        case date():
            return words.date_words(value)
        case Decimal():
            return words.number(value, 4)
        case _:
            return str(value).strip()


def _flat(choices: Any) -> dict[str, str]:
    """Choices without their groups, by the value that a form sends."""
    flat: dict[str, str] = {}
    for value, label in choices:
        pairs = label if isinstance(label, (list, tuple)) else [(value, label)]
        flat |= {str(key): str(words_) for key, words_ in pairs}
    return flat
