"""The same estimates on Spark as on DuckDB. Spark is an optional extra; where it is absent the test says so."""

import importlib.util
import os
import shutil

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from realign.cli import main
from tests.apps.cli.test_survey_and_disclosure import rows_of

# one session for all: starting one takes longer than the tests
pytestmark = [pytest.mark.slow, pytest.mark.spark]
# a short run: Java's second compiler and its parallel collector would take longer to warm up than to help
JAVA_OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
FIGURES = ("n", "estimate", "se", "lower", "upper", "df", "deff")


@pytest.fixture(scope="module", autouse=True)
def needs_spark():
    absent = [
        what
        for what, there in (
            ("pyspark (pip install realign[spark])", importlib.util.find_spec("pyspark")),
            ("Java", shutil.which("java")),
        )
        if not there
    ]
    if absent and os.environ.get("REALIGN_NO_SKIPS"):
        pytest.fail(f"REALIGN_NO_SKIPS is set, and this is absent: {', '.join(absent)}")
    if absent:
        pytest.skip(f"--engine spark is not tested: {', '.join(absent)} absent")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JDK_JAVA_OPTIONS", JAVA_OPTIONS)
        yield


@pytest.fixture(scope="module")
def pupils(tmp_path_factory):
    """Pupils in schools in strata, with gaps in answers and in a breakdown."""
    rng = np.random.default_rng(7)
    count = 3000
    school = rng.integers(0, 60, count)
    data = {
        "stratum": [f"s{one % 6}" for one in school],
        "school": school,
        "schools": np.full(count, 25),
        "w": rng.uniform(1, 4, count),
        "council": rng.choice(["Angus", "Dundee City", "Perth and Kinross"], count),
        "sex": [None if rng.random() < 0.02 else int(rng.integers(1, 3)) for _ in range(count)],
        "raised": [None if rng.random() < 0.05 else int(rng.random() < 0.3) for _ in range(count)],
        "score": rng.normal(12, 4, count),
    }
    path = tmp_path_factory.mktemp("spark") / "pupils.parquet"
    pq.write_table(pa.table(data), path)
    return path


def estimates(path, engine, *more):
    words = (
        "survey",
        "estimate",
        path,
        "--weight",
        "w",
        "--stratum",
        "stratum",
        "--psu",
        "school",
        "--fpc",
        "schools",
    )
    by = ("--by", "council", "--by", "council,sex", "--engine", engine)
    done = CliRunner().invoke(main, [str(word) for word in (*words, *by, *more)])
    assert done.exit_code == 0, done.output
    rows = rows_of(done.stdout)
    return {(row["council"], row["sex"], row["indicator"]): row for row in rows}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "more",
    [
        ("--indicator", "raised"),
        ("--indicator", "score", "--stat", "mean"),
        ("--indicator", "score", "--stat", "total"),
    ],
)
def test_spark_gives_the_numbers_of_duckdb(pupils, more):
    here, there = estimates(pupils, "duckdb", *more), estimates(pupils, "spark", *more)
    assert set(here) == set(there)
    for key, row in here.items():
        for name in FIGURES:
            if row[name] == "":
                assert there[key][name] == ""
            else:
                assert float(there[key][name]) == pytest.approx(float(row[name]), rel=1e-9), (key, name)


def test_without_java_the_command_says_what_to_install(pupils, monkeypatch):
    monkeypatch.setenv("PATH", "")
    words = ("survey", "estimate", str(pupils), "--weight", "w", "--indicator", "raised", "--engine", "spark")
    done = CliRunner().invoke(main, words)
    assert done.exit_code != 0
    assert "no “java” was found" in done.output
