"""How often each role was asked for what, from the record of changes, and what is entered once and used again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models

from realign.foundations.audit import queries as audit
from realign.foundations.audit.rules import verb_now
from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm
from realign.foundations.partnerships.models import Membership, Partnership, PartnershipRecord
from realign.foundations.partnerships.roles import Role, roles

QUARTER = timedelta(weeks=13)
NO_ROLE = "No role now"


@dataclass(frozen=True)
class FilledForm:
    """One form filled in once: by which role, and how many fields a correction changed (none for a new record)."""

    form: CountedForm
    role: str
    changed: int | None = None


@dataclass(frozen=True)
class Load:
    """Forms filled in: how often anew, how often to correct, and what that asked for in fields."""

    new: int = 0
    corrections: int = 0
    needed: int = 0
    all: int = 0

    @property
    def times(self) -> int:
        """How often a form was filled in."""
        return self.new + self.corrections


@dataclass(frozen=True)
class OfRole:
    """What one role may be asked for, and what it was asked for."""

    name: str
    people: int
    forms: tuple[CountedForm, ...]
    load: Load


@dataclass(frozen=True)
class OfForm:
    """One form, who may fill it in, and how often it was."""

    form: CountedForm
    roles: tuple[str, ...]
    load: Load


@dataclass(frozen=True)
class Quarter:
    """Thirteen weeks of filling in forms; ``unasked`` records came in without asking anybody."""

    starts: datetime
    ends: datetime
    filled: tuple[FilledForm, ...]
    unasked: int
    people: Counter[str]

    @property
    def load(self) -> Load:
        """What all forms of the quarter together asked for."""
        return load_of(self.filled)

    def by_role(self) -> list[OfRole]:
        """Each role that holds anything to fill in, the most asked first."""
        named = [
            OfRole(
                role.name,
                self.people[role.slug],
                tuple(form for form in COUNTED_FORMS.all() if form.permission in role.permissions),
                load_of(filling for filling in self.filled if filling.role == role.slug),
            )
            for role in roles().values()
        ]
        nobody = load_of(filling for filling in self.filled if filling.role == NO_ROLE)
        others = [OfRole(NO_ROLE, 0, (), nobody)] if nobody.times else []
        return sorted([*named, *others], key=lambda role: (-role.load.all, -len(role.forms), role.name))

    def by_form(self) -> list[OfForm]:
        """Each form, the one that asked for most first."""
        rows = [
            OfForm(
                form,
                tuple(role.name for role in roles().values() if form.permission in role.permissions),
                load_of(filling for filling in self.filled if filling.form == form),
            )
            for form in COUNTED_FORMS.all()
        ]
        return sorted(rows, key=lambda row: (-row.load.all, row.form.title))


def load_of(filled: Iterable[FilledForm]) -> Load:
    """A new record asks for every field of its form; a correction only for the fields that changed."""
    new = corrections = needed = every = 0
    for filling in filled:
        if filling.changed is None:
            new += 1
            needed += filling.form.needed
            every += len(filling.form.fields)
        else:
            corrections += 1
            needed += filling.changed
            every += filling.changed
    return Load(new, corrections, needed, every)


def quarter(partnership: Partnership, ends: datetime) -> Quarter:
    """The thirteen weeks before a moment. Two queries, however many events there are."""
    members = list(Membership.objects.filter(partnership=partnership))
    roles_of = {
        member.user_id: [role for slug, role in roles().items() if slug in member.roles] for member in members
    }
    events = audit.events(partnership.slug).filter(at__gt=ends - QUARTER, at__lte=ends)
    rows = list(events.values_list("user_id", "subject_type", "verb", "detail"))
    filled = tuple(_filled((row for row in rows if row[0] is not None), roles_of))
    unasked = len([row for row in rows if row[0] is None and _new(row[1], row[2])])
    people = Counter(slug for member in members if member.is_active for slug in member.roles)
    return Quarter(ends - QUARTER, ends, filled, unasked, people)


def _filled(
    rows: Iterable[tuple[int, str, str, dict[str, object]]], roles_of: dict[int, list[Role]]
) -> Iterator[FilledForm]:
    for user, subject, verb, detail in rows:
        changes = detail.get("changes")
        form, changed = _new(subject, verb), None
        if form is None and isinstance(changes, dict):
            form, changed = _changed(subject), len(changes)
        if form is not None:
            yield FilledForm(form, _role(form, roles_of.get(user, []), changed is not None), changed)


def _new(subject: str, verb: str) -> CountedForm | None:
    """The form by which such a new record came in."""
    act = verb_now(verb)
    return next((form for form in COUNTED_FORMS.all() if (form.subject, form.verb) == (subject, act)), None)


def _changed(subject: str) -> CountedForm | None:
    """The form in which such a record is changed: the first of its room."""
    return next((form for form in COUNTED_FORMS.all() if form.subject == subject), None)


def _role(form: CountedForm, of_person: Sequence[Role], is_correction: bool) -> str:
    """The first of a person’s roles that lets them fill in the form: each filling counts once.

    A correction may be a step that another permission allows, such as sending a proposal: then their first role.
    """
    able = next((role.slug for role in of_person if form.permission in role.permissions), None)
    return able or (of_person[0].slug if of_person and is_correction else NO_ROLE)


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
