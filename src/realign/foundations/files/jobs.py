"""Checking and taking in large files in the background."""

import datetime
import logging

from django.utils import timezone
from django_tasks import task

from realign.foundations.files import actions, queries, rules
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.rules import system_actor
from realign.foundations.work.registry import background
from realign.foundations.work.types import Run

log = logging.getLogger("realign.files")


@background("files.check")
def check(run: Run, pk: int) -> str:
    """Check an uploaded file; answers the page with what was found."""
    record = queries.import_record(run.by.partnership, pk)
    actions.check_import(by=run.by, record=record, report=run.report)
    return record.get_absolute_url()


@background("files.accept")
def accept(run: Run, pk: int) -> str:
    """Take a checked file in; answers its page."""
    record = queries.import_record(run.by.partnership, pk)
    actions.accept_import(by=run.by, record=record, report=run.report)
    return record.get_absolute_url()


@task()
def erase_left_files() -> None:
    """Erase the files that nobody imported by their last day; asked for every hour, and nothing to do most times."""
    erase_left_files_at(timezone.now())


def erase_left_files_at(now: datetime.datetime) -> int:
    """Do so in every partnership but a demonstration, and answer to how many; one that fails keeps none of the others."""
    erased = 0
    for partnership in Partnership.objects.filter(is_demo=False):
        midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
        before = midnight - datetime.timedelta(days=partnership.keep_uploads_days)
        personal_before = midnight - datetime.timedelta(days=rules.PERSONAL_DAYS)
        for record in queries.left_imports(partnership, before, personal_before):
            try:
                actions.erase_left_import(by=system_actor(partnership, now), record=record)
                erased += 1
            except Exception:
                log.exception("the file of import %s could not be erased", record.pk)
    return erased
