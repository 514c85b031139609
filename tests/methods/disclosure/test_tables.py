"""Reading tables: totals worked out or checked, hierarchies, and errors that teach."""

import pytest

from realign.methods.disclosure import (
    AmountTable,
    CountTable,
    DisclosureError,
    Hierarchy,
    Key,
    Margins,
    PublishedTable,
    overlaps,
)

AREAS = Hierarchy({"Forfar": "Angus", "Arbroath": "Angus", "Lochee": "Dundee"})


def rows(*values, dims=("area",)):
    return [dict(zip((*dims, "n"), each, strict=True)) for each in values]


def test_totals_are_worked_out_when_none_is_given():
    table = CountTable.from_rows(rows(("A", "x", 3), ("B", "y", 4), dims=("area", "need")), ("area", "need"))
    assert table.counts[Key.of({})] == 7
    assert table.counts[Key.of({"need": "y"})] == 4


def test_only_the_given_totals_are_published_when_some_are_given():
    table = CountTable.from_rows(
        rows(("A", "x", 3), ("A", "y", 4), ("A", "Total", 7), dims=("area", "need")), ("area", "need")
    )
    assert len(table.counts) == 3


def test_every_level_of_a_hierarchy_gets_its_total():
    table = CountTable.from_rows(
        rows(("Forfar", 10), ("Arbroath", 20), ("Lochee", 40)), ("area",), hierarchies={"area": AREAS}
    )
    assert table.counts[Key.of({"area": "Angus"})] == 30
    assert {str(each) for each in table.relations} == {
        "area Angus = area Forfar + area Arbroath",
        "area Dundee = area Lochee",
        "everybody = area Angus + area Dundee",
    }


def test_a_level_that_is_not_published_is_passed_over():
    table = CountTable.from_rows(
        rows(("Forfar", 10), ("Lochee", 40), ("Total", 50)), ("area",), hierarchies={"area": AREAS}
    )
    assert [str(each) for each in table.relations] == ["everybody = area Forfar + area Lochee"]


def test_a_total_that_does_not_add_up_is_refused_with_both_numbers():
    with pytest.raises(
        DisclosureError, match=r"everybody over area: expected the parts to add up to 9, found 7"
    ):
        CountTable.from_rows(rows(("A", 3), ("B", 4), ("Total", 9)), ("area",))


def test_groups_left_out_on_purpose_are_kept_as_the_rest():
    table = CountTable.from_rows(rows(("A", 3), ("B", 4), ("Total", 9)), ("area",), rest=True)
    assert {str(key): count for key, count in table.left_out.items()} == {"area (the rest)": 2}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"area": "A", "n": -1}, "row 1, column n: expected a number of 0 or more, found -1"),
        ({"area": "A", "n": 2.5}, "row 1, column n: expected a whole number, found 2.5"),
        ({"area": "A", "n": ""}, "row 1, column n: expected a number"),
        ({"area": "A", "n": "many"}, "row 1, column n: expected a number"),
        ({"area": "A", "n": "[c]"}, "give the table before anything was hidden"),
        ({"area": "", "n": 3}, "row 1, column area: expected a level, found nothing"),
        ({"place": "A", "n": 3}, "row 1: expected a column 'area', found columns place, n"),
    ],
)
def test_a_bad_row_is_named_with_what_was_expected_and_found(row, message):
    with pytest.raises(DisclosureError) as error:
        CountTable.from_rows([row], ("area",))
    assert message in str(error.value)


def test_a_cell_given_twice_is_refused():
    with pytest.raises(DisclosureError, match="row 2: expected each cell once"):
        CountTable.from_rows(rows(("A", 3), ("A", 4)), ("area",))


def test_numbers_as_text_with_commas_are_read():
    table = CountTable.from_rows([{"area": "A", "n": "1,204"}], ("area",), margins=Margins.GIVEN)
    assert table.counts == {Key.of({"area": "A"}): 1204}


def test_what_all_rows_share_is_part_of_every_key():
    table = CountTable.from_rows(rows(("A", 3)), ("area",), where={"wave": "2026"})
    assert Key.of({"wave": "2026"}) in table.counts


def test_a_published_total_with_groups_not_shown_is_read_with_a_rest():
    table = PublishedTable.from_rows([{"area": "A", "value": 30}, {"area": "Total", "value": 32}], ("area",))
    assert [str(each) for each in table.relations] == ["everybody = area A + area (the rest)"]


def test_a_hierarchy_that_runs_in_a_circle_is_refused():
    with pytest.raises(DisclosureError, match="inside itself"):
        Hierarchy({"A": "B", "B": "A"})


def test_a_level_that_no_grouping_describes_stands_for_itself():
    keys = [Key.of({"age": level}) for level in ("11-12", "11", "12")]
    assert list(map(str, overlaps(keys, {"age": {"11-12": {"11", "12"}}}))) == ["age 11-12 = age 11 + age 12"]


def test_amounts_are_added_up_over_areas_inside_areas():
    paid = [
        {"area": area, "who": "x", "paid": n} for area, n in (("Forfar", 3), ("Arbroath", 4), ("Lochee", 5))
    ]
    table = AmountTable.from_rows(paid, ("area",), "paid", "who", hierarchies={"area": AREAS})
    assert table.counts[Key.of({"area": "Angus"}, "amount")] == 7


def test_groups_left_out_on_purpose_are_a_part_of_the_total():
    table = CountTable.from_rows(rows(("A", 30), ("Total", 32)), ("area",), rest=True)
    assert [str(each) for each in table.relations] == ["everybody = area A + area (the rest)"]
    assert table.left_out == {Key.of({"area": "(the rest)"}): 2}
