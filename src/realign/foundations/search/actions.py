"""Keeping the index: the words of a record are written in the transaction that changes them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db import models, transaction

from realign.foundations.search.engines import engine
from realign.foundations.search.models import IndexedRecord
from realign.foundations.search.queries import text_of
from realign.foundations.search.registry import SEARCHABLE
from realign.foundations.search.types import IndexedText, Searchable

AT_ONCE = 400

Affected = tuple[Searchable, Callable[[Any], Iterable[int | None]]]


@transaction.atomic
def index_change(subject: models.Model) -> None:
    """Write the words of a record that has just changed, and of larger records that it is a part of."""
    for searchable, of in _affected(type(subject)):
        index_records(searchable, [number for number in of(subject) if number is not None])


@transaction.atomic
def index_records(searchable: Searchable, numbers: Sequence[int]) -> None:
    """Write the words of these records as they are now, and forget those that are no longer there."""
    entries = {
        row.object_id: row
        for row in IndexedRecord.objects.filter(name=searchable.name, object_id__in=numbers)
    }
    records = {record.pk: record for record in searchable.indexed().filter(pk__in=numbers)}
    _forget([row for number, row in entries.items() if number not in records])
    _write(searchable, records.values(), entries)


@transaction.atomic
def rebuild() -> int:
    """Write the whole index afresh; answers how many entries it holds. Safe to repeat."""
    names = {searchable.name for searchable in SEARCHABLE.all()}
    _forget(list(IndexedRecord.objects.exclude(name__in=names)))
    for searchable in SEARCHABLE.all():
        entries = {row.object_id: row for row in IndexedRecord.objects.filter(name=searchable.name)}
        present: set[int] = set()
        for records in _in_portions(searchable.indexed().order_by("pk")):
            present |= {record.pk for record in records}
            # what a table of another start left behind under these numbers is written over too
            _write(searchable, records, entries, even_if_same=True)
        _forget([row for number, row in entries.items() if number not in present])
    return IndexedRecord.objects.count()


def _affected(model: type[models.Model]) -> list[Affected]:
    own: list[Affected] = [
        (searchable, lambda record: [record.pk])
        for searchable in SEARCHABLE.all()
        if searchable.model is model
    ]
    parts: list[Affected] = [
        (searchable, part.of)
        for searchable in SEARCHABLE.all()
        for part in searchable.parts
        if part.model is model
    ]
    return own + parts


def _write(
    searchable: Searchable,
    records: Iterable[Any],
    entries: dict[int, IndexedRecord],
    *,
    even_if_same: bool = False,
) -> None:
    new: list[IndexedRecord] = []
    changed: list[IndexedRecord] = []
    texts: list[tuple[IndexedRecord, Sequence[str], Sequence[str]]] = []
    for record in records:
        text = text_of(searchable, record)
        row = entries.get(record.pk)
        if row is None:
            row = IndexedRecord(
                name=searchable.name,
                object_id=record.pk,
                partnership_id=getattr(record, "partnership_id", None),
                fingerprint=text.fingerprint,
            )
            new.append(row)
        elif row.fingerprint != text.fingerprint:
            row.fingerprint = text.fingerprint
            changed.append(row)
        elif not even_if_same:
            continue
        texts.append((row, text.title, text.body))
    IndexedRecord.objects.bulk_create(new, batch_size=AT_ONCE)
    IndexedRecord.objects.bulk_update(changed, ["fingerprint"], batch_size=AT_ONCE)
    if texts:
        engine().write([IndexedText(row.pk, title, body) for row, title, body in texts])


def _forget(rows: Sequence[IndexedRecord]) -> None:
    if rows:
        engine().forget([row.pk for row in rows])
        IndexedRecord.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _in_portions(rows: models.QuerySet[Any]) -> Iterator[list[Any]]:
    """All rows, so many at a time, with what they prefetch."""
    last = 0
    while portion := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        yield portion
        last = portion[-1].pk
