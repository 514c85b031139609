"""Background work in the work of whoever asked for it."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from realign.foundations.design.links import address, shortened
from realign.foundations.design.types import Status, Tone
from realign.foundations.partnerships.types import Actor
from realign.foundations.work import queries
from realign.foundations.work.models import Job
from realign.foundations.work.registry import MY_WORK
from realign.foundations.work.types import WorkItem

FAILED_WITHIN = timedelta(days=30)


def failed_jobs(by: Actor, today: date) -> Iterator[WorkItem]:
    """Work of this person that failed lately."""
    since = timezone.make_aware(datetime.combine(today - FAILED_WITHIN, time()))
    rows = queries.jobs(by.partnership).filter(
        state=Job.State.FAILED,
        requested_by_id=by.user_id,
        requested_by__isnull=False,
        requested_at__gte=since,
    )
    for row in rows:
        yield WorkItem(
            timezone.localdate(row.ended_at or row.requested_at),
            row.title,
            "Background work",
            shortened(row.problem, 120),
            address("work:job", by.partnership.slug, row.pk),
            Status("Failed", Tone.BAD),
        )


MY_WORK.add(failed_jobs)
