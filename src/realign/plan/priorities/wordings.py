"""Finds places where a plan says one thing in two wordings. It reports; it never chooses or corrects."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations

from realign.plan.priorities.types import Difference, Wording

NEARLY_ALIKE = 0.85  # of words in the same order; the two wordings of priority 4 in 2017 share 0.93


def find_differences(wordings: Sequence[Wording]) -> list[Difference]:
    """Every pair of texts that are nearly, but not quite, the same, with the words that set them apart.

    >>> one, two = Wording("plan", "Children will achieve well."), Wording("report", "All children will achieve well.")
    >>> find_differences([one, two])[0].only_second
    ('All',)
    """
    differences = []
    for first, second in combinations(wordings, 2):
        both = _words(first.text), _words(second.text)
        if both[0] == both[1]:
            continue
        lower_first, lower_second = ([word.lower() for word in words] for words in both)
        match = SequenceMatcher(None, lower_first, lower_second, autojunk=False)
        if match.ratio() >= NEARLY_ALIKE or _inside(lower_first, lower_second):
            differences.append(Difference(first, second, *_apart(match, *both)))
    return differences


def _words(text: str) -> list[str]:
    return re.findall(r"[\w’'-]+", text)


def _inside(first: list[str], second: list[str]) -> bool:
    """Short texts fall under the share with one word more; a whole text inside another is alike all the same."""
    short, long = sorted((first, second), key=len)
    return len(short) >= 4 and len(long) - len(short) <= 2 and _follows(short, long)


def _follows(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


def _apart(
    match: SequenceMatcher[str], first: list[str], second: list[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    only_first: list[str] = []
    only_second: list[str] = []
    for kind, a, b, c, d in match.get_opcodes():
        if kind != "equal":
            only_first += first[a:b]
            only_second += second[c:d]
    return tuple(only_first), tuple(only_second)
