"""Checking and taking in large files in the background."""

from realign.foundations.files import actions, queries
from realign.foundations.work.registry import background
from realign.foundations.work.types import Run


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
