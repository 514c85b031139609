"""What a field offers, set when the form is made: which records or values may be chosen depends on who asks."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import Any, TypeVar

from django import forms
from django.db.models import Model, Q, QuerySet
from django.forms.models import ModelChoiceIterator

Row = TypeVar("Row", bound=Model)


class GroupedRecords(ModelChoiceIterator):  # type: ignore[type-arg]  # takes no argument at run time
    """The records of a field under the names of their groups."""

    def __init__(self, field: forms.ModelChoiceField[Any], *, group: Callable[[Any], str]) -> None:
        super().__init__(field)
        self.group = group

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        for title, records in groupby(self.queryset.iterator(), key=self.group):
            yield (title, [self.choice(record) for record in records])


def offer_records(
    form: forms.BaseForm,
    field: str,
    records: QuerySet[Row],
    *,
    label: Callable[[Row], str] | None = None,
    group: Callable[[Row], str] | None = None,
) -> None:
    """Let ``field`` choose among these records, each called by ``label`` or by its own name.

    With ``group``, neighbours of the same group stand under its name.

    Raises TypeError when the field does not choose records.
    """
    chooser = form.fields[field]
    if not isinstance(chooser, forms.ModelChoiceField):
        raise TypeError(f"{type(form).__name__}.{field} does not choose records.")
    if group is not None:
        chooser.iterator = partial(GroupedRecords, group=group)  # type: ignore[assignment] # any callable that Django can call with the field
    chooser.queryset = records
    if label is not None:
        chooser.label_from_instance = label  # type: ignore[assignment] # Django's own way, by its documentation


def offer_current(form: forms.BaseForm, field: str, current: QuerySet[Row]) -> None:
    """Let ``field`` choose among what still takes part; what the form names already stays on offer, ended or not."""
    named = form.initial.get(field)
    several = named if isinstance(named, Iterable) and not isinstance(named, str) else [named]
    keys = {getattr(record, "pk", record) for record in several if record not in (None, "")}
    if keys:
        current = current.model._default_manager.filter(Q(pk__in=current.values("pk")) | Q(pk__in=keys))
    offer_records(form, field, current)


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
