"""Reports and the progress that they tell of, as records and links of the golden thread."""

from collections.abc import Iterable

from django.db.models import F

from realign.registers.thread.registry import KINDS, LINKS
from realign.registers.thread.types import LinkKind, RecordKind, ThreadReader, ThreadRow, ThreadStage
from realign.review.reports.models import Report

ACTIONS = "plan__priorities__actions"


def reports(reader: ThreadReader) -> Iterable[ThreadRow]:
    """Every report; one that is not out is in the thread and not reached."""
    rows = Report.objects.filter(partnership=reader.partnership)
    for slug, title, state, invented in rows.values_list("slug", "title", "state", "invented"):
        yield ThreadRow(
            slug,
            title,
            detail=Report.State(state).label,
            invented=invented,
            reached=state == Report.State.PUBLISHED,
        )


def updates_told(reader: ThreadReader) -> Iterable[tuple[object, object]]:
    """Every update with the reports on the year that it falls into."""
    told = Report.objects.filter(
        partnership=reader.partnership,
        plan__priorities__actions__updates__on__range=(F("starts_on"), F("ends_on")),
    )
    return told.values_list(f"{ACTIONS}__updates", "slug")


def milestones_told(reader: ThreadReader) -> Iterable[tuple[object, object]]:
    """Every milestone reached with the reports on the year in which it was."""
    told = Report.objects.filter(
        partnership=reader.partnership,
        plan__priorities__actions__milestones__done_on__range=(F("starts_on"), F("ends_on")),
    )
    return told.values_list(f"{ACTIONS}__milestones", "slug")


KINDS.add(
    RecordKind(
        "report",
        "Report",
        "Reports",
        ThreadStage.RESULT,
        150,
        reports,
        page="reports:report",
        view="reports.view",
        fills=False,
    ),
)
LINKS.add(LinkKind("update", "report", updates_told), LinkKind("milestone", "report", milestones_told))
