"""What cannot be used is refused with what was expected and found, and every rule has its sentence."""

import pytest

from realign.methods.disclosure import (
    AmountTable,
    CellRule,
    CountTable,
    DisclosureError,
    FeasibilityInterval,
    Key,
    PublishedTable,
    Symbol,
    attack,
    controlled_rounding,
    percentage,
    profile,
    protect,
    review,
)
from realign.methods.disclosure.keys import read_shown
from realign.methods.disclosure.relations import Relation
from realign.methods.disclosure.safe import say_finding, say_range, say_why
from tests.methods.disclosure.tables_for_tests import FEWER_THAN_5, need_table, published

ANGUS = {"area": "Angus", "n": 3}


@pytest.mark.parametrize(
    ("read", "says"),
    [
        (lambda: CountTable.from_rows([], ("area",)), "at least one row"),
        (
            lambda: CountTable.from_rows([ANGUS], ("area",), "count"),
            "a column 'count', found columns area, n",
        ),
        (
            lambda: CountTable.from_rows([ANGUS], ("area",), answers=("need",)),
            "dimensions of the table, found need",
        ),
        (lambda: CountTable.from_rows([ANGUS, ANGUS], ("area",)), "each cell once"),
        (lambda: PublishedTable.from_rows([], ("area",)), "at least one row"),
        (lambda: PublishedTable.from_rows([ANGUS], ("area",)), "a column 'value', found columns area, n"),
        (lambda: PublishedTable.from_rows([ANGUS, ANGUS], ("area",), "n"), "each cell once"),
        (lambda: AmountTable.from_rows([], ("area",), "n", "who"), "at least one row"),
        (
            lambda: AmountTable.from_rows([{"area": "Total", "n": 3, "who": "x"}], ("area",), "n", "who"),
            "one contributor in one cell, found a total",
        ),
    ],
)
def test_a_table_that_cannot_be_read_says_what_was_expected_and_found(read, says):
    with pytest.raises(DisclosureError, match=says):
        read()


@pytest.mark.parametrize("wrong", [None, True, False, "many", float("nan"), float("inf"), "inf"])
def test_a_published_value_is_a_finite_number_or_a_sign(wrong):
    with pytest.raises(DisclosureError, match=r"number or one of \[c\], \[x\], \[z\], \[low\]"):
        read_shown(wrong, "row 1")


def test_a_cell_that_was_not_protected_cannot_be_asked_for():
    with pytest.raises(DisclosureError, match="none of that name"):
        protect([need_table()], FEWER_THAN_5).value(Key.of({"area": "nowhere"}))


def test_a_percentage_is_hidden_with_what_it_divides_by():
    safe = protect([need_table()], FEWER_THAN_5)
    shown, hidden = Key.of({"area": "C", "need": "not"}), Key.of({"area": "A", "need": "raised"})
    assert percentage(safe, shown, hidden) is Symbol.CONFIDENTIAL


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
    with pytest.raises(DisclosureError, match="figures that agree with each other"):
        attack(wrong, rules=FEWER_THAN_5)
