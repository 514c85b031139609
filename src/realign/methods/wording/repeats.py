"""Sentences that come twice in two wordings, and commitments that are made twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from realign.methods.wording.contents import contents_lines
from realign.methods.wording.findings import FaultKind, TextFinding
from realign.methods.wording.footnotes import NOTE
from realign.methods.wording.text import Sentence, Text, words

SHORTEST = 8  # words; shorter sentences are alike by chance
ALIKE = 0.86  # of the words in their order
RUN = 4  # words in a row that two alike sentences must share
CROWD = 12  # sentences that share a run; a run shared by more is a formula
LABEL = re.compile(r"^(?:\w+ \d+:|\(?[ivx]+\)|\d+(?:\.\d+)*[.)]?)\s+")  # “Group 4:”, “(ii)”, “2.1”
SHOWN = 160  # letters of a sentence shown in a finding

VERBS = frozenset(
    {"agree", "build", "create", "deliver", "develop", "design", "ensure", "establish", "expand", "extend"}
    | {"implement", "improve", "introduce", "launch", "prepare", "produce", "promote", "provide", "publish"}
    | {"review", "set", "strengthen", "support"}
)
LIGHT = frozenset(
    ["a", "an", "and", "the", "our", "their", "its", "new", "up", "for", "of", "to", "on", "in"]
)


def check_wordings(text: Text) -> Iterator[TextFinding]:
    """Pairs of long sentences that are nearly, but not quite, the same."""
    aside = contents_lines(text) | {line.number for line in text.lines if NOTE.match(line.text)}
    said = (
        Sentence(LABEL.sub("", sentence.text), sentence.line)
        for sentence in text.sentences
        if sentence.line not in aside
    )
    long = [one for one in said if len(one.words) >= SHORTEST]
    for first, second in sorted(_candidates(long)):
        one, two = long[first], long[second]
        if one.words != two.words and _alike(one.words, two.words):
            yield TextFinding(
                FaultKind.WORDING,
                one.line,
                f"“{_short(one.text)}” and “{_short(two.text)}”: {_difference(one.words, two.words)}",
                "One statement in two wordings: readers may ask which holds.",
                "Use one wording, unless the difference is meant. In a quotation, leave it as it is.",
                other=two.line,
            )


def check_commitments(text: Text) -> Iterator[TextFinding]:
    """Items that promise the same thing in two lists."""
    held: dict[tuple[str, ...], tuple[str, int]] = {}
    for item in text.items:
        said = words(item.text)
        if not said or said[0] not in VERBS:
            continue
        promised = tuple(word for word in said if word not in VERBS | LIGHT)
        if len(promised) < 2:
            continue
        if promised in held:
            first, line = held[promised]
            yield TextFinding(
                FaultKind.COMMITMENT,
                line,
                f"“{_short(first)}” and “{_short(item.text)}”",
                "The same commitment is made in two places: it may be counted twice, or have two leads.",
                "Say who leads it, and refer to it from the other place.",
                other=item.number,
            )
        else:
            held[promised] = (item.text, item.number)


def _candidates(long: list[Sentence]) -> set[tuple[int, int]]:
    """Pairs that share a run of words and are about as long."""
    runs: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for index, one in enumerate(long):
        for start in range(len(one.words) - RUN + 1):
            runs[one.words[start : start + RUN]].add(index)
    return {
        (first, second)
        for shared in runs.values()
        if 1 < len(shared) <= CROWD
        for first in shared
        for second in shared
        if first < second
    }


def _alike(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    short, long = sorted((len(one), len(two)))
    return (
        2 * short / (short + long) >= ALIKE
        and SequenceMatcher(None, one, two, autojunk=False).ratio() >= ALIKE
    )


def _difference(one: tuple[str, ...], two: tuple[str, ...]) -> str:
    """What stands in one and not in the other, in words."""
    parts = [
        f"“{' '.join(one[a:b]) or 'nothing'}” / “{' '.join(two[c:d]) or 'nothing'}”"
        for tag, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    return "; ".join(parts)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"
