"""Making one organisation of two that are the same: every record of the one goes to the other."""

from django.db import transaction

from realign.foundations.administration import queries
from realign.foundations.administration.rules import check_may_merge, check_nothing_belongs
from realign.foundations.audit import actions as audit
from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.records import move_what_points_at
from realign.foundations.partnerships.rules import check_may, check_not_changed_since, check_ours, check_says
from realign.foundations.partnerships.types import Actor

MANAGE = "partnership.manage"


@transaction.atomic
def merge_organisation(
    *, by: Actor, organisation: Organisation, into: Organisation, because: str, revision: int
) -> Organisation:
    """Move everything that points at ``organisation`` to ``into``, which answers to its names and address; remove it.

    Refuses two that are plainly not the same, and two that each have what only one may have.
    """
    check_may(by, MANAGE)
    check_ours(by, organisation, into)
    locked = {
        row.pk: row for row in Organisation.objects.select_for_update().filter(partnership=by.partnership)
    }
    organisation, into = locked[organisation.pk], locked[into.pk]
    check_not_changed_since(organisation, revision)
    check_may_merge(organisation, into)
    check_says(because, "The reason is missing.", "Say why these two are one organisation.")
    moved = queries.what_belongs_to(organisation)
    move_what_points_at(organisation, into, noun="organisation")
    into.aliases = list(dict.fromkeys([*into.aliases, organisation.name, *organisation.aliases]))
    former = [*into.former_slugs, organisation.slug, *organisation.former_slugs]
    into.former_slugs = list(dict.fromkeys(former))
    into.revision += 1
    into.save()
    detail = {"merged": organisation.name, "records": dict(moved), "because": because.strip()}
    audit.record(by=by, verb=f"merged “{organisation.name}” into"[:100], subject=into, detail=detail)
    _remove(by, organisation, "removed, as merged into another,")
    return into


@transaction.atomic
def remove_organisation(*, by: Actor, organisation: Organisation) -> None:
    """Remove a body that was added by mistake. Refuses where any record points at it."""
    check_may(by, MANAGE)
    check_ours(by, organisation)
    check_nothing_belongs(organisation, queries.what_belongs_to(organisation))
    _remove(by, organisation, "removed")


def _remove(by: Actor, organisation: Organisation, verb: str) -> None:
    """Remove the row, then tell it: what follows a change, such as the index of the search, must find it gone."""
    number = organisation.pk
    organisation.delete()
    organisation.pk = number
    audit.record(by=by, verb=verb, subject=organisation)
