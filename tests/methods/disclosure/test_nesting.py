"""Levels inside levels: which sums follow, what is refused, and what is asked."""

import pytest

from realign.methods.disclosure import (
    Contradiction,
    CountTable,
    DisclosureError,
    Key,
    Nesting,
    hierarchy_of,
    nested_sums,
    nesting_of,
    protect,
    sums_between,
    unrelated_dims,
)
from tests.methods.disclosure.tables_for_tests import FEWER_THAN_5, published

ZONES = Nesting("zone", "council", {"z1": "c1", "z2": "c1", "z3": "c2"})
MONTHS = Nesting("month", "quarter", {"Jan": "Q1", "Feb": "Q1"})


def cells(**figures):
    """Cells by one dimension: `zone_z1=3` is 3 in zone z1; a pair is a range."""
    return {
        Key.of(dict([name.split("_")])): value if isinstance(value, tuple) else (value, value)
        for name, value in figures.items()
    }


def sums(bounds, *nestings):
    return [str(each) for each in nested_sums(bounds, nestings)]


def test_a_council_is_the_sum_of_its_zones():
    assert sums(cells(zone_z1=3, zone_z2=(0, 99), council_c1=8), ZONES) == [
        "council c1 = zone z1 + zone z2",
    ]


def test_zones_that_no_table_shows_are_a_rest_where_the_numbers_need_one():
    assert sums(cells(zone_z1=3, council_c1=8), ZONES) == ["council c1 = zone z1 + zone (the rest of c1)"]
    assert sums(cells(zone_z1=8, council_c1=8), ZONES) == ["council c1 = zone z1"]


def test_a_zone_that_may_lie_anywhere_leaves_room_in_each_council():
    told = nesting_of("zone", "council", [("z1", "c1"), ("Not known", "")], where="zones.csv")
    assert sums({**cells(zone_z1=8, council_c1=8), Key.of({"zone": "Not known"}): (2.0, 2.0)}, told) == [
        "council c1 = zone z1 + zone (the rest of c1)"
    ]


def test_zones_in_wards_in_councils_need_no_table_of_wards():
    steps = (
        Nesting("zone", "ward", {"z1": "w1", "z2": "w2"}),
        Nesting("ward", "council", {"w1": "c1", "w2": "c1"}),
    )
    assert sums(cells(zone_z1=3, zone_z2=4, council_c1=7), *steps) == ["council c1 = zone z1 + zone z2"]


def test_tables_that_differ_on_two_axes_are_linked_by_the_cells_between():
    small = {Key.of({"zone": z, "month": m}): (2.0, 2.0) for z in ("z1", "z2") for m in ("Jan", "Feb")}
    told = sums({**small, Key.of({"council": "c1", "quarter": "Q1"}): (8.0, 8.0)}, ZONES, MONTHS)
    assert "council c1, month Jan = month Jan, zone z1 + month Jan, zone z2" in told
    assert "council c1, quarter Q1 = council c1, month Feb + council c1, month Jan" in told


def test_a_cell_of_both_levels_is_the_cell_of_the_inner_one():
    both = {Key.of({"zone": "z1", "council": "c1"}): (3.0, 3.0), **cells(zone_z1=(0, 99))}
    assert "zone z1 = council c1, zone z1" in sums(both, ZONES)
    with pytest.raises(
        Contradiction, match="zone z3: expected to lie in council c2, found council c1, zone z3, 3"
    ):
        sums({Key.of({"zone": "z3", "council": "c1"}): (3.0, 3.0)}, ZONES)


def test_figures_that_cannot_add_up_are_refused_where_somebody_said_so():
    bounds = cells(zone_z1=3, zone_z2=4, council_c1=9)
    with pytest.raises(
        Contradiction, match=r"council c1 over zone: expected its parts \(z1, z2\) to add up to 9, found 7"
    ):
        sums(bounds, ZONES)
    assert sums(bounds, Nesting("zone", "council", ZONES.parent, is_said=False)) == []


def test_what_one_table_shows_of_two_columns_links_others():
    """Zones beside their councils without totals, then each alone: what the first shows is known of both."""
    both = published(
        {("z1", "c1"): "[c]", ("z2", "c1"): 20, ("z3", "c2"): 30, ("z4", "c2"): 9}, dims=("zone", "council")
    )
    alone = published({("c1",): 23, ("c2",): 39}, dims=("council",))
    links = {str(each) for each in sums_between([both, alone])}
    assert "council c1 = zone z1 + zone z2" in links
    apart = sums_between([both, alone], apart={frozenset({"zone", "council"})})
    assert apart == []


def test_a_zone_lies_in_one_council():
    with pytest.raises(
        DisclosureError, match=r"zones\.csv: expected zone z1 in one council, found c1 and c2"
    ):
        nesting_of("zone", "council", [("z1", "c1"), ("z1", "c2")], where="zones.csv")
    with pytest.raises(DisclosureError, match="'zone' inside itself"):
        Nesting("zone", "zone", {})


def test_which_dimensions_are_asked_about():
    by_zone, by_council = {"zone": {"z1"}, "sex": {"F"}}, {"council": {"c1"}, "sex": {"F"}}
    assert unrelated_dims([by_zone, by_council], []) == [("zone", "council")]
    assert unrelated_dims([by_zone, by_council], [ZONES]) == []
    assert unrelated_dims([by_zone, by_council], [], {frozenset({"council", "zone"})}) == []
    assert unrelated_dims([by_zone, by_council, {"zone": {"z1"}, "council": {"c1"}}], []) == []
    assert unrelated_dims([by_zone, {"zone": {"z1", "z2"}}], []) == []
    ages = [{"age": {"11-15"}}, {"age": {"11-16"}}]
    assert unrelated_dims(ages, []) == [("age", "age")]
    assert unrelated_dims(ages, [], made_of={"age": {}}) == []


STAGES = {"Primary": {"P6", "P7"}, "All stages": {"P6", "P7", "S1"}}


def test_levels_of_one_column_lie_in_the_smallest_that_holds_them():
    told = hierarchy_of("stage", ["P6", "P7", "S1", "Primary", "All stages", "Total"], STAGES)
    assert told.parent == {"P6": "Primary", "P7": "Primary", "S1": "All stages", "Primary": "All stages"}
    assert told.partial == frozenset()
    assert hierarchy_of("stage", ["P6", "Primary"], STAGES).partial == {"Primary"}


def test_levels_that_overlap_make_no_total():
    ages = {"11-15": {"11", "15"}, "15-17": {"15", "17"}}
    with pytest.raises(
        DisclosureError, match="expected levels that lie in each other or apart, found 11-15 and 15-17"
    ):
        hierarchy_of("age", ages, ages)


def test_what_a_grouped_level_holds_beyond_its_single_ones_is_protected():
    rows = [{"stage": "P6", "n": 40}, {"stage": "Primary", "n": 43}, {"stage": "S1", "n": 60}]
    nested = {"stage": hierarchy_of("stage", ["P6", "Primary", "S1"], STAGES)}
    safe = protect([CountTable.from_rows(rows, ("stage",), hierarchies=nested)], FEWER_THAN_5)
    shown = {row["stage"]: row["value"] for row in safe.rows()}
    assert "[c]" in (shown["P6"], shown["Primary"]), "3 pupils of P7 are Primary less P6"
