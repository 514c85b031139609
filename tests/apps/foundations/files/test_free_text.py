"""Words that give away who somebody is are found; ordinary words are not."""

import pytest

from realign.foundations.files.identifiers import gives_away


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Write to me at a.b@school.example", "an e-mail address"),
        ("We live at DD1 4QB.", "a full postcode"),
        ("Ring 01382 123456", "a telephone number"),
        ("Ring +44 7700 900123", "a telephone number"),
        ("Number 0101011234 on the card", "a number of ten figures, as health records have"),
        ("Born on 4 May 2012", "a full date"),
        ("Born 04/05/2012", "a full date"),
        ("My name is Eilidh.", "a name"),
        ("He is called Rory", "a name"),
        ("We moved to 12 Hill Street", "an address"),
    ],
)
def test_what_may_tell_who_it_is_is_found(text, what):
    assert what in gives_away(text)


@pytest.mark.parametrize(
    "text",
    [
        "I waited twelve weeks and nobody rang.",
        "In S3 it got worse; by P7 I had no friends.",
        "In spring 2026 we met 42 times, at 3.30.",
        "It costs £1,200,000 and 1234 people came.",
        "She is called a support worker.",
        "",
    ],
)
def test_ordinary_words_are_left_alone(text):
    assert gives_away(text) == []
