"""Several answers in one cell: what stands between them, and what each answer is."""

import itertools
from collections import Counter
from collections.abc import Collection, Mapping

MOST_ANSWERS = 30
LONGEST_ANSWER = 120
OFTEN = 10
"""Of two parts that are never apart: so many cells make it one answer with a comma in it."""


def split_answers(text: str, separator: str, whole: Collection[str] = ()) -> list[str]:
    """The answers in one cell. A separator within brackets, or within one of the ``whole`` answers, stands between none.

    >>> split_answers("Family (mum, dad), Friends", ",")
    ['Family (mum, dad)', 'Friends']
    >>> split_answers("Family;A teacher;", ";"), split_answers("Yes, always, Often", ",", ["Yes, always"])
    (['Family', 'A teacher'], ['Yes, always', 'Often'])
    """
    answers = []
    rest = text
    while rest := rest.strip().removeprefix(separator).strip():
        if rest.startswith(separator):
            continue
        known = [answer for answer in whole if _begins_with(rest, answer, separator)]
        answer = max(known, key=len) if known else rest[: _end(rest, separator)]
        answers.append(answer.strip())
        rest = rest[len(answer) :]
    return answers


def _begins_with(text: str, answer: str, separator: str) -> bool:
    after = text.removeprefix(answer)
    return text.startswith(answer) and (
        not after or after.startswith(separator) or after.lstrip().startswith(separator)
    )


def _end(text: str, separator: str) -> int:
    """Where the first answer ends: at the first separator outside brackets, or at any where brackets do not close."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == separator and depth <= 0:
            return place
    first = text.find(separator)
    return first if depth > 0 and first >= 0 else len(text)


def known_answers(values: Mapping[str, str], separator: str) -> tuple[dict[str, str], list[str]]:
    """The answers that a person named, with their words, and those of them that the separator is a part of.

    A value that is made of other answers, such as “Family;Friends”, is a choice of both and no answer of its own.
    """
    single = {split_answers(value, separator)[0] for value in values if _is_one(value, separator)}
    whole = [
        value
        for value in values
        if not _is_one(value, separator) and not set(split_answers(value, separator)) <= single
    ]
    words: dict[str, str] = {}
    for value, typed in values.items():
        if value in whole:
            words[value] = typed
        elif _is_one(value, separator):
            (answer,) = split_answers(value, separator)
            words.setdefault(answer, answer if typed == value else typed)
    return words, whole


def _is_one(value: str, separator: str) -> bool:
    return len(split_answers(value, separator)) == 1


def chosen_together(counts: Mapping[str, int]) -> tuple[str, dict[str, int]]:
    """What stands between several answers, and how often each was chosen; nothing where cells hold one answer each.

    Answers that are chosen together make more texts than there are answers; sentences with a comma make fewer.
    """
    for separator in ";,":
        if len(counts) < 2 or not any(separator in text for text in counts):
            continue
        cells = {text: split_answers(text, separator) for text in counts}
        whole = _never_apart(cells, counts, separator) if separator == "," else []
        chosen: Counter[str] = Counter()
        for text, count in counts.items():
            chosen.update(dict.fromkeys(split_answers(text, separator, whole), count))
        ends = separator == ";" and all(text.endswith(separator) for text in counts)
        few = len(chosen) < len(counts) or ends
        if few and len(chosen) <= MOST_ANSWERS and max(map(len, chosen)) <= LONGEST_ANSWER:
            return separator, dict(sorted(chosen.items()))
    return "", {}


def _never_apart(cells: Mapping[str, list[str]], counts: Mapping[str, int], separator: str) -> list[str]:
    """Two parts that stand beside each other wherever one of them stands: one answer, with a comma in it."""
    alone: Counter[str] = Counter()
    beside: Counter[tuple[str, str]] = Counter()
    for text, parts in cells.items():
        alone.update(dict.fromkeys(parts, counts[text]))
        beside.update(dict.fromkeys(itertools.pairwise(parts), counts[text]))
    return [
        f"{first}{separator} {second}"
        for (first, second), count in beside.items()
        if count >= OFTEN and count == alone[first] == alone[second]
    ]
