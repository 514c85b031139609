"""Reading jobs, and what there is to do for one person in every room."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import models

from realign.foundations.partnerships.models import Membership, Partnership
from realign.foundations.partnerships.registry import NAMED_PARTS
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.models import Job
from realign.foundations.work.registry import MY_WORK
from realign.foundations.work.types import NamedIn, WorkItem


def jobs(partnership: Partnership) -> models.QuerySet[Job]:
    """All work asked for in a partnership, newest first."""
    return Job.objects.filter(partnership=partnership).select_related("requested_by")


def job(partnership: Partnership, pk: int) -> Job:
    """One job; raises Job.DoesNotExist."""
    return jobs(partnership).get(pk=pk)


WAITS = timedelta(minutes=30)
"""How long a page that waits for a job asks by itself how far it is."""


def progress(job: Job | None, now: datetime) -> dict[str, Any]:
    """What ``work/_progress.html`` says of a job, and whether the page that shows it still asks by itself.

    A page stops to ask when a job has failed, and when it takes so long that the worker may not run at all.
    """
    if job is None:
        return {"job": None, "is_awaited": False}
    begun = max(job.requested_at, job.started_at or job.requested_at)
    waits_too_long = job.is_moving and now - begun > WAITS
    return {
        "job": job,
        "is_awaited": job.is_moving and not waits_too_long,
        "waits_too_long": waits_too_long,
        "most_minutes": WAITS.seconds // 60,
    }


def unsent_mails(partnership: Partnership) -> models.QuerySet[Job]:
    """E-mails that could not be sent, the newest first; without those of which a later one is on its way or left.

    Those to people who have no place here any more are left out: they would not be sent, and their address is no longer
    for the eyes of this partnership.
    """
    later = Job.objects.filter(
        partnership=models.OuterRef("partnership"),
        kind=models.OuterRef("kind"),
        addressee=models.OuterRef("addressee"),
        pk__gt=models.OuterRef("pk"),
    )
    here = Membership.objects.filter(
        partnership=models.OuterRef("partnership"), user=models.OuterRef("addressee"), is_active=True
    )
    failed = jobs(partnership).filter(models.Exists(here), state=Job.State.FAILED, addressee__is_active=True)
    return failed.exclude(models.Exists(later)).select_related("addressee").order_by("-ended_at", "-pk")


def my_work(by: Actor, today: date) -> list[WorkItem]:
    """Everything that needs this person, the longest overdue first; what has no date comes last."""
    items = [item for rule in MY_WORK.all() for item in rule(by, today)]
    return sorted(items, key=lambda item: (item.on is None, item.on or today, item.what))


def named_in(by: Actor, today: date) -> list[NamedIn]:
    """Every record that names this person by their account and still counts; one query for each way of naming."""
    found_in = []
    for part in NAMED_PARTS.all():
        if by.user_id is None or not by.may(part.view):
            continue
        rows = part.model._default_manager.filter(
            part.lasts(today), partnership=by.partnership, **{part.field: by.user_id}
        ).select_related(*part.joined)
        found_in += [NamedIn(part.part_of(row), part.title(row), part.url(row)) for row in rows]
    return found_in
