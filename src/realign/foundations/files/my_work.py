"""What another person must import, in the work of those who did not bring it; and files that are soon erased."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from realign.foundations.design.links import shortened
from realign.foundations.files import queries, registry, rules
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.presenters import WAITING
from realign.foundations.work.registry import MY_WORK
from realign.foundations.work.types import WorkItem


def imports_to_look_at(by: Actor, today: date) -> Iterator[WorkItem]:
    """What somebody else entered, that waits for a second person and that this person may import."""
    if not by.may("files.upload"):
        return
    able = [each for each in registry.formats() if each.second_person and by.may(each.permission)]
    if not able:
        return
    for record in queries.waiting_for_another(by.partnership, able):
        if rules.may_accept(by, record, second_person=True):
            yield WorkItem(
                timezone.localdate(record.started_at),
                f"Check and import “{shortened(record.title)}”",
                "Value to check",
                "A person who did not enter it imports it",
                record.get_absolute_url(),
                WAITING,
                since=True,
                tell=True,
            )


def files_soon_erased(by: Actor, today: date) -> Iterator[WorkItem]:
    """Files that this person uploaded and nobody imported, in the week before they are erased."""
    if by.user_id is None or not by.may("files.upload"):
        return
    kept = timedelta(days=by.partnership.keep_uploads_days) - rules.TOLD_BEFORE
    since = timezone.make_aware(datetime.combine(today - kept + timedelta(days=1), time()))
    for record in queries.left_imports(by.partnership, since).filter(started_by_id=by.user_id):
        yield WorkItem(
            rules.last_day(record),
            f"Import or cancel “{shortened(record.title)}”",
            "Uploaded file",
            "It is erased after this day",
            record.get_absolute_url(),
            WAITING,
            tell=True,
        )


MY_WORK.add(imports_to_look_at)
MY_WORK.add(files_soon_erased)
