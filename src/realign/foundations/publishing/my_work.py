"""What waits to be published, in the work of those who did not write it."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from realign.foundations.design.links import address
from realign.foundations.design.words import counted
from realign.foundations.partnerships.types import Actor
from realign.foundations.publishing import queries
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.foundations.publishing.rules import EVERY_PUBLICATION, why_not_publish
from realign.foundations.work.presenters import WAITING
from realign.foundations.work.registry import MY_WORK
from realign.foundations.work.types import WorkItem


def drafts_to_publish(by: Actor, today: date) -> Iterator[WorkItem]:
    """What somebody else wrote for everybody and this person may publish, a line for each kind of record."""
    able = [kind for kind in PUBLIC_RECORDS.all() if by.may(kind.permission)]
    waiting = [draft for draft in queries.drafts(by.partnership, today, able) if draft.waits] if able else []
    for kind in able:
        drafts = [draft for draft in waiting if draft.kind == kind and not why_not_publish(by, draft)]
        if not drafts:
            continue
        since = min((draft.since for draft in drafts if draft.since), default=None)
        yield WorkItem(
            timezone.localdate(since) if since else None,
            f"Publish or return {counted(len(drafts), kind.noun)}",
            "To be published",
            EVERY_PUBLICATION,
            f"{address('publishing:waiting', by.partnership.slug)}?kind={kind.slug}",
            WAITING,
            since=True,
        )


MY_WORK.add(drafts_to_publish)
