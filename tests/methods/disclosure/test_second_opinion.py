"""An attacker that shares no code with ours cannot narrow what protect() hides, on any table tried."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realign.methods.disclosure import CountTable, Hierarchy, PublishedTable, attack, protect
from tests.methods.disclosure.second_opinion import Attacker
from tests.methods.disclosure.tables_for_tests import FEWER_THAN_5, rows_of_counts
from tests.support.drawing import examples

slowly = examples(25)


def hidden_and_shown(safe, rows, dims, name="table"):
    before = {tuple(row[dim] for dim in dims): row["n"] for row in rows}
    return [(row, before.get(tuple(row[dim] for dim in dims))) for row in safe.rows(name)]


@pytest.mark.slow
@slowly
@given(rows_of_counts())
def test_no_hidden_count_can_be_narrowed_to_the_threshold_or_less(table):
    rows, dims = table
    safe = protect([CountTable.from_rows(rows, dims)], FEWER_THAN_5)
    attacker = Attacker((safe.rows(), dims))
    for cell in attacker.hidden:
        lower, upper = attacker.whole_interval(cell)
        assert upper - lower > 5


@pytest.mark.slow
@slowly
@given(rows_of_counts())
def test_every_small_count_is_hidden_and_no_shown_number_is_altered(table):
    rows, dims = table
    safe = protect([CountTable.from_rows(rows, dims)], FEWER_THAN_5)
    for row, count in hidden_and_shown(safe, rows, dims):
        if count is None:
            continue
        assert row["value"] == "[c]" if 1 <= count <= 4 else row["value"] in ("[c]", count)


@pytest.mark.slow
@slowly
@given(rows_of_counts(most_levels=3), st.data())
def test_our_attacker_finds_the_same_intervals_on_any_pattern(table, data):
    rows, dims = table
    safe = protect([CountTable.from_rows(rows, dims)], FEWER_THAN_5.with_threshold(0))
    shown = safe.rows()
    knows_noughts_are_shown = data.draw(st.booleans())
    for row in shown:
        if data.draw(st.booleans()) and (row["value"] or not knows_noughts_are_shown):
            row["value"] = "[c]"
    attacker = Attacker((shown, dims), hidden_is_at_least=int(knows_noughts_are_shown))
    rules = replace(FEWER_THAN_5, hidden_is_at_least=int(knows_noughts_are_shown))
    for finding in attack(PublishedTable.from_rows(shown, dims), rules=rules):
        assert (finding.lower, finding.upper) == pytest.approx(
            attacker.whole_interval(frozenset(finding.key.where))
        )


@pytest.mark.slow
@slowly
@given(rows_of_counts())
def test_tables_that_share_totals_are_safe_together(table):
    rows, dims = table
    top = sum(row["n"] for row in rows)
    other = [{"sex": "girls", "n": top // 3}, {"sex": "boys", "n": top - top // 3}]
    tables = [CountTable.from_rows(rows, dims, name="one"), CountTable.from_rows(other, ("sex",), name="two")]
    safe = protect(tables, FEWER_THAN_5)
    attacker = Attacker((safe.rows("one"), dims), (safe.rows("two"), ("sex",)))
    for cell in attacker.hidden:
        lower, upper = attacker.whole_interval(cell)
        assert upper - lower > 5


@pytest.mark.slow
@slowly
@given(rows_of_counts())
def test_protecting_the_same_table_twice_gives_the_same_answer(table):
    rows, dims = table
    once, twice = (protect([CountTable.from_rows(rows, dims)], FEWER_THAN_5) for _ in range(2))
    assert once.rows(reasons=True) == twice.rows(reasons=True)


@pytest.mark.slow
@slowly
@given(rows_of_counts())
def test_protecting_again_with_the_first_release_on_record_changes_nothing(table):
    rows, dims = table
    once = protect([CountTable.from_rows(rows, dims)], FEWER_THAN_5)
    again = protect([CountTable.from_rows(rows, dims)], FEWER_THAN_5, released=[once])
    assert [row["value"] for row in again.rows()] == [row["value"] for row in once.rows()]


@pytest.mark.slow
@slowly
@given(st.lists(st.integers(0, 25), min_size=12, max_size=12), st.sampled_from([2, 3]))
def test_areas_inside_councils_inside_a_partnership_are_safe(counts, per_council):
    parents = {f"area {at}": f"council {at // per_council}" for at in range(6)}
    parents |= {f"council {at}": "Tayside" for at in range(6 // per_council)}
    rows = [
        {"area": f"area {at % 6}", "need": "raised" if at < 6 else "not", "n": n}
        for at, n in enumerate(counts)
    ]
    table = CountTable.from_rows(rows, ("area", "need"), hierarchies={"area": Hierarchy(parents)})
    safe = protect([table], FEWER_THAN_5)
    attacker = Attacker((safe.rows(), ("area", "need")), parents=parents)
    for cell in attacker.hidden:
        lower, upper = attacker.whole_interval(cell)
        assert upper - lower > 5
