"""The one-scan estimates agree with the definition, cell by cell, on samples of every shape."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realign.methods.survey import (
    Deff,
    Design,
    EmptyUnits,
    LonelyPsu,
    LonelyPsuError,
    Reduction,
    Stat,
    SurveyError,
    SurveyIndicator,
    estimate,
)
from tests.methods.survey import definition
from tests.methods.survey.pupils import table_of
from tests.support.drawing import examples

STATS = {"share": Stat.PROPORTION, "average": Stat.MEAN, "sum": Stat.TOTAL, "quotient": Stat.RATIO}
INDICATORS = [
    SurveyIndicator("share", Stat.PROPORTION, column="yes"),
    SurveyIndicator("average", Stat.MEAN, column="amount"),
    SurveyIndicator("sum", Stat.TOTAL, column="amount"),
    SurveyIndicator("quotient", Stat.RATIO, column="amount", per="size"),
]
BREAKDOWNS = [(), ("area",), ("area", "sex"), ("stage",)]


def drawn(seed, people=120):
    """Uneven strata, unit codes repeated across strata, missing answers and missing keys."""
    rng = np.random.default_rng(seed)
    stratum = rng.choice(["n", "s", "w"], people, p=[0.6, 0.3, 0.1])
    frame = [
        {
            "stratum": str(stratum[i]),
            "psu": int(rng.integers(1, 6)),
            "w": float(rng.uniform(0.5, 4)),
            "area": str(rng.choice(["A", "B"])),
            "sex": str(rng.choice(["F", "M"])) if rng.random() > 0.1 else None,
            "stage": int(rng.integers(5, 8)),
            "yes": None if rng.random() < 0.15 else int(rng.random() < 0.4),
            "amount": None if rng.random() < 0.15 else float(rng.normal(10, 3)),
            "size": float(rng.integers(1, 4)),
            "drawn_from": {"n": 20, "s": 9, "w": 7}[str(stratum[i])],
        }
        for i in range(people)
    ]
    for name in ("n", "s", "w"):  # at least two units in every stratum
        frame += [
            frame[0] | {"stratum": name, "psu": psu, "drawn_from": {"n": 20, "s": 9, "w": 7}[name]}
            for psu in (1, 2)
        ]
    return frame


def survey_of(rows):
    return table_of({name: [row[name] for row in rows] for name in rows[0]})


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("fpc", [None, "drawn_from"])
def test_every_estimate_agrees_with_the_definition(seed, fpc):
    rows = drawn(seed)
    design = Design(weight="w", strata="stratum", psu="psu", fpc=fpc)
    found = estimate(survey_of(rows), design, indicators=INDICATORS, by=BREAKDOWNS)
    assert len(found) == 4 * (1 + 2 + 4 + 3)
    for row in found.rows():
        keys = {key: row[key] for key in found.keys if row[key] is not None}
        column = "yes" if row["indicator"] == "share" else "amount"
        people = [person | {"y": person[column]} for person in rows]

        def inside(person, keys=keys):
            return all(person[key] == value for key, value in keys.items())

        below = "size" if row["indicator"] == "quotient" else None
        value, variance = definition.value_and_variance(
            people, row["stat"], inside=inside, below=below, fpc=fpc
        )
        assert row["estimate"] == pytest.approx(value, rel=1e-10)
        assert row["se"] ** 2 == pytest.approx(variance, rel=1e-8)
        assert row["df"] == definition.degrees_of_freedom(people, inside)
        assert row["n"] == sum(1 for person in people if inside(person) and person["y"] is not None)
        if not below:
            expected = definition.deff(people, variance, stat=row["stat"], inside=inside)
            assert row["deff"] == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize(
    "design",
    [
        Design(weight="w", strata="stratum", psu="psu", fpc="drawn_from"),
        Design(weight="w", strata=("stratum", "stage"), lonely_psu=LonelyPsu.CENTRE),
        Design(),
        Design(weight="w", psu="psu", ssu="stage", fpc="many", ssu_fpc="more"),
    ],
)
def test_adding_up_in_the_engine_changes_nothing(design):
    table = survey_of([row | {"many": 50, "more": 9} for row in drawn(3)])
    here, there = (
        estimate(table, design, indicators=INDICATORS, by=BREAKDOWNS, reduction=reduction)
        for reduction in (Reduction.HERE, Reduction.IN_ENGINE)
    )
    assert here.names == there.names
    for name in here.names:
        if here[name].dtype == object:
            assert here[name].tolist() == there[name].tolist()
        else:
            assert here[name] == pytest.approx(there[name], rel=1e-9, nan_ok=True)
    assert here.without_key == there.without_key


def test_a_second_stage_adds_the_spread_inside_units():
    rows = drawn(5)
    for row in rows:
        row |= {"many": 50, "more": 9}
    design = Design(weight="w", psu="psu", ssu="stage", fpc="many", ssu_fpc="more")
    found = estimate(survey_of(rows), design, indicators=INDICATORS[1:2])
    people = [row for row in rows if row["amount"] is not None]
    total = sum(row["w"] for row in people)
    mean = sum(row["w"] * row["amount"] for row in people) / total
    units = {(row["psu"], row["stage"]): 0.0 for row in rows}
    for row in people:
        units[row["psu"], row["stage"]] += row["w"] * (row["amount"] - mean) / total
    psus = sorted({psu for psu, _ in units})
    inside = {psu: [score for (one, _), score in units.items() if one == psu] for psu in psus}
    n = len(psus)
    variance = (1 - n / 50) * n * np.var([sum(scores) for scores in inside.values()], ddof=1)
    for scores in inside.values():
        m = len(scores)
        variance += n / 50 * (1 - m / 9) * m * np.var(scores, ddof=1)
    assert found["se"][0] ** 2 == pytest.approx(variance)


@pytest.mark.parametrize("fpc", [None, "drawn_from"])
def test_leaving_out_units_without_answers_is_the_same_as_filtering_the_table(fpc):
    rows = drawn(9)
    for row in rows:  # one unit of the large stratum refuses one question, another unit the other
        refused = {1: "yes", 2: "amount"}.get(row["psu"]) if row["stratum"] == "n" else None
        if refused:
            row[refused] = None
    design = Design(weight="w", strata="stratum", psu="psu", fpc=fpc)
    together = estimate(
        survey_of(rows), design, indicators=INDICATORS, by=BREAKDOWNS, missing=EmptyUnits.LEAVE_OUT_UNITS
    )
    kept = estimate(survey_of(rows), design, indicators=INDICATORS, by=BREAKDOWNS)
    for indicator in INDICATORS:
        answered = [row for row in rows if row[indicator.column] is not None]
        alone = estimate(survey_of(answered), design, indicators=[indicator], by=BREAKDOWNS)
        mine = together["indicator"] == indicator.name
        for name in ("estimate", "se", "lower", "upper", "df"):
            assert together[name][mine] == pytest.approx(alone[name])
        assert together["se"][mine][0] != pytest.approx(kept["se"][mine][0], rel=1e-6)


def test_leaving_out_units_may_leave_a_stratum_with_one():
    rows = drawn(9)
    for row in rows:
        if row["stratum"] == "w" and row["psu"] != 1:
            row["yes"] = None
    design = Design(weight="w", strata="stratum", psu="psu")
    with pytest.raises(LonelyPsuError, match="holds answers to: share"):
        estimate(survey_of(rows), design, indicators=INDICATORS, missing=EmptyUnits.LEAVE_OUT_UNITS)
    centred = Design(weight="w", psu="psu", lonely_psu=LonelyPsu.CENTRE)
    with pytest.raises(SurveyError, match="filter the table"):
        estimate(survey_of(rows), centred, indicators=INDICATORS, missing=EmptyUnits.LEAVE_OUT_UNITS)


def test_design_effect_with_replacement():
    rows = drawn(7)
    design = Design(weight="w", strata="stratum", psu="psu")
    found = estimate(survey_of(rows), design, indicators=INDICATORS[:2], deff=Deff.REPLACE)
    people = [person | {"y": person["amount"]} for person in rows]
    _, variance = definition.value_and_variance(people, "mean")
    assert found["deff"][1] == pytest.approx(definition.deff(people, variance, replace=True))


@pytest.mark.slow
@examples(25)
@given(st.integers(0, 10_000), st.floats(0.01, 100))
def test_scaling_every_weight_moves_no_share_and_no_mean(seed, factor):
    rows = drawn(seed, people=40)
    heavier = [row | {"w": row["w"] * factor} for row in rows]
    design = Design(weight="w", strata="stratum", psu="psu", lonely_psu=LonelyPsu.CERTAINTY)
    before, after = (estimate(survey_of(one), design, indicators=INDICATORS[:2]) for one in (rows, heavier))
    for name in ("estimate", "se", "lower", "upper"):
        assert after[name] == pytest.approx(before[name], rel=1e-9)


@pytest.mark.slow
@examples(25)
@given(st.integers(0, 10_000))
def test_totals_of_the_parts_add_up_to_the_whole(seed):
    rows = drawn(seed, people=40)
    design = Design(weight="w", strata="stratum", psu="psu")
    found = estimate(survey_of(rows), design, indicators=INDICATORS[2:3], by=[(), ("area",), ("stage",)])
    whole = found.single("sum").value
    for key in ("area", "stage"):
        parts = [row["estimate"] for row in found.rows() if row[key] is not None]
        assert sum(parts) == pytest.approx(whole)
