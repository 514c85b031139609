"""The worked example: three areas, one small count."""

from dataclasses import fields

import pytest

from realign.methods.disclosure import CellRule, CountTable, Key, SafeTable, attack, protect
from realign.methods.signs import Sign
from tests.methods.disclosure.tables_for_tests import FEWER_THAN_5, need_table, published

TOTALS = {("A", "Total"): 60, ("B", "Total"): 100, ("C", "Total"): 140, ("Total", "Total"): 300}
COLUMNS = {("Total", "raised"): 40, ("Total", "not"): 260}


def value(safe: SafeTable, area: str, need: str):
    return safe.value(Key.of({"area": area, "need": need}))


def test_areas_a_and_b_are_hidden_and_area_c_and_the_totals_are_shown():
    safe = protect([need_table()], FEWER_THAN_5)
    for area in "AB":
        assert [value(safe, area, need) for need in ("raised", "not")] == [Sign.CONFIDENTIAL] * 2
    assert [value(safe, "C", need) for need in ("raised", "not", "Total")] == [25, 115, 140]
    assert [value(safe, "Total", need) for need in ("raised", "not", "Total")] == [40, 260, 300]
    assert [value(safe, area, "Total") for area in "AB"] == [60, 100]


def test_a_reader_can_only_tell_that_1_to_14_are_raised_in_area_a():
    found = {each.key: each for each in attack(protect([need_table()], FEWER_THAN_5))}
    raised = found[Key.of({"area": "A", "need": "raised"})]
    assert (raised.lower, raised.upper, raised.width, raised.too_narrow) == (1, 14, 13, False)
    assert len(found) == 4


def test_each_cell_says_which_rule_it_serves():
    safe = protect([need_table()], FEWER_THAN_5)
    rules = {str(key): cell.rule for key, cell in safe.cells.items() if cell.shown is Sign.CONFIDENTIAL}
    assert rules == {
        "area A, need raised": CellRule.TOO_FEW,
        "area A, need not": CellRule.PROTECTS_OTHERS,
        "area B, need raised": CellRule.PROTECTS_OTHERS,
        "area B, need not": CellRule.PROTECTS_OTHERS,
    }


def test_hiding_only_the_small_count_gives_it_away():
    cells = {("A", "not"): 57, ("B", "raised"): 12, ("B", "not"): 88, ("C", "raised"): 25, ("C", "not"): 115}
    (finding,) = attack(published({("A", "raised"): "[c]", **cells, **TOTALS, **COLUMNS}))
    assert (finding.lower, finding.upper, finding.too_narrow) == (3, 3, True)
    assert str(finding) == "area A, need raised: exactly 3"


@pytest.mark.parametrize("hidden", [{("A", "not")}, {("B", "raised")}])
def test_hiding_one_more_along_a_single_line_still_gives_it_away(hidden):
    cells = {("A", "not"): 57, ("B", "raised"): 12, ("B", "not"): 88, ("C", "raised"): 25, ("C", "not"): 115}
    cells |= {("A", "raised"): "[c]"} | dict.fromkeys(hidden, "[c]")
    assert all(
        each.width == 0 and each.too_narrow for each in attack(published({**cells, **TOTALS, **COLUMNS}))
    )


def test_a_safe_table_cannot_be_made_by_hand():
    safe = protect([need_table()], FEWER_THAN_5)
    parts = {field.name: getattr(safe, field.name) for field in fields(safe)}
    with pytest.raises(ValueError, match="protect"):
        SafeTable(**parts, seal=object())
    with pytest.raises(TypeError):
        safe.cells[Key.of({"area": "A"})] = 1


def test_a_safe_table_holds_no_hidden_number():
    rows = [{"area": "A", "n": 4}, {"area": "B", "n": 9871}, {"area": "C", "n": 54321}]
    safe = protect([CountTable.from_rows(rows, dims=("area",))], FEWER_THAN_5)
    assert "[c]" in repr(safe)
    assert "9871" not in repr(safe)


def test_every_row_carries_a_number_or_a_sign_and_is_never_blank():
    for row in protect([need_table()], FEWER_THAN_5).rows():
        assert isinstance(row["value"], int) or row["value"] == "[c]"
