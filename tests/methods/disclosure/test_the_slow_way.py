"""The proof asks the solver as little as it can. Here every hidden cell is asked about, from nothing, by another solver."""

import random
from itertools import product

import numpy as np
import pytest
from scipy.optimize import linprog

from realign.methods.disclosure import CountTable, protect
from realign.methods.disclosure.proof import KnownReach, narrow_in_fractions
from realign.methods.disclosure.release import pose
from tests.methods.disclosure.tables_for_tests import FEWER_THAN_5


def posed(seed: int):
    """A random table of two or three dimensions as a problem, and a random pattern that hides what must be hidden."""
    chance = random.Random(seed)
    sizes = chance.choice([(4, 3), (5, 4), (3, 2, 2)])
    dims = tuple("abc"[: len(sizes)])
    levels = [[f"{dim}{n}" for n in range(size)] for dim, size in zip(dims, sizes, strict=True)]
    rows = [
        {**dict(zip(dims, cell, strict=True)), "n": chance.choice((0, 1, 2, 4, 6, 9, 30))}
        for cell in product(*levels)
    ]
    table = CountTable.from_rows(rows, dims)
    problem = pose([table], FEWER_THAN_5, [], [], []).problem
    further = np.array([chance.random() < 0.4 for _ in problem.forced])
    return table, problem, problem.forced | (problem.may_hide & further)


def cells_without_room(problem, hidden):
    """By the definition: the least and the most of each cell under all sums, two programmes a cell."""
    system = problem.system
    sums = np.zeros((len(system.relations), len(system.keys)))
    sums[system.row, system.col] = system.sign
    lower, upper = problem.bounds(hidden)
    limits = [(low, None if np.isinf(high) else high) for low, high in zip(lower, upper, strict=True)]
    narrow = set()
    for cell in np.flatnonzero(hidden & problem.judged):
        ends = []
        for sign in (1.0, -1.0):
            cost = np.zeros(len(lower))
            cost[cell] = sign
            answer = linprog(cost, A_eq=sums, b_eq=np.zeros(len(sums)), bounds=limits)
            ends.append(-np.inf if answer.status == 3 else answer.fun)
        if -ends[1] - ends[0] < problem.protection_level[cell] - 1e-6:
            narrow.add(int(cell))
    return narrow


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_the_cells_without_room_are_those_of_the_definition(seed):
    _, problem, hidden = posed(seed)
    quick = {each.cell for each in narrow_in_fractions(problem, hidden, KnownReach.start(problem))}
    assert quick == cells_without_room(problem, hidden)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_no_cell_of_a_protected_table_is_without_room(seed):
    table, problem, _ = posed(seed)
    hidden_keys = protect([table], FEWER_THAN_5).hidden()
    hidden = np.array([key in hidden_keys for key in problem.system.keys])
    assert not cells_without_room(problem, hidden)
