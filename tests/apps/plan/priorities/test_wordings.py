"""The documents' own disagreements are found, and nothing else is."""

import tomllib
from importlib import resources

from realign.plan.priorities.models import Commitment
from realign.plan.priorities.types import Wording
from realign.plan.priorities.wordings import find_differences, find_overlaps


def content():
    file = resources.files("realign.demo").joinpath("data", "priorities.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def commitments():
    """The thirty commitments of 2017, unsaved, with their priority's number as its key."""
    rows = content()["commitment"]
    return [
        Commitment(
            pk=number, priority_id=int(row["priority"][1:]), number=int(row["code"][3:]), text=row["text"]
        )
        for number, row in enumerate(rows, start=1)
    ]


def test_the_two_wordings_of_priority_four_are_found_among_all_wordings():
    said = [
        Wording(row["code"], one["text"], one["source"])
        for row in content()["priority"]
        for one in row["wording"]
    ]
    (pair,) = find_differences(said)
    assert (pair.first.label, pair.second.label) == ("P4", "P4")
    assert pair.only_first == ("particular", "wellbeing")
    assert pair.only_second == ("well-being",)


def test_the_same_wording_twice_is_no_difference():
    one = Wording("a", "Children will be safe at home.")
    assert find_differences([one, Wording("b", "Children will be safe at home.")]) == []


def test_of_thirty_commitments_only_the_parenting_strategy_is_promised_twice():
    held = commitments()
    assert len(held) == 30
    (overlap,) = find_overlaps(held)
    assert {one.text for one in (overlap.first, overlap.second)} == {
        "Write a Tayside Parenting Strategy and put it into practice",
        "Write a Tayside Parenting Strategy",
    }
    assert {"parenting", "strategy", "tayside"} <= set(overlap.common)
    assert not overlap.settled


def test_the_same_words_under_one_priority_are_no_overlap():
    one = Commitment(pk=1, priority_id=1, number=1, text="Write a Tayside Parenting Strategy")
    two = Commitment(pk=2, priority_id=1, number=2, text="Write a Tayside Parenting Strategy")
    assert find_overlaps([one, two]) == []


def test_texts_without_telling_words_are_compared_without_failing():
    one = Commitment(pk=1, priority_id=1, number=1, text="It is all for the best")
    two = Commitment(pk=2, priority_id=2, number=1, text="")
    assert find_overlaps([one, two]) == []
