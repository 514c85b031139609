"""Making and changing one record: stamps, revision and event in one place, so that no action can forget them."""

import re
from collections.abc import Callable, Collection, Mapping
from itertools import count
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.text import get_text_list, slugify

from realign.foundations.accounts.models import User
from realign.foundations.audit import actions as audit
from realign.foundations.audit.queries import PART_OF
from realign.foundations.partnerships import queries
from realign.foundations.partnerships.models import Membership, Organisation, Partnership, PartnershipRecord
from realign.foundations.partnerships.registry import WHEN_NAMED, Naming, parts_of
from realign.foundations.partnerships.rules import (
    check_has_a_place,
    check_not_changed_since,
    check_ours,
    check_says,
)
from realign.foundations.partnerships.types import Actor, Refusal
from realign.methods.cells import all_writable

Record = TypeVar("Record", bound=PartnershipRecord)
Row = TypeVar("Row", Partnership, Organisation, Membership)


@transaction.atomic
def create_record(model: type[Record], *, by: Actor, verb: str = "added", **values: Any) -> Record:
    """A new record of the actor's partnership, with its event. Raises ValidationError for what no form caught.

    A many-to-many field takes the records it joins. Refuses to join anything of another partnership.
    Whoever is named in it by their account is told.
    """
    values, links = _parted(model, by, with_names(model, by, all_writable(values)))
    record = model(
        partnership=by.partnership, created_at=by.at, changed_at=by.at, changed_by_id=by.user_id, **values
    )
    record.full_clean(validate_unique=True)
    record.save(force_insert=True)
    for field, others in links.items():
        getattr(record, field).set(others)
    audit.record(by=by, verb=verb, subject=record)
    tell_named(by, record, [part.field for part in parts_of(model)])
    return record


@transaction.atomic
def change_record(
    record: Record, *, by: Actor, revision: int, verb: str = "changed", **values: Any
) -> dict[str, list[Any]]:
    """Change fields of a record; returns ``{field: [old, new]}`` and does nothing at all when nothing differs.

    Raises ChangedMeanwhile when ``revision`` is not the one now held: the row is locked while it is compared.
    Refuses what only `change_with_reason` may change: the fields that a record names in ``needs_reason``.
    A many-to-many field takes exactly the records it shall join. Whoever is newly named by their account is told.
    """
    return _change(record, by, revision, verb, values)


@transaction.atomic
def change_with_reason(
    record: Record, *, by: Actor, revision: int, because: str, verb: str = "changed", **values: Any
) -> dict[str, list[Any]]:
    """Change fields of a record as `change_record` does; the event keeps the reason, if one was given.

    Refuses to change without a reason what the record names in ``needs_reason``: who promised what by when. Setting such
    a field for the first time needs none.
    """
    return _change(record, by, revision, verb, values, because)


def check_promise(locked: PartnershipRecord, values: Mapping[str, Any], because: str) -> None:
    """Refuse to alter, or to take out, what a record names in ``needs_reason`` unless words say why."""
    if not locked.is_promise:
        return
    moved = []
    for field in locked.needs_reason:
        before = getattr(locked, field)
        if field not in values:
            continue
        if hasattr(before, "all"):
            altered = bool(set(before.all()) - set(values[field]))
        else:
            altered = before not in (None, "") and before != values[field]
        if altered:
            label = getattr(type(locked)._meta.get_field(field), "verbose_name", field)
            moved.append(re.sub(r" on$", " date", f"{label}"))
    if moved:
        check_says(
            because,
            f"The reason for this change is missing. Changed: {get_text_list(list(dict.fromkeys(moved)), 'and')}.",
            "Say in a few words why. It is kept in the history.",
        )


def _change(
    record: Record, by: Actor, revision: int, verb: str, values: dict[str, Any], because: str = ""
) -> dict[str, list[Any]]:
    locked = type(record)._default_manager.select_for_update().get(pk=record.pk, partnership=by.partnership)
    check_not_changed_since(locked, revision)
    values, links = _parted(type(record), by, with_names(type(record), by, all_writable(values), locked))
    check_promise(locked, {**values, **links}, because)
    changes = {
        field: [_plain(getattr(locked, field)), _plain(value)]
        for field, value in values.items()
        if getattr(locked, field) != value
    }
    for field, others in links.items():
        before = list(getattr(locked, field).all())
        if set(before) != set(others):
            changes[field] = [_names(before), _names(others)]
            getattr(locked, field).set(others)
    if not changes:
        return {}
    for field, value in values.items():
        setattr(locked, field, value)
    locked.revision += 1
    locked.changed_at, locked.changed_by_id = by.at, by.user_id
    locked.full_clean(validate_unique=True)
    locked.save()
    record.refresh_from_db()
    why = {"because": because.strip()} if because.strip() else {}
    audit.record(by=by, verb=verb, subject=locked, detail={"changes": changes, **why})
    tell_named(by, locked, changes)
    return changes


@transaction.atomic
def change_row(
    row: Row, *, by: Actor, revision: int, verb: str = "changed", **values: Any
) -> dict[str, list[Any]]:
    """Change what is no `PartnershipRecord`: the partnership itself, an organisation, a person’s place.

    Like `change_record` it compares the revision, leaves an event, and does nothing at all when nothing differs.
    """
    locked = type(row)._default_manager.select_for_update().get(pk=row.pk)
    check_not_changed_since(locked, revision)
    values = all_writable(values)
    changes = {
        field: [_plain(getattr(locked, field)), _plain(value)]
        for field, value in values.items()
        if getattr(locked, field) != value
    }
    if not changes:
        return {}
    for field, value in values.items():
        setattr(locked, field, value)
    locked.revision += 1
    locked.full_clean()
    locked.save()
    row.refresh_from_db()
    audit.record(by=by, verb=verb, subject=locked, detail={"changes": changes})
    return changes


@transaction.atomic
def remove_record(
    record: PartnershipRecord, *, by: Actor, verb: str = "removed", detail: dict[str, Any] | None = None
) -> None:
    """Delete a record, with its event; what follows each change then sees that it is no longer there.

    Refuses a record of another partnership, whatever the action before it has checked.
    """
    check_ours(by, record)
    wholes = _wholes(record)
    number = record.pk
    record.delete()
    # the event names the record by the number that it had
    record.pk = number
    audit.record(by=by, verb=verb, subject=record, detail={**(detail or {}), **wholes})


@transaction.atomic
def remove_mistake(
    record: Record,
    *,
    by: Actor,
    revision: int,
    why_it_stays: Callable[[Record], Refusal | None],
    parts: Collection[str] = (),
) -> None:
    """Remove a record that was made by mistake and that no other record uses, as the person saw it.

    ``why_it_stays`` is asked of the record as it is now; what it answers is refused. ``parts`` are the
    names of reverse relations whose rows go with it, each with an event of its own.
    """
    locked = type(record)._default_manager.select_for_update().get(pk=record.pk, partnership=by.partnership)
    check_not_changed_since(locked, revision)
    refusal = why_it_stays(locked)
    if refusal is not None:
        raise refusal
    for part in parts:
        for row in getattr(locked, part).all():
            remove_record(row, by=by)
    remove_record(locked, by=by)


def _wholes(record: PartnershipRecord) -> dict[str, dict[str, str]]:
    """What a record is part of, for the history of the whole: whatever it would be removed with."""
    wholes = {
        key.related_model._meta.label_lower: str(getattr(record, key.attname))
        for key in record._meta.concrete_fields
        if isinstance(key, models.ForeignKey)
        and key.remote_field.on_delete is models.CASCADE
        and getattr(record, key.attname) is not None
    }
    return {PART_OF: wholes} if wholes else {}


def move_what_points_at(record: models.Model, into: models.Model, *, noun: str) -> None:
    """Point every row of the site that points at ``record`` at ``into``: the one way in which two records become one.

    The relations are read from the models, so that none can be forgotten. Raises Refusal where both would have what
    only one may have; ``noun`` is what the two are called.
    """
    for model, field in queries.relations_to(type(record)):
        _move(model, field, record, into, noun)


def _move(model: type[models.Model], field: str, record: models.Model, into: models.Model, noun: str) -> None:
    rows = model._default_manager.filter(**{field: record})
    if model._meta.auto_created:
        _leave_out_doubles(rows, model, field, into)
    values: dict[str, Any] = {field: into}
    if issubclass(model, PartnershipRecord):
        # a form that is open on the old record is told, instead of pointing at nothing
        values["revision"] = models.F("revision") + 1
    try:
        with transaction.atomic():
            rows.update(**values)
            if model._meta.auto_created:
                _leave_out_itself(model, into)
    except IntegrityError as problem:
        raise Refusal(
            f"Both {noun}s have a {queries.kind_of(model)} where only one may be.",
            "Change or remove one of them, then merge.",
        ) from problem


def _leave_out_doubles(
    rows: models.QuerySet[Any], model: type[models.Model], field: str, into: models.Model
) -> None:
    """A record that joins both joins the one that stays once."""
    (other,) = (
        key.attname
        for key in model._meta.concrete_fields
        if isinstance(key, models.ForeignKey) and key.name != field
    )
    joined = model._default_manager.filter(**{field: into}).values_list(other, flat=True)
    rows.filter(**{f"{other}__in": list(joined)}).delete()


def _leave_out_itself(model: type[models.Model], into: models.Model) -> None:
    """Where records of one kind are joined to each other, none is joined to itself afterwards."""
    keys = [key for key in model._meta.concrete_fields if key.related_model is type(into)]
    if len(keys) > 1:
        model._default_manager.filter(**{key.name: into for key in keys}).delete()


def with_names(
    model: type[PartnershipRecord],
    by: Actor,
    values: dict[str, Any],
    before: PartnershipRecord | None = None,
) -> dict[str, Any]:
    """The values with the words beside each account: the name of whoever was chosen, or no account with other words.

    Refuses an account that has no place in the partnership, unless the record names it already.
    """
    values = dict(values)
    for part in parts_of(model):
        user, words = values.get(part.field), part.words_field
        if isinstance(user, User):
            if before is None or getattr(before, f"{part.field}_id") != user.pk:
                check_has_a_place(by, user)
            if words:
                values[words] = user.name
        elif words in values and part.field not in values and values[words] != getattr(before, words, ""):
            values[part.field] = None
    return values


def tell_named(by: Actor, record: PartnershipRecord, fields: Collection[str]) -> None:
    """Let whoever these fields of a record name hear of it; nobody is told what they did themselves."""
    for part in parts_of(type(record)):
        user = getattr(record, part.field) if part.field in fields else None
        if user is not None and user.pk != by.user_id:
            for tell in WHEN_NAMED.all():
                tell(Naming(by, user, part, record))


def free_slug(
    model: type[PartnershipRecord], *, by: Actor, words: str, reserved: Collection[str] = ()
) -> str:
    """A short name for addresses, made from words, that no other record of this kind and no page of the room has."""
    base = slugify(words.replace("–", "-").replace("—", "-"))[:40].rstrip("-") or "item"
    rows = model._default_manager.filter(partnership=by.partnership)
    # the base of all records has no short name; every kind that is asked about here has one
    slugs = rows.filter(slug__startswith=base).values_list("slug", flat=True)  # type: ignore[misc]
    taken = {*slugs, *reserved}
    return next(slug for n in count(1) if (slug := base if n == 1 else f"{base}-{n}") not in taken)


def _parted(
    model: type[Record], by: Actor, values: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, list[models.Model]]]:
    """Plain values, and records to join by many-to-many fields; refuses what belongs to another partnership."""
    many = {field.name for field in model._meta.many_to_many}
    links = {field: list(value) for field, value in values.items() if field in many}
    plain = {field: value for field, value in values.items() if field not in many}
    check_ours(by, *(value for value in plain.values() if isinstance(value, models.Model)))
    check_ours(by, *(other for others in links.values() for other in others))
    return plain, links


def _names(records: list[models.Model]) -> list[str]:
    return sorted(str(record) for record in records)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, models.Model) else value
