"""Making and changing one record: stamps, revision and event in one place, so that no action can forget them."""

from typing import Any, TypeVar

from django.db import models, transaction

from realign.foundations.audit import actions as audit
from realign.foundations.partnerships.models import PartnershipRecord
from realign.foundations.partnerships.rules import check_not_changed_since
from realign.foundations.partnerships.types import Actor

Record = TypeVar("Record", bound=PartnershipRecord)


@transaction.atomic
def create_record(model: type[Record], *, by: Actor, verb: str = "added", **values: Any) -> Record:
    """A new record of the actor's partnership, with its event. Raises ValidationError for what no form caught."""
    record = model(
        partnership=by.partnership, created_at=by.at, changed_at=by.at, changed_by_id=by.user_id, **values
    )
    record.full_clean(validate_unique=True)
    record.save(force_insert=True)
    audit.record(by=by, verb=verb, subject=record)
    return record


@transaction.atomic
def change_record(
    record: Record, *, by: Actor, revision: int, verb: str = "changed", **values: Any
) -> dict[str, list[Any]]:
    """Change fields of a record; returns ``{field: [old, new]}`` and does nothing at all when nothing differs.

    Raises ChangedMeanwhile when ``revision`` is not the one now held: the row is locked while it is compared.
    """
    held = type(record).objects.select_for_update().get(pk=record.pk, partnership=by.partnership)
    check_not_changed_since(held, revision)
    changes = {
        field: [_plain(getattr(held, field)), _plain(value)]
        for field, value in values.items()
        if getattr(held, field) != value
    }
    if not changes:
        return {}
    for field, value in values.items():
        setattr(held, field, value)
    held.revision += 1
    held.changed_at, held.changed_by_id = by.at, by.user_id
    held.full_clean(validate_unique=True)
    held.save()
    record.refresh_from_db()
    audit.record(by=by, verb=verb, subject=held, detail={"changes": changes})
    return changes


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, models.Model) else value
