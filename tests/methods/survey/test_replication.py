"""Replicated variances agree with loops that leave units out, and with linearisation where theory says so."""

import ibis
import numpy as np
import pyarrow as pa
import pytest

from realign.methods.survey import (
    Centre,
    Design,
    Method,
    Stat,
    SurveyError,
    SurveyIndicator,
    differences_with_replicate_weights,
    estimate,
    estimate_by_replication,
    estimate_with_replicate_weights,
)
from tests.methods.survey import definition
from tests.methods.survey.pupils import CORRECTED, PLAIN, pupil_columns, pupil_rows, pupils, table_of

INDICATORS = [
    SurveyIndicator("raised", Stat.PROPORTION),
    SurveyIndicator("total", Stat.TOTAL, column="score"),
    SurveyIndicator("ratio", Stat.RATIO, column="score", per="girl"),
]


def paired():
    """Three strata of two units each, four people a unit."""
    rng = np.random.default_rng(11)
    rows = [(stratum, unit) for stratum in "abc" for unit in (1, 2) for _ in range(4)]
    return {
        "stratum": [stratum for stratum, _ in rows],
        "psu": [unit for _, unit in rows],
        "w": rng.uniform(1, 5, 24).tolist(),
        "raised": rng.integers(0, 2, 24).tolist(),
        "score": rng.normal(10, 2, 24).tolist(),
        "girl": rng.integers(1, 3, 24).tolist(),
    }


@pytest.mark.parametrize(
    ("columns", "design", "method"),
    [
        (pupil_columns(), PLAIN, Method.JKN),
        (pupil_columns(), CORRECTED, Method.JKN),
        (pupil_columns(), Design(weight="w", psu="psu"), Method.JK1),
        (paired(), PLAIN, Method.JKN),
        (paired(), PLAIN, Method.BRR),
        (paired(), PLAIN, Method.FAY),
    ],
)
def test_totals_have_exactly_the_linearised_variance(columns, design, method):
    by = [(), ("girl",)]
    exact = estimate(table_of(columns), design, indicators=INDICATORS, by=by)
    found = estimate_by_replication(table_of(columns), design, indicators=INDICATORS, by=by, method=method)
    total = exact["indicator"] == "total"
    assert found["se"][total] == pytest.approx(exact["se"][total])
    assert found["deff"][total] == pytest.approx(exact["deff"][total])
    assert found["estimate"] == pytest.approx(exact["estimate"], nan_ok=True)
    everyone = np.array([girl is None for girl in found["girl"]])
    assert found["df"][everyone].tolist() == exact["df"][everyone].tolist()


def left_out(rows, stratum, unit):
    """Everyone, with one unit's weight shared out among the others of its stratum."""
    size = len({row["psu"] for row in rows if row["stratum"] == stratum})
    for row in rows:
        if row["stratum"] != stratum:
            yield row
        elif row["psu"] != unit:
            yield row | {"w": row["w"] * size / (size - 1)}


@pytest.mark.parametrize("centre", Centre)
def test_the_jackknife_by_hand(centre):
    rows = [row | {"y": row["raised"]} for row in pupil_rows()]
    whole, _ = definition.value_and_variance(rows, "mean")
    units = sorted({(row["stratum"], row["psu"]) for row in rows})
    again = [definition.value_and_variance(list(left_out(rows, *unit)), "mean")[0] for unit in units]
    size = {"P": 4, "S": 3}
    middle = whole if centre is Centre.ESTIMATE else np.mean(again)
    variance = sum(
        (size[s] - 1) / size[s] * (one - middle) ** 2 for (s, _), one in zip(units, again, strict=True)
    )
    found = estimate_by_replication(pupils(), PLAIN, indicators=INDICATORS, method=Method.JKN, centre=centre)
    assert found["se"][0] ** 2 == pytest.approx(variance)


@pytest.mark.parametrize(("method", "fay"), [(Method.BRR, 0.0), (Method.FAY, 0.3)])
def test_balanced_replication_over_every_half_sample(method, fay):
    """A balanced set gives means nearly the spread of all 8 half-samples."""
    columns = paired()
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    rows = [row | {"y": row["raised"]} for row in rows]
    whole, _ = definition.value_and_variance(rows, "mean")
    spread = []
    for choice in range(8):
        kept = {s: 1 + (choice >> place & 1) for place, s in enumerate("abc")}
        again = [r | {"w": r["w"] * (2 - fay if r["psu"] == kept[r["stratum"]] else fay)} for r in rows]
        spread.append((definition.value_and_variance(again, "mean")[0] - whole) ** 2)
    found = estimate_by_replication(table_of(columns), PLAIN, indicators=INDICATORS, method=method, fay=fay)
    assert found["se"][0] ** 2 == pytest.approx(np.mean(spread) / (1 - fay) ** 2, rel=0.35)


@pytest.mark.slow
def test_the_bootstrap_comes_near_and_repeats_with_its_seed():
    runs = [
        estimate_by_replication(
            pupils(),
            PLAIN,
            indicators=INDICATORS,
            method=Method.BOOTSTRAP,
            count=2000,
            rng=np.random.default_rng(5),
        )
        for _ in range(2)
    ]
    exact = estimate(pupils(), PLAIN, indicators=INDICATORS)
    assert runs[0]["se"].tolist() == runs[1]["se"].tolist()
    # the bootstrap's own noise with 2,000 draws is 1.6% of a standard error; 6% is nearly four times that
    assert runs[0]["se"][1] == pytest.approx(exact["se"][1], rel=0.06)


def test_published_replicate_weights_give_the_same_as_forming_them():
    columns = pupil_columns()
    rows = pupil_rows()
    units = sorted({(row["stratum"], row["psu"]) for row in rows})
    for place, (stratum, unit) in enumerate(units):
        size = {"P": 4, "S": 3}[stratum]
        columns[f"rw{place}"] = [
            float(row["w"])
            * (1.0 if row["stratum"] != stratum else 0.0 if row["psu"] == unit else size / (size - 1))
            for row in rows
        ]
    found = estimate_with_replicate_weights(
        table_of(columns),
        Design(weight="w"),
        weights=[f"rw{place}" for place in range(7)],
        scale=1.0,
        shares=[{"P": 3 / 4, "S": 2 / 3}[stratum] for stratum, _ in units],
        indicators=INDICATORS,
        by=[(), ("girl",)],
    )
    formed = estimate_by_replication(pupils(), PLAIN, indicators=INDICATORS, by=[(), ("girl",)])
    assert found["se"] == pytest.approx(formed["se"], nan_ok=True)
    assert found["df"].tolist() == formed["df"].tolist()
    assert found["df"][0] == 5  # seven replicates, of which two strata make two superfluous


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"method": Method.BRR}, "two units in every stratum; 2 of 2"),
        ({"method": Method.JK1}, "Use Method.JKN"),
        ({"method": Method.FAY, "fay": 1.0}, "found 1.0"),
        ({"method": Method.BOOTSTRAP}, r"pass rng="),
    ],
)
def test_replicates_that_do_not_fit_the_design_are_refused(arguments, message):
    with pytest.raises(SurveyError, match=message):
        estimate_by_replication(pupils(), PLAIN, indicators=INDICATORS, **arguments)


def test_a_lonely_unit_has_no_replicate():
    lonely = {"stratum": ["a", "a", "b"], "psu": [1, 2, 1], "w": [1.0] * 3, "y": [1.0, 2.0, 3.0]}
    for method in (Method.JKN, Method.BOOTSTRAP):
        with pytest.raises(SurveyError, match="one unit"):
            estimate_by_replication(
                table_of(lonely),
                PLAIN,
                indicators=[SurveyIndicator("y", Stat.MEAN)],
                method=method,
                rng=np.random.default_rng(1),
            )


def test_replicate_weights_must_be_named_and_matched():
    given = {"indicators": INDICATORS, "scale": 1.0}
    with pytest.raises(SurveyError, match="No replicate weights"):
        estimate_with_replicate_weights(pupils(), PLAIN, weights=[], **given)
    with pytest.raises(SurveyError, match="1 replicate weights were named, but 2 shares"):
        estimate_with_replicate_weights(pupils(), PLAIN, weights=["w"], shares=[1, 1], **given)


def test_differences_by_replicate_weights_are_each_replicates_own_difference():
    rng = np.random.default_rng(11)
    people, count = 120, 12
    rows = {"w": rng.uniform(1, 3, people), "group": np.arange(people) % 3, "y": rng.normal(10, 2, people)}
    rows |= {f"w{n}": rows["w"] * rng.choice([0.5, 1.5], people) for n in range(count)}
    weights = [f"w{n}" for n in range(count)]
    found = differences_with_replicate_weights(
        ibis.memtable(pa.table(rows)), Design(weight="w"), weights=weights, scale=0.25,
        indicators=[SurveyIndicator("y", Stat.MEAN)], between="group", reference=0,
    )  # fmt: skip

    def mean(weight, group):
        chosen = rows["group"] == group
        return np.average(rows["y"][chosen], weights=rows[weight][chosen])

    for row in found.rows():
        gap = mean("w", row["group"]) - mean("w", 0)
        spread = [mean(w, row["group"]) - mean(w, 0) - gap for w in weights]
        assert row["difference"] == pytest.approx(gap, rel=1e-12)
        assert row["se"] == pytest.approx(np.sqrt(0.25 * np.sum(np.square(spread))), rel=1e-12)
        assert row["df"] == count - 2  # two numbers were estimated
