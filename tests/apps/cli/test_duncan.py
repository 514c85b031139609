"""`realign trends duncan`: both indexes that are called Duncan’s, each by its name."""

import csv
import io

import pytest
from click.testing import CliRunner

from realign.cli import main

ZONES = "area,group,others,outcome\nA,30,50,2\nB,10,50,1\n"


def call(path, text, *words):
    file = path / "zones.csv"
    file.write_text(text)
    return CliRunner().invoke(main, ["trends", "duncan", str(file), *words])


def test_each_index_has_its_name_and_its_way_round(tmp_path):
    rows = {row["measure"]: row for row in csv.DictReader(io.StringIO(call(tmp_path, ZONES).stdout))}
    assert float(rows["dissimilarity"]["value"]) == 0.25
    assert float(rows["duncan_cpop"]["value"]) == -0.25
    assert "outcome is low" in rows["duncan_cpop"]["method"]
    turned = call(tmp_path, ZONES, "--better", "lower").stdout
    assert "duncan_cpop,0.25," in turned
    assert "outcome is bad" in turned


def test_without_an_outcome_there_is_nothing_to_rank_by(tmp_path):
    text = "area,group,others\nA,30,50\nB,10,50\n"
    assert "duncan_cpop" not in call(tmp_path, text).stdout
    assert "expected a column “outcome” with --better" in call(tmp_path, text, "--better", "lower").output


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("area,group\nA,1\n", "expected a column “others”"),
        ("area,group,others\n", "expected rows of figures"),
        ("area,group,others\nA,1,2\n", "at least 2 areas"),
        ("area,group,others\nA,1,2\nA,1,2\n", "row 3, column area: expected each area once"),
        ("area,group,others\nA,1,2\n,1,2\n", "row 3, column area: expected the name or code"),
        ('area,group,others\nA,1,2\nB,"1,5",2\n', "row 3, column group: expected a number of zero or more"),
        ("area,group,others,outcome\nA,1,2,3\nB,1,2,\n", "row 3, column outcome: expected a number"),
        ("area,group,others\nA,0,2\nB,0,2\n", "at least one member"),
    ],
)
def test_what_is_not_understood_is_refused_by_row_and_column(tmp_path, text, says):
    done = call(tmp_path, text)
    assert done.exit_code == 2
    assert says in done.output
