"""Milestones and updates, as records of the golden thread."""

from collections.abc import Iterable

from realign.deliver.progress.models import Milestone, Update
from realign.foundations.design.words import date_words
from realign.registers.thread.registry import FILLERS, KINDS, LOOSE_ENDS
from realign.registers.thread.types import (
    LooseEndCheck,
    MendingPage,
    RecordKind,
    StageFiller,
    ThreadReader,
    ThreadRow,
    ThreadStage,
)

VIEW = "progress.view"
MILESTONE = MendingPage("Add a milestone", "progress:milestone-add", "progress.edit", near="action")

REACHED = MendingPage(
    "Record that a milestone is reached", "progress:milestone-edit", "progress.edit", near="milestone"
)


def milestones(reader: ThreadReader) -> Iterable[ThreadRow]:
    """Every milestone under its action; one that lies ahead is no result yet."""
    rows = Milestone.objects.filter(partnership=reader.partnership)
    for pk, title, action, due_on, done_on, owner, invented in rows.values_list(
        "pk", "title", "action__slug", "due_on", "done_on", "owner", "invented"
    ):
        yield ThreadRow(
            str(pk),
            title,
            detail=f"Reached on {date_words(done_on)}" if done_on else f"Due on {date_words(due_on)}",
            owner=owner,
            invented=invented,
            reached=bool(done_on),
            place=action,
            comes_from=(f"action:{action}",),
        )


def newest_updates(reader: ThreadReader) -> Iterable[ThreadRow]:
    """The newest update of each action."""
    rows = Update.objects.filter(partnership=reader.partnership).select_related("action")
    newest = {update.action.slug: update for update in rows.order_by("on", "pk")}
    for action, update in newest.items():
        yield ThreadRow(
            str(update.pk),
            f"{update.get_status_display()}, {date_words(update.on)}",
            detail=update.reason,
            owner=update.author,
            invented=update.invented,
            place=action,
            comes_from=(f"action:{action}",),
        )


KINDS.add(
    RecordKind(
        "milestone",
        "Milestone",
        "Milestones",
        ThreadStage.RESULT,
        120,
        milestones,
        page="priorities:action",
        part="milestones",
        view=VIEW,
    ),
    RecordKind(
        "update",
        "Update",
        "Newest updates",
        ThreadStage.RESULT,
        130,
        newest_updates,
        page="priorities:action",
        part="updates",
        view=VIEW,
        fills=False,
    ),
)
LOOSE_ENDS.add(
    LooseEndCheck(
        "action",
        ThreadStage.RESULT,
        ("milestone", "update"),
        "reports no progress",
        "Add milestones and an update",
        MILESTONE,
    ),
)
FILLERS.add(
    StageFiller(ThreadStage.RESULT, 5, REACHED),
    StageFiller(ThreadStage.RESULT, 10, MILESTONE),
)
