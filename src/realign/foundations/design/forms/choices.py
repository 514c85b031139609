"""What a field offers, set when the form is made: which records or values may be chosen depends on who asks."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def offer_records(
    form: forms.BaseForm,
    field: str,
    records: QuerySet[Row],
    *,
    label: Callable[[Row], str] | None = None,
) -> None:
    """Let ``field`` choose among these records, each called by ``label`` or by its own name.

    Raises TypeError when the field does not choose records.
    """
    chooser = form.fields[field]
    if not isinstance(chooser, forms.ModelChoiceField):
        raise TypeError(f"{type(form).__name__}.{field} does not choose records.")
    chooser.queryset = records
    if label is not None:
        chooser.label_from_instance = label  # type: ignore[assignment] # Django's own way, by its documentation


def records_offered(form: forms.BaseForm, field: str) -> QuerySet[Any]:
    """The records that ``field`` may choose among; raises TypeError when it does not choose records."""
    chooser = form.fields[field]
    if not isinstance(chooser, forms.ModelChoiceField) or chooser.queryset is None:
        raise TypeError(f"{type(form).__name__}.{field} does not choose records.")
    return chooser.queryset


def offer_choices(form: forms.BaseForm, field: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Let ``field`` choose among these values, given with their words, perhaps in named groups.

    Raises TypeError when the field is not one of choices.
    """
    chooser = form.fields[field]
    if not isinstance(chooser, forms.ChoiceField):
        raise TypeError(f"{type(form).__name__}.{field} has no choices.")
    chooser.choices = list(choices)
