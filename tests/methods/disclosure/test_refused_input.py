"""What cannot be used is refused with what was expected and found, and every rule has its sentence."""

from dataclasses import replace

import pytest

from realign.methods.disclosure import (
    AmountTable,
    CellRule,
    CountTable,
    DisclosureError,
    FeasibilityInterval,
    Key,
    PublishedTable,
    attack,
    controlled_rounding,
    percentage,
    profile,
    protect,
    review,
    round_half_up,
)
from realign.methods.disclosure.keys import read_shown
from realign.methods.disclosure.relations import Hierarchy, Layout, Relation
from realign.methods.disclosure.safe import say_finding, say_range, say_why
from realign.methods.signs import Sign
from tests.methods.disclosure.tables_for_tests import FEWER_THAN_5, need_table, published

ANGUS = {"area": "Angus", "n": 3}


def counted(*rows, **more):
    return CountTable.from_rows(rows, ("area",), **more)


def paid(*rows):
    return AmountTable.from_rows(rows, ("area",), "n", "who")


NO_LEVEL = "expected a level, found nothing. Write `Total` for a total and a word such as `Not known` for a missing answer."
REFUSED = [
    (lambda: counted(), "table: expected at least one row, found none."),
    (lambda: counted(ANGUS, count="count"), "row 1: expected a column 'count', found columns area, n."),
    (lambda: counted(ANGUS, answers=("need",)), "answers: expected dimensions of the table, found need."),
    (lambda: counted(ANGUS, ANGUS), "row 2: expected each cell once, found area Angus again."),
    (
        lambda: counted(ANGUS, {"n": 3}),
        "row 2: expected a column 'area', found columns n. Check the dimensions.",
    ),
    (lambda: counted({"area": " ", "n": 3}), f"row 1, column area: {NO_LEVEL}"),
    (lambda: counted({"area": None, "n": 3}), f"row 1, column area: {NO_LEVEL}"),
    (
        lambda: counted({"area": "Angus", "n": "[c]"}),
        "row 1, column n: expected a number, found [c]. Protection starts from the true numbers: give the table before "
        "anything was hidden.",
    ),
    (
        lambda: counted({"area": "Angus", "n": -1}),
        "row 1, column n: expected a number of 0 or more, found -1.",
    ),
    (
        lambda: counted({"area": "Angus", "n": 2.5}),
        "row 1, column n: expected a whole number, found 2.5. Protect unweighted counts; weighted estimates follow the "
        "counts they are based on.",
    ),
    (
        lambda: counted(ANGUS, {"area": "Perth", "n": 4}, {"area": "Total", "n": 9}),
        "everybody over area: expected the parts to add up to 9, found 7. Correct the figures, or add the missing group "
        "(for example `Not known`) as a level.",
    ),
    (
        lambda: PublishedTable.from_rows([], ("area",)),
        "table released table: expected at least one row, found none.",
    ),
    (
        lambda: PublishedTable.from_rows([ANGUS], ("area",)),
        "row 1: expected a column 'value', found columns area, n.",
    ),
    (
        lambda: PublishedTable.from_rows([ANGUS, ANGUS], ("area",), "n"),
        "row 2: expected each cell once, found area Angus again.",
    ),
    (
        lambda: PublishedTable.from_rows([{"area": "Angus", "value": "many"}], ("area",)),
        "row 1, column value: expected a number or one of [c], [u], [x], [z], [low], found 'many'.",
    ),
    (lambda: paid(), "table amounts: expected at least one row, found none."),
    (
        lambda: paid({"area": "Total", "n": 3, "who": "x"}),
        "row 1: expected one contributor in one cell, found a total.",
    ),
    (lambda: paid({"area": "Angus", "n": 3, "who": ""}), f"row 1, column who: {NO_LEVEL}"),
    (lambda: Layout.of(("area", "area"), "count"), "dimensions: expected each name once, found area, area."),
    (
        lambda: Hierarchy({"Angus": "Forfar", "Forfar": "Angus"}),
        "hierarchy: expected levels that lead to a top, found 'Angus' inside itself.",
    ),
    (
        lambda: profile("loose"),
        "profile: expected one of fewer-than-5, hwb-census, phs-2.1, nes, ons-10-5, acro, found 'loose'.",
    ),
    (lambda: round_half_up(3, 0), "rounding: expected a base of 1 or more, found 0."),
    (
        lambda: replace(FEWER_THAN_5, dominance_k=1.01),
        "profile fewer-than-5: expected shares between 0 and 1, found p_percent 0.0, dominance_k 1.01.",
    ),
    (
        lambda: protect([need_table()], FEWER_THAN_5, keep=[Key.of({"area": "A", "need": "raised"})]),
        "keep area A, need raised: expected a cell that may be shown, found one that is too few.",
    ),
    (
        lambda: protect([counted(ANGUS, name="one"), counted({**ANGUS, "n": 4}, name="two")], FEWER_THAN_5),
        "table two, area Angus: expected 3, found 4. If the tables count different people, give each its own `measure` "
        "or `where`.",
    ),
]


@pytest.mark.parametrize(("read", "says"), REFUSED, ids=[says.split(". ")[0] for _, says in REFUSED])
def test_what_cannot_be_used_is_refused_with_where_it_stands_what_was_expected_and_what_to_do(read, says):
    with pytest.raises(DisclosureError) as refused:
        read()
    assert str(refused.value) == says


@pytest.mark.parametrize("wrong", [None, True, False, "many", float("nan"), float("inf"), "inf"])
def test_a_published_value_is_a_finite_number_or_a_sign(wrong):
    with pytest.raises(DisclosureError, match=r"number or one of \[c\], \[u\], \[x\], \[z\], \[low\]"):
        read_shown(wrong, "row 1")


def test_a_cell_that_was_not_protected_cannot_be_asked_for():
    with pytest.raises(DisclosureError, match="none of that name"):
        protect([need_table()], FEWER_THAN_5).value(Key.of({"area": "nowhere"}))


def test_a_percentage_is_hidden_with_what_it_divides_by():
    safe = protect([need_table()], FEWER_THAN_5)
    shown, hidden = Key.of({"area": "C", "need": "not"}), Key.of({"area": "A", "need": "raised"})
    assert percentage(safe, shown, hidden) is Sign.CONFIDENTIAL


def test_sums_that_no_rounding_can_keep_are_refused():
    whole, parts = Key.of({}), (Key.of({"area": "A"}), Key.of({"area": "B"}))
    with pytest.raises(DisclosureError, match="a way to round that adds up"):
        controlled_rounding({whole: 15, parts[0]: 5, parts[1]: 5}, [Relation(whole, parts)], 5)


@pytest.mark.parametrize("rule", list(CellRule))
def test_every_rule_has_its_sentence(rule):
    said = say_why(rule, profile("acro"))
    assert said.startswith("Shown: " if rule in (CellRule.SHOWN, CellRule.ALREADY_PUBLIC) else "Hidden: ")
    assert said.endswith(".")


@pytest.mark.parametrize(
    ("lower", "upper", "words"),
    [
        (3, 3, "exactly 3"),
        (0, 5, "at least 0 and at most 5"),
        (2, float("inf"), "at least 2 and no limit above"),
    ],
)
def test_a_feasibility_interval_in_words(lower, upper, words):
    assert say_range(FeasibilityInterval(Key.of({}), lower, upper, True)) == words


def test_a_finding_without_a_sum_of_its_own_says_whether_another_release_shows_it():
    finding = FeasibilityInterval(Key.of({"area": "A", "need": "raised"}), 3, 3, True)
    hidden, public = published({("A", "raised"): "[c]"}), published({("A", "raised"): 3})
    assert say_finding(finding, hidden, [public], ()).endswith("exactly 3, because another release shows it.")
    assert say_finding(finding, hidden, [hidden], ()).endswith(
        "exactly 3, from sums that no table spells out."
    )


def test_a_review_says_what_hiding_more_would_cure():
    unsafe = published(
        {("A", "raised"): "[c]", ("A", "not"): 57, ("A", "Total"): 60, ("B", "raised"): 12, ("B", "not"): 88,
         ("B", "Total"): 100, ("C", "raised"): 25, ("C", "not"): 115, ("C", "Total"): 140, ("Total", "raised"): 40,
         ("Total", "not"): 260, ("Total", "Total"): 300}
    )  # fmt: skip
    answer = review(unsafe, [], rules=FEWER_THAN_5, tables=[need_table()])
    assert not answer.may_go
    assert [str(finding) for finding in answer.findings] == ["area A, need raised: exactly 3"]
    assert answer.cures[0].words.startswith("Also hide ")
    assert answer.cures[0].hide
    assert review(protect([need_table()], FEWER_THAN_5), [], tables=[need_table()]).may_go


def test_figures_that_cannot_all_be_true_are_refused():
    wrong = published({("A", "x"): "[c]", ("A", "y"): 9, ("A", "Total"): 5})
    with pytest.raises(DisclosureError) as refused:
        attack(wrong, rules=FEWER_THAN_5)
    where, _, what = str(refused.value).partition(": ")
    assert where
    assert what == (
        "expected figures that agree with each other, found at least 1 and at most -4. The figures do "
        "not add up, or one key names two different quantities: say how they were rounded, or give each wave or "
        "population its own `where`."
    )


def test_every_cell_of_a_safe_table_says_why_it_is_shown_or_hidden():
    cells = protect([need_table()], FEWER_THAN_5).cells
    assert cells[Key.of({})].why == "Shown: no person is put at risk."
    assert cells[Key.of({"area": "A", "need": "raised"})].why == "Hidden: fewer than 5 people."
    assert all(cell.why for cell in cells.values())
