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
    sentences = (
        Sentence(LABEL.sub("", sentence.text), sentence.line)
        for sentence in text.sentences
        if sentence.line not in aside
    )
    long = [sentence for sentence in sentences if len(sentence.words) >= SHORTEST]
    for first, second in sorted(_candidates(long)):
        sentence, again = long[first], long[second]
        if sentence.words != again.words and _alike(sentence.words, again.words):
            yield TextFinding(
                FaultKind.WORDING,
                sentence.line,
                f"“{_short(sentence.text)}” and “{_short(again.text)}”: {_difference(sentence.words, again.words)}",
                "One statement in two wordings: readers may ask which holds.",
                "Use one wording, unless the difference is meant. In a quotation, leave it as it is.",
                other=again.line,
            )


def check_commitments(text: Text) -> Iterator[TextFinding]:
    """Items that promise the same thing in two lists."""
    promises: dict[tuple[str, ...], tuple[str, int]] = {}
    for item in text.items:
        wording = words(item.text)
        if not wording or wording[0] not in VERBS:
            continue
        promised = tuple(word for word in wording if word not in VERBS | LIGHT)
        if len(promised) < 2:
            continue
        if promised in promises:
            first, line = promises[promised]
            yield TextFinding(
                FaultKind.COMMITMENT,
                line,
                f"“{_short(first)}” and “{_short(item.text)}”",
                "The same commitment is made in two places: it may be counted twice, or have two leads.",
                "Say who leads it, and refer to it from the other place.",
                other=item.number,
            )
        else:
            promises[promised] = (item.text, item.number)


def _candidates(long: list[Sentence]) -> set[tuple[int, int]]:
    """Pairs that share a run of words and are about as long."""
    runs: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for index, sentence in enumerate(long):
        for start in range(len(sentence.words) - RUN + 1):
            runs[sentence.words[start : start + RUN]].add(index)
    return {
        (first, second)
        for shared in runs.values()
        if 1 < len(shared) <= CROWD
        for first in shared
        for second in shared
        if first < second
    }


def _alike(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    short, long = sorted((len(first), len(second)))
    return (
        2 * short / (short + long) >= ALIKE
        and SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE
    )


def _difference(first: tuple[str, ...], second: tuple[str, ...]) -> str:
    """What stands in one and not in the other, in words."""
    parts = [
        f"“{' '.join(first[a:b]) or 'nothing'}” / “{' '.join(second[c:d]) or 'nothing'}”"
        for tag, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    return "; ".join(parts)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"
