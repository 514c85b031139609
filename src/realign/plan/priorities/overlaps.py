"""Finds commitments of different priorities that promise the same thing, so that one body leads (S0 chapter 5)."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from realign.plan.priorities.models import Commitment
from realign.plan.priorities.types import Overlap

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
