"""One thing under two names: words in another order, a small word more, a hyphen, or one word changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from realign.methods.wording.contents import contents_lines
from realign.methods.wording.findings import FaultKind, TextFinding
from realign.methods.wording.text import ADDRESS, Text, TextLine, words

CAPITAL = r"[A-Z][\w'’]*(?:-\w+)*"
NAME = re.compile(rf"{CAPITAL}(?:,?\s+(?:(?:of|for|and|&|in)\s+(?:(?:the|their|our|its)\s+)?)?{CAPITAL})+")
SMALL = frozenset({"their", "our", "its"})
LOOKS_LIKE = 0.6  # of the letters of two words, for one to be a slip for the other
CROWD = 500  # places that begin alike; more is a formula, and would take long
AT_THE_END = 0.4  # enough where both end their line, as names in lists do
HYPHEN = re.compile(r"\b([A-Za-z]{3,})-([A-Za-z]{3,})\b")
Name = tuple[str, ...]
Names = dict[Name, tuple[str, int]]  # each name with how it was first written, and where


def check_names(text: Text) -> Iterator[TextFinding]:
    """Names in capitals that differ in the order of their words or in a small word."""
    names = _names(text)
    yield from _groups(
        names, lambda name: tuple(sorted(name)), "The same words in another order.", ordered=True
    )
    yield from _groups(
        names,
        lambda name: tuple(word for word in name if word not in SMALL),
        "The names differ in a small word.",
    )


def check_spellings(text: Text) -> Iterator[TextFinding]:
    """Words written both with a hyphen and as one word."""
    joined: dict[str, int] = {}
    for line in text.lines:
        for word in re.findall(r"[a-z]{6,}", ADDRESS.sub(" ", line.text.lower())):
            joined.setdefault(word, line.number)
    reported: set[str] = set()
    for line in text.lines:
        for met in HYPHEN.finditer(ADDRESS.sub(" ", line.text)):
            whole = (met[1] + met[2]).lower()
            if whole in joined and whole not in reported:
                reported.add(whole)
                yield _finding(
                    line.number, joined[whole], met[0].lower(), whole, "One word in two spellings."
                )


def check_changed_words(text: Text) -> Iterator[TextFinding]:
    """Items of lists and short headings that come again with one word changed."""
    stream = [(word, line) for line in text.lines for word in words(line.text)]
    where: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index in range(len(stream) - 1):
        where[stream[index][0], stream[index + 1][0]].append(index)
    compared: set[frozenset[tuple[str, ...]]] = set()
    titles: dict[Name, TextLine] = {}
    for line in _titles(text):
        titles.setdefault(words(line.text), line)
    for title, line in titles.items():
        starts = where[title[0], title[1]]
        for start in starts if len(starts) <= CROWD else ():
            window = stream[start : start + len(title) + 1]
            place = window[0][1]
            again = tuple(word for word, of in window[: len(title)] if of is place)
            ends = len(window) == len(title) or window[-1][1] is not place
            pair = frozenset((title, again))
            if pair not in compared and _one_changed(title, again, ends):
                compared.add(pair)
                yield _finding(
                    line.number, place.number, line.text, " ".join(again), "One word is different."
                )


def _names(text: Text) -> Names:
    """The names of the text. Headings all in capitals say nothing of names."""
    names: Names = {}
    for sentence in text.sentences:
        for met in NAME.finditer(sentence.text):
            if met[0].isupper():
                continue
            name = words(met[0])
            name = name[1:] if name[0] in SMALL | {"the"} else name
            names.setdefault(name, (met[0], sentence.line))
    return names


def _groups(
    names: Names, key: Callable[[Name], Name], why: str, ordered: bool = False
) -> Iterator[TextFinding]:
    """Names with one key. ``ordered`` leaves out names with “and”, which may stand in any order."""
    groups: dict[Name, list[Name]] = defaultdict(list)
    for name in names:
        if len(key(name)) >= 3 and not (ordered and "and" in name):
            groups[key(name)].append(name)
    for same in groups.values():
        first = names[same[0]]
        for other in same[1:]:
            yield _finding(first[1], names[other][1], first[0], names[other][0], why)


def _titles(text: Text) -> Iterator[TextLine]:
    listed = contents_lines(text)
    for line in text.lines:
        short = 4 <= len(words(line.text)) <= 9 and not line.text.endswith((".", ";", ",", ":", "?"))
        if short and line.number not in listed:
            yield line


def _one_changed(title: tuple[str, ...], again: tuple[str, ...], ends: bool) -> bool:
    """Whether one word of substance differs; in running text it must look like the other, or any word would do."""
    if len(title) != len(again):
        return False
    changed = [(a, b) for a, b in zip(title, again, strict=True) if a != b]
    if len(changed) != 1 or not all(len(word) > 4 and word.isalpha() for word in changed[0]):
        return False
    first, second = changed[0]
    same_word = first.rstrip("s") == second.rstrip("s")
    return not same_word and SequenceMatcher(None, first, second).ratio() >= (
        AT_THE_END if ends else LOOKS_LIKE
    )


def _finding(line: int, other: int, first: str, second: str, why: str) -> TextFinding:
    return TextFinding(
        FaultKind.NAME,
        line,
        f"“{first}” and “{second}”",
        f"{why} Readers may take them for two things.",
        "Choose one name, unless they are two things.",
        other=other,
    )
