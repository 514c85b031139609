"""The commissioning cycle: four stages, what each needs, and whether the records show it (CYC-01 to 05).

A stage keeps its code whatever the partnership calls it: “Do” and “Deliver” are the same stage.
"""

from realign.foundations.partnerships.models import Partnership
from realign.registers.thread.types import Graph, ThreadStage
from realign.review.assurance.breaks import priority_threads
from realign.review.assurance.types import CycleStage, StageCheck

DESCRIPTIONS = {
    "analyse": "What children need, what they want, what there is and what it costs.",
    "plan": "Which activities and services will bring the outcomes.",
    "deliver": "Decide, buy or reshape with providers, and do it.",
    "review": "Did it work, were the right things paid for, and what changes now?",
}


def stages(partnership: Partnership, graph: Graph) -> tuple[CycleStage, ...]:
    """The four stages in order, with their checks."""
    checks = [*_analyse(graph), *_plan(graph), *_deliver(graph), *_review(graph)]
    labels = {
        "analyse": "Analyse",
        "plan": "Plan",
        "deliver": partnership.stage_three_label,
        "review": "Review",
    }
    return tuple(
        CycleStage(code, label, DESCRIPTIONS[code], tuple(c for c in checks if c.stage == code))
        for code, label in labels.items()
    )


def _having(graph: Graph, kind: str, wanted: str, *, side: bool = False) -> tuple[int, int]:
    """How many records of a kind lead to another kind, and how many there are."""
    nodes = list(graph.of_kind(kind))
    good = [n for n in nodes if any(graph.nodes[e].kind.key == wanted for e in graph.after(n.key, side=side))]
    return len(good), len(nodes)


def _all(stage: str, label: str, good_of: tuple[int, int], noun: str, url_name: str) -> StageCheck:
    """A check that every record of a kind must meet, and there must be one."""
    good, total = good_of
    return StageCheck(stage, label, 0 < good == total, _share_in_words(good, total, noun), url_name)


def _some(stage: str, label: str, good_of: tuple[int, int], noun: str, url_name: str) -> StageCheck:
    """A check that is met as soon as one record is good."""
    good, total = good_of
    return StageCheck(stage, label, good > 0, _share_in_words(good, total, noun), url_name)


def _share_in_words(good: int, total: int, noun: str) -> str:
    return f"{good} of {total} {noun}" if total else "none on record yet"


def _analyse(graph: Graph) -> list[StageCheck]:
    needs = list(graph.of_kind("need"))
    counted = [need for need in needs if graph.before(need.key)]
    matched = _having(graph, "need", "service", side=True)
    costed = _having(graph, "service", "spending", side=True)
    known = (len(counted), len(needs))
    return [
        _some("analyse", "Needs, counted from released evidence", known, "needs", "fit:list"),
        _all("analyse", "Services matched to every need", matched, "needs", "fit:grid"),
        _all("analyse", "The total resource and how it is used", costed, "services costed", "services:list"),
    ]


def _plan(graph: Graph) -> list[StageCheck]:
    threads = priority_threads(graph)
    acting = (
        len([thread for thread in threads if ThreadStage.ACTION not in thread.thread.missing]),
        len(threads),
    )
    measured = _having(graph, "outcome", "measure")
    return [
        _all("plan", "An activity for every priority", acting, "priorities", "priorities:list"),
        _all("plan", "Every outcome measured", measured, "outcomes", "priorities:checks"),
    ]


def _deliver(graph: Graph) -> list[StageCheck]:
    decided = _having(graph, "proposal", "decision")
    paid = _having(graph, "action", "money", side=True)
    told = _having(graph, "action", "update")
    return [
        _all("deliver", "Proposals decided, with reasons", decided, "proposals", "proposals:list"),
        _all("deliver", "Money named for every action", paid, "actions", "priorities:actions"),
        _all("deliver", "Progress reported for every action", told, "actions", "progress:overview"),
    ]


def _review(graph: Graph) -> list[StageCheck]:
    known = _having(graph, "measure", "result")
    reports = list(graph.of_kind("report"))
    published = len([node for node in reports if node.reached]), len(reports)
    return [
        _all("review", "A newer value for every measure", known, "measures", "indicators:list"),
        _some("review", "A report on the year, published", published, "reports", "reports:list"),
    ]
