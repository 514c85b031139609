"""`realign fit`: equal to the published table; refuses with 2; the fit of every need as a file."""

import csv
import json

import pytest
from click.testing import CliRunner

from realign.analyse.fit.commands import fit
from realign.analyse.fit.outputs import COLUMNS
from realign.methods.fit.table import NeedServiceTable, measure

PUBLISHED = (
    "--high-served",
    "223",
    "--high-unserved",
    "1953",
    "--low-served",
    "426",
    "--low-unserved",
    "5857",
)


def run(*arguments):
    """One call of the command."""
    return CliRunner().invoke(fit, arguments)


def test_the_published_table_gives_its_published_measures():
    said = json.loads(run("table", *PUBLISHED).output)
    assert said == json.loads(json.dumps(measure(NeedServiceTable(223, 1953, 426, 5857)).as_dict()))
    assert said["table"]["high_served"] == 223
    coverage = said["coverage"]
    assert (round(coverage["estimate"], 4), round(coverage["lower"], 6), round(coverage["upper"], 6)) == (
        0.1025,
        0.090431,
        0.115933,
    )
    assert [round(said["odds_ratio"][end], 4) for end in ("estimate", "lower", "upper")] == [
        1.5699,
        1.3246,
        1.8606,
    ]
    assert (round(said["phi"], 3), round(said["kappa"], 3), said["unmet_count"]) == (0.057, 0.045, 1953)
    assert "indication of whether these needs are likely being met" in said["caution"]


def test_the_same_as_a_table_for_reading():
    text = run("table", *PUBLISHED, "--format", "table").output
    assert "0.1025 (0.0904 to 0.1159)" in text
    assert "8,459" in text


@pytest.mark.parametrize(
    "arguments",
    [
        ("table", "--high-served", "1"),
        ("table", *PUBLISHED[:-1], "-3"),
        ("table", *PUBLISHED[:-1], "many"),
        ("table", "--high-served", "0", "--high-unserved", "0", "--low-served", "0", "--low-unserved", "0"),
    ],
)
def test_bad_input_ends_with_two_and_says_why(arguments):
    answer = run(*arguments)
    assert answer.exit_code == 2
    assert "Error" in answer.output


def test_the_fit_of_every_need_is_written_as_a_file(world, tmp_path):
    out = tmp_path / "fit.csv"
    answer = run("run", "--partnership", "tayside", "--out", str(out))
    assert answer.exit_code == 0
    with out.open(encoding="utf-8") as file:
        found = list(csv.DictReader(file))
    assert tuple(found[0]) == COLUMNS
    assert found[0]["place"] == "Tayside"
    assert {row["code"] for row in found} == {"", "S12000041", "S12000042", "S12000048"}
    hidden = next(row for row in found if row["code"] == "S12000048")
    assert (hidden["prevalence"], hidden["missed"]) == ("[c]", "[c]")


def test_an_unknown_partnership_ends_with_two(world):
    answer = run("run", "--partnership", "nowhere")
    assert answer.exit_code == 2
    assert "nowhere" in answer.output


class TestHidden:
    def test_two_lists_say_how_many_there_are_in_all(self):
        """Chapman (1951) by hand: 201 × 151 ÷ 31 − 1 = 978.06; 320 are on one list or both."""
        found = json.loads(run("hidden", "--first", "200", "--second", "150", "--both", "30").stdout)
        assert found["size"]["estimate"] == pytest.approx(978.0645, abs=5e-5)
        assert found["seen"] == 320
        assert len(found["assumptions"]) == 4

    @pytest.mark.parametrize(("both", "code"), [("150", 0), ("151", 2)])
    def test_no_more_can_be_on_both_than_on_either(self, both, code):
        done = run("hidden", "--first", "200", "--second", "150", "--both", both)
        assert done.exit_code == code
        assert "Traceback" not in done.output
