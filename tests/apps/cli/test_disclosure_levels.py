"""Columns and levels at the command: what could be two things is asked about, and the answer is used."""

import csv
import io

import pytest
from click.testing import CliRunner

from realign.cli import main

pytestmark = pytest.mark.slow


@pytest.fixture
def write(tmp_path):
    """A file of this name with these lines."""

    def file(name, *lines):
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return file


def call(command, path, dims, *words):
    asked = ["disclosure", command, path, "--dims", dims, "--count", "n", *words]
    return CliRunner().invoke(main, [str(word) for word in asked])


def shown(done, *dims):
    assert done.exit_code == 0, done.output
    return {tuple(row[dim] for dim in dims): row["value"] for row in csv.DictReader(io.StringIO(done.stdout))}


TOTAL_BY_ANOTHER_NAME = ("area,need,n", "A,P,12", "A,S,3", "B,P,30", "B,S,1", "ALL,P,42", "ALL,S,4")


@pytest.mark.parametrize("command", ["protect", "attack"])
def test_a_total_by_another_name_is_asked_about(write, command):
    done = call(command, write("counts.csv", *TOTAL_BY_ANOTHER_NAME), "area,need")
    assert done.exit_code == 2
    assert "counts.csv" in done.output
    assert "“ALL” in area, which is spelt like a total and is the sum of the others" in done.output
    assert '--total "area=ALL"' in done.output
    assert '--not-a-total "area=ALL"' in done.output


def test_a_total_by_another_name_is_everybody_once_somebody_says_so(write):
    cells = shown(
        call("protect", write("counts.csv", *TOTAL_BY_ANOTHER_NAME), "area,need", "--total", "ALL"),
        "area",
        "need",
    )
    assert cells["Total", "P"] == "42"
    assert cells["A", "S"] == cells["B", "S"] == "[c]"
    assert len(cells) == 6, "the totals given are those that are published"


def test_a_group_that_looks_like_a_total_is_a_group_once_somebody_says_so(write):
    path = write("counts.csv", "area,n", "A,12", "B,30", "Both,42")
    assert call("protect", path, "area").exit_code == 2
    cells = shown(call("protect", path, "area", "--not-a-total", "area=Both"), "area")
    assert cells["Both",] == "42"
    assert cells["Total",] == "84"


def test_an_earlier_table_is_asked_about_too(write):
    counts, earlier = (
        write("counts.csv", "area,n", "A,12", "B,30"),
        write("safe.csv", "area,value", "A,12", "Scotland,42"),
    )
    done = call("protect", counts, "area", "--released", earlier)
    assert done.exit_code == 2
    assert "safe.csv: expected groups" in done.output


@pytest.mark.parametrize("option", ["--total", "--not-a-total"])
def test_a_level_that_stands_nowhere_is_refused(write, option):
    done = call("protect", write("counts.csv", "area,n", "A,12", "B,30"), "area", option, "area=Everybody")
    assert done.exit_code == 2
    assert f"{option}: expected a level that stands in the tables, found “area=Everybody”" in done.output


@pytest.mark.parametrize("command", ["protect", "attack"])
def test_the_count_breaks_nothing_down(write, command):
    done = call(command, write("counts.csv", "area,n", "A,3", "B,30"), "area,n")
    assert done.exit_code == 2
    assert "--dims: expected columns other than “n”, which is the count" in done.output
    assert "A,3" not in done.output


ALL_SAID_YES = ("school,smokes,n", "A,yes,12", "A,no,0", "B,yes,10", "B,no,30")


@pytest.mark.parametrize("rules", ["fewer-than-5", "phs-2.1", "nes"])
def test_a_group_of_one_answer_is_hidden_once_the_answers_are_named(write, rules):
    path = write("counts.csv", *ALL_SAID_YES)
    asked = call("protect", path, "school,smokes", "--profile", rules)
    assert asked.exit_code == 2
    assert "Add --answers with those of school, smokes that do, or --no-answers" in asked.output
    cells = shown(
        call("protect", path, "school,smokes", "--profile", rules, "--answers", "smokes"), "school", "smokes"
    )
    assert cells["A", "yes"] == "[c]"
    groups = shown(
        call("protect", path, "school,smokes", "--profile", rules, "--no-answers"), "school", "smokes"
    )
    assert groups["A", "yes"] == "12"


def test_an_answer_without_a_row_is_a_nought(write):
    path = write("counts.csv", *(line for line in ALL_SAID_YES if line != "A,no,0"))
    cells = shown(call("protect", path, "school,smokes", "--answers", "smokes"), "school", "smokes")
    assert cells["A", "yes"] == cells["A", "Total"] == "[c]"


def test_rules_without_the_rule_of_one_answer_do_not_ask(write):
    path = write("counts.csv", *ALL_SAID_YES)
    assert call("protect", path, "school,smokes", "--profile", "hwb-census").exit_code == 0


def test_answers_are_columns_of_the_table(write):
    done = call("protect", write("counts.csv", *ALL_SAID_YES), "school", "--answers", "smokes")
    assert done.exit_code == 2
    assert "--answers: expected columns of --dims: school, found smokes" in done.output


def test_a_late_return_is_refused_in_the_words_of_the_command(write):
    first = write("first.csv", "area,stage,n", "A,P,12", "A,S,3", "B,P,30", "B,S,20", "C,P,9", "C,S,14")
    second = write("second.csv", *first.read_text().replace("C,S,14", "C,S,15").splitlines())
    safe = first.with_name("safe.csv")
    assert call("protect", first, "area,stage", "--out", safe).exit_code == 0
    done = call("protect", second, "area,stage", "--released", safe)
    assert done.exit_code == 2
    assert "second.csv beside safe.csv" in done.output
    assert "late return" in done.output
    assert "--released" in done.output
    assert "`measure`" not in done.output
    assert "`where`" not in done.output


# ---------------------------------------------------------------- levels of one column inside levels of another

BY_REGION = (
    "region,aid,n",
    "R1,x,90",
    "R1,y,11",
    "R2,x,3",
    "R2,y,40",
    "R3,x,9",
    "R3,y,25",
    "R4,x,22",
    "R4,y,18",
)
BY_COUNTY = ("county,aid,n", "C1,x,93", "C1,y,51", "C2,x,31", "C2,y,43")
REGIONS = ("region,county", "R1,C1", "R2,C1", "R3,C2", "R4,C2")


@pytest.fixture
def regions(write):
    """Counts by region that are out, counts by county that are to follow, and the file of which region lies where."""
    files = {
        "counties": write("counties.csv", *BY_COUNTY),
        "inside": f"region:county={write('regions.csv', *REGIONS)}",
        "safe": write("regions-safe.csv", ""),
    }
    done = call("protect", write("by-region.csv", *BY_REGION), "region,aid", "--out", files["safe"])
    assert done.exit_code == 0, done.output
    return files


def test_columns_of_different_tables_are_asked_about(regions):
    done = call("protect", regions["counties"], "county,aid", "--released", regions["safe"])
    assert done.exit_code == 2
    assert "“county” in one and “region” in another" in done.output
    assert "--inside county:region=FILE.csv (or region:county)" in done.output
    assert "--not-inside county:region" in done.output


def test_regions_in_counties_are_protected_and_attacked_together(regions, write, tmp_path):
    words = ("--released", regions["safe"])
    safe, unsafe = tmp_path / "safe.csv", tmp_path / "unsafe.csv"
    done = call(
        "protect", regions["counties"], "county,aid", *words, "--inside", regions["inside"], "--out", safe
    )
    assert done.exit_code == 0, done.output
    apart = ("--not-inside", "region:county")
    assert call("protect", regions["counties"], "county,aid", *words, *apart, "--out", unsafe).exit_code == 0
    as_published = [path.read_text().replace("value", "n").splitlines() for path in (safe, unsafe)]
    attacked = [
        call("attack", write("new.csv", *lines), "county,aid", *words, "--inside", regions["inside"])
        for lines in as_published
    ]
    assert [done.exit_code for done in attacked] == [0, 1]
    (recovered,) = [
        row
        for row in csv.DictReader(io.StringIO(attacked[1].stdout))
        if (row["region"], row["aid"]) == ("R2", "x")
    ]
    assert (recovered["county"], recovered["lower"], recovered["upper"]) == ("Total", "3", "3")


def test_a_table_with_both_columns_says_what_lies_in_what(write):
    lines = ["region,county,aid,n"]
    parents = dict(line.split(",") for line in REGIONS[1:])
    lines += [line.replace(",", f",{parents[line[:2]]},", 1) for line in BY_REGION[1:]]
    both = write("both.csv", *lines)
    assert call("protect", both, "region,county,aid", "--inside", "region:county").exit_code == 0
    twice = write("twice.csv", *lines, "R1,C2,y,6")
    done = call("protect", twice, "region,county,aid", "--inside", "region:county")
    assert done.exit_code == 2
    assert "region R1 in one county, found C1 and C2" in done.output


@pytest.mark.parametrize(
    ("option", "text", "says"),
    [
        ("--inside", "region:county", "a table with both columns region and county, found none"),
        ("--inside", "region", "two columns joined by a colon"),
        ("--inside", "region:town", "columns of the tables: aid, county, region, found “town”"),
        (
            "--inside",
            "region:county=none.csv",
            "a CSV file with the columns region and county, found no file",
        ),
        ("--not-inside", "town:region", "columns of the tables: aid, county, region, found “town”"),
    ],
)
def test_what_cannot_be_read_of_levels_is_refused(regions, option, text, says):
    done = call("protect", regions["counties"], "county,aid", "--released", regions["safe"], option, text)
    assert done.exit_code == 2
    assert says in done.output


def test_every_inner_level_needs_its_outer_one(regions, write):
    some = write("some.csv", *REGIONS[:-1])
    words = ("--released", regions["safe"], "--inside")
    done = call("protect", regions["counties"], "county,aid", *words, f"region:county={some}")
    assert done.exit_code == 2
    assert "a row for each region of regions-safe.csv, found none for R4" in done.output


def test_figures_that_cannot_lie_in_each_other_are_refused(regions, write):
    swapped = write("swapped.csv", "region,county", "R1,C2", "R2,C2", "R3,C1", "R4,C1")
    words = ("--released", regions["safe"], "--inside", f"region:county={swapped}")
    done = call("protect", regions["counties"], "county,aid", *words)
    assert done.exit_code == 2
    assert "Correct the figures, or say otherwise how region lies inside county." in done.output
    assert "over region: expected its parts (R1, R2) to add up to 74, found 144" in done.output


GROUPED = ("dimension,level,part", *(f"stage,Primary,P{n}" for n in (6, 7)), "stage,Secondary,S1")


def test_grouped_levels_in_one_column_are_no_further_groups(write):
    levels = write("levels.csv", *GROUPED)
    lines = ("stage,n", "P6,12", "P7,3", "Primary,15", "S1,30")
    cells = shown(call("protect", write("counts.csv", *lines), "stage", "--levels", levels), "stage")
    assert cells["Total",] != "60"
    assert cells["P7",] == "[c]"
    assert [cells[level,] for level in ("P6", "Primary")].count("[c]") > 0
    wrong = write("wrong.csv", *(line.replace("15", "16") for line in lines))
    done = call("protect", wrong, "stage", "--levels", levels)
    assert done.exit_code == 2
    assert "the parts to add up to 16, found 15" in done.output


def test_single_groups_of_an_earlier_table_lie_in_the_grouped_ones_of_the_new(write):
    levels = write("levels.csv", *GROUPED)
    earlier = write("safe.csv", "stage,area,value", "P6,A,12", "P6,B,20", "S1,A,30", "S1,B,21")
    new = write(
        "counts.csv", "stage,area,n", "Primary,A,15", "Primary,B,40", "Secondary,A,30", "Secondary,B,21"
    )
    done = call("protect", new, "stage,area", "--levels", levels, "--released", earlier)
    assert shown(done, "stage", "area")["Primary", "A"] == "[c]", "P7 is 3: what Primary holds beyond P6"


@pytest.fixture
def rounded(write):
    """A table that went out with its figures rounded to 5."""
    path = write("counts.csv", "area,need,n", "A,P,3", "A,S,58", "B,P,12", "B,S,89", "C,P,26", "C,S,117")
    done = call("protect", path, "area,need", "--no-answers", "--profile", "ons-10-5")
    assert done.exit_code == 0, done.output
    return write("out.csv", *done.stdout.replace("value", "n").split())


def test_rounded_figures_are_attacked_as_the_ranges_that_they_stand_for(rounded):
    done = call("attack", rounded, "area,need", "--profile", "ons-10-5")
    assert done.exit_code == 0, done.output
    # 58 went out as a sum of 60, which is 58 to 62, less a hidden count of 1 or more
    assert "A,S,45,61,no" in done.stdout


@pytest.mark.parametrize("rules", ["", "=ons-10-5", "=ons-10-5:12", "=gone", "=nes:few"])
def test_the_rules_of_an_earlier_table_are_named_with_it(write, rounded, rules):
    areas = write("areas.csv", "area,n", "A,61", "B,101", "C,143")
    done = call("protect", areas, "area", "--no-answers", "--released", f"{rounded}{rules}")
    problem = {
        "": "the same number wherever it is published, found 61 and 60",
        "=gone": "expected one of the profiles",
        "=nes:few": "a threshold of 1 or more after the colon",
    }.get(rules)
    assert done.exit_code == (2 if problem else 0), done.output
    assert (problem or "A,61") in done.output


def test_whether_an_earlier_table_was_rounded_is_asked_where_the_new_one_will_be(write):
    areas = write("areas.csv", "area,n", "A,61", "B,101", "C,143")
    words = ("--no-answers", "--profile", "ons-10-5", "--released")
    unsaid = call("protect", areas, "area", *words, areas)
    assert unsaid.exit_code == 2
    assert "whether its figures were rounded" in unsaid.output
    untrue = call("protect", areas, "area", *words, f"{areas}=ons-10-5")
    assert untrue.exit_code == 2
    assert "areas.csv: row 2, column n: expected a multiple of 5" in untrue.output
    assert call("protect", areas, "area", *words, f"{areas}=nes").exit_code == 0


def test_a_row_that_is_the_sum_of_some_others_is_asked_about(write):
    figures = {"Aberdeen": 2210, "Angus": 1104, "Dundee": 1397, "Perth": 1450, "Tayside": 3951, "Fife": 3702}
    table = write("areas.csv", "area,n", *(f"{area},{n}" for area, n in figures.items()))
    done = call("protect", table, "area", "--no-answers")
    assert done.exit_code == 2
    assert "“Tayside” in area, which is the sum of Angus to Perth" in done.output
    assert "area,Tayside,Dundee" in done.output
    parts = write(
        "parts.csv",
        "dimension,level,part",
        *(f"area,Tayside,{area}" for area in ("Angus", "Dundee", "Perth")),
    )
    assert (
        shown(call("protect", table, "area", "--no-answers", "--levels", parts), "area")[("Total",)] == "9863"
    )
    words = ("--no-answers", "--not-a-total", "area=Tayside")
    assert shown(call("protect", table, "area", *words), "area")[("Total",)] == "13814"
