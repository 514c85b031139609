"""A new table next to everything that went out before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realign.methods.disclosure import (
    CellRule,
    CountTable,
    DisclosureError,
    Key,
    Margins,
    PublishedTable,
    ReleaseRefused,
    attack,
    overlaps,
    protect,
    review,
)
from realign.methods.signs import Sign
from tests.methods.disclosure.second_opinion import Attacker
from tests.methods.disclosure.tables_for_tests import FEWER_THAN_5, need_table, published, rows_of_counts
from tests.support.drawing import examples

YOUNGER = {"11", "12", "13", "14", "15"}
AGES = {"age": {"11-15": YOUNGER, "11-16": YOUNGER | {"16"}}}


def by_age(level: str, counts: dict[str, int]) -> CountTable:
    rows = [{"age": level, "area": area, "n": n} for area, n in counts.items()]
    return CountTable.from_rows(rows, ("age", "area"), margins=Margins.GIVEN, name=f"ages {level}")


def as_published(counts: dict[str, object], level: str) -> PublishedTable:
    return published({(level, area): n for area, n in counts.items()}, ("age", "area"), name=f"ages {level}")


FIRST = as_published({"A": 40, "B": 52}, "11-15")
SECOND = by_age("11-16", {"A": 42, "B": 70})


def linked():
    return overlaps([*FIRST.shown, *SECOND.counts], AGES)


def test_two_tables_that_look_safe_give_the_two_16_year_olds_away_together():
    plain = as_published({"A": 42, "B": 70}, "11-16")
    found = review(plain, [FIRST], rules=FEWER_THAN_5, relations=linked(), tables=[SECOND])
    assert not found.may_go
    assert [str(each) for each in found.findings] == ["age 16, area A: exactly 2"]
    assert found.reasons == (
        "A reader could work out that ‘age 16, area A’ is exactly 2, starting from the sum "
        "‘age 11-16, area A = age 11-15, area A + age 16, area A’ and what ages 11-16 and ages 11-15 show.",
    )
    assert found.cures[0].hide == (Key.of({"age": "11-16", "area": "A"}),)
    assert found.cures[0].words == "Also hide age 11-16, area A."


def test_the_second_table_hides_what_would_isolate_the_16_year_olds():
    safe = protect([SECOND], FEWER_THAN_5, released=[FIRST], relations=linked())
    assert safe.value(Key.of({"age": "11-16", "area": "A"})) is Sign.CONFIDENTIAL
    assert safe.value(Key.of({"age": "11-16", "area": "B"})) == 70
    assert review(safe, [FIRST], relations=linked()).may_go


def test_a_count_hidden_before_stays_hidden_and_what_would_reveal_it_is_hidden_too():
    first = protect([need_table()], FEWER_THAN_5)
    again = CountTable.from_rows(
        [{"area": "B", "need": "raised", "n": 12}, {"area": "B", "need": "not", "n": 88}],
        ("area", "need"),
        name="B only",
        margins=Margins.GIVEN,
    )
    safe = protect([again], FEWER_THAN_5, released=[first])
    assert safe.value(Key.of({"area": "B", "need": "raised"})) is Sign.CONFIDENTIAL
    assert review(safe, [first]).may_go


def test_showing_a_number_that_an_earlier_table_hid_is_refused_with_the_reason():
    first = protect([need_table()], FEWER_THAN_5)
    careless = published({("B", "raised"): 12, ("B", "not"): 88}, name="B only")
    found = review(careless, [first])
    assert not found.may_go
    assert any("‘area A, need raised’ is exactly 3" in reason for reason in found.reasons)


def test_a_release_that_nothing_can_save_is_refused():
    first = protect([need_table()], FEWER_THAN_5)
    again = CountTable.from_rows(
        [{"area": "B", "need": "raised", "n": 12}], ("area", "need"), margins=Margins.GIVEN, name="B only"
    )
    hidden = protect([again], FEWER_THAN_5, released=[first])
    assert hidden.value(Key.of({"area": "B", "need": "raised"})) is Sign.CONFIDENTIAL
    rest = [Key.of({"age": "11-16", "area": area}) for area in "AB"]
    with pytest.raises(ReleaseRefused, match="age 16, area A: exactly 2"):
        protect([SECOND], FEWER_THAN_5, released=[FIRST], relations=linked(), keep=rest)


def test_what_is_public_already_is_not_hidden_in_vain():
    first = published({("A", "raised"): 3})
    safe = protect([need_table()], FEWER_THAN_5, released=[first])
    assert safe.cells[Key.of({"area": "A", "need": "raised"})].rule is CellRule.ALREADY_PUBLIC


def test_an_earlier_leak_is_not_held_against_a_new_table():
    leak = published({("A", "raised"): "[c]", ("A", "not"): 57, ("A", "Total"): 60})
    other = CountTable.from_rows([{"sex": "girls", "n": 150}, {"sex": "boys", "n": 150}], ("sex",))
    safe = protect([other], FEWER_THAN_5, released=[leak])
    assert review(safe, [leak]).may_go


@pytest.mark.parametrize(("together", "threshold"), [(4, 5), (9, 10)])
def test_an_earlier_leak_is_judged_by_the_rules_of_the_new_table(together, threshold):
    leak = published({("A", "raised"): "[c]", ("A", "not"): "[c]", ("A", "Total"): together})
    other = published({("girls",): 150, ("boys",): 150}, ("sex",))
    rules = FEWER_THAN_5.with_threshold(threshold)
    assert not review(leak, [], rules=rules).may_go
    assert review(other, [leak], rules=rules).may_go


def test_a_table_is_judged_by_its_own_rules_where_no_others_are_named():
    """Rules of ten hide C too; when C is public, A and B together are 8: wider than 5, and not than 10."""
    rows = [{"area": area, "n": n} for area, n in (("A", 3), ("B", 5), ("C", 90))]
    safe = protect([CountTable.from_rows(rows, ("area",))], FEWER_THAN_5.with_threshold(10))
    public = published({("C",): 90}, ("area",))
    assert [str(each) for each in attack(safe, [public]) if each.too_narrow] == [
        "area C: exactly 90",
        "area A: 1 to 7",
        "area B: 1 to 7",
    ]
    assert len(review(safe, [public]).findings) == 3
    told = review(safe, [public], rules=FEWER_THAN_5).findings
    assert [str(each) for each in told] == ["area C: exactly 90"]


def test_two_numbers_for_one_cell_are_refused_with_both():
    with pytest.raises(
        DisclosureError, match="expected the same number wherever it is published, found 4 and 3"
    ):
        attack(published({("A", "raised"): 3}), [published({("A", "raised"): 4})])


def test_waves_are_different_quantities_when_they_say_so():
    tables = [published({("A", "raised"): n}, where={"wave": wave}) for n, wave in ((3, "2024"), (4, "2026"))]
    assert attack(tables[0], tables[1:]) == []


def test_figures_that_cannot_all_be_true_are_refused():
    wrong = published({("A", "raised"): 50, ("A", "not"): "[c]", ("A", "Total"): 40})
    with pytest.raises(DisclosureError, match="do not add up"):
        attack(wrong)


@pytest.mark.slow
@examples(30)
@given(rows_of_counts(most_levels=3), st.data())
def test_tables_released_one_after_another_are_as_safe_as_together(table, data):
    rows, dims = table
    parts = data.draw(st.permutations([dims[:n] for n in range(1, len(dims) + 1)]))
    released, shown = [], []
    for part in parts:
        sums: dict[tuple, int] = {}
        for row in rows:
            levels = tuple(row[dim] for dim in part)
            sums[levels] = sums.get(levels, 0) + row["n"]
        smaller = [{**dict(zip(part, levels, strict=True)), "n": n} for levels, n in sums.items()]
        try:
            safe = protect(
                [CountTable.from_rows(smaller, part, name=" ".join(part))], FEWER_THAN_5, released=released
            )
        except ReleaseRefused:
            continue  # what is already out leaves no safe way to show this table, so it stays in
        released.append(safe)
        shown.append((safe.rows(), part))
    attacker = Attacker(*shown)
    for cell in attacker.hidden:
        lower, upper = attacker.whole_interval(cell)
        assert upper - lower > 5
