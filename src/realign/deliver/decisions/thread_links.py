"""Decisions, as records and links of the golden thread."""

from collections.abc import Iterable

from realign.deliver.decisions.models import Decision
from realign.deliver.decisions.rules import EDIT_ACTIONS
from realign.deliver.decisions.types import APPROVALS
from realign.foundations.design.words import date_words
from realign.registers.thread.registry import FILLERS, KINDS, LINKS, LOOSE_ENDS
from realign.registers.thread.types import (
    LinkKind,
    LooseEndCheck,
    MendingPage,
    RecordKind,
    StageFiller,
    ThreadReader,
    ThreadRow,
    ThreadStage,
)

ACTION = MendingPage(
    "Add an action that carries it out", "decisions:action-add", EDIT_ACTIONS, near="decision"
)
MEETINGS = MendingPage("Take it to a meeting", "decisions:meetings", "meetings.edit")


def decisions(reader: ThreadReader) -> Iterable[ThreadRow]:
    """Every decision under the proposal that it is on."""
    rows = Decision.objects.filter(partnership=reader.partnership).order_by("meeting__on", "pk")
    for slug, title, result, on, group, proposal, newer, invented in rows.values_list(
        "slug",
        "title",
        "result",
        "meeting__on",
        "meeting__group__name",
        "proposal__slug",
        "superseded_by",
        "invented",
    ):
        yield ThreadRow(
            slug,
            title,
            detail=f"{Decision.Result(result).label}, {group}, {date_words(on)}",
            owner=group,
            invented=invented,
            leads_on=newer is None and result in APPROVALS,
            comes_from=(f"proposal:{proposal}",) if proposal else (),
        )


def actions_that_follow(reader: ThreadReader) -> Iterable[tuple[object, object]]:
    """Every decision that said yes, with the actions that carry it out: those of its proposal, and its own."""
    agreed = Decision.objects.filter(partnership=reader.partnership, result__in=APPROVALS)
    for slug, of_proposal, own in agreed.values_list("slug", "proposal__actions__slug", "actions__slug"):
        yield from ((slug, action) for action in (of_proposal, own) if action)


KINDS.add(
    RecordKind(
        "decision",
        "Decision",
        "Decisions",
        ThreadStage.DECISION,
        90,
        decisions,
        page="decisions:decision",
        view="decisions.view",
    ),
)
LINKS.add(LinkKind("decision", "action", actions_that_follow))
LOOSE_ENDS.add(
    LooseEndCheck(
        "proposal",
        ThreadStage.DECISION,
        ("decision",),
        "has not been decided",
        "Take it to its group",
        MEETINGS,
    ),
    LooseEndCheck(
        "action",
        ThreadStage.DECISION,
        ("decision",),
        "has no decision",
        "Take it to a group, or choose the decision it follows",
        MEETINGS,
        backwards=True,
    ),
)
FILLERS.add(
    StageFiller(ThreadStage.DECISION, 10, MEETINGS),
    StageFiller(ThreadStage.ACTION, 3, ACTION),
)
