"""Which cells are hidden for what they are."""

from dataclasses import replace

import pytest

from realign.methods.disclosure import (
    AmountTable,
    CellRule,
    CountTable,
    DisclosureError,
    Key,
    attack,
    profile,
    profiles,
    protect,
)
from realign.methods.signs import Sign
from tests.methods.disclosure.tables_for_tests import FEWER_THAN_5, need_table


def protected(counts: dict[str, int], rules, **more):
    rows = [{"area": area, "n": n} for area, n in counts.items()]
    return protect([CountTable.from_rows(rows, ("area",), **more)], rules)


def rule(safe, area: str) -> CellRule:
    return safe.cells[Key.of({"area": area})].rule


@pytest.mark.parametrize(
    ("name", "hidden_for_size"),
    [
        ("fewer-than-5", {1, 4}),
        ("hwb-census", {1, 4}),
        ("phs-2.1", {1, 4}),
        ("nes", {1, 4, 5, 9}),
        ("ons-10-5", {1, 4, 5, 9}),
        ("acro", {0, 1, 4, 5, 9}),
    ],
)
def test_each_profile_hides_its_own_small_counts(name, hidden_for_size):
    counts = (0, 1, 4, 5, 9, 10)
    safe = protected({str(n): n for n in counts} | {"large": 400, "larger": 500}, profile(name))
    assert {n for n in counts if rule(safe, str(n)) in (CellRule.TOO_FEW, CellRule.ZERO)} == hidden_for_size


def test_profiles_say_where_they_come_from_and_whether_that_was_checked():
    assert {name for name, each in profiles().items() if not each.verified} == {"fewer-than-5", "phs-2.1"}
    assert all(each.source and each.date for each in profiles().values())


def test_an_unknown_profile_is_refused_with_the_names_that_exist():
    with pytest.raises(DisclosureError, match="fewer-than-5, hwb-census"):
        profile("fewer-than-6")


def test_an_unchecked_profile_says_so_to_the_reader():
    notes = " ".join(protect([need_table()], FEWER_THAN_5).notes)
    assert "not been checked" in notes
    assert "not been checked" not in " ".join(protect([need_table()], profile("hwb-census")).notes)


ALL_RAISED = [
    {"school": school, "need": need, "n": n}
    for school, need, n in [
        ("A", "raised", 60), ("A", "not", 0), ("B", "raised", 40), ("B", "not", 50), ("C", "raised", 30),
        ("C", "not", 70),
    ]
]  # fmt: skip


def test_a_group_in_which_everybody_gave_the_same_answer_is_hidden_and_cannot_be_worked_out():
    safe = protect([CountTable.from_rows(ALL_RAISED, ("school", "need"), answers=("need",))], FEWER_THAN_5)
    cell = Key.of({"school": "A", "need": "raised"})
    assert safe.cells[cell].rule is CellRule.SAME_ANSWER
    found = {each.key: each for each in attack(safe)}
    assert found[cell].width > 5


def test_the_same_group_is_shown_when_no_dimension_is_an_answer_or_the_profile_does_not_ask():
    plain = protect([CountTable.from_rows(ALL_RAISED, ("school", "need"))], FEWER_THAN_5)
    table = CountTable.from_rows(ALL_RAISED, ("school", "need"), answers=("need",))
    assert not plain.hidden()
    assert not protect([table], replace(FEWER_THAN_5, same_answer=False)).hidden()


def test_a_cell_that_must_be_hidden_cannot_be_kept():
    with pytest.raises(DisclosureError, match="too few"):
        protect([need_table()], FEWER_THAN_5, keep=[Key.of({"area": "A", "need": "raised"})])


def test_a_cell_to_keep_stays_visible_and_others_take_its_place():
    kept = Key.of({"area": "B", "need": "raised"})
    safe = protect([need_table()], FEWER_THAN_5, keep=[kept])
    assert safe.value(kept) == 12
    assert safe.value(Key.of({"area": "C", "need": "raised"})) is Sign.CONFIDENTIAL


SPEND = {
    "Angus": {"Big": 900, "Small": 50, "Tiny": 20, "Least": 30},
    "Dundee": {f"provider {n}": 100 for n in range(12)},
    "Perth": {f"provider {n}": 90 for n in range(12)},
}


def test_an_amount_that_one_provider_dominates_is_hidden_with_one_more_and_stays_unknown():
    rows = [
        {"area": area, "provider": who, "spend": paid}
        for area, paid_by in SPEND.items()
        for who, paid in paid_by.items()
    ]
    rules = replace(profile("acro"), threshold=3, zeros="show")
    table = AmountTable.from_rows(rows, ("area",), amount="spend", contributor="provider", measure="spend")
    safe = protect([table], rules)
    angus = Key.of({"area": "Angus"}, "spend")
    assert safe.cells[angus].rule is CellRule.DOMINATED
    assert sum(cell.rule is CellRule.PROTECTS_OTHERS for cell in safe.cells.values()) == 1
    (found,) = [each for each in attack(safe) if each.key == angus]
    assert found.width > rules.p_percent * found.upper
    assert safe.value(Key.of({}, "spend")) == 1000 + 1200 + 1080
