"""Modelled estimates are right where groups are alike, wrong where they are not, and always labelled."""

import numpy as np
import pytest

from realign.methods.survey import (
    Design,
    Stat,
    SurveyError,
    SurveyIndicator,
    estimate,
    modelled_by_area,
)
from tests.methods.survey.pupils import PLAIN, pupils, table_of

GROUPS = {("F", 1): 0.40, ("F", 2): 0.15, ("M", 1): 0.30, ("M", 2): 0.10}
DESIGN = Design(weight="w", psu="school")


def drawn_population(rng, areas=12, schools_each=10, pupils_each=60):
    """Areas of different make-up; a child's chance depends on the group only."""
    people = []
    for area in range(areas):
        share = rng.dirichlet([2, 2, 2, 2])
        for school in range(schools_each):
            picked = rng.choice(4, pupils_each, p=share)
            for place in picked:
                group = list(GROUPS)[place]
                people.append((area, area * 100 + school, *group, int(rng.random() < GROUPS[group])))
    return people


def counts_of(people):
    counts: dict = {}
    for area, _, sex, quintile, _ in people:
        counts[area, sex, quintile] = counts.get((area, sex, quintile), 0) + 1
    return [
        {"area": area, "sex": sex, "quintile": quintile, "people": count}
        for (area, sex, quintile), count in counts.items()
    ]


def sample_of(people, rng, schools=30):
    chosen = set(rng.choice(sorted({one[1] for one in people}), schools, replace=False).tolist())
    rows = [one for one in people if one[1] in chosen]
    names = ("area", "school", "sex", "quintile", "raised")
    return {name: [row[place] for row in rows] for place, name in enumerate(names)} | {"w": [4.0] * len(rows)}


def modelled(people, sample):
    return modelled_by_area(
        table_of(sample),
        DESIGN,
        indicators=[SurveyIndicator("raised")],
        groups=("sex", "quintile"),
        population=counts_of(people),
    )


@pytest.mark.slow
def test_limits_hold_the_expected_share_as_often_as_they_claim_and_beat_the_area_alone():
    rng = np.random.default_rng(2026)
    held, modelled_errors, direct_errors = [], [], []
    for _ in range(25):
        people = drawn_population(rng)
        sample = sample_of(people, rng)
        expected = {}
        for area in range(12):
            inside = [GROUPS[one[2], one[3]] for one in people if one[0] == area]
            expected[area] = float(np.mean(inside))
        rows = {row["area"]: row for row in modelled(people, sample).rows()}
        held += [rows[area]["lower"] <= expected[area] <= rows[area]["upper"] for area in expected]
        direct = estimate(table_of(sample), DESIGN, indicators=[SurveyIndicator("raised")], by=[("area",)])
        for row in direct.rows():
            direct_errors.append((row["estimate"] - expected[row["area"]]) ** 2)
            modelled_errors.append((rows[row["area"]]["estimate"] - expected[row["area"]]) ** 2)
    # 300 intervals, those of one draw related to each other
    assert 0.88 <= np.mean(held) <= 0.995
    assert np.mean(modelled_errors) < 0.5 * np.mean(direct_errors)


def test_an_area_unlike_its_groups_is_modelled_wrongly_which_is_why_it_is_labelled():
    rng = np.random.default_rng(1)
    people = [(*one[:4], 1 if one[0] == 0 else one[4]) for one in drawn_population(rng)]
    found = next(row for row in modelled(people, sample_of(people, rng)).rows() if row["area"] == 0)
    assert found["estimate"] < 0.6
    assert found["kind"] == "modelled"


def test_every_row_is_labelled_and_has_its_population():
    rng = np.random.default_rng(3)
    people = drawn_population(rng)
    found = modelled(people, sample_of(people, rng))
    assert set(found["kind"]) == {"modelled"}
    assert found["people"].sum() == len(people)


def test_an_area_made_up_like_the_sample_gets_the_survey_s_own_estimate_and_error():
    counts = [
        {"area": "like the survey", "girl": 0, "people": 160},
        {"area": "like the survey", "girl": 1, "people": 168},
    ]
    found = modelled_by_area(
        pupils(), PLAIN, indicators=[SurveyIndicator("score", Stat.MEAN)], groups=("girl",), population=counts
    )
    assert found["estimate"][0] == pytest.approx(13.033537, abs=1e-6)
    # the make-up is known here, so the error is that of the group means at fixed shares
    rows = estimate(pupils(), PLAIN, indicators=[SurveyIndicator("score", Stat.MEAN)], by=[("girl",)])
    widest = 160 / 328 * rows["se"][0] + 168 / 328 * rows["se"][1]
    assert 0 < found["se"][0] <= widest


@pytest.mark.parametrize(
    ("stat", "population", "message"),
    [
        (
            Stat.MEAN,
            [{"area": "x", "girl": 2, "people": 5}],
            "5 people in a group nobody answered for: girl 2",
        ),
        (Stat.TOTAL, [], "for shares and means"),
    ],
)
def test_what_cannot_be_modelled_is_refused(stat, population, message):
    with pytest.raises(SurveyError, match=message):
        modelled_by_area(
            pupils(),
            PLAIN,
            indicators=[SurveyIndicator("score", stat)],
            groups=("girl",),
            population=population,
        )
