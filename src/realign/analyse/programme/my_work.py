"""Signatures and roles of the evidence programme in the work of those who give and hold them."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from realign.analyse.programme import queries
from realign.analyse.programme.models import RoleHolder
from realign.foundations.design.links import address
from realign.foundations.partnerships.registry import NAMED_PARTS, NamedPart
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.presenters import WAITING, due
from realign.foundations.work.registry import MY_WORK
from realign.foundations.work.types import WorkItem


def signatures(by: Actor, today: date) -> Iterator[WorkItem]:
    """Signatures that an area of the evidence programme waits for and that this person may give."""
    for site, sector, purpose in queries.wanted_from(by):
        yield WorkItem(
            site.starts_on,
            f"Sign for {sector.label.lower()} in {site.name}: {purpose.label[:1].lower()}{purpose.label[1:]}",
            "Signature",
            f"{site.name} is ready for {site.round} and cannot start until all have signed",
            address("programme:sign", by.partnership.slug, site.slug, sector.code, purpose.code),
            due(site.starts_on, today) if site.starts_on else WAITING,
            tell=True,
        )


def _still_holds(today: date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gte=today)


MY_WORK.add(signatures)
NAMED_PARTS.add(
    NamedPart(
        RoleHolder,
        "holder_account",
        part=lambda holding: holding.role.label,
        view="programme.view",
        lasts=_still_holds,
        title=lambda holding: f"Evidence programme, {holding.round}",
        url=lambda holding: address("programme:people", holding.partnership_slug),
        joined=("role", "round"),
    )
)
