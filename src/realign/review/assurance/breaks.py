"""The thread walked both ways from any record, and what is missing from that of a priority, whose it is, and what to do.

Every check is one line of a table: where to look, what ought to be there, and the words for when it is not.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from realign.review.assurance.types import (
    Graph,
    PriorityThread,
    RecordKind,
    Thread,
    ThreadBreak,
    ThreadRecord,
    ThreadStage,
)

NOBODY = "No owner yet"


@dataclass(frozen=True)
class WholeStage:
    """A stage at which a priority ought to have something."""

    stage: ThreadStage
    words: str
    to_do: str


@dataclass(frozen=True)
class LooseEnd:
    """A record of a priority that ought to lead somewhere, or come from somewhere."""

    kind: RecordKind
    stage: ThreadStage
    holds: Callable[[Graph, ThreadRecord], bool]
    words: str
    to_do: str


WHOLE_STAGES = (
    WholeStage(ThreadStage.NEED, "has no need", "Add the need it answers, and cite a finding"),
    WholeStage(ThreadStage.SERVICE, "has no service", "Match services with its needs"),
    WholeStage(
        ThreadStage.MONEY,
        "has no funding",
        "Add what its services cost, and the funding of its actions",
    ),
    WholeStage(ThreadStage.OUTCOME, "has no outcome", "Add an outcome"),
    WholeStage(ThreadStage.PROPOSAL, "has no proposal", "Add a proposal with options and costs"),
    WholeStage(ThreadStage.DECISION, "has no decision", "Take a proposal to the group that decides"),
    WholeStage(ThreadStage.ACTION, "has no action", "Add an action with a lead and a date"),
    WholeStage(ThreadStage.RESULT, "has no result", "Report progress, and import values since the baseline"),
)


def _leads_to(*kinds: RecordKind, side: bool = False) -> Callable[[Graph, ThreadRecord], bool]:
    return lambda graph, node: any(graph.nodes[end].kind in kinds for end in graph.after(node.key, side=side))


def _comes_from(*kinds: RecordKind) -> Callable[[Graph, ThreadRecord], bool]:
    return lambda graph, node: any(graph.nodes[start].kind in kinds for start in graph.before(node.key))


_FINDING, _SERVICE = _comes_from(RecordKind.FINDING), _leads_to(RecordKind.SERVICE, side=True)
_MONEY, _PROGRESS = _leads_to(RecordKind.MONEY, side=True), _leads_to(RecordKind.MILESTONE, RecordKind.UPDATE)
LOOSE_ENDS = (
    LooseEnd(
        RecordKind.PRIORITY, ThreadStage.NEED, _FINDING, "cites no finding", "Cite a finding as evidence"
    ),
    LooseEnd(
        RecordKind.NEED, ThreadStage.NEED, _FINDING, "has no finding", "Choose the finding that measures it"
    ),
    LooseEnd(RecordKind.NEED, ThreadStage.SERVICE, _SERVICE, "has no service", "Match services with it"),
    LooseEnd(RecordKind.SERVICE, ThreadStage.MONEY, _MONEY, "has no spend recorded", "Record its spend"),
    LooseEnd(
        RecordKind.OUTCOME,
        ThreadStage.OUTCOME,
        _leads_to(RecordKind.MEASURE),
        "has no indicator",
        "Add a target",
    ),
    LooseEnd(
        RecordKind.OUTCOME,
        ThreadStage.ACTION,
        _leads_to(RecordKind.ACTION),
        "has no action",
        "Add an action for it",
    ),
    LooseEnd(
        RecordKind.MEASURE,
        ThreadStage.RESULT,
        _leads_to(RecordKind.RESULT),
        "has no value since its baseline",
        "Import a newer value",
    ),
    LooseEnd(
        RecordKind.PROPOSAL,
        ThreadStage.DECISION,
        _leads_to(RecordKind.DECISION),
        "has not been decided",
        "Take it to its group",
    ),
    LooseEnd(RecordKind.ACTION, ThreadStage.MONEY, _MONEY, "has no funding", "Add its funding"),
    LooseEnd(
        RecordKind.ACTION,
        ThreadStage.OUTCOME,
        _comes_from(RecordKind.OUTCOME),
        "has no outcome",
        "Choose its outcome",
    ),
    LooseEnd(
        RecordKind.ACTION,
        ThreadStage.DECISION,
        _comes_from(RecordKind.DECISION),
        "has no decision",
        "Take it to a group, or choose the decision it follows",
    ),
    LooseEnd(
        RecordKind.ACTION,
        ThreadStage.RESULT,
        _PROGRESS,
        "reports no progress",
        "Add milestones and an update",
    ),
)


def priority_threads(graph: Graph) -> tuple[PriorityThread, ...]:
    """Every priority in its order, with its thread and what is broken in it."""
    threads = []
    for priority in graph.of_kind(RecordKind.PRIORITY):
        thread = walk(graph, priority.key)
        threads.append(PriorityThread(thread, tuple(_breaks(graph, thread))))
    return tuple(threads)


def _breaks(graph: Graph, thread: Thread) -> Iterator[ThreadBreak]:
    for check in WHOLE_STAGES:
        if check.stage in thread.missing:
            yield _break(thread.at, thread.at, check.stage, check.words, check.to_do)
    # a stage with nothing in it is said once, not again for every record that fails to lead there
    for end in LOOSE_ENDS:
        if end.stage not in thread.missing:
            for node in thread.of_kind(end.kind):
                if not end.holds(graph, node):
                    yield _break(thread.at, node, end.stage, end.words, end.to_do)


def _break(
    priority: ThreadRecord, about: ThreadRecord, stage: ThreadStage, words: str, to_do: str
) -> ThreadBreak:
    owner = about.owner or priority.owner or NOBODY
    subject = about.label if about.kind is RecordKind.PRIORITY else f"The {about.kind} “{about.label}”"
    return ThreadBreak(priority, about, stage, f"{subject} {words}.", f"{to_do}.", owner)


ORDER = {kind: place for place, kind in enumerate(RecordKind)}
Steps = Callable[[str], Iterable[str]]


def walk(graph: Graph, key: str) -> Thread:
    """Everything that led to a record and everything it leads to.

    From a service or a sum of money the walk goes to what it stands beside (its needs, its action) and on from there.
    Raises KeyError for a record that is not in the graph.
    """
    at = graph.nodes[key]
    hosts = _reach([key], lambda node_key: graph.before(node_key, side=True))
    starts = [node_key for node_key in hosts if not graph.before(node_key, side=True)] or [key]
    back = _reach(starts, graph.before)
    ahead = _reach(starts, graph.after)
    on_it = {key, *starts, *hosts}
    chain = dict.fromkeys([*hosts, *starts])
    led = [node_key for node_key in dict.fromkeys([*back, *chain]) if node_key != key]
    leads = [node_key for node_key in ahead if node_key not in on_it]
    beside = _reach([key, *(node_key for node_key in (*led, *leads) if node_key not in on_it)], _sides(graph))
    leads += [node_key for node_key in beside if node_key not in {*led, *leads, key}]
    return Thread(at, _in_order(graph, led), _in_order(graph, leads))


def _sides(graph: Graph) -> Steps:
    return lambda key: graph.after(key, side=True)


def _reach(starts: Iterable[str], steps: Steps) -> list[str]:
    """Everything that can be reached, nearest first, the starts left out."""
    begun = list(starts)
    known, reached, edge = set(begun), [], begun
    while edge:
        edge = list(dict.fromkeys(end for start in edge for end in steps(start) if end not in known))
        known.update(edge)
        reached += edge
    return reached


def _in_order(graph: Graph, keys: Iterable[str]) -> tuple[ThreadRecord, ...]:
    """By kind, in the order of the thread; within a kind as found, nearest first."""
    return tuple(sorted((graph.nodes[key] for key in dict.fromkeys(keys)), key=lambda node: ORDER[node.kind]))
