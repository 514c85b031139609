"""Odd but lawful files give the answers R gives; unlawful ones are refused by file, row, column, expected and found."""

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from realign.cli import main
from tests.apps.cli.test_survey_and_disclosure import rows_of
from tests.reference.survey.live.session import ask_r

pytestmark = [pytest.mark.slow]  # R starts once for all of them


def call(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def odd():
    """Names with spaces, text strata, unit codes that start again in each, blanks, booleans, codes that begin with 0."""
    rng = np.random.default_rng(3)
    count = 240
    stratum = rng.choice(["North, upper", "South", "West & isles"], count)
    frame = pd.DataFrame(
        {
            "the weight": rng.uniform(1, 9, count).round(2),
            "stratum name": stratum,
            "unit": rng.integers(1, 7, count).astype(float),
            "units": pd.Series(stratum).map({"North, upper": 20, "South": 11, "West & isles": 6}),
            "raised": rng.choice([0.0, 1.0, np.nan], count, p=[0.6, 0.35, 0.05]),
            "sure": rng.choice([True, False], count),
            "score": np.where(rng.random(count) < 0.9, rng.normal(12, 4, count).round(1), np.nan),
            "area code": rng.choice(["001", "002", "010"], count),
            "group": rng.choice(["a", "b", None], count, p=[0.5, 0.4, 0.1]),
        }
    )
    frame["share"] = [6 / size for size in frame["units"]]
    return frame


DESIGNS = {
    "weights only": ((), "ids = ~1"),
    "units": (("--psu", "unit"), "ids = ~unit"),
    "strata": (("--stratum", "stratum name"), "ids = ~1, strata = ~stratum.name"),
    "units in strata": (
        ("--stratum", "stratum name", "--psu", "unit"),
        "ids = ~unit, strata = ~stratum.name, nest = TRUE",
    ),
    "population counts": (
        ("--stratum", "stratum name", "--psu", "unit", "--fpc", "units"),
        "ids = ~unit, strata = ~stratum.name, nest = TRUE, fpc = ~units",
    ),
    "sampled shares": (
        ("--stratum", "stratum name", "--psu", "unit", "--fpc", "share"),
        "ids = ~unit, strata = ~stratum.name, nest = TRUE, fpc = ~share",
    ),
}
GROUPS = {
    ("", ""): "TRUE",
    ("010", ""): 'area.code == "010"',
    ("001", "b"): 'area.code == "001" & group %in% "b"',
}
METHODS = {"mean": "mean", "logit": "xlogit", "asin": "asin", "beta": "beta"}


@pytest.fixture(scope="module")
def in_r(odd):
    lines = ['d <- read.csv("odd.csv", colClasses = c(area.code = "character"), na.strings = "")']
    for design, (_, words) in DESIGNS.items():
        lines.append(f"des <- svydesign({words}, weights = ~the.weight, data = d)")
        for (area, group), condition in GROUPS.items():
            lines.append(f"sub <- subset(des, {condition})")
            where = f"{design},{area},{group}".replace(",", "|")
            for y in ("raised", "sure"):
                lines.append(f"sub$variables$y <- as.numeric(as.logical(sub$variables${y}))")
                lines.append(f'answer("{where}", "{y}", share(sub, "y"))')
            lines.append(f'answer("{where}", "score", number(svymean, sub, "score"))')
            lines.append(f'answer("{where}", "total", number(svytotal, sub, "score"))')
    return ask_r({"odd": odd}, "\n".join(lines))


def near(row, names, expected):
    return [float(row[name]) for name in names] == pytest.approx(list(expected), rel=1e-6)


@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.parametrize("design", DESIGNS)
def test_the_command_gives_r_s_answers(design, kind, odd, in_r, tmp_path):
    path = tmp_path / f"odd.{kind}"
    odd.to_csv(path, index=False) if kind == "csv" else odd.to_parquet(path)
    words = (path, "--weight", "the weight", *DESIGNS[design][0])
    by = ("--by", "", "--by", "area code", "--by", "area code,group")

    def asked(*more):
        done = call("survey", "estimate", *words, *by, *more)
        assert done.exit_code == 0, done.output
        rows = rows_of(done.stdout)
        assert list(rows[0])[:3] == ["area code", "group", "indicator"]
        return {(row["area code"], row["group"], row["indicator"]): row for row in rows}

    for place, ci in enumerate(METHODS):
        rows = asked("--indicator", "raised", "--indicator", "sure", "--ci", ci)
        for area, group in GROUPS:
            for y in ("raised", "sure"):
                theirs = in_r[f"{design}|{area}|{group}", y]
                row = rows[area, group, y]
                assert near(row, ("estimate", "se", "deff", "df", "n"), theirs[:5])
                assert near(row, ("lower", "upper"), theirs[5 + 2 * place : 7 + 2 * place])
    for stat, name in (("mean", "score"), ("total", "total")):
        rows = asked("--indicator", "score", "--stat", stat)
        for area, group in GROUPS:
            theirs = in_r[f"{design}|{area}|{group}", name]
            assert near(rows[area, group, "score"], ("estimate", "se", "deff", "lower", "upper"), theirs)


def test_blank_groups_are_nobody_s_group_and_are_said(odd, tmp_path):
    path = tmp_path / "odd.csv"
    odd.to_csv(path, index=False)
    done = call(
        "survey",
        "estimate",
        path,
        "--weight",
        "the weight",
        "--indicator",
        "sure",
        "--by",
        "group",
        "--no-total",
    )
    assert [row["group"] for row in rows_of(done.stdout)] == ["a", "b"]
    assert f"{odd['group'].isna().sum()} rows have no group" in done.stderr


@pytest.mark.parametrize(
    ("text", "words", "says"),
    [
        ("w,y\n1,1\n2,2\n", (), "bad.csv, row 3, column y: expected 1 for yes or 0 for no"),
        ("w,y\n1,1\n2,perhaps\n", (), "bad.csv, row 3, column y: expected 1 for yes or 0 for no"),
        ("w,y\n1,1\n2,perhaps\n", ("--stat", "mean"), "row 3, column y: expected a number, found “perhaps”"),
        ("w,y\n1,1\n-2,0\n", (), "row 3, column w: expected a weight of zero or more, found “-2”"),
        ("w,y\n1,1\n,0\n", (), "row 3, column w: expected a weight of zero or more, found nothing"),
        ("w,y\nheavy,1\n1,0\n", (), "row 2, column w: expected a weight of zero or more, found “heavy”"),
        ("w,y,p\n1,1,a\n1,0,\n", ("--psu", "p"), "row 3, column p: expected a stratum or sampling unit"),
        ("w,y,f\n1,1,9\n1,0,8\n", ("--fpc", "f"), "row 3, column f: expected 9, the population size"),
        ("w,y,f\n1,1,x\n1,0,8\n", ("--fpc", "f"), "row 2, column f: expected a population size"),
        ("w,y\n1,1\n2\n", (), "bad.csv, row 3: expected 2 columns, found more or fewer"),
        ("w,y,w\n1,1,2\n", (), "bad.csv, row 1: expected a name for each column, found “w” more than once"),
        ("w;y\n1;1\n", (), "expected a column “w”, found columns w;y"),
        ("w,y,s\n1,1,a\n1,0,b\n", ("--stratum", "s"), "--lonely-psu"),
        ("w,y\n", (), "has no rows"),
    ],
)
def test_unlawful_files_are_refused_where_they_are_wrong(text, words, says, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text(text)
    done = call("survey", "estimate", path, "--weight", "w", "--indicator", "y", *words)
    assert done.exit_code == 2
    assert says in done.output


def test_text_in_another_encoding_is_refused_by_its_byte(tmp_path):
    path = tmp_path / "latin.csv"
    path.write_bytes(b"w,y,caf\xe9\n1,1,2\n")
    done = call("survey", "estimate", path, "--weight", "w", "--indicator", "y")
    assert done.exit_code == 2
    assert "latin.csv, byte 8: expected UTF-8 text" in done.output


def test_a_column_that_begins_in_whole_numbers_may_go_on_in_others(tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("w,y\n" + "10,1\n20,0\n" * 200_000 + "0.5,1\n")
    done = call("survey", "estimate", path, "--weight", "w", "--indicator", "y", "--stat", "total")
    assert done.exit_code == 0
    assert float(rows_of(done.stdout)[0]["estimate"]) == pytest.approx(2_000_000.5)
