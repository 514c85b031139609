"""Reading the records that the thread joins: one query for each kind of record or join, whatever their number."""

from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Actor
from realign.registers.thread.registry import KINDS, LINKS
from realign.registers.thread.rules import walk
from realign.registers.thread.types import Graph, Thread, ThreadLink, ThreadReader, ThreadRecord

SEE_SPENDING = "spend.view"


class NoSuchRecord(LookupError):
    """The thread holds no record of this kind and name."""


def graph(partnership: Partnership, by: Actor | None = None) -> Graph:
    """Every record that the thread joins, in a number of queries that does not grow with them.

    What services cost is said only to those who may see spending; without ``by``, to nobody.
    """
    reader = ThreadReader(partnership, sees_spending=by is not None and by.may(SEE_SPENDING))
    nodes: list[ThreadRecord] = []
    links: list[ThreadLink] = []
    for kind in KINDS.all():
        for row in kind.read(reader):
            record = ThreadRecord(
                kind,
                row.slug,
                row.label,
                row.detail,
                row.owner,
                row.invented,
                row.reached,
                row.place,
                row.leads_on,
            )
            nodes.append(record)
            links += [ThreadLink(start, record.key) for start in row.comes_from]
            links += [ThreadLink(start, record.key, side=True) for start in row.beside]
    for link in LINKS.all():
        for start, end in link.read(reader):
            links.append(ThreadLink(f"{link.start}:{start}", f"{link.end}:{end}", link.side))
    return Graph.of(nodes, links)


def thread_of(partnership: Partnership, kind: str, slug: str, by: Actor | None = None) -> Thread:
    """What one record is joined to, both ways; raises NoSuchRecord."""
    return thread_in(graph(partnership, by), kind, slug)


def thread_in(graph: Graph, kind: str, slug: str) -> Thread:
    """What one record of a graph that was read already is joined to, both ways; raises NoSuchRecord."""
    key = f"{kind}:{slug}"
    if kind not in KINDS or key not in graph.nodes:
        raise NoSuchRecord(f"The thread holds no {kind} called {slug!r}.")
    return walk(graph, key)
