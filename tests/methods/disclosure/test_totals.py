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


COUNCILS = {
    "Aberdeen": 2210,
    "Angus": 1104,
    "Dundee": 1397,
    "Perth": 1450,
    "Tayside": 3951,
    "Fife": 3702,
    "Moray": 921,
}


def test_the_sum_of_its_neighbours_is_asked_about_where_chance_would_seldom_do_it():
    assert levels(rows(**COUNCILS)) == [("Tayside", "is the sum of Angus to Perth")]
    above = {
        "Tayside": 3951,
        **{name: COUNCILS[name] for name in ("Angus", "Dundee", "Perth", "Fife", "Moray")},
    }
    assert levels(rows(**above)) == [("Tayside", "is the sum of Angus to Perth")]


def test_small_figures_that_happen_to_add_up_are_no_total():
    assert levels(rows(A=4, B=7, C=11, D=9)) == []
    assert levels(rows(A=400, B=700, C=1100, D=900)) == [], "in hundreds, they are as small"


def test_several_lines_of_small_figures_tell_what_one_does_not():
    stages = {"P1": (3, 8, 9), "P2": (6, 5, 14), "Primary": (9, 13, 23), "S1": (7, 2, 12)}
    table = [
        {"area": area, "stage": stage, "n": figures[place]}
        for stage, figures in stages.items()
        for place, area in enumerate("ABC")
    ]
    assert levels(table, dims=("stage", "area")) == [("Primary", "is the sum of P1 to P2")]


def test_a_range_of_other_levels_is_asked_about_by_its_name():
    assert levels(rows(S1=3, S2=4, S3="[c]", S4=9, **{"S1–S3": 12})) == [
        ("S1–S3", "names those from S1 to S3")
    ]
    assert levels(rows(S1=3, S2=4, S3=5, S4=9, **{"S1-3": 12})) == [("S1-3", "names those from S1 to S3")]
    assert levels(rows(**{"0-4": 3, "5-9": 4, "Stow-on-the-Wold": 9})) == []


def test_hidden_parts_tell_nothing_of_a_sum_of_neighbours():
    assert levels(rows(**{**COUNCILS, "Dundee": "[c]"})) == []
