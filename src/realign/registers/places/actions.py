"""Bringing in areas, and all that is known of them."""

from django.db import transaction

from realign.foundations.audit import actions as audit
from realign.foundations.audit.types import Registrar
from realign.foundations.files.types import Changes
from realign.foundations.partnerships.rules import check_may
from realign.foundations.partnerships.types import Actor
from realign.registers.places.gazetteer import gazetteer
from realign.registers.places.queries import scotland
from realign.registers.places.records import Records, from_gazetteer, merge


@transaction.atomic
def load_gazetteer(*, by: Actor | Registrar) -> Changes:
    """Load Scotland, its health boards and councils from the file that comes with the product. Safe to repeat.

    ``by`` is usually the installation itself: the areas belong to no partnership.
    """
    check_may(by, "places.import")
    changes = merge(from_gazetteer(gazetteer()))
    if not changes.nothing:
        audit.record(
            by=by,
            verb="loaded the areas of",
            subject=scotland(),
            detail={"new": changes.new, "changed": changes.changed},
        )
    return changes


@transaction.atomic
def load_places(*, by: Actor, records: Records) -> Changes:
    """Merge records about areas into what is held, with the areas that come with the product beneath them."""
    check_may(by, "places.import")
    changes = merge(records)
    audit.record(
        by=by,
        verb="imported areas into",
        subject=by.partnership,
        detail={"new": changes.new, "changed": changes.changed},
    )
    return changes
