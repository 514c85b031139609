"""A released table of two breakdowns is a cross-table on its page and in its workbook, and long in its CSV."""

import io
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from realign.methods.disclosure import TOTAL
from realign.registers.evidence import queries
from realign.registers.evidence.presenters import cross, released
from realign.registers.evidence.rules import ANSWER, WITH, WITHOUT
from realign.registers.evidence.types import Dimension, GroupEstimate
from tests.apps.registers.evidence.tables import ANGUS, COUNCIL, DUNDEE, PERTH, SEX, counted, released_table

CODES = (ANGUS, DUNDEE, PERTH)
FIRM = GroupEstimate(0.25, 0.2, 0.3, 0.02, 30, 1.0)


def crossed(cast, few=2, dims=(COUNCIL, SEX), nobody=None, **values):
    """Shares by council and sex; ``few`` boys of Angus have the attribute."""
    rows = [
        (*(level if dim is COUNCIL else sex for dim in dims), answer, n)
        for level in CODES
        for sex in ("1", "2")
        if (level, sex) != nobody
        for answer, n in (
            (WITH, few if (level, sex) == (ANGUS, "1") else 40),
            (WITHOUT, 60),
        )
    ]
    codes = {"council": (TOTAL, *CODES), "sex": (TOTAL, "1", "2")}
    groups = [
        (one, two)
        for one in codes[dims[0].column]
        for two in codes[dims[1].column]
        if {one, two} != set(nobody or ())
    ]
    figures = dict.fromkeys(groups, FIRM)
    table = counted(rows, *(dim.column for dim in dims), ANSWER)
    return released_table(cast, "crossed", table, list(dims), figures, **values)


class Grid(HTMLParser):
    """The first cross-table of a page: each heading with its scope, and the words of each row."""

    def __init__(self, page):
        super().__init__()
        self.inside, self.scopes, self.rows = False, [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag == "table":
            self.inside = not self.rows and "rl_cross" in named.get("class", "")
        elif self.inside and tag == "tr":
            self.rows.append([])
        elif self.inside and tag in ("th", "td"):
            self.rows[-1].append("")
            self.scopes += [named["scope"]] if tag == "th" else []

    def handle_endtag(self, tag):
        if tag == "table":
            self.inside = False

    def handle_data(self, data):
        if self.inside and self.rows and self.rows[-1]:
            self.rows[-1][-1] = " ".join(f"{self.rows[-1][-1]} {data}".split())


def page_of(client, release):
    return client.get(reverse("evidence:release", args=["tayside", release.slug])).content.decode()


@pytest.mark.parametrize("dims", [(COUNCIL, SEX), (SEX, COUNCIL)])
def test_a_group_that_nobody_is_in_leaves_a_gap_in_the_picture(client, tayside, dims):
    page = page_of(client, crossed(tayside, few=40, dims=dims, nobody=(DUNDEE, "2")))
    assert "no pupils in this group answered" in page
    assert "Dot chart with intervals." in page


def test_a_breakdown_of_many_levels_is_the_rows_of_the_picture(tayside):
    many = Dimension("school", "School", tuple((f"s{number}", f"School {number}") for number in range(9)))
    rows = [
        (school, sex, answer, n)
        for school, _ in many.levels
        for sex in ("1", "2")
        for answer, n in ((WITH, 40), (WITHOUT, 60))
    ]
    schools = [TOTAL, *(school for school, _ in many.levels)]
    figures = dict.fromkeys([(school, sex) for school in schools for sex in (TOTAL, "1", "2")], FIRM)
    release = released_table(tayside, "many", counted(rows, "school", "sex", ANSWER), [many, SEX], figures)
    picture = released.chart_of(release, queries.cells(release))
    assert picture.columns == ("Group", *(name for _, name in SEX.levels))
    assert len(picture.rows) == 9


@pytest.mark.parametrize("dims", [(COUNCIL, SEX), (SEX, COUNCIL)])
def test_the_breakdown_with_fewer_levels_stands_along_the_top_and_totals_come_last(client, tayside, dims):
    grid = Grid(page_of(client, crossed(tayside, dims=dims)))
    assert grid.rows[0] == ["Council area", "Sex"]
    assert grid.rows[1] == ["Boys", "Girls", "All"]
    assert [row[0] for row in grid.rows[2:]] == ["Angus", "Dundee City", "Perth and Kinross", "All"]
    assert grid.scopes == ["col", "colgroup", "col", "col", "col", *["row"] * 4]


def test_each_cell_holds_its_share_its_interval_and_n_beneath(client, tayside):
    grid = Grid(page_of(client, crossed(tayside, few=40)))
    assert grid.rows[-1][-1] == "25% 95% interval 20% to 30% n = 600"
    assert grid.rows[2][1] == "25% 95% interval 20% to 30% n = 100"


def test_a_hidden_cell_is_a_sign_with_a_key_and_says_why_to_who_listens(client, tayside):
    release = crossed(tayside)
    page = page_of(client, release)
    grid = Grid(page)
    assert grid.rows[2][1].startswith("[c]")
    assert grid.rows[2][1].endswith(", Hidden to protect people.")
    key = page.partition('class="rl_key"')[2].partition("</p>")[0]
    assert "[c]" in key
    assert "hidden to protect people" in key
    assert "[u]" not in key, "only signs that stand in the table"
    (table,) = cross.cross_tables(release, queries.cells(release))
    hidden = sum(cell.value == "[c]" for _, _, cell in table.cells)
    assert hidden == release.hidden_cells > 1


def test_three_breakdowns_are_one_cross_table_for_each_level_of_the_first(tayside):
    stage = Dimension("stage", "Stage", (("S1", "S1"), ("S2", "S2")))
    dims = [stage, COUNCIL, SEX]
    rows = [
        (year, level, sex, answer, 50)
        for year in ("S1", "S2")
        for level in CODES
        for sex in ("1", "2")
        for answer in (WITH, WITHOUT)
    ]
    groups = [(a, b, c) for a in (TOTAL, "S1", "S2") for b in (TOTAL, *CODES) for c in (TOTAL, "1", "2")]
    table = counted(rows, "stage", "council", "sex", ANSWER)
    release = released_table(tayside, "three", table, dims, dict.fromkeys(groups, FIRM))
    cells = queries.cells(release)
    tables = cross.cross_tables(release, cells)
    assert [one.caption.partition(": three, ")[2].partition(":")[0] for one in tables] == ["S1", "S2", "All"]
    assert cross.workbook_rows(release, cells)[0][:3] == ["Stage", "Council area", "Figure"]
    assert len({len(row) for row in cross.workbook_rows(release, cells)}) == 1


def test_one_breakdown_stays_a_list(client, tayside):
    release = released_table(
        tayside, "one", counted([("1", WITH, 50), ("1", WITHOUT, 50), ("2", WITH, 50), ("2", WITHOUT, 50)], "sex", ANSWER),
        [SEX], dict.fromkeys([(TOTAL,), ("1",), ("2",)], FIRM),
    )  # fmt: skip
    assert cross.cross_tables(release, queries.cells(release)) == []
    assert "rl_cross" not in page_of(client, release)


def test_the_workbook_is_the_cross_table_with_n_beneath_and_the_csv_stays_long(client, tayside):
    release = crossed(tayside)
    address = reverse("evidence:release", args=["tayside", release.slug])
    book = load_workbook(io.BytesIO(client.get(address, {"format": "xlsx"}).content))
    rows = [list(row) for row in book["Figures"].iter_rows(values_only=True)]
    assert rows[0] == ["Council area", "Figure", "Sex: Boys", "Sex: Girls", "Sex: All"]
    angus = {row[1]: row[2:] for row in rows if row[0] == "Angus"}
    assert angus["Share"][0] == "[c]"
    assert angus["n: pupils who answered"][0] == 62, "the base stays: only the count is small"
    everybody = [row for row in rows if row[0] == "All"]
    assert everybody[0][1:] == ["Share", 0.25, 0.25, 0.25]
    assert book["Figures"].cell(len(rows) - 5, 3).number_format == "0.0%"
    assert all(value not in (None, "") for row in rows for value in row)
    long = b"".join(client.get(address, {"format": "csv"}).streaming_content).decode("utf-8-sig")
    assert long.splitlines()[0].startswith("council,sex,share")
    assert len(long.splitlines()) == 1 + 4 * 3


def test_the_workbook_says_which_figures_are_of_low_reliability_and_why(client, tayside):
    release = crossed(tayside)
    unsure = next(cell for cell in queries.cells(release) if cell.key == {"council": DUNDEE, "sex": "2"})
    unsure.low = "The interval is wider than 20 points."
    unsure.save()
    rows = cross.workbook_rows(release, queries.cells(release))
    reliability = {row[0]: row[2:] for row in rows if row[1] == "Reliability"}
    assert reliability["Dundee City"] == [
        "no warning",
        "[u] The interval is wider than 20 points.",
        "no warning",
    ]
    assert reliability["Angus"][0] == "[c]"
    assert set(reliability) == {"Angus", "Dundee City", "Perth and Kinross", "All"}


def answered(cast, code, words, n, **values):
    rows = [("1", WITH, n), ("1", WITHOUT, 100 - n), ("2", WITH, 30), ("2", WITHOUT, 70)]
    return released_table(
        cast, f"safe-{code}", counted(rows, "sex", ANSWER), [SEX], dict.fromkeys([(TOTAL,), ("1",), ("2",)], FIRM),
        measure_code=f"safe={code}", measure=f"Answered “{words}” to “Do you feel safe?”", **values,
    )  # fmt: skip


def test_answers_to_one_question_stand_in_one_cross_table_with_n_below(client, tayside):
    first = answered(tayside, "1", "Yes", 40)
    assert "All answers to this question" not in page_of(client, first)
    answered(tayside, "2", "No", 35)
    answered(tayside, "3", "Sometimes", 25, collected="March 2024")
    answered(tayside, "4", "Never", 25, population="Pupils in S1 alone.")
    page = page_of(client, first)
    assert "Do you feel safe? by sex: share of each answer and 95% interval" in page
    grid = Grid(page)
    assert [row[0] for row in grid.rows[2:]] == ["Yes", "No", "Pupils who answered (n)"], (
        "of this wave and of the same pupils alone"
    )
    assert grid.rows[-1][1:] == ["100", "100", "200"]


def test_however_many_answers_there_are_the_page_asks_as_often(
    client, tayside, django_assert_max_num_queries
):
    first = answered(tayside, "1", "Yes", 40)
    answered(tayside, "2", "No", 35)
    page_of(client, first)
    with django_assert_max_num_queries(40) as few:
        page_of(client, first)
    for code in "456":
        answered(tayside, code, f"Answer {code}", 20)
    with django_assert_max_num_queries(len(few)):
        page_of(client, first)
