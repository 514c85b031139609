"""What is entered once and used again: for each kind of record, which other kinds refer to it, from the models."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm
from realign.foundations.partnerships.models import Partnership, PartnershipRecord


@dataclass(frozen=True)
class Reused:
    """One kind of record and how many records of another kind use it instead of asking for it again."""

    entered: str
    used_by: str
    records: int


def reused(partnership: Partnership) -> list[Reused]:
    """Every use of one kind of record by another, the most used first. As many queries as there are kinds of use."""
    uses = [
        Reused(title, _called(user), _count(partnership, user, fields)) for title, user, fields in _uses()
    ]
    return sorted((use for use in uses if use.records), key=lambda use: (use.entered, -use.records))


def _first_forms() -> dict[str, CountedForm]:
    """For each kind of record, the first form that makes it."""
    return {form.subject: form for form in reversed(COUNTED_FORMS.all())}


def _uses() -> Iterator[tuple[str, type[models.Model], list[str]]]:
    for form in _first_forms().values():
        model = apps.get_model(form.subject)
        by: dict[type[models.Model], list[str]] = {}
        # most references have no way back by name, so the hidden ones are looked at too
        for relation in model._meta.get_fields(include_hidden=True):
            user: Any = (
                relation.related_model
            )  # Any: the stubs know no type for the far end of a hidden relation
            points_here = relation.auto_created and relation.is_relation and not relation.concrete
            if points_here and issubclass(user, PartnershipRecord) and user is not model:
                by.setdefault(user, []).append(relation.remote_field.name)
        for user, fields in by.items():
            yield form.title, user, fields


def _count(partnership: Partnership, user: type[models.Model], fields: list[str]) -> int:
    """Records that refer to it in one field or several, each once."""
    any_of = models.Q()
    for field in fields:
        any_of |= models.Q(**{f"{field}__isnull": False})
    return user._default_manager.filter(any_of, partnership=partnership).distinct().count()


def _called(model: type[models.Model]) -> str:
    """What its form calls it, else what the model does."""
    form = _first_forms().get(model._meta.label_lower)
    return form.title if form else str(model._meta.verbose_name).capitalize()
