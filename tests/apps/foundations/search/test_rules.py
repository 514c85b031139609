"""How words are read: endings, accents, beginnings, meanings and slips of the finger."""

import pytest

from realign.foundations.search import rules
from realign.foundations.search.types import Alternative, Wanted


def wanted(typed):
    return Wanted(tuple(rules.same_word(word) for word in rules.words_that_matter(typed)))


@pytest.mark.parametrize(
    ("typed", "written", "holds"),
    [
        ("worries", "Parents worry about money", True),
        ("Ard", "Àrd-sgoil Loch a Tuath", True),
        ("oneill", "Lee O’Neill", True),
        ("childrens", "Children’s services", True),
        ("children's", "Services for children", True),
        ("prev", "Prevention first", True),
        ("pr", "Prevention first", False),
        ("2025", "In 2025/26", True),
        ("hub money", "Money for three hubs", True),
        ("hub money", "Three hubs", False),
    ],
)
def test_a_text_answers_what_was_typed(typed, written, holds):
    assert rules.holds_all(written, wanted(typed)) is holds


def test_words_that_say_nothing_are_left_out_unless_there_are_no_others():
    assert rules.words_that_matter("What is there for carers?") == ("carers",)
    assert rules.words_that_matter("what is it") == ("what", "is", "it")
    assert rules.words_that_matter(" …!? ") == ()


def test_no_more_words_are_asked_than_an_engine_should_bear():
    assert len(rules.words_that_matter(" ".join(f"word{n}" for n in range(100)))) == rules.MOST_ASKED


def test_slips_are_one_letter_and_the_likeliest_comes_first():
    known = ["priority", "priorities", "prior", "minority"]
    assert rules.slips("pirority", known) == ("priority",)
    assert rules.slips("plan", ["clan", "plans"]) == ("plans", "clan")
    assert rules.slips("cat", ["car"]) == ()
    assert rules.slips("2025", ["2026"]) == ()


def test_a_word_brings_those_of_the_same_meaning():
    words = {alternative.word for alternative in rules.same_meaning("anxious")}
    assert {"anxious", rules.stem("counselling")} <= words


def test_a_snippet_shows_the_hit_marked_with_the_words_round_it():
    text = f"{'before ' * 40}the carers go on {'after ' * 40}"
    pieces = rules.snippet(["nothing here", text], wanted("carer"))
    assert [piece.text for piece in pieces if piece.is_hit] == ["carers"]
    words = "".join(piece.text for piece in pieces)
    assert words.startswith("… ")
    assert words.endswith(" …")
    assert len(words) < 230


def test_without_a_hit_a_snippet_is_the_beginning():
    pieces = rules.snippet(["", "Something else"], Wanted(((Alternative("xylophone"),),)))
    assert [(piece.text, piece.is_hit) for piece in pieces] == [("Something else", False)]
