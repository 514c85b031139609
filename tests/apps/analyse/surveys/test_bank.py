"""ANA-18: the question bank says what each question is about, of whom it is asked, how it is scored and on what terms."""

import re
from importlib import resources

import pytest
from django.urls import reverse

from realign.analyse.surveys.questionnaires.bank import bands_table, bank
from realign.methods.survey.scales import scales


def test_every_question_has_a_tag_a_route_a_script_and_a_licence_note():
    for entry in bank():
        assert entry.wellbeing, entry.code
        assert entry.stages, entry.code
        assert 4 <= entry.ages[0] < entry.ages[1] <= 18, entry.code
        assert entry.scoring, entry.code
        assert entry.licence, entry.code


def test_every_scale_that_can_be_scored_is_in_the_bank_but_the_older_affluence_scale():
    named = {entry.code for entry in bank()}
    assert set(scales()) - named == {"fas2"}


def test_keywords_are_no_wording():
    """A licensed question is a sentence; a keyword is not."""
    for entry in bank():
        assert all(len(word.split()) <= 6 and "?" not in word for word in entry.keywords), entry.code


def test_tags_are_indicators_of_wellbeing():
    text = resources.files("realign.registers.frameworks").joinpath("data/shanarri.toml").read_text("utf-8")
    known = set(re.findall(r'^  code = "(\w+)"', text, re.MULTILINE))
    assert len(known) == 8
    assert {code for entry in bank() for code in entry.wellbeing} <= known


def test_band_sets_say_which_parts_were_verified():
    rows = {(row[0], row[1], row[2]): row for row in bands_table().rows}
    census = rows[scales()["sdq"].title, "self", "hwb-census"]
    assert census[5] == "none"
    usual = rows[scales()["sdq"].title, "parent", "three-band"]
    assert usual[4] == "total"
    assert "prosocial" in usual[5]


@pytest.mark.slow
def test_the_page_is_searched_by_keyword_and_taken_as_csv(tayside, client):
    client.force_login(tayside.people["analyst"])
    address = reverse("surveys:bank", args=["tayside"])
    found = client.get(address, {"q": "safe"}).content.decode()
    assert "Bullied in the last year" in found
    assert "Family affluence</" not in found.partition("Scoring of scales")[0]
    assert "Unverified" in client.get(address).content.decode()
    lines = b"".join(client.get(address, {"format": "csv"})).decode().splitlines()
    assert len(lines) >= len(bank()) + 1
