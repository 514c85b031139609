"""What is entered once and used again: for each kind of record, which other kinds refer to it, from the models."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from realign.foundations.partnerships.models import Partnership, PartnershipRecord
from realign.review.assurance.burden.asked import ASKED


@dataclass(frozen=True)
class Reused:
    """One kind of record and how many records of another kind use it instead of asking for it again."""

    entered: str
    used_by: str
    records: int


def reused(partnership: Partnership) -> list[Reused]:
    """Every use of one kind of record by another, the most used first. As many queries as there are kinds of use."""
    found = [
        Reused(title, _called(user), _count(partnership, user, fields)) for title, user, fields in _uses()
    ]
    return sorted((one for one in found if one.records), key=lambda one: (one.entered, -one.records))


def _uses() -> Iterator[tuple[str, type[models.Model], list[str]]]:
    first = {one.subject: one for one in reversed(ASKED)}
    for asked in first.values():
        model = apps.get_model(asked.subject)
        by: dict[type[models.Model], list[str]] = {}
        # most references have no way back by name, so the hidden ones are looked at too
        for relation in model._meta.get_fields(include_hidden=True):
            user: Any = relation.related_model
            points_here = relation.auto_created and relation.is_relation and not relation.concrete
            if points_here and issubclass(user, PartnershipRecord) and user is not model:
                by.setdefault(user, []).append(relation.remote_field.name)
        for user, fields in by.items():
            yield asked.title, user, fields


def _count(partnership: Partnership, user: type[models.Model], fields: list[str]) -> int:
    """Records that refer to it in one field or several, each once."""
    any_of = models.Q()
    for field in fields:
        any_of |= models.Q(**{f"{field}__isnull": False})
    return user._default_manager.filter(any_of, partnership=partnership).distinct().count()


def _called(model: type[models.Model]) -> str:
    """What its form calls it, else what the model does."""
    titles = {one.subject: one.title for one in reversed(ASKED)}
    return titles.get(model._meta.label_lower) or str(model._meta.verbose_name).capitalize()
