"""Sentences with counts read as English with none, one, two and more."""

import pytest

from realign.foundations.design.words import part_of

AWKWARD = ("0 of", "of 0", "of no ", "of 1 ", "no 1", "1 are ", "1 have ", "none of the 0", "1 priorities")


@pytest.mark.parametrize("verb", ["is,are", "has,have", "was,were"])
@pytest.mark.parametrize(
    ("part", "whole"), [(part, whole) for whole in range(4) for part in range(whole + 1)]
)
def test_part_of_never_reads_like_a_template(part, whole, verb):
    sentence = part_of(part, whole, "priority,priorities", verb)
    assert not [words for words in AWKWARD if words in f"{sentence} "]
    assert ("priorities" in sentence) == (whole != 1)
    if whole:
        does, do = verb.split(",")
        assert sentence.endswith(
            f" {do}" if part > 1 else f" {does} not" if whole == 1 and not part else f" {does}"
        )
