"""`realign trends standardise`: the worked values come out, and bad input is named by row and column."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from realign.cli import main
from tests.support.realdata import data_path

WORKED = json.loads(
    (Path(__file__).resolve().parents[2] / "reference" / "indicators" / "values.json").read_text()
)["direct_rate"]
LEVEL_OF_1_96 = "0.9500042097035591"
REFERENCE = "age,events,population\n0-4,50,10000\n5-9,40,10000\n"


def call(*words):
    return CliRunner().invoke(main, ["trends", "standardise", *(str(word) for word in words)])


def rows_of(*words):
    done = call(*words)
    assert done.exit_code == 0, done.output
    return list(csv.DictReader(io.StringIO(done.stdout)))


@pytest.fixture
def file(tmp_path):
    def write(text, name="ages.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def worked_rows(**more):
    columns = (WORKED["ages"], WORKED["events"], WORKED["populations"], *more.values())
    lines = [",".join(map(str, row)) for row in zip(*columns, strict=True)]
    return ",".join(("age", "events", "population", *more)) + "\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "words", [(), ("--standard", "file")], ids=["the packaged standard", "the standard of the file"]
)
def test_the_worked_rate_comes_out(file, words):
    path = file(worked_rows(standard=[5000, 5500, 5500, 5500]))
    (row,) = rows_of(path, "--level", LEVEL_OF_1_96, *words)
    found = [float(row[name]) for name in ("rate", "lower", "upper")]
    assert found == pytest.approx(WORKED["rate"], abs=6e-4)
    assert float(row["crude_rate"]) == pytest.approx(WORKED["crude"], abs=6e-5)
    assert row["method"] == "Dobson"


def test_the_row_says_by_which_standard_and_ages(file):
    (row,) = rows_of(file(worked_rows()))
    assert row["standard"] == "European Standard Population 2013, ages 0-4, 5-9, 10-14, 15-19"


def test_an_area_of_another_mix_of_ages_is_made_comparable(file):
    """The same rate at each age, in a young area and an old one: the crude rates differ, the standardised ones do not."""
    ages = "area,age,events,population\nYoung,0–4,90,9000\nYoung,15 - 19,20,1000\nOld,0-4,10,1000\nOld,15-19,180,9000\n"
    young, old = rows_of(file(ages), "--per", "1000")
    assert (young["crude_rate"], old["crude_rate"]) == ("11.0", "19.0")
    assert young["rate"] == old["rate"] == str(round((5000 * 10 + 5500 * 20) / 10500, 4))


@pytest.mark.parametrize(("events", "given"), [(9, False), (10, True)])
def test_below_ten_events_no_rate_is_given_and_the_reason_is_said(file, events, given):
    done = call(file(f"age,events,population\n0-4,{events},4800\n"))
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert bool(row["rate"]) is given
    assert ("fewer than 10 events in all" in row["reason"]) is not given
    assert ("no standardised rate" in done.stderr) is not given


def test_indirectly_by_a_reference(file):
    """Expected by hand: 1000 at 50 in 10,000 and 2000 at 40 in 10,000 make 13; the crude rate of the reference is 4.5."""
    areas = file("age,events,population\n0-4,5,1000\n5-9,8,2000\n")
    (row,) = rows_of(areas, "--reference", file(REFERENCE, "scotland.csv"), "--per", "1000")
    assert (row["events"], row["expected"], row["ratio"], row["rate"]) == ("13.0", "13.0", "1.0", "4.5")
    assert float(row["ratio_lower"]) < 1 < float(row["ratio_upper"])


@pytest.mark.parametrize(
    ("text", "words", "says"),
    [
        ("age,events\n0-4,3\n", (), "expected a column “population”"),
        ("age,events,population\n", (), "expected rows of figures under the heading, found none"),
        ("age,events,population\n0-4,3,100\n0-4,3,100\n", (), "row 3, column age: expected each age band once"),
        ("age,events,population\n,3,100\n", (), "row 2, column age: expected the name of an age band"),
        ("age,events,population\n0-4,many,100\n", (), "row 2, column events: expected a number, found “many”"),
        ("age,events,population\n0-4,nan,100\n", (), "row 2, column events: expected a number, found “nan”"),
        ("age,events,population\n0-4,1_0,100\n", (), "row 2, column events: expected a number, found “1_0”"),
        ("age,events,population\n0-4,-1,100\n", (), "row 2, column events: expected a number of zero or more"),
        ("age,events,population\n0-4,3,0\n", (), "row 2, column population: expected more than zero, found 0"),
        ("age,events,population\n0-15,3,100\n", (), "column age: expected age bands of the European Standard"),
        ("age,events,population\n0-4,3,100\n", ("--standard", "file"), "expected a column “standard”"),
        ("age,events,population,standard\n0-4,30,100,0\n", ("--standard", "file"), "needs somebody"),
        ("age,events,population\n0-4,3,100\n", ("--reference", "REF"), "every age band of the reference, found none"),
        ("age,events,population\n90+,3,100\n", ("--reference", "REF"), "column age: expected age bands of the ref"),
    ],
)  # fmt: skip
def test_bad_input_is_named_and_leaves_with_two(file, text, words, says):
    reference = str(file(REFERENCE, "scotland.csv"))
    done = call(file(text), *(reference if word == "REF" else word for word in words))
    assert done.exit_code == 2
    assert says in done.output
    assert "Traceback" not in done.output


def test_a_reference_is_one_area(file):
    two = file("area,age,events,population\nA,0-4,3,100\nB,0-4,3,100\n", "two.csv")
    done = call(file("age,events,population\n0-4,3,100\n"), "--reference", two)
    assert (done.exit_code, "expected one area, found 2" in done.output) == (2, True)


@pytest.mark.realdata
def test_the_published_rates_of_the_public_health_package_come_out(file):
    """PHEindicatormethods' areas at the European Standard Population, per 100,000, to the four decimals of the file."""
    folder = data_path("statistics/phe_indicator_methods")
    bands, published = (
        list(csv.DictReader((folder / f"testdata_DSR_ISR__{name}.csv").read_text("utf-8").splitlines()))
        for name in ("testdata_multiarea", "testresults_DSR")
    )
    (expected,) = [
        row
        for row in published
        if row["area"] == "testdata_big"
        and row["statistic"].endswith("per 100000")
        and row["method"] == "Dobson"
    ]
    whole = [row for row in bands if row["area"] == "testdata_big"]
    for row in whole:  # the file has one slip of the pen
        row["ageband"] = row["ageband"].replace("55-69", "55-59")
    lines = [f"{row['ageband']},{row['count'] or 0},{row['pop']}" for row in whole]
    (row,) = rows_of(file("age,events,population\n" + "\n".join(lines)))
    for name, column in (("rate", "value"), ("lower", "lower95_0cl"), ("upper", "upper95_0cl")):
        assert float(row[name]) == pytest.approx(float(expected[column]), abs=5e-5)
