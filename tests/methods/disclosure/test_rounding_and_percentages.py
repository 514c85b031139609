"""Rounding, and what may be derived from a protected table."""

import pytest
from hypothesis import given

from realign.methods.disclosure import (
    CountTable,
    DisclosureError,
    Key,
    Rounding,
    attack,
    controlled_rounding,
    percentage,
    profile,
    protect,
    round_half_up,
)
from realign.methods.signs import Sign
from tests.methods.disclosure.tables_for_tests import FEWER_THAN_5, need_table, rows_of_counts
from tests.support.drawing import examples

ONS = profile("ons-10-5")


@pytest.mark.parametrize(("count", "rounded"), [(2, 0), (3, 5), (7, 5), (8, 10), (12, 10), (13, 15)])
def test_rounding_to_five_takes_halves_up(count, rounded):
    assert round_half_up(count, 5) == rounded


def test_a_profile_that_rounds_shows_rounded_numbers_and_says_that_parts_may_not_add_up():
    safe = protect([need_table()], ONS)
    assert safe.value(Key.of({"area": "C"})) == 140
    assert safe.value(Key.of({"need": "not"})) == 260
    assert all(isinstance(shown, Sign) or shown % 5 == 0 for shown in safe.shown.values())
    assert "may not add up" in " ".join(safe.notes)


def test_an_attacker_is_given_the_range_that_a_rounded_number_stands_for():
    rows = [{"area": area, "n": n} for area, n in (("A", 3), ("B", 31), ("C", 47))]
    safe = protect([CountTable.from_rows(rows, ("area",))], ONS)
    found = attack(safe)
    assert found
    assert not any(each.too_narrow for each in found)


def test_rounding_that_keeps_sums_keeps_every_sum():
    safe = protect([need_table()], ONS, rounding=Rounding.KEEPING_SUMS)
    for relation in safe.relations:
        values = [safe.value(key) for key in (relation.whole, *relation.parts)]
        if not any(isinstance(value, Sign) for value in values):
            assert values[0] == sum(values[1:])


@pytest.mark.slow
@examples(40)
@given(rows_of_counts(most_dims=2))
def test_controlled_rounding_moves_no_number_by_a_whole_base_and_keeps_every_sum(table):
    rows, dims = table
    counts = CountTable.from_rows(rows, dims)
    rounded = controlled_rounding(counts.counts, counts.relations, 5)
    for key, count in counts.counts.items():
        assert abs(rounded[key] - count) < 5
        assert rounded[key] % 5 == 0
    for relation in counts.relations:
        assert rounded[relation.whole] == sum(rounded[part] for part in relation.parts)


def test_a_base_below_one_is_refused():
    with pytest.raises(DisclosureError, match="base of 1 or more"):
        round_half_up(3, 0)


def key(area: str = "Total", need: str = "Total") -> Key:
    return Key.of({"area": area, "need": need})


def test_a_percentage_is_hidden_when_it_would_give_a_hidden_count():
    safe = protect([need_table()], FEWER_THAN_5)
    assert percentage(safe, key("A", "raised"), key("A")) is Sign.CONFIDENTIAL
    assert percentage(safe, key("C", "raised"), key("C")) == 17.9


def test_a_percentage_of_nobody_is_not_applicable():
    rows = [{"area": "A", "n": 0}, {"area": "B", "n": 50}]
    safe = protect([CountTable.from_rows(rows, ("area",))], FEWER_THAN_5)
    assert percentage(safe, key("A"), key("A")) is Sign.NOT_APPLICABLE
