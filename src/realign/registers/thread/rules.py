"""The thread walked both ways from any record."""

from collections.abc import Callable, Iterable

from realign.registers.thread.types import Graph, Thread, ThreadRecord

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
    """By kind, in the order of the thread; within a kind as they were reached, nearest first."""
    records = (graph.nodes[key] for key in dict.fromkeys(keys))
    return tuple(sorted(records, key=lambda record: record.kind.order))
