"""Walking a thread both ways, and what is found broken: small graphs drawn by hand."""

import pytest

from realign.registers.thread.registry import KINDS
from realign.registers.thread.rules import walk
from realign.registers.thread.types import Graph, ThreadLink, ThreadRecord, ThreadStage
from realign.review.assurance.breaks import NOBODY, priority_threads

RECORDS = {
    "finding:f": "", "need:n": "", "need:other": "", "service:s": "", "service:t": "", "spending:s": "",
    "priority:p": "Ann", "priority:q": "", "outcome:o": "", "measure:1": "", "proposal:x": "Bob", "decision:d": "",
    "action:a": "Cat", "money:a": "", "milestone:1": "", "update:1": "", "result:r": "", "report:y": "",
}  # fmt: skip
SPINE = (
    "finding:f need:n", "need:n priority:p", "need:other priority:q", "finding:f priority:p", "priority:p outcome:o",
    "outcome:o measure:1", "outcome:o action:a", "priority:p proposal:x", "outcome:o proposal:x",
    "proposal:x decision:d", "decision:d action:a", "measure:1 action:a", "measure:1 result:r", "action:a result:r",
    "action:a milestone:1", "action:a update:1", "update:1 report:y",
)  # fmt: skip
SIDES = (
    "need:n service:s",
    "need:other service:s",
    "need:other service:t",
    "service:s spending:s",
    "action:a money:a",
)


def graph(without=(), unreached=()):
    nodes = []
    for key, owner in RECORDS.items():
        if key not in without:
            kind, slug = key.split(":")
            nodes.append(
                ThreadRecord(
                    KINDS.get(kind), slug, f"{kind} {slug}", owner=owner, reached=key not in unreached
                )
            )
    links = [ThreadLink(*pair.split()) for pair in SPINE] + [
        ThreadLink(*pair.split(), side=True) for pair in SIDES
    ]
    return Graph.of(nodes, links)


def keys(nodes):
    return {node.key for node in nodes}


def test_a_decision_is_joined_to_everything_from_the_finding_to_the_report():
    thread = walk(graph(), "decision:d")
    assert keys(thread.before) == {"finding:f", "need:n", "priority:p", "outcome:o", "proposal:x"}
    assert keys(thread.after) >= {"action:a", "milestone:1", "update:1", "result:r", "report:y"}
    assert thread.missing == ()


def test_services_and_money_come_along_without_being_walked_through():
    thread = walk(graph(), "decision:d")
    assert {"service:s", "spending:s", "money:a"} <= keys(thread.after)
    # service s answers another priority's need too: that one is not in this thread
    assert not {"need:other", "priority:q", "service:t"} & keys(thread.all())


def test_from_a_service_the_walk_goes_through_every_need_that_it_answers():
    thread = walk(graph(), "service:s")
    assert keys(thread.before) == {"finding:f", "need:n", "need:other"}
    assert {"priority:p", "priority:q", "spending:s", "result:r"} <= keys(thread.after)
    assert "service:t" not in keys(thread.all())


def test_from_money_the_walk_goes_to_what_it_pays_for():
    assert {"service:s", "need:n", "need:other"} <= keys(walk(graph(), "spending:s").before)
    planned = walk(graph(), "money:a")
    assert {"action:a", "decision:d", "need:n"} <= keys(planned.before)
    assert {"milestone:1", "result:r"} <= keys(planned.after)


@pytest.mark.parametrize("key", RECORDS)
def test_nobody_stands_in_their_own_thread_twice(key):
    thread = walk(graph(), key)
    held = [node.key for node in thread.all()]
    assert len(held) == len(set(held))
    assert held.count(key) == 1


def test_a_link_to_something_that_is_not_there_is_left_out():
    held = graph(without={"decision:d"})
    assert "decision:d" not in keys(walk(held, "action:a").all())
    assert ThreadStage.DECISION in walk(held, "action:a").missing


def broken(held, priority="p"):
    found = next(one for one in priority_threads(held) if one.priority.slug == priority)
    return {(one.about.key, one.stage): one for one in found.breaks}


def test_a_whole_thread_has_nothing_broken():
    assert broken(graph()) == {}


@pytest.mark.parametrize(
    ("without", "about", "stage", "words", "owner"),
    [
        ({"need:n"}, "priority:p", ThreadStage.NEED, "has no need", "Ann"),
        ({"service:s"}, "priority:p", ThreadStage.SERVICE, "has no service", "Ann"),
        ({"spending:s", "money:a"}, "priority:p", ThreadStage.MONEY, "has no funding", "Ann"),
        ({"spending:s"}, "service:s", ThreadStage.MONEY, "has no spend recorded", "Ann"),
        ({"money:a"}, "action:a", ThreadStage.MONEY, "has no funding", "Cat"),
        ({"outcome:o"}, "priority:p", ThreadStage.OUTCOME, "has no outcome", "Ann"),
        ({"measure:1"}, "outcome:o", ThreadStage.OUTCOME, "has no indicator", "Ann"),
        ({"proposal:x"}, "priority:p", ThreadStage.PROPOSAL, "has no proposal", "Ann"),
        ({"decision:d"}, "priority:p", ThreadStage.DECISION, "has no decision", "Ann"),
        ({"action:a"}, "priority:p", ThreadStage.ACTION, "has no action", "Ann"),
        ({"result:r"}, "measure:1", ThreadStage.RESULT, "has no value since its baseline", "Ann"),
        ({"result:r", "milestone:1"}, "priority:p", ThreadStage.RESULT, "has no result", "Ann"),
        ({"milestone:1", "update:1"}, "action:a", ThreadStage.RESULT, "reports no progress", "Cat"),
        ({"finding:f"}, "need:n", ThreadStage.NEED, "has no finding", "Ann"),
        ({"finding:f"}, "priority:p", ThreadStage.NEED, "cites no finding", "Ann"),
    ],
)
def test_each_missing_record_is_named_with_its_owner(without, about, stage, words, owner):
    found = broken(graph(without))[(about, stage)]
    assert words in found.words
    assert found.owner == owner
    assert found.to_do.endswith(".")


def test_a_stage_with_nothing_in_it_is_said_once():
    found = broken(graph({"action:a"}))
    assert ("priority:p", ThreadStage.ACTION) in found
    assert ("outcome:o", ThreadStage.ACTION) not in found


def test_a_milestone_that_lies_ahead_is_no_result():
    held = graph(without={"result:r"}, unreached={"milestone:1"})
    assert ThreadStage.RESULT in walk(held, "priority:p").missing


def test_a_priority_without_an_owner_says_so():
    assert {one.owner for one in broken(graph(), "q").values()} == {NOBODY}
