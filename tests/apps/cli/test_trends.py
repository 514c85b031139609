"""`realign trends check`: the published numbers come out, and bad input is named by row and column."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from realign.cli import main
from tests.support.realdata import data_path

WORKED = json.loads((Path(__file__).resolve().parents[2] / "reference" / "spc" / "values.json").read_text())


def call(*words):
    return CliRunner().invoke(main, ["trends", "check", *(str(word) for word in words)])


def found(*words):
    done = call(*words)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture
def series(tmp_path):
    """Writes values, and denominators where there are any, as the file of a series."""

    def write(values, denominators=None, periods=None):
        path = tmp_path / "series.csv"
        with path.open("w", newline="") as stream:
            rows = csv.writer(stream)
            rows.writerow(["period", "value", *(["denominator"] if denominators else [])])
            names = periods or [f"month {number}" for number in range(1, len(values) + 1)]
            columns = [names, values, *([denominators] if denominators else [])]
            rows.writerows(zip(*columns, strict=True))
        return path

    return write


def test_the_run_chart_has_its_median_and_a_shift_of_eight(series):
    given = WORKED["run_chart"]
    result = found(series(given["values"]))
    assert (result["centre"], result["lower"], result["upper"]) == (given["median"], None, None)
    assert [point["value"] for point in result["points"]] == given["values"]
    (signal,) = result["signals"]
    assert (signal["rule"], signal["direction"]) == ("shift", "above")
    assert len(signal["points"]) == given["shift_length"]
    assert "8 points in a row above the median, from month 12 to month 19" in signal["text"]
    assert (result["phases"][0]["useful"], result["phases"][0]["runs"]) == (given["useful"], given["runs"])


def test_the_chart_of_single_values_has_its_limits(series):
    expected = WORKED["xmr"]
    result = found(series(WORKED["run_chart"]["values"]), "--chart", "i", "--baseline", 12)
    assert (result["centre"], result["lower"], result["upper"]) == pytest.approx(
        (expected["mean"], expected["lower"], expected["upper"]), abs=5e-5
    )


def test_the_chart_of_proportions_has_limits_that_move_with_the_denominator(series):
    given = WORKED["p"]
    result = found(series(given["events"], given["n"]), "--chart", "p")
    assert result["centre"] == pytest.approx(given["centre"], abs=5e-7)
    assert [[point["lower"], point["upper"]] for point in result["points"]] == [
        pytest.approx(pair, abs=6e-6) for pair in given["limits"]
    ]
    assert (result["lower"], result["upper"]) == (None, None)


@pytest.mark.parametrize(("rules", "length"), [("nhs", 7), ("western-electric", 8)])
def test_the_rules_asked_for_are_the_rules_used(series, rules, length):
    values = [9, 11] * 6 + [10.5] * (length - 1)
    values[11] = 9
    assert "shift" not in {signal["rule"] for signal in found(series(values), "--rules", rules)["signals"]}
    seen = found(series([*values, 10.5]), "--rules", rules)["signals"]
    assert "shift" in {signal["rule"] for signal in seen}


def test_a_gap_is_no_value_and_a_file_can_take_the_answer(series, tmp_path):
    out = tmp_path / "out.json"
    done = call(series([12, "", "[c]", 14]), "--chart", "i", "--out", out)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "4 points" not in done.stderr
    assert "fewer than 10" in done.stderr
    assert [point["value"] for point in json.loads(out.read_text())["points"]] == [12, None, None, 14]


def test_a_denominator_that_a_chart_does_not_use_is_said(series):
    done = call(series([4, 5, 6], [10, 10, 10]), "--chart", "c")
    assert "The column denominator is not used by the chart c." in done.stderr
    assert json.loads(done.stdout)["centre"] == 5


FAR = [5, 7, 6, 8, 6, 7, 5, 6, 20, 6, 7, 5]


@pytest.mark.parametrize(
    ("words", "limits", "said"),
    [
        ((), (3.195556, 11.471111), "with screening: 2 of the 11 moving ranges"),
        (("--no-screen",), (-2.823030, 17.489697), "without screening: all 11 moving ranges count"),
    ],
)
def test_the_rules_of_the_nhs_screen_moving_ranges_and_say_so(series, words, limits, said):
    done = call(series(FAR), "--chart", "i", "--rules", "nhs", *words)
    result = json.loads(done.stdout)
    assert (result["lower"], result["upper"]) == pytest.approx(limits, abs=5e-7)
    assert said in done.stderr


def test_phases_exclusions_and_points_that_stand_out_are_named_by_their_period(series):
    given = (
        series(FAR),
        "--chart",
        "run",
        "--phase",
        "month 7",
        "--exclude",
        "month 9",
        "--stands-out",
        "month 1",
    )
    result = found(*given)
    assert [(phase["start"], phase["end"]) for phase in result["phases"]] == [(0, 5), (6, 11)]
    assert [phase["centre"] for phase in result["phases"]] == [6.5, 6]
    assert [point["period"] for point in result["points"] if point["excluded"]] == ["month 9"]
    assert [signal["rule"] for signal in result["signals"]] == ["astronomical point"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ("--phase", "month 13"),
            "--phase month 13: expected a period of series.csv, found none of that name",
        ),
        (("--exclude", "month 2", "--exclude", "month 2"), "--exclude month 2: expected each period once"),
        (("--phase", "month 1"), "point 0 begins a phase anyway"),
    ],
)
def test_a_period_that_the_series_does_not_have_is_refused(series, words, says):
    done = call(series(FAR), *words)
    assert done.exit_code == 2
    assert says in done.output


def test_a_group_of_one_is_drawn_without_limits(tmp_path):
    path = tmp_path / "series.csv"
    path.write_text(
        "period,value\n" + "".join(f"{p},{v}\n" for p, v in [(1, 5), (1, 7), (2, 6), (3, 4), (3, 8)])
    )
    points = found(path, "--chart", "xbar")["points"]
    assert [(point["value"], point["lower"] is None) for point in points] == [
        (6, False),
        (6, True),
        (6, False),
    ]


def test_a_limit_that_no_number_can_hold_is_unknown(series):
    done = call(series([1e308, 1e290, 1e308, 1e307]), "--chart", "t")
    assert [point["upper"] for point in json.loads(done.stdout)["points"]] == [None] * 4
    assert "it is unknown" in done.stderr
    done = call(series([1e308, 1.1e308, 1e308]), "--chart", "i")
    assert (done.exit_code, "Give them in a larger unit" in done.output) == (2, True)


@pytest.mark.parametrize(
    ("text", "words", "says"),
    [
        ("period,count\n2024,3\n", (), "series.csv: expected a column “value”, found columns period, count"),
        ("period,value\n2024,3\n2025,many\n", (), "series.csv, row 3, column value: expected a number"),
        ("period,value\n", (), "series.csv: expected rows of figures under the heading, found none"),
        ("", (), "found an empty file"),
        ("period,value\n2024,3\n2024,4\n", (), "row 3, column period: expected one row for each period"),
        ("period,value\n2024,3\n,4\n", (), "row 3, column period: expected the name of a period, found a blank"),
        ("period,value\n2024,3,9\n", (), "series.csv, row 2: expected 2 columns"),
        ("period,value\n2024,3\n2025,4\n", ("--chart", "p"), "expected a column “denominator”"),
        ("period,value,denominator\n1,3,9\n2,4,0\n", ("--chart", "u"), "row 3, column denominator: expected more"),
        ("period,value,denominator\n1,3,9\n2,4,\n", ("--chart", "u"), "row 3, column denominator: expected a n"),
        ("period,value,denominator\n1,3,9\n2,10,9\n", ("--chart", "p"), "row 3, column value: expected no more"),
        ("period,value\n2024,3\n2025,-4\n", ("--chart", "c"), "row 3, column value: expected zero or more, found -4"),
        ("period,value\n2024,3\n2025,4\n", ("--chart", "xbar"), "the chart xbar needs several measurements in each"),
        ("period,value\n1,3\n1,4\n2,5\n", ("--chart", "s"), "2 has fewer than two values"),
        ("period,value\n2024,3\n2025,4\n", ("--baseline", "1"), "at least 2 points, better 12; found 1"),
        ("period,value\n2024,3\n", (), "column value: expected at least 2 values for the chart run, found 1"),
        ("period,value\n1,3\n2,4\n", ("--chart", "mr"), "expected at least 3 values for the chart mr, found 2"),
        ("period,Value,value\n1,3,9\n2,4,9\n", (), "row 1, column value: expected one column “value”, found “Value” and"),
        ("period,value\nFeb 2024,3\nJan 2024,4\n", (), "row 3, column period: expected periods from the oldest"),
        ("period,value\n2024 Q2,3\n2024 Q1,4\n", (), "row 3, column period: expected periods from the oldest"),
        ("period,value\nQ1 2024,3\nQ4 2023,4\n", (), "row 3, column period: expected periods from the oldest"),
        ("period,value\n1-Feb-2024,3\nSept. 2023,4\n", (), "row 3, column period: expected periods from the oldest"),
        ("period,value\n2024/25 Q1,3\n2023/24 Q4,4\n", (), "row 3, column period: expected periods from the oldest"),
        ("period,value\n01/02/2024,3\n01/01/2024,4\n", (), "row 3, column period: expected periods from the o"),
        ('period,value\n2023,"3,5"\n2024,4\n', (), "row 2, column value: expected a number"),
        ("period;value\n1;3\n", (), "row 1: expected columns separated by commas, found columns separated by semic"),
        ("period\tvalue\n1\t3\n", (), "separated by tabs"),
        ("period,value,value\n1,3,4\n", (), "row 1, column value: expected each column once"),
        ("period,value\n2024,3\n\n\n2025,many\n", (), "series.csv, row 5, column value: expected a number"),
        ("period,value\n2022,3\n2020,4\n", (), "row 3, column period: expected periods from the oldest to the la"),
        ("period,value\n2021/22,3\n2019/20,4\n", (), "found “2019/20” after “2021/22”"),
        ('period,value\n1,"' + "x" * 140_000, (), "found a text of more than 131,072 letters"),
    ],
)  # fmt: skip
def test_bad_input_is_named_and_leaves_with_two(tmp_path, text, words, says):
    path = tmp_path / "series.csv"
    path.write_text(text)
    done = call(path, *words)
    assert done.exit_code == 2
    assert says in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffperiod,value\n2020,5\n2021,5\n2022,5\n",  # with a byte order mark
        "Period,Value\n2020,5\n\n2021,5\n2022,5\n\n",  # capitals and blank lines
        "period,value\nWeek B,5\nWeek A,5\nWeek C,5\n",  # names that say nothing about time
        "period,value\n2009-10,5\n2010-11,5\n2010-14,5\n",  # years and several years together
        "period,value\n31/01/2024,5\n02/02/2024,5\n01/03/2024,5\n",  # days, as they are written here
        "period,value\n01/31/2024,5\n02/01/2024,5\n03/01/2024,5\n",  # days, as they are written in America
        "period,value\nSept 2023,5\n1 Feb 2024,5\nMarch 2024,5\n",  # months, short and long
    ],
)
@pytest.mark.parametrize("chart", ["run", "i", "mr", "c", "t"])
def test_what_spreadsheets_write_is_read_and_a_series_that_never_varies_has_no_signal(tmp_path, text, chart):
    path = tmp_path / "series.csv"
    path.write_text(text, encoding="utf-8")
    result = found(path, "--chart", chart)
    assert (len(result["points"]), result["signals"]) == (3, [])


def test_groups_of_many_measurements_have_limits(tmp_path):
    path = tmp_path / "series.csv"
    rows = [f"{period},{10 + (number % 7 - 3)}" for period in range(4) for number in range(700)]
    path.write_text("period,value\n" + "\n".join(rows))
    result = found(path, "--chart", "xbar")
    assert (result["centre"], result["lower"]) == pytest.approx((10, 10 - 3 * 2 / 700**0.5), abs=1e-3)


def test_an_answer_that_cannot_be_written_leaves_with_two(series, tmp_path):
    done = call(series([1, 2, 3]), "--out", tmp_path / "absent" / "out.json")
    assert (done.exit_code, "is not there. Make it first, or name another file." in done.output) == (2, True)


@pytest.mark.parametrize("words", [("--chart", "bar"), ("--rules", "own"), ("--baseline", "many")])
def test_unknown_choices_leave_with_two(series, words):
    assert call(series([1, 2, 3]), *words).exit_code == 2


@pytest.mark.slow
def test_nothing_of_the_site_is_started(series):
    probe = (
        "import sys; from realign.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as left: assert left.code == 0, left.code\n"
        "assert 'django.db.models' not in sys.modules"
    )
    words = [sys.executable, "-c", probe, "trends", "check", series([1, 2, 3, 4])]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr


def column(rows, name):
    return [float(row[name]) if row[name] else None for row in rows]


def table(name):
    with data_path(f"spc/{name}.csv").open() as stream:
        return list(csv.DictReader(stream))


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("measured", "answer", "chart"),
    [
        ("tbl_06.03", "expected_ex_6.3_1", "xbar"),
        ("tbl_06.03", "expected_ex_6.3_2", "s"),
        ("tbl_06.04", "expected_ex_6.4_1", "xbar"),
        ("tbl_06.04", "expected_ex_6.4_2", "s"),
    ],
)
def test_montgomerys_piston_rings_have_their_limits(series, measured, answer, chart):
    rows = [row for row in table(measured) if row["obs"]]
    expected = table(answer)
    path = series([row["obs"] for row in rows], periods=[row["sample"] for row in rows])
    points = found(path, "--chart", chart, "--rules", "anhoej")["points"]
    for ours, theirs in (("value", "y"), ("centre", "cl"), ("lower", "lcl"), ("upper", "ucl")):
        assert [point[ours] for point in points] == pytest.approx(column(expected, theirs), rel=1e-9)


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("answer", "chart", "tolerance"), [("expected_ex_6.5_3", "i", 2e-4), ("expected_ex_6.5_4", "mr", 1e-9)]
)
def test_montgomerys_costs_have_their_signals(series, answer, chart, tolerance):
    """Half-widths of the individuals chart differ by 0.016 per cent: 2.66 here, 3 ÷ 1.128 there."""
    costs, expected = table("tbl_06.07"), table(answer)
    path = series([row["cost"] for row in costs], periods=[row["weeks"] for row in costs])
    used = sum(row["baseline"] == "True" for row in expected) - (chart == "mr")
    result = found(path, "--chart", chart, "--rules", "anhoej", "--baseline", used)
    assert result["centre"] == pytest.approx(float(expected[0]["cl"]), rel=1e-12)
    half = float(expected[0]["ucl"]) - float(expected[0]["cl"])
    assert result["points"][-1]["upper"] - result["centre"] == pytest.approx(half, rel=tolerance)
    outside = [signal["start"] for signal in result["signals"] if signal["rule"] == "outside limits"]
    assert outside == [number for number, row in enumerate(expected) if row["sigma.signal"] == "True"]
