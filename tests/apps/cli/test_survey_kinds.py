"""Every kind of estimate and test by command: each against what it must equal by its definition."""

import csv

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.apps.cli.test_survey_and_disclosure import DESIGN, PUPILS, call, rows_of

pytestmark = pytest.mark.slow


def pupils():
    with PUPILS.open() as stream:
        return list(csv.DictReader(stream))


def one(*words):
    done = call(*words)
    assert done.exit_code == 0, done.output
    (row,) = rows_of(done.stdout)
    return row


def test_a_total_is_the_sum_of_weights_times_answers():
    row = one(*DESIGN, "--indicator", "raised", "--stat", "total")
    assert float(row["estimate"]) == pytest.approx(sum(float(p["w"]) * float(p["raised"]) for p in pupils()))


def test_a_ratio_is_one_total_by_another():
    row = one(*DESIGN, "--indicator", "score", "--stat", "ratio", "--per", "raised")
    above = sum(float(p["w"]) * float(p["score"]) for p in pupils())
    below = sum(float(p["w"]) * float(p["raised"]) for p in pupils())
    assert float(row["estimate"]) == pytest.approx(above / below)


def test_a_median_has_half_the_weight_at_or_below_it():
    row = one(*DESIGN, "--indicator", "score", "--stat", "median")
    found = float(row["estimate"])
    total = sum(float(p["w"]) for p in pupils())
    at_most = sum(float(p["w"]) for p in pupils() if float(p["score"]) <= found)
    below = sum(float(p["w"]) for p in pupils() if float(p["score"]) < found)
    assert below < total / 2 <= at_most
    assert float(row["lower"]) <= found <= float(row["upper"])
    assert (row["stat"], row["deff"]) == ("median", "")


def test_quantiles_rise_with_their_share():
    done = call(*DESIGN, "--indicator", "score", "--stat", "quantile", "--share", 0.25, "--share", 0.75)
    low, high = rows_of(done.stdout)
    assert [low["stat"], high["stat"]] == ["quantile 0.25", "quantile 0.75"]
    assert float(low["estimate"]) < float(high["estimate"])


@pytest.fixture
def jackknifed(tmp_path):
    """Eight schools, with the weights that leave one of them out at a time."""
    rng = np.random.default_rng(3)
    school = np.repeat(np.arange(8), 12)
    weight = rng.uniform(1, 3, len(school))
    data = {"w": weight, "school": school, "sex": np.tile([1, 2], 48), "raised": rng.integers(0, 2, 96)}
    for out in range(8):
        data[f"rw{out + 1}"] = np.where(school == out, 0.0, weight * 8 / 7)
    path = tmp_path / "jackknifed.parquet"
    pq.write_table(pa.table(data), path)
    return path


def test_jackknife_weights_give_a_total_the_error_that_its_design_gives(jackknifed):
    """For a total the jackknife and linearisation are the same number (Wolter 2007, chapter 4)."""
    words = ("survey", "estimate", jackknifed, "--weight", "w", "--indicator", "raised", "--stat", "total")
    design = one(*words, "--psu", "school")
    weights = one(*words, "--replicates", "rw1-rw8", "--replicate-method", "jk1")
    assert float(weights["se"]) == pytest.approx(float(design["se"]), rel=1e-12)
    assert float(weights["df"]) == 7


def test_a_scale_that_is_given_goes_before_the_methods_own(jackknifed):
    words = (
        "survey",
        "estimate",
        jackknifed,
        "--weight",
        "w",
        "--indicator",
        "raised",
        "--replicates",
        "rw*",
    )
    own, given = one(*words, "--replicate-method", "jk1"), one(*words, "--replicate-scale", 4 * 7 / 8)
    assert float(given["se"]) == pytest.approx(2 * float(own["se"]))
    fay = one(*words, "--replicate-method", "fay", "--fay", 0.5)
    brr = one(*words, "--replicate-method", "brr")
    assert float(fay["se"]) == pytest.approx(2 * float(brr["se"]), rel=1e-12)


def test_a_comparison_is_the_gap_of_the_two_estimates(jackknifed):
    words = ("--weight", "w", "--psu", "school", "--indicator", "raised")
    compared = one("survey", "compare", jackknifed, *words, "--between", "sex", "--reference", 1)
    rows = rows_of(call("survey", "estimate", jackknifed, *words, "--by", "sex", "--no-total").stdout)
    first, second = (float(row["estimate"]) for row in rows)
    assert float(compared["difference"]) == pytest.approx(second - first)
    assert 0 <= float(compared["p_value"]) <= 1


def test_questions_are_tested_for_going_together(jackknifed):
    words = ("survey", "associate", jackknifed, "--weight", "w", "--psu", "school")
    row = one(*words, "--rows", "raised", "--columns", "sex")
    assert float(row["df1"]) == pytest.approx(1)
    assert 0 < float(row["p_value"]) <= 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--replicates", "rw1-rw8", "--psu", "school"), "replicate weights or strata and PSUs"),
        (("--replicates", "rw1"), "two columns or more"),
        (("--replicates", "rw1-rw9"), "expected a column “rw9”"),
        (("--replicates", "rw*"), "--replicate-scale, or --replicate-method"),
        (("--replicates", "rw*", "--replicate-method", "fay"), "a factor between 0 and 1"),
        (
            ("--replicates", "rw*", "--replicate-scale", 1, "--stat", "median"),
            "strata and PSUs for quantiles",
        ),
        (("--stat", "quantile"), "--share"),
        (("--stat", "ratio"), "a ratio needs"),
    ],
)
def test_what_cannot_be_worked_out_is_refused_with_what_to_do(jackknifed, words, says):
    done = call("survey", "estimate", jackknifed, "--weight", "w", "--indicator", "raised", *words)
    assert done.exit_code == 2
    assert says in done.output


@pytest.mark.parametrize("method", ["jk1", "jkn"])
def test_replicates_formed_here_give_a_total_the_error_that_linearisation_gives(jackknifed, method):
    words = ("survey", "estimate", jackknifed, "--weight", "w", "--psu", "school", "--indicator", "raised")
    taylor, formed = (one(*words, "--stat", "total", "--variance", how) for how in ("taylor", method))
    assert float(formed["se"]) == pytest.approx(float(taylor["se"]), rel=1e-12)
    share = one(*words, "--variance", method)
    assert float(share["se"]) != float(one(*words)["se"]), "for a share the two differ a little"


def test_the_bootstrap_repeats_with_its_seed(jackknifed):
    words = ("survey", "estimate", jackknifed, "--weight", "w", "--psu", "school", "--indicator", "raised")
    first, again, other = (one(*words, "--variance", "bootstrap", "--seed", seed) for seed in (5, 5, 6))
    assert first == again
    assert first["se"] != other["se"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--replicates", "rw1-rw8", "--replicate-method", "jk1"), "taylor beside --replicates"),
        (("--psu", "school", "--missing", "leave-out-units"), "keep-units"),
        (("--psu", "school", "--stat", "median"), "taylor for quantiles"),
    ],
)
def test_replicates_are_not_formed_where_they_would_say_something_else(jackknifed, words, says):
    done = call(
        "survey",
        "estimate",
        jackknifed,
        "--weight",
        "w",
        "--indicator",
        "raised",
        "--variance",
        "jkn",
        *words,
    )
    assert done.exit_code == 2
    assert says in done.output
