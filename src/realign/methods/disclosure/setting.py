"""Put the tables, the earlier releases and the rules together as one problem."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .amounts import AmountTable
from .before import before
from .bounds import CLOSE, tighten
from .equations import Bools, Equations, Floats
from .errors import DisclosureError
from .keys import Key
from .knowledge import Knowledge, Statement
from .polytope import Polytope
from .problem import Problem
from .profiles import Profile
from .relations import Relation
from .rules import Rule
from .symbols import Shown
from .tables import CountTable


@dataclass(frozen=True)
class Truth:
    """The true numbers, in the form of something published: what the owner of the tables knows."""

    shown: Mapping[Key, Shown]
    relations: tuple[Relation, ...]
    amounts: frozenset[str]
    round_to: int = 0


@dataclass(frozen=True)
class Setting:
    """Everything that decides what may be shown."""

    rules: Profile
    counts: Mapping[Key, int | float]
    amounts: frozenset[str]
    sensitive: Mapping[Key, Rule]
    public: frozenset[Key]
    relations: tuple[Relation, ...]
    problem: Problem


def pose(
    tables: Sequence[CountTable | AmountTable],
    rules: Profile,
    released: Sequence[Statement],
    relations: Iterable[Relation],
    keep: Collection[Key],
) -> Setting:
    """Say which cells must be hidden, which may be, and what is known already."""
    counts, left_out = _agreed(tables)
    sums = (*(relation for table in tables for relation in table.relations), *relations)
    known = Knowledge.gather([Truth({**left_out, **counts}, sums, _amounts(tables)), *released])
    earlier = before(known.system, released)
    marked: dict[Key, Rule] = {}
    for table in tables:
        marked = {**table.sensitive(rules), **marked}
    if clash := [key for key in keep if key in marked]:
        raise DisclosureError(
            f"keep {clash[0]}", "a cell that may be shown", f"one that is {marked[clash[0]]}"
        )
    public = earlier.public
    must = {key for key in (*marked, *earlier.hidden) if key not in public}
    must |= {key for key in known.system.keys if key not in counts and key not in public}
    worth = {key for table in tables for key in table.worth_hiding(rules)}
    may = {key for key in worth if key not in public and key not in keep}
    truth = complete(known)
    judged = {key for key in (*counts, *earlier.hidden) if key not in earlier.given_away(rules)}
    judged |= {key for key, count in left_out.items() if 0 < count < rules.threshold}
    watched = {key for key in known.unpublished if key not in left_out}
    problem = Problem(
        system=known.system,
        truth=truth,
        floor=earlier.lower,
        ceiling=earlier.upper,
        forced=_marks(known.system, must),
        may_hide=_marks(known.system, may),
        judged=_marks(known.system, judged),
        watched=_marks(known.system, watched),
        whole=known.whole,
        room=_room(known, truth, known.amounts, rules),
        threshold=rules.threshold,
    )
    return Setting(rules, counts, _amounts(tables), marked, public, sums, problem)


def _amounts(tables: Sequence[CountTable | AmountTable]) -> frozenset[str]:
    return frozenset(measure for table in tables for measure in table.amounts)


def _agreed(
    tables: Sequence[CountTable | AmountTable],
) -> tuple[dict[Key, int | float], dict[Key, int | float]]:
    counts: dict[Key, int | float] = {}
    for table in tables:
        for key, count in table.counts.items():
            if counts.setdefault(key, count) != count:
                cure = "If the tables count different people, give each its own `measure` or `where`."
                raise DisclosureError(f"table {table.name}, {key}", str(counts[key]), str(count), cure)
    return counts, {
        key: count for table in tables for key, count in table.left_out.items() if key not in counts
    }


def _room(known: Knowledge, truth: Floats, amounts: Collection[str], rules: Profile) -> Floats:
    """The least room each hidden cell needs: for counts the next whole number above `wider_than`.

    For amounts it is enough that the room exceeds the share `p_percent` of the most that the cell could be.
    """
    share = rules.p_percent / (1 - rules.p_percent)
    count = np.floor(rules.wider_than) + 1
    money = np.array([key.measure in amounts for key in known.system.keys], dtype=np.bool_)
    return np.where(money, np.maximum(share * truth * 1.001, 0.01), count)


def _marks(system: Equations, keys: Collection[Key]) -> Bools:
    return np.array([key in keys for key in system.keys], dtype=np.bool_)


def complete(known: Knowledge) -> Floats:
    """A value for every cell that fits everything known: the true one where it is known."""
    lower, upper = tighten(known.system, known.lower, known.upper, known.whole)
    values = lower.copy()
    for cells in known.system.components(upper > lower + CLOSE):
        programme = Polytope(known.system, cells, lower, upper, whole=known.whole)
        fitting = programme.most(-np.ones(len(cells)))
        assert fitting.cells is not None, "nothing below zero, so the least sum is never endless"
        values[cells] = fitting.cells
    return values
