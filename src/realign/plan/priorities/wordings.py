"""Finds where a plan says one thing in two wordings, or promises it twice. It reports; it never chooses or corrects."""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations

from realign.plan.priorities.models import Commitment
from realign.plan.priorities.types import Overlap, Wording, WordingDifference

NEARLY_ALIKE = 0.85  # of words in the same order; the two wordings of priority 4 in 2017 share 0.93


def find_differences(wordings: Sequence[Wording]) -> list[WordingDifference]:
    """Every pair of texts that are nearly, but not quite, the same, with the words that set them apart.

    >>> first, second = Wording("plan", "Children will achieve well."), Wording("report", "All children will achieve well.")
    >>> find_differences([first, second])[0].only_second
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
            differences.append(WordingDifference(first, second, *_apart(match, *both)))
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


# Found on the thirty commitments of 2017: the Parenting Strategy pair scores 1.00, the next pair 0.53.
ALIKE = 0.75
FEWEST_COMMON = 2

_SAY_NOTHING = """
a about across act acting all an and are around as at be been between by can do during for from further give given
has have help her his how i if in into is it its like make more most much new no not of on one or other our out over
own put see so such than that the their them then there these they this those through to up use was we well what
when where which who will with within young children people
"""
_EMPTY = frozenset(_SAY_NOTHING.split())


def telling_words(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, without endings of number.

    >>> sorted(telling_words("Write a Tayside Parenting Strategy and put it into practice"))
    ['parenting', 'practice', 'strategy', 'tayside', 'write']
    """
    words = re.findall(r"[a-z]+", text.lower().replace("well-being", "wellbeing"))
    return frozenset(_single(word) for word in words if word not in _EMPTY and len(word) > 2)


def _single(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 4 else word


def find_overlaps(commitments: Sequence[Commitment]) -> list[Overlap]:
    """Pairs of commitments under different priorities that share most of what the shorter one is about.

    A word weighs less the more commitments use it, so that “strategy” alone joins nothing. Pairs that somebody has
    already joined are listed whatever their words. Most alike first.
    """
    words = {commitment.pk: telling_words(commitment.text) for commitment in commitments}
    used = Counter(word for telling in words.values() for word in telling)
    overlaps = []
    for first, second in combinations(commitments, 2):
        common = words[first.pk] & words[second.pk]
        joined = first.pk == second.same_as_id or second.pk == first.same_as_id
        if first.priority_id == second.priority_id or not (joined or len(common) >= FEWEST_COMMON):
            continue
        share = _weight(common, used) / (
            min(_weight(words[commitment.pk], used) for commitment in (first, second))
            or 1  # a text of empty words only
        )
        if joined or share >= ALIKE:
            overlaps.append(Overlap(first, second, share, tuple(sorted(common))))
    return sorted(overlaps, key=lambda overlap: -overlap.share)


def _weight(words: frozenset[str], used: Counter[str]) -> float:
    return sum(1 / used[word] for word in words)
