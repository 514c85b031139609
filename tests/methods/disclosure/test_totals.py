"""Levels that look like totals, and those that only seem to."""

import pytest

from realign.methods.disclosure import (
    AmountTable,
    CountTable,
    DisclosureError,
    PublishedTable,
    suspected_totals,
)

DIMS = ("area", "stage")


def rows(**figures):
    return [{"area": area, "n": figure} for area, figure in figures.items()]


def levels(*of, dims=("area",), **more):
    return [(each.level, each.why) for each in suspected_totals(*of, dims, "n", **more)]


def test_the_sum_of_the_others_is_asked_about_whatever_it_is_called():
    assert levels(rows(A=12, B=30, Tayside=42)) == [("Tayside", "is the sum of the others")]


def test_a_sum_in_one_line_alone_is_chance():
    table = [
        {"area": area, "stage": stage, "n": n}
        for area, stage, n in [
            ("A", "P", 2), ("B", "P", 3), ("C", "P", 5),
            ("A", "S", 2), ("B", "S", 3), ("C", "S", 6),
        ]
    ]  # fmt: skip
    assert levels(table, dims=DIMS) == []


def test_two_equal_groups_are_no_total_of_each_other():
    assert levels(rows(A=12, B=12)) == []
    assert levels(rows(A=12, B=0, C=12)) == []


def test_hidden_figures_are_left_aside_and_the_spelling_still_tells():
    assert levels(rows(A="[c]", B=30, Tayside=42)) == []
    assert levels(rows(A="[c]", B=30, Scotland=42)) == [("Scotland", "is spelt like a total")]


def test_another_total_beside_it_does_not_hide_a_sum():
    assert levels(rows(A=12, B=30, Tayside=42, Scotland=42, Total=42)) == [
        ("Tayside", "is the sum of the others"),
        ("Scotland", "is spelt like a total"),
    ]


def test_what_somebody_answered_for_is_not_asked_again():
    assert levels(rows(A=12, B=30, Tayside=42), settled={("area", "Tayside")}) == []
    assert levels(rows(A=12, B=30, Tayside=42), made_of={"area": {"Tayside"}}) == []


@pytest.mark.parametrize(
    "read",
    [
        lambda: CountTable.from_rows(rows(A=3), ("area", "n")),
        lambda: PublishedTable.from_rows(rows(A=3), ("area", "n"), "n"),
        lambda: AmountTable.from_rows(rows(A=3), ("area", "n"), "n", "area"),
    ],
)
def test_no_table_is_broken_down_by_its_figures(read):
    with pytest.raises(DisclosureError, match="columns other than 'n'"):
        read()
