"""Tiny tables, against a reader who lists every table that the rules could have made public as what he reads."""

import random
from dataclasses import replace
from itertools import product

import pytest

from realign.methods.disclosure import CountTable, Zeros, attack, profile, protect
from tests.reference.disclosure.every_table import EveryTable, Rules

SHAPES = {"four": ((4,), 9), "two by two": ((2, 2), 9), "two by three": ((2, 3), 6)}
COUNTS = (0, 0, 1, 1, 2, 3, 4, 6)
PLAIN = replace(profile("hwb-census").with_threshold(3), wider_than=3)
KINDS = {
    "noughts shown": (PLAIN, Rules(3)),
    "noughts hidden": (replace(PLAIN, zeros=Zeros.HIDE, hidden_is_at_least=0), Rules(3, noughts_shown=False)),
    "same answer": (replace(PLAIN, same_answer=True), Rules(3, same_answer=True)),
    "rounded": (replace(PLAIN, round_to=3), Rules(3, round_to=3)),
}


def published(seed: str, shape: str, kind: str):
    """A random table of this shape as it is published, what an attacker of ours says, and every table behind it."""
    sizes, largest = SHAPES[shape]
    chance, (profile_, rules) = random.Random(f"{seed} {shape} {kind}"), KINDS[kind]
    levels = [[f"{dim}{n}" for n in range(size)] for dim, size in zip("ab", sizes, strict=False)]
    dims = tuple("ab"[: len(sizes)])
    rows = [{**dict(zip(dims, cell, strict=True)), "n": chance.choice(COUNTS)} for cell in product(*levels)]
    answers = dims[-1:] if rules.same_answer else ()
    safe = protect([CountTable.from_rows(rows, dims, answers=answers)], profile_)
    shown = {tuple(row[dim] for dim in dims): row["value"] for row in safe.rows()}
    places = [len(dims) - 1] if answers else []
    intervals = {
        tuple(finding.key.level(dim) for dim in dims): (finding.lower, finding.upper)
        for finding in attack(safe)
    }
    return EveryTable(shown, levels, rules, largest, places), intervals, largest


CASES = [(seed, shape, kind) for shape in SHAPES for kind in KINDS for seed in range(8)]


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "shape", "kind"), CASES)
def test_what_a_hidden_cell_may_be_is_as_wide_as_promised_and_as_our_attacker_says(seed, shape, kind):
    every_table, intervals, largest = published(seed, shape, kind)
    assert set(every_table.hidden) == set(intervals)
    all_listed = all(upper <= largest for _, upper in intervals.values())
    for cell, (lower, upper) in intervals.items():
        values = every_table.values(cell, every_table.fits)
        assert lower <= values[0]
        assert values[-1] <= upper
        assert upper - lower > 3
        if all_listed:
            assert (values[0], values[-1]) == (lower, upper)


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "shape", "kind"), CASES)
def test_that_something_is_hidden_tells_no_more_than_a_sign_that_stands_alone(seed, shape, kind):
    """A reader also knows that nothing is hidden without a reason: near each sign is a number that must be hidden.

    A sign that stands alone, or beside a total alone, so says 1 or 2 under a threshold of 3, and nothing can help that.
    No other sign says more.
    """
    every_table, intervals, largest = published(seed, shape, kind)
    if any(upper > largest > lower for lower, upper in intervals.values() if upper < float("inf")):
        return  # tables that would have to be listed were not
    for cell in intervals:
        values = every_table.values(cell, every_table.with_reasons())
        assert values[-1] - values[0] >= 1
