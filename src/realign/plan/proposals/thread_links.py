"""Proposals, as records and links of the golden thread."""

from collections.abc import Iterable

from realign.plan.proposals.models import Proposal
from realign.registers.thread.registry import FILLERS, KINDS, LINKS
from realign.registers.thread.types import (
    LinkKind,
    MendingPage,
    RecordKind,
    StageFiller,
    ThreadReader,
    ThreadRow,
    ThreadStage,
)


def proposals(reader: ThreadReader) -> Iterable[ThreadRow]:
    """Every proposal under its priority; one that was withdrawn fills nothing, and only a draft takes new actions."""
    rows = Proposal.objects.filter(partnership=reader.partnership)
    for slug, title, ask, priority, author, state, invented in rows.values_list(
        "slug", "title", "ask", "priority__slug", "author", "state", "invented"
    ):
        yield ThreadRow(
            slug,
            title,
            detail=f"{Proposal.State(state).label}. {ask}",
            owner=author,
            invented=invented,
            reached=state != Proposal.State.WITHDRAWN,
            leads_on=state == Proposal.State.DRAFT,
            comes_from=(f"priority:{priority}",),
        )


def outcomes_of_its_actions(reader: ThreadReader) -> Iterable[tuple[object, object]]:
    """Every outcome with the proposals whose actions serve it."""
    return Proposal.objects.filter(partnership=reader.partnership).values_list(
        "actions__outcome__slug", "slug"
    )


KINDS.add(
    RecordKind(
        "proposal",
        "Proposal",
        "Proposals",
        ThreadStage.PROPOSAL,
        80,
        proposals,
        page="proposals:page",
        view="proposals.view",
    ),
)
LINKS.add(LinkKind("outcome", "proposal", outcomes_of_its_actions))
FILLERS.add(
    StageFiller(ThreadStage.PROPOSAL, 10, MendingPage("Add a proposal", "proposals:add", "proposals.edit")),
    StageFiller(
        ThreadStage.ACTION,
        5,
        MendingPage(
            "Choose the actions that carry it out", "proposals:edit", "proposals.edit", near="proposal"
        ),
    ),
)
