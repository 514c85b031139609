"""The commands that need no database: names, columns and exits are a contract."""

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from realign.cli import main

PUPILS = Path(__file__).resolve().parents[2] / "reference" / "survey" / "pupils.csv"
DESIGN = ("survey", "estimate", PUPILS, "--weight", "w", "--stratum", "stratum", "--psu", "psu")
pytestmark = pytest.mark.slow


def call(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def counts(tmp_path):
    """The worked example of the method note: one small count in area A."""
    path = tmp_path / "counts.csv"
    path.write_text("area,need,n\nA,raised,3\nA,not,57\nB,raised,12\nB,not,88\nC,raised,25\nC,not,115\n")
    return path


def test_estimates_have_the_columns_of_the_contract_and_the_published_numbers(tmp_path):
    out = tmp_path / "out.csv"
    done = call(
        "survey", "estimate", PUPILS, "--weight", "w", "--stratum", "stratum", "--psu", "psu",
        "--indicator", "raised", "--by", "girl", "--by", "stratum,girl", "--out", out,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    rows = rows_of(out.read_text())
    assert list(rows[0]) == [
        "girl", "stratum", "indicator", "stat", "n", "estimate", "se", "lower", "upper", "df", "deff",
    ]  # fmt: skip
    girls = next(row for row in rows if row["girl"] == "1" and row["stratum"] == "")
    assert float(girls["estimate"]) == pytest.approx(0.577381, abs=1e-6)
    assert float(girls["se"]) == pytest.approx(0.123842, abs=1e-6)


def test_without_a_breakdown_everybody_is_estimated():
    done = call(*DESIGN, "--indicator", "raised", "--ci", "mean")
    (row,) = rows_of(done.stdout)
    assert float(row["lower"]) == pytest.approx(0.318681, abs=1e-6)
    assert float(row["df"]) == 5


def test_units_without_an_answer_stay_or_leave_as_asked(tmp_path):
    path = tmp_path / "gaps.csv"
    lines = PUPILS.read_text().splitlines()
    place = lines[0].split(",").index("raised")
    gone = [lines[0]]
    for line in lines[1:]:
        cells = line.split(",")
        if "P4" in cells:
            cells[place] = ""
        gone.append(",".join(cells))
    path.write_text("\n".join(gone))
    words = (
        "survey",
        "estimate",
        path,
        "--weight",
        "w",
        "--stratum",
        "stratum",
        "--psu",
        "psu",
        "--indicator",
        "raised",
    )
    (kept,) = rows_of(call(*words).stdout)
    (left,) = rows_of(call(*words, "--missing", "leave-out-units").stdout)
    assert kept["estimate"] == left["estimate"]
    assert float(kept["se"]) != float(left["se"])
    refused = call(*words, "--missing", "guess")
    assert refused.exit_code == 2
    assert "leave-out-units" in refused.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--weight", "wt", "--indicator", "raised"), "expected a column “wt”"),
        (("--weight", "w", "--indicator", "rised"), "expected a column “rised”"),
        (("--weight", "w", "--indicator", "raised", "--by", "girl,council"), "expected a column “council”"),
    ],
)
def test_a_column_that_is_not_there_is_named_with_those_that_are(words, says):
    done = call("survey", "estimate", PUPILS, *words)
    assert done.exit_code == 2
    assert says in done.output
    assert "stratum" in done.output


def test_a_file_of_an_unknown_kind_is_refused(tmp_path):
    path = tmp_path / "pupils.docx"
    path.write_bytes(b"PK")
    done = call("survey", "estimate", path, "--weight", "w", "--indicator", "raised")
    assert done.exit_code == 2
    assert "expected a file ending in .parquet, .csv or .sav, found .docx" in done.output


def test_scores_follow_the_published_rules(tmp_path):
    path = tmp_path / "items.csv"
    names = [f"sdq{item}" for item in range(1, 26)]
    vectors = ([0] * 25, [1] * 25, [2] * 25, [item % 3 for item in range(1, 26)])
    path.write_text("\n".join([",".join(names), *(",".join(map(str, row)) for row in vectors)]))
    done = call("survey", "score", path, "--scale", "sdq-self")
    assert done.exit_code == 0, done.output
    assert [float(row["total"]) for row in rows_of(done.stdout)] == [10, 20, 30, 17]
    assert "SDQ" in done.stderr or "Strengths" in done.stderr


def test_protecting_reproduces_the_worked_example(counts, tmp_path):
    out = tmp_path / "safe.csv"
    done = call(
        "disclosure", "protect", counts, "--dims", "area,need", "--count", "n", "--threshold", 5, "--out", out
    )
    assert done.exit_code == 0, done.output
    shown = {(row["area"], row["need"]): row["value"] for row in rows_of(out.read_text())}
    hidden = {key for key, value in shown.items() if value == "[c]"}
    assert hidden == {("A", "raised"), ("A", "not"), ("B", "raised"), ("B", "not")}
    assert shown["Total", "Total"] == "300"
    attacked = call("disclosure", "attack", out, "--dims", "area,need", "--count", "value")
    assert attacked.exit_code == 0
    raised = next(row for row in rows_of(attacked.stdout) if (row["area"], row["need"]) == ("A", "raised"))
    assert (raised["lower"], raised["upper"]) == ("1", "14")


def test_the_failing_solution_is_recovered_and_exits_1(tmp_path):
    path = tmp_path / "unsafe.csv"
    path.write_text(
        "area,need,value\nA,raised,[c]\nA,not,57\nA,Total,60\nB,raised,12\nB,not,88\nB,Total,100\n"
        "Total,raised,15\nTotal,not,145\nTotal,Total,160\n"
    )
    done = call("disclosure", "attack", path, "--dims", "area,need", "--count", "value")
    assert done.exit_code == 1
    (row,) = rows_of(done.stdout)
    assert (row["lower"], row["upper"], row["too_narrow"]) == ("3", "3", "yes")


def test_six_ones_lose_their_total_too_because_noughts_are_always_shown(tmp_path):
    ones, safe = tmp_path / "ones.csv", tmp_path / "safe.csv"
    ones.write_text("area,n\n" + "".join(f"area {number},1\n" for number in range(6)))
    assert call("disclosure", "protect", ones, "--dims", "area", "--count", "n", "--out", safe).exit_code == 0
    assert safe.read_text().splitlines()[-1] == "Total,[c]"
    safe.write_text(safe.read_text().replace("Total,[c]", "Total,6"))
    attacked = call("disclosure", "attack", safe, "--dims", "area", "--count", "value")
    assert attacked.exit_code == 1
    assert "area 0,1,1,yes" in attacked.output


def test_a_count_that_is_no_number_is_named_by_row_and_column(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("area,n\nA,3\nB,many\n")
    done = call("disclosure", "protect", path, "--dims", "area", "--count", "n")
    assert done.exit_code == 2
    assert "row 3, column n" in done.output
    assert "many" in done.output


@pytest.mark.parametrize(
    "command", ["survey estimate", "survey score", "disclosure protect", "disclosure attack"]
)
def test_help_shows_an_example(command):
    done = call(*command.split(), "--help")
    assert done.exit_code == 0
    assert "Example: realign" in done.output


GOOD = "a,b,n\nx,p,3\nx,q,40\n"


@pytest.mark.parametrize(
    ("content", "dims", "said"),
    [
        ("a,b,n\nx,p,3\nx,q,-20\n", "a,b", ["row 3, column n", "0 or more", "-20"]),
        ("a,b,n\nx,p,3\nx,q,\n", "a,b", ["row 3, column n", "a number", "''"]),
        ("a,b,n\nx,p,3\nx,q,4.5\n", "a,b", ["row 3, column n", "a whole number", "4.5"]),
        ("a,b,n\nx,p,[c]\nx,q,7\n", "a,b", ["row 2, column n", "a number", "[c]"]),
        ("a,b,n\nx,p,3\n,q,4\n", "a,b", ["row 3, column a", "a level", "nothing"]),
        ("a,b,n\nx,p,3\nx,p,4\n", "a,b", ["row 3", "each cell once", "a x, b p again"]),
        ("a,b,n\nx,p,3\nx,q,40\nx,Total,50\n", "a,b", ["a x over b", "add up to 50", "43"]),
        ('a,b,n\nx,p,3\n\nx,q,"2,5"\n', "a,b", ["row 4, column n", "a number", "2,5"]),
        ("a,b,n\nx,p,1\nx,q,2\ny,p,3\ny,q,4\nTotal,Total,11\n", "a,b", ["add up to 11", "10"]),
        ("a,b,n\n", "a,b", ["at least one row", "none"]),
        (GOOD, "a,c", ["a column “c”", "columns a, b, n"]),
        (GOOD, "a,a", ["each name once", "a, a"]),
        (GOOD, ",", ["at least one column", "none"]),
    ],
    ids=lambda value: None,
)
def test_odd_input_is_refused_with_file_row_and_column(tmp_path, content, dims, said):
    path = tmp_path / "odd.csv"
    path.write_text(content)
    done = call("disclosure", "protect", path, "--dims", dims, "--count", "n")
    assert done.exit_code == 2
    assert all(words in done.output for words in said), done.output
    assert "odd.csv" in done.output or "--dims" in done.output


@pytest.mark.parametrize(
    ("released", "apart", "hidden"),
    [
        # an earlier table with a dimension of its own, and one that names its figures as the new table does
        ("sex,value\nF,20\nM,23\n", ["a:sex", "b:sex"], 2),
        ("a,n\nx,43\n", [], 2),
        ("a,c,value\nx,u,10\nx,v,33\n", ["b:c"], 2),
    ],
)
def test_earlier_tables_may_have_other_dimensions(tmp_path, released, apart, hidden):
    path, earlier = tmp_path / "counts.csv", tmp_path / "earlier.csv"
    path.write_text(GOOD)
    earlier.write_text(released)
    done = call(
        "disclosure",
        "protect",
        path,
        "--dims",
        "a,b",
        "--count",
        "n",
        "--released",
        earlier,
        "--threshold",
        5,
        *(word for pair in apart for word in ("--not-inside", pair)),
    )
    assert done.exit_code == 0, done.output
    inside = [row for row in rows_of(done.stdout) if "Total" not in row.values()]
    assert [row["value"] for row in inside].count("[c]") == hidden


def test_figures_that_disagree_with_an_earlier_table_name_both_files(tmp_path):
    path, earlier = tmp_path / "counts.csv", tmp_path / "earlier.csv"
    path.write_text(GOOD)
    earlier.write_text("a,value\nx,50\n")
    done = call("disclosure", "protect", path, "--dims", "a,b", "--count", "n", "--released", earlier)
    assert done.exit_code == 2
    assert all(words in done.output for words in ("counts.csv", "earlier.csv", "43 and 50")), done.output


def test_an_earlier_table_without_figures_is_refused(tmp_path):
    path, earlier = tmp_path / "counts.csv", tmp_path / "earlier.csv"
    path.write_text(GOOD)
    earlier.write_text("a,figure\nx,43\n")
    done = call("disclosure", "attack", path, "--dims", "a,b", "--count", "n", "--released", earlier)
    assert done.exit_code == 2
    assert "earlier.csv: expected a column “value” or “n”, found columns a, figure" in done.output


def test_a_percentage_is_hidden_with_its_count_and_is_of_the_shown_base(counts):
    done = call(
        "disclosure", "protect", counts, "--dims", "area,need", "--count", "n", "--threshold", 5,
        "--percent-of", "need",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    percent = {(row["area"], row["need"]): row["percent"] for row in rows_of(done.stdout)}
    assert percent["A", "raised"] == percent["B", "not"] == "[c]"
    assert (percent["C", "raised"], percent["C", "Total"], percent["Total", "raised"]) == (
        "17.9",
        "100.0",
        "13.3",
    )


def test_a_percentage_of_a_column_that_is_no_dimension_is_refused(counts):
    done = call("disclosure", "protect", counts, "--dims", "area,need", "--count", "n", "--percent-of", "n")
    assert done.exit_code == 2
    assert "one of the columns area, need" in done.output


def test_an_attack_that_succeeds_says_from_which_sum_and_what_to_hide(counts, tmp_path):
    path = tmp_path / "unsafe.csv"
    path.write_text(
        "area,need,value\nA,raised,[c]\nA,not,57\nA,Total,60\nB,raised,12\nB,not,88\nB,Total,100\n"
        "C,raised,25\nC,not,115\nC,Total,140\nTotal,raised,40\nTotal,not,260\nTotal,Total,300\n"
    )
    words = ("disclosure", "attack", path, "--dims", "area,need", "--count", "value")
    done = call(*words)
    assert done.exit_code == 1
    assert (
        "A reader could work out that ‘area A, need raised’ is exactly 3, starting from the sum"
        in done.stderr
    )
    assert "Also hide" not in done.stderr, "only who knows the true counts can say what would help"
    assert "Also hide " in call(*words, "--counts", counts).stderr


@pytest.fixture
def ages(tmp_path):
    """Ages 11-15 are out; what of 11-16 may follow, where two pupils of 16 stand between?"""
    files = {name: tmp_path / f"{name}.csv" for name in ("counts", "earlier", "levels")}
    files["counts"].write_text("age,area,n\n11-16,A,42\n11-16,B,70\n")
    files["earlier"].write_text("age,area,value\n11-15,A,40\n11-15,B,52\n")
    parts = [("11-15", age) for age in range(11, 16)] + [("11-16", age) for age in range(11, 17)]
    files["levels"].write_text(
        "dimension,level,part\n" + "".join(f"age,{level},{age}\n" for level, age in parts)
    )
    return files


def test_levels_that_overlap_an_earlier_table_are_protected_and_attacked_together(ages):
    words = ("--dims", "age,area", "--count", "n", "--released", ages["earlier"])
    asked = call("disclosure", "protect", ages["counts"], *words)
    assert asked.exit_code == 2
    assert "--levels FILE.csv" in asked.output
    apart = call("disclosure", "protect", ages["counts"], *words, "--not-inside", "age:age")
    assert ("A", "42") in {(row["area"], row["value"]) for row in rows_of(apart.stdout)}
    linked = call("disclosure", "protect", ages["counts"], *words, "--levels", ages["levels"])
    assert linked.exit_code == 0, linked.output
    assert ("A", "[c]") in {(row["area"], row["value"]) for row in rows_of(linked.stdout)}
    done = call("disclosure", "attack", ages["counts"], *words, "--levels", ages["levels"])
    assert done.exit_code == 1
    assert "‘age 16, area A’ is exactly 2" in done.stderr
