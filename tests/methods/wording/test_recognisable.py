"""What in a text could let somebody be recognised is pointed out, and what names nobody is left alone."""

import pytest

from realign.methods.wording.recognisable import Why, number_of, recognisable


def pointed_out(text, why, *names):
    return [item.words for item in recognisable(text, threshold=5, names=names) if item.why is why]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two of three children in Kirriemuir moved.", "Two of three children"),
        ("In all, three of the four children settled.", "three of the four children"),
        ("2 of 3", "2 of 3"),
        ("It reached 3 out of 40 young people.", "3 out of 40 young people"),
        ("38 of 40 pupils stayed on.", "38 of 40 pupils"),
        ("4 children were placed far away.", "4 children"),
        ("Only two very young boys came.", "two very young boys"),
        ("one family asked for respite", "one family"),
    ],
)
def test_a_small_number_of_people_is_pointed_out_in_digits_and_in_words(text, words):
    assert pointed_out(text, Why.SMALL) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "5 children were placed far away.",
        "5 of 10 pupils stayed on.",
        "None of the 40 children left, and 40 of 40 pupils stayed.",
        "Two of our five priorities are on track.",
        "One child in five lives in poverty.",
        "1,204 children were asked, 2.4 children a family.",
        "Children aged 3 to 5, and from 2 years.",
        "It costs £3 a child.",
    ],
)
def test_what_is_large_or_counts_no_people_is_left_alone(text):
    assert pointed_out(text, Why.SMALL) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ask ailsa grant for more.", "Ailsa Grant"),
        ("We thank Mrs Robertson for the room.", "Mrs Robertson"),
        ("A boy called Lewis said so.", "called Lewis"),
        ("Skye, 14, said so.", "Skye, 14"),
        ("Skye (14) said so.", "Skye (14)"),
        ("Write to a.grant@dundee.example for a place.", "a.grant@dundee.example"),
    ],
)
def test_a_name_is_pointed_out(text, words):
    assert pointed_out(text, Why.NAME, "Ailsa Grant") == [words]


def test_a_place_a_month_and_a_body_are_no_names():
    text = (
        "Dundee City Council agreed on 3 March 2026. In March, 14 schools joined. NHS Tayside (2026) reports."
    )
    assert pointed_out(text, Why.NAME, "Ailsa Grant") == []


def test_a_quotation_is_pointed_out_and_a_term_is_not():
    text = "They say “nobody ever asked me what I wanted to do”. We call it “whole family support”."
    assert pointed_out(text, Why.QUOTE) == ["nobody ever asked me what I wanted to do"]


def test_the_threshold_decides_exactly():
    text = "7 children came."
    assert recognisable(text, threshold=7) == []
    assert [item.words for item in recognisable(text, threshold=8)] == ["7 children"]


def test_numbers_are_read_in_either_way():
    assert [number_of(words) for words in ("Twenty", "both", "12", "1,000")] == [20, 2, 12, 1000]


@pytest.mark.parametrize(
    "text", ["Nearly four in ten pupils would talk to nobody.", "Two in every three children said so."]
)
def test_a_rate_is_no_small_number_of_people(text):
    assert recognisable(text, threshold=5) == []
