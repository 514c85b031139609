"""A table of the size that a partnership publishes: 300 small areas in 32 councils, 5 groups."""

import numpy as np
import pytest

from realign.methods.disclosure import CountTable, Hierarchy, attack, protect
from tests.methods.disclosure.second_opinion import Attacker
from tests.methods.disclosure.tables_for_tests import FEWER_THAN_5

PARENTS = {f"area {area:03}": f"council {area % 32:02}" for area in range(300)}


def small_areas() -> CountTable:
    rng = np.random.default_rng(7)
    rows = [
        {"area": area, "group": group, "n": int(rng.poisson(share * factor))}
        for area in PARENTS
        for factor in [8 * np.exp(rng.normal(0, 0.5))]
        for group, share in (("a", 0.3), ("b", 0.6), ("c", 1.0), ("d", 1.4), ("e", 1.7))
    ]
    return CountTable.from_rows(rows, ("area", "group"), hierarchies={"area": Hierarchy(PARENTS)})


@pytest.mark.slow
def test_it_is_protected_within_a_tenth_of_the_best_bound_and_survives_both_attackers():
    safe = protect([small_areas()], FEWER_THAN_5)
    assert len(safe.cells) == 1998
    assert safe.proof.gap <= 0.10
    assert safe.proof.best_bound <= safe.proof.hidden
    assert safe.proof.in_fractions == 0
    assert not any(each.too_narrow for each in attack(safe))
    attacker = Attacker((safe.rows(), ("area", "group")), parents=PARENTS)
    for cell in attacker.hidden[:: len(attacker.hidden) // 8]:
        lower, upper = attacker.real_interval(cell)
        assert upper - lower > 5
