"""E-mails that could not be sent, in the work of those who look after people."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from realign.foundations.design.types import Status, Tone
from realign.foundations.design.words import counted
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.queries import unsent_mails
from realign.foundations.work.registry import MY_WORK
from realign.foundations.work.types import WorkItem


def mails_not_sent(by: Actor, today: date) -> Iterator[WorkItem]:
    """One line for all of them, since the day of the newest."""
    if not by.may("people.manage"):
        return
    failed = list(unsent_mails(by.partnership))
    if not failed:
        return
    newest = failed[0]
    yield WorkItem(
        timezone.localdate(newest.ended_at or newest.requested_at),
        f"{counted(len(failed), 'e-mail')} could not be sent",
        "E-mails",
        newest.problem,
        reverse("people:unsent", args=[by.partnership.slug]),
        Status("Not sent", Tone.BAD),
        since=True,
    )


MY_WORK.add(mails_not_sent)
