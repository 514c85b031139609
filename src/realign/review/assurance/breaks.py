"""What is missing from the thread of a priority, whose it is, what to do, and where.

What a whole stage lacks is one line of a table here; what a single record ought to be joined to is said by its room,
in its ``thread_links.py``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from realign.registers.thread.registry import FILLERS, LOOSE_ENDS
from realign.registers.thread.rules import walk
from realign.registers.thread.types import (
    Graph,
    LooseEndCheck,
    MendingPage,
    Thread,
    ThreadRecord,
    ThreadStage,
)
from realign.review.assurance.types import PRIORITY, PriorityThread, ThreadBreak

NOBODY = "No owner yet"


@dataclass(frozen=True)
class WholeStage:
    """A stage at which a priority ought to have something."""

    stage: ThreadStage
    words: str
    to_do: str


WHOLE_STAGES = (
    WholeStage(ThreadStage.NEED, "has no need", "Add the need it answers, and cite a finding"),
    WholeStage(ThreadStage.SERVICE, "has no service", "Match services with its needs"),
    WholeStage(
        ThreadStage.MONEY, "has no funding", "Add what its services cost, and the funding of its actions"
    ),
    WholeStage(ThreadStage.OUTCOME, "has no outcome", "Add an outcome"),
    WholeStage(ThreadStage.PROPOSAL, "has no proposal", "Add a proposal with options and costs"),
    WholeStage(ThreadStage.DECISION, "has no decision", "Take a proposal to the group that decides"),
    WholeStage(ThreadStage.ACTION, "has no action", "Add an action with a lead and a date"),
    WholeStage(ThreadStage.RESULT, "has no result", "Report progress, and import values since the baseline"),
)


def priority_threads(graph: Graph) -> tuple[PriorityThread, ...]:
    """Every priority in its order, with its thread and what is broken in it."""
    threads = []
    for priority in graph.of_kind(PRIORITY):
        thread = walk(graph, priority.key)
        threads.append(PriorityThread(thread, tuple(_breaks(graph, thread))))
    return tuple(threads)


def _breaks(graph: Graph, thread: Thread) -> Iterator[ThreadBreak]:
    for check in WHOLE_STAGES:
        if check.stage in thread.missing:
            pages = tuple(filler.where for filler in FILLERS.all() if filler.stage is check.stage)
            yield _break(thread, thread.at, check.stage, (check.words, check.to_do), pages)
    # a stage with nothing in it is said once, not again for every record that fails to lead there
    for end in LOOSE_ENDS.all():
        if end.stage not in thread.missing:
            for record in thread.of_kind(end.kind):
                if not is_joined(graph, record, end):
                    yield _break(thread, record, end.stage, (end.words, end.to_do), (end.where,))


def is_joined(graph: Graph, record: ThreadRecord, check: LooseEndCheck) -> bool:
    """Whether a record leads to, or comes from, a record of the kinds that it ought to be joined to."""
    step = graph.before if check.backwards else graph.after
    return any(graph.nodes[end].kind.key in check.others for end in step(record.key, side=check.side))


def _break(
    thread: Thread,
    about: ThreadRecord,
    stage: ThreadStage,
    words: tuple[str, str],
    pages: tuple[MendingPage, ...],
) -> ThreadBreak:
    priority = thread.at
    owner = about.owner or priority.owner or NOBODY
    subject = about.label if about == priority else f"The {about.kind.singular.lower()} “{about.label}”"
    what, to_do = words
    return ThreadBreak(thread, about, stage, f"{subject} {what}.", f"{to_do}.", owner, pages)
