"""Tables by zone or council, by month or quarter, released one after another, against an attacker who thinks of pupils.

The attacker is the one of ``atoms``: to him a council is the pupils of its zones, and nothing else is told to him.
"""

import random
from itertools import product

import pytest

from realign.methods.disclosure import (
    CountTable,
    Margins,
    Nesting,
    PublishedTable,
    ReleaseRefused,
    attack,
    profile,
    protect,
    sums_between,
)
from tests.reference.disclosure.atoms import Attacker

COUNTS = (0, 1, 2, 3, 4, 5, 6, 8, 12, 20, 40)
INSIDE = {
    "zone": ("council", {"z0": "c0", "z1": "c0", "z2": "c1"}),
    "month": ("quarter", {"Jan": "Q1", "Feb": "Q1", "Apr": "Q2"}),
}
LEVELS = {"zone": ["z0", "z1", "z2"], "month": ["Jan", "Feb", "Apr"], "answer": ["no", "yes"]}
NESTINGS = [Nesting(inner, outer, parent) for inner, (outer, parent) in INSIDE.items()]
OUTER = {outer: (inner, parent) for inner, (outer, parent) in INSIDE.items()}


class NestedAttacker(Attacker):
    """He knows which council each zone is in, and which quarter each month."""

    def covers(self, cell):
        plain = super().covers(tuple(pair for pair in cell if pair[0] not in OUTER))
        for dim, level in cell:
            if dim in OUTER:
                inner, parent = OUTER[dim]
                place = self.dims.index(inner)
                plain = plain * [float(parent[atom[place]] == level) for atom in self.atoms]
        return plain


def attacker_of(tables):
    return NestedAttacker(tables, LEVELS | {outer: ["any"] for outer in OUTER})


class World:
    """Pupils by zone, month and answer."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.pupils = {atom: self.random.choice(COUNTS) for atom in product(*LEVELS.values())}

    def count(self, cell):
        return sum(
            number
            for atom, number in self.pupils.items()
            if all(self.level(atom, dim) == level for dim, level in cell.items() if level != "Total")
        )

    @staticmethod
    def level(atom, dim):
        inner, parent = OUTER.get(dim, (dim, {}))
        level = atom[list(LEVELS).index(inner)]
        return parent.get(level, level)

    def table(self):
        """Inner or outer levels on each axis, or none, or both; with all totals or without any."""
        axes = [self.random.choice([(inner,), (outer,), ()]) for inner, (outer, _) in INSIDE.items()]
        dims = [dim for axis in axes for dim in axis] + self.random.choice([[], ["answer"]])
        if not dims or self.random.random() < 0.15:
            dims = ["zone", "council"]
        levels = {dim: sorted({self.level(atom, dim) for atom in self.pupils}) for dim in dims}
        with_totals = self.random.random() < 0.7
        rows = []
        for chosen in product(*([*levels[dim], "Total"] for dim in dims)):
            cell = dict(zip(dims, chosen, strict=True))
            exists = any(
                all(self.level(atom, dim) == level for dim, level in cell.items() if level != "Total")
                for atom in self.pupils
            )
            if exists and (with_totals or "Total" not in chosen):
                rows.append({**cell, "n": self.count(cell)})
        return rows, dims


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(25))
def test_areas_in_areas_and_months_in_quarters_give_no_hidden_count_away(seed):
    world = World(seed)
    rules = profile("fewer-than-5")
    out, ledger = [], []
    for _ in range(3):
        rows, dims = world.table()
        table = CountTable.from_rows(rows, dims, margins=Margins.GIVEN)
        links = sums_between([table, *ledger], nestings=NESTINGS)
        try:
            safe = protect([table], rules, released=ledger, relations=links)
        except ReleaseRefused:
            continue
        out.append(safe.rows())
        ledger.append(PublishedTable.from_rows(out[-1], dims))
        attacker = attacker_of(out)
        for cell in attacker.hidden:
            least, most = attacker.interval(cell)
            assert least <= world.count(dict(cell)) <= most
            assert most - least > rules.wider_than, f"{cell} lies between {least:g} and {most:g}"


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1, 2, 4, 5])
def test_the_attack_works_out_what_the_other_attacker_does(seed):
    """Two tables hidden each on its own: the ranges of both attackers are the same, too narrow or not."""
    world = World(seed)
    out, ledger = [], []
    for dims in (["zone", "month"], ["council", "quarter"]):
        levels = [sorted({world.level(atom, dim) for atom in world.pupils}) for dim in dims]
        rows = [
            dict(zip(dims, chosen, strict=True)) for chosen in product(*(["Total", *each] for each in levels))
        ]
        counted = [{**row, "n": world.count(row)} for row in rows]
        safe = protect([CountTable.from_rows(counted, dims, margins=Margins.GIVEN)], profile("fewer-than-5"))
        out.append(safe.rows())
        ledger.append(PublishedTable.from_rows(out[-1], dims))
    attacker = attacker_of(out)
    findings = attack(ledger[0], ledger[1:], relations=sums_between(ledger, nestings=NESTINGS))
    told = {
        each.key.where: (each.lower, each.upper) for each in findings if each.key.where in attacker.hidden
    }
    assert told, "these seeds hide something"
    assert told == {cell: attacker.interval(cell) for cell in attacker.hidden}
