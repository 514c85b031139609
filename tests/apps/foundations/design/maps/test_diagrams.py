"""Governance charts and threads: layers, lines, the list form, and what is refused."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realign.foundations.design.maps.layers import place
from realign.foundations.design.maps.lines import Reporting
from realign.foundations.design.maps.organisation import organisation_chart
from realign.foundations.design.maps.thread import ThreadBox, ThreadColumn, ThreadJoin, thread_picture
from tests.apps.foundations.design.maps.samples import (
    AWKWARD,
    COLUMNS,
    DIAGRAMS,
    GROUPS,
    LINKS,
    WORDS,
)


def test_the_list_form_nests_each_group_under_the_one_it_reports_to():
    def nested(entries):
        return {entry.group.name: nested(entry.below) for entry in entries}

    assert nested(DIAGRAMS["organisation"].entries) == {
        "Chief officers": {"Executive group": {AWKWARD: {"Data group": {}}}},
        "Young people's forum": {},
    }


def test_the_table_tells_reporting_from_advising():
    rows = {row[0]: row[1:] for row in DIAGRAMS["organisation"].rows}

    assert rows["Data group"] == ("", AWKWARD, "Chief officers")
    assert rows["Young people's forum"] == ("", "", "Executive group")
    assert rows["Executive group"] == ("strategic", "Chief officers", "")


def test_advising_lines_are_dotted_and_the_chart_says_what_that_means():
    drawn = DIAGRAMS["organisation"].svg

    assert drawn.count('stroke-dasharray="2 5"') == 3  # two lines and the key
    assert ">advises<" in drawn


def test_groups_that_report_in_a_ring_are_refused_by_name():
    ring = [Reporting("board", "chiefs"), Reporting("chiefs", "board")]

    with pytest.raises(ValueError, match="ring through board, chiefs"):
        organisation_chart(**WORDS, groups=GROUPS, lines=ring)


def test_a_line_to_a_group_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="not in the chart: nobody"):
        organisation_chart(**WORDS, groups=GROUPS, lines=[Reporting("board", "nobody")])


@st.composite
def hierarchies(draw):
    """Up to a dozen boxes with lines that only run from earlier ones to later ones."""
    count = draw(st.integers(1, 12))
    names = [f"box{i}" for i in range(count)]
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    lines = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=20)) if pairs else []
    return names, lines


@pytest.mark.slow
@given(hierarchies())
def test_boxes_never_overlap_and_lines_always_run_downwards(hierarchy):
    names, lines = hierarchy
    placed = place(names, lines, dict.fromkeys(names, 100.0), 20.0)
    level = {name: i for i, layer in enumerate(placed.layers) for name in layer}

    assert sorted(name for name in level if name in names) == sorted(names)
    assert all(level[upper] < level[lower] for upper, lower in lines)
    for layer in placed.layers:
        boxes = sorted(placed.middles[name] for name in layer if name in names)
        assert all(b - a >= 120 - 1e-6 for a, b in itertools.pairwise(boxes))
    for route in placed.routes:
        assert [level[name] for name in route] == list(range(level[route[0]], level[route[-1]] + 1))


def test_what_is_missing_in_a_thread_is_hollow_dashed_and_says_so():
    drawn = DIAGRAMS["thread"].svg

    assert drawn.count('stroke-dasharray="6 4"') == 2  # the box and the link
    assert ">missing<" in drawn
    assert ("Service", "No service (missing)", "") in DIAGRAMS["thread"].rows


def test_the_table_of_a_thread_says_what_each_record_leads_to():
    assert DIAGRAMS["thread"].rows[0] == ("Need", AWKWARD, "School counselling; No service (link missing)")


def test_a_record_twice_in_a_thread_is_refused():
    with pytest.raises(ValueError, match="twice: need"):
        thread_picture(
            **WORDS, columns=[*COLUMNS, ThreadColumn("Again", (ThreadBox("need", "x"),))], links=[]
        )


def test_a_link_to_a_record_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="not in the picture: gone"):
        thread_picture(**WORDS, columns=COLUMNS, links=[*LINKS, ThreadJoin("need", "gone")])
