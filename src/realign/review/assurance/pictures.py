"""The thread of one priority as columns of boxes, hollow where something is missing."""

from collections.abc import Iterator
from itertools import pairwise

from realign.foundations.design.links import shortened
from realign.foundations.design.maps import thread as drawing
from realign.foundations.design.maps.types import Diagram
from realign.registers.thread.types import Graph, ThreadRecord, ThreadStage
from realign.review.assurance.types import PriorityThread

TITLES = {
    ThreadStage.NEED: "Need",
    ThreadStage.SERVICE: "Service",
    ThreadStage.MONEY: "Money",
    ThreadStage.OUTCOME: "Outcome",
    ThreadStage.PROPOSAL: "Proposal",
    ThreadStage.DECISION: "Decision",
    ThreadStage.ACTION: "Action",
    ThreadStage.RESULT: "Result",
}
LONGEST, MOST = 64, 7


def picture_of(graph: Graph, thread: PriorityThread, sentence: str) -> Diagram:
    """The chain of a priority. A column with more than seven records shows the first and says how many more."""
    columns = {stage: _drawn_nodes(thread, stage) for stage in ThreadStage}
    keys = {node.key for nodes in columns.values() for node in nodes}
    drawn = [
        drawing.ThreadColumn(TITLES[stage], tuple(_boxes(thread, stage, nodes)))
        for stage, nodes in columns.items()
    ]
    joins = [link for link in dict.fromkeys(_joins(graph, columns)) if {link.start, link.end} <= keys]
    return drawing.thread_picture(
        title=thread.priority.label,
        sentence=sentence,
        columns=drawn,
        links=[*joins, *_gaps(drawn)],
        room=drawing.NARROW,
    )


def _nodes(thread: PriorityThread, stage: ThreadStage) -> list[ThreadRecord]:
    return list(thread.thread.at_stage(stage))


def _drawn_nodes(thread: PriorityThread, stage: ThreadStage) -> list[ThreadRecord]:
    return _nodes(thread, stage)[:MOST]


def _boxes(
    thread: PriorityThread, stage: ThreadStage, nodes: list[ThreadRecord]
) -> Iterator[drawing.ThreadBox]:
    for node in nodes:
        yield drawing.ThreadBox(node.key, shortened(node.label, LONGEST))
    more = len(_nodes(thread, stage)) - len(nodes)
    if more:
        yield drawing.ThreadBox(f"more:{stage}", f"and {more} more")
    if not nodes:
        yield drawing.ThreadBox(f"missing:{stage}", TITLES[stage], missing=True)


def _joins(graph: Graph, columns: dict[ThreadStage, list[ThreadRecord]]) -> Iterator[drawing.ThreadJoin]:
    """The joins between neighbouring stages, with what lies between them in the record left out of the picture."""
    outcomes = [node.key for node in columns[ThreadStage.OUTCOME]]
    for need in columns[ThreadStage.NEED]:
        services = graph.after(need.key, side=True)
        yield from (drawing.ThreadJoin(need.key, end) for end in services or outcomes)
    for service in columns[ThreadStage.SERVICE]:
        costs = graph.after(service.key, side=True)
        yield from (drawing.ThreadJoin(service.key, end) for end in costs or outcomes)
    for money in columns[ThreadStage.MONEY]:
        hosts = graph.before(money.key, side=True)
        planned_for = [
            start
            for host in hosts
            for start in graph.before(host)
            if start in outcomes and graph.nodes[host].stage is ThreadStage.ACTION
        ]
        yield from (drawing.ThreadJoin(money.key, end) for end in planned_for or outcomes)
    for proposal in columns[ThreadStage.PROPOSAL]:
        starts = [start for start in graph.before(proposal.key) if start in outcomes]
        yield from (drawing.ThreadJoin(start, proposal.key) for start in starts or outcomes)
    for stage in (ThreadStage.PROPOSAL, ThreadStage.DECISION, ThreadStage.ACTION):
        for node in columns[stage]:
            yield from (drawing.ThreadJoin(node.key, end) for end in graph.after(node.key))
    for action in columns[ThreadStage.ACTION]:
        before = graph.before(action.key)
        if not any(graph.nodes[start].stage is ThreadStage.DECISION for start in before):
            yield from (drawing.ThreadJoin(start, action.key) for start in before if start in outcomes)


def _gaps(columns: list[drawing.ThreadColumn]) -> Iterator[drawing.ThreadJoin]:
    """Dashed lines to and from what is missing."""
    for left, right in pairwise(columns):
        for start in left.nodes[:MOST]:
            for end in right.nodes[:MOST]:
                if start.missing or end.missing:
                    yield drawing.ThreadJoin(start.key, end.key, missing=True)
