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
