"""What a file calls its columns and groups is kept as it is written, and what cannot be worked with is refused by row."""

import csv
import io

import pytest
from click.testing import CliRunner

from realign.cli import main

# Seven pupils of three clusters. R survey 4.1.1, svymean(~y, svydesign(id = ~cluster + id, weights = ~w, fpc = ~M + Nl)),
# gives the mean and the standard error of the test.
TWO_STAGES = """cluster,id,nl,Nl,M,y,w
1,1,4,100,23,23,191.666666666667
1,2,4,100,23,33,191.666666666667
1,3,4,100,23,77,191.666666666667
2,1,3,50,23,35,127.777777777778
2,2,3,50,23,74,127.777777777778
3,1,2,75,23,31,287.5
3,2,2,75,23,43,287.5
"""


def survey(tmp_path, text, *words):
    file = tmp_path / "pupils.csv"
    file.write_text(text)
    return CliRunner().invoke(main, ["survey", "estimate", str(file), *words])


def rows_of(result):
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_of_two_columns_that_differ_in_capitals_the_named_one_is_read(tmp_path):
    design = ("--weight", "w", "--psu", "cluster", "--fpc", "M", "--ssu", "id", "--ssu-fpc", "Nl")
    (row,) = rows_of(survey(tmp_path, TWO_STAGES, *design, "--indicator", "y", "--stat", "mean"))
    assert float(row["estimate"]) == pytest.approx(43.18181818182)
    assert float(row["se"]) == pytest.approx(4.72430710947)
    both = survey(tmp_path, TWO_STAGES, *design[:6], "--ssu", "nl", "--ssu-fpc", "Nl", "--indicator", "y")
    assert both.exit_code == 2
    assert (
        "pupils.csv, row 1: expected columns that differ in more than capitals, found “nl” and “Nl”"
        in both.output
    )


def test_labels_are_text_and_only_a_blank_is_missing(tmp_path):
    text = "w,s,p,y,council\n1,01,0,1,NA\n2,01,1,0,SA\n1,1,2,1,NA\n1,1,3,0,\n3,1,4,1,SA\n"
    result = survey(
        tmp_path, text, "--weight", "w", "--stratum", "s", "--psu", "p", "--indicator", "y", "--by", "council"
    )
    rows = rows_of(result)
    assert [(row["council"], row["n"]) for row in rows] == [("", "5"), ("NA", "2"), ("SA", "2")]
    assert rows[0]["df"] == "3.0"  # five units in two strata, 01 and 1
    assert "1 rows have no council" in result.stderr


def test_a_unit_is_told_by_all_of_its_twenty_digits(tmp_path):
    text = "w,p,y\n" + "".join(f"1,1234567890123456789{last},{last % 2}\n" for last in range(6))
    (row,) = rows_of(survey(tmp_path, text, "--weight", "w", "--psu", "p", "--indicator", "y"))
    assert row["df"] == "5.0"


@pytest.mark.parametrize("stat", ["proportion", "median"])
def test_a_group_in_which_nobody_answered_has_a_row_without_an_estimate(tmp_path, stat):
    text = "g,y,w\na,,1\na,,2\nb,1,1\nb,0,2\n"
    rows = rows_of(survey(tmp_path, text, "--weight", "w", "--indicator", "y", "--by", "g", "--stat", stat))
    assert [(row["g"], row["n"], row["estimate"] != "") for row in rows] == [
        ("", "2", True),
        ("a", "0", False),
        ("b", "2", True),
    ]
    nobody = "g,y,w\na,,1\nb,,1\n"
    rows = rows_of(survey(tmp_path, nobody, "--weight", "w", "--indicator", "y", "--by", "g", "--stat", stat))
    assert {row["n"] for row in rows} == {"0"}


@pytest.mark.parametrize(
    ("text", "stat", "words"),
    [
        ("w,y\ninf,1\n2,1\n", "mean", "row 2, column w: expected a finite number, found “inf”"),
        ("w,y\n1,1\n2,-inf\n", "mean", "row 3, column y: expected a number, found “-inf”"),
        ("w,y\n1,1\n2,inf\n", "median", "row 3, column y: expected a number, found “inf”"),
        ("w,y\n-1,1\n2,1\n", "median", "row 2, column w: expected a weight of zero or more, found “-1”"),
    ],
)
def test_what_has_no_end_or_weighs_less_than_nothing_is_refused_by_row(tmp_path, text, stat, words):
    result = survey(tmp_path, text, "--weight", "w", "--indicator", "y", "--stat", stat)
    assert (result.exit_code, words in result.output) == (2, True), result.output


def test_everybody_comes_first_unless_left_out(tmp_path):
    text = "w,y,g,h\n1,1,a,c\n2,0,b,c\n1,1,b,d\n"
    asked = ("--weight", "w", "--indicator", "y", "--by", "g", "--by", "h")
    rows = [(row["g"], row["h"]) for row in rows_of(survey(tmp_path, text, *asked))]
    assert rows == [("", ""), ("a", ""), ("b", ""), ("", "c"), ("", "d")]
    rows = [(row["g"], row["h"]) for row in rows_of(survey(tmp_path, text, *asked, "--no-total"))]
    assert rows == [("a", ""), ("b", ""), ("", "c"), ("", "d")]
    nothing = survey(tmp_path, text, "--weight", "w", "--indicator", "y", "--no-total")
    assert nothing.exit_code == 2
    assert "--no-total: expected a breakdown in each --by" in nothing.output


def test_the_command_is_told_what_weights_were_raked_to(tmp_path):
    text = "before,w,g,p,y\n1,2,a,1,1\n1,2,a,2,0\n1,4,b,3,1\n1,4,b,4,1\n2,8,b,5,0\n"
    asked = ("--weight", "w", "--psu", "p", "--indicator", "y", "--stat", "total")
    (plain,) = rows_of(survey(tmp_path, text, *asked))
    (known,) = rows_of(survey(tmp_path, text, *asked, "--raked-to", "g", "--base-weight", "before"))
    assert (known["estimate"], plain["estimate"]) == ("10.0", "10.0")
    # by hand: residuals from each group's mean (1/2; 2/4, of weights 1, 1, 2) times w are 1, -1, 2, 2, -4
    assert float(known["se"]) == pytest.approx((5 / 4 * (1 + 1 + 4 + 4 + 16)) ** 0.5)
    alone = survey(tmp_path, text, *asked, "--base-weight", "before")
    assert "--base-weight: expected --raked-to beside it, found none" in alone.output
    again = survey(tmp_path, text, *asked, "--raked-to", "g", "--variance", "jk1")
    assert "--variance: expected taylor beside --raked-to, found jk1" in again.output


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (
            '2,0,"cut o',
            "row 3: expected a closing double quote, and then the next cell, found a file that is cut off",
        ),
        (
            '2,0,"so\n3,1,"so"\n',
            "row 3: expected a closing double quote, and then the next cell, found a quoted text",
        ),
    ],
)
def test_a_file_whose_quotes_do_not_end_is_refused(tmp_path, end, words):
    result = survey(tmp_path, f'w,y,why\n1,1,"a ""b"""\n{end}', "--weight", "w", "--indicator", "y")
    assert (result.exit_code, words in result.output) == (2, True), result.output
