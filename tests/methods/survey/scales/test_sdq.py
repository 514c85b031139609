"""SDQ by hand-worked vectors and by a second scoring written from the rules."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realign.methods.survey import SurveyError
from realign.methods.survey.scales import MissingRule, band_set, bands, score

PARTS = ("emotional", "conduct", "hyperactivity", "peer", "prosocial", "total")


def answers(of, missing=()):
    return {f"sdq{item}": [None if item in missing else of(item)] for item in range(1, 26)}


def scored(given, **rules):
    found = score("sdq-self", given, **rules)
    return [None if math.isnan(found[part][0]) else found[part][0] for part in PARTS]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answers(lambda item: 0), [0, 2, 4, 4, 0, 10]),
        (answers(lambda item: 1), [5, 5, 5, 5, 5, 20]),
        (answers(lambda item: 2), [10, 8, 6, 6, 10, 30]),
        (answers(lambda item: item % 3), [4, 4, 6, 3, 6, 17]),
        # sum 2 of 3 items: 2 × 5 / 3 = 3.33, so 3
        (answers(lambda item: item % 3, missing={3, 8}), [3, 4, 6, 3, 6, 16]),
        (answers(lambda item: item % 3, missing={3, 8, 13}), [None, 4, 6, 3, 6, None]),
    ],
)
def test_hand_worked_vectors(given, expected):
    assert scored(given) == expected


def test_the_census_scores_complete_cases_only():
    given = answers(lambda item: item % 3, missing={3})
    assert scored(given, missing_rule=MissingRule.COMPLETE) == [None, 4, 6, 3, 6, None]


def test_internalising_and_externalising():
    found = score("sdq-self", answers(lambda item: item % 3))
    assert (found["externalising"][0], found["internalising"][0]) == (10, 7)


def second_opinion(values):
    """From the questionnaire's rules: reverse five items, prorate three of five, round halves up."""
    flipped = {i: 2 - v if v is not None and i in (7, 11, 14, 21, 25) else v for i, v in values.items()}
    found = []
    for items in (
        (3, 8, 13, 16, 24),
        (5, 7, 12, 18, 22),
        (2, 10, 15, 21, 25),
        (6, 11, 14, 19, 23),
        (1, 4, 9, 17, 20),
    ):
        there = [flipped[item] for item in items if flipped[item] is not None]
        found.append(int(sum(there) * 5 / len(there) + 0.5) if len(there) >= 3 else None)
    return [*found, None if None in found[:4] else sum(found[:4])]


@given(st.lists(st.sampled_from([0, 1, 2, None]), min_size=25, max_size=25))
def test_any_answers_agree_with_a_second_scoring(values):
    given = {f"sdq{item}": [value] for item, value in enumerate(values, start=1)}
    assert scored(given) == second_opinion(dict(enumerate(values, start=1)))


def test_bands_carry_their_name_and_whether_they_were_verified():
    found = score("sdq-self", answers(lambda item: item % 3), bands="four-band")
    assert found["total_band"][0] == "slightly raised"
    assert found["prosocial_band"][0] == "slightly lowered"
    assert (found.band_set, found.bands_verified) == ("four-band", False)
    assert score("sdq-self", answers(lambda i: 1), bands="hwb-census").bands_verified
    assert score("sdq-teacher", answers(lambda i: 1), bands="four-band").bands_verified


@pytest.mark.parametrize("informant", ["self", "parent", "teacher"])
@pytest.mark.parametrize("name", ["three-band", "four-band"])
def test_every_set_covers_every_score_once(informant, name):
    for part, steps in band_set("sdq", informant, name).items():
        for value in range(41 if part == "total" else 11):
            assert sum(band.low <= value <= band.high for band in steps) == 1, (part, value)


def test_two_published_parent_tables_differ_and_are_both_there():
    assert band_set("sdq", "parent", "three-band")["prosocial"][0].low == 6
    assert band_set("sdq", "parent", "three-band-80-10-10")["prosocial"][0].low == 8


def test_every_band_says_where_it_comes_from():
    assert all(band.source and band.dated for band in bands())


@pytest.mark.parametrize(
    ("name", "given", "rules", "message"),
    [
        ("sdq", {}, {}, "No scale 'sdq'. There are: .*sdq-parent, sdq-self"),
        ("sdq-self", {"sdq1": [0]}, {}, "no column sdq2"),
        (
            "sdq-self",
            answers(lambda item: 3),
            {},
            "sdq1, row 1: found 3, expected a whole number from 0 to 2",
        ),
        ("sdq-self", answers(lambda item: "often"), {}, "Row 1: found 'often'"),
        (
            "sdq-self",
            answers(lambda item: 1),
            {"bands": "five-band"},
            "There are: four-band, hwb-census, three-band",
        ),
        ("sdq-self", answers(lambda item: 1), {"items": ["sdq1"]}, "has 25 items; 1 columns"),
    ],
)
def test_what_cannot_be_scored_is_refused(name, given, rules, message):
    with pytest.raises(SurveyError, match=message):
        score(name, given, **rules)
