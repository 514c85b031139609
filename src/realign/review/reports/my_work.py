"""Reports in the work of those who write them."""

from collections.abc import Iterator
from datetime import date

from realign.foundations.design.types import Status, Tone
from realign.foundations.design.words import counted
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.registry import MY_WORK
from realign.foundations.work.types import WorkItem
from realign.review.reports import queries
from realign.review.reports.rules import EDIT, days_since


def reports_due(by: Actor, today: date) -> Iterator[WorkItem]:
    """Reports whose period is over and that are not out."""
    if not by.may(EDIT):
        return
    for report in queries.reports(by.partnership).filter(state="draft", ends_on__lt=today):
        days = counted(days_since(report.ends_on, today), "day")
        yield WorkItem(
            report.ends_on,
            f"Finish “{report.title}”",
            "Report",
            "You may publish reports",
            report.get_absolute_url(),
            Status("Due", Tone.ATTENTION, f"{days} since the period ended"),
            since=True,
        )


MY_WORK.add(reports_due)
